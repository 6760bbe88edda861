"""The largest virtual disk that a host of a product version can hold."""

from __future__ import annotations

from labs.datacenter.releases import since

TWO_TB_MB = 2 * 1024 * 1024

# 2 TB less 512 bytes up to 5.1 is no whole number of megabytes: rounded down. 62 TB from 5.5 on.
_LARGEST = since({"3.5": TWO_TB_MB - 1, "5.5": 62 * 1024 * 1024})

# From 6.5 on, a disk in use may grow past 2 TB; before 5.5 no disk is that large.
_CROSSES_2_TB_IN_USE = since({"3.5": False, "6.5": True})

LARGEST_EVER_MB = _LARGEST.entries[-1][1]


def largest_disk_mb(version: str) -> int:
    """The size no disk may exceed on a host of this product version."""
    return _LARGEST.at(version)


def crosses_2_tb_in_use(version: str) -> bool:
    """Whether a disk may grow past 2 TB less 512 bytes while its machine runs."""
    return _CROSSES_2_TB_IN_USE.at(version)
