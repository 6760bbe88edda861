"""The newest virtual hardware that a host of a product version can run."""

from __future__ import annotations

from labs.datacenter.releases import since

# vSphere Virtual Machine Administration 6.5 and 6.7, the tables of compatibility. What 7.0 and
# later run was not read in a source, so they are taken to run everything.
_NEWEST = since(
    {
        "3.5": 4,
        "4.0": 7,
        "5.0": 8,
        "5.1": 9,
        "5.5": 10,
        "6.0": 11,
        "6.5": 13,
        "6.7": 14,
        "7.0": None,
    }
)


def newest_hardware(version: str) -> int | None:
    """The highest hardware version a host of this product version runs; None where not known."""
    return _NEWEST.at(version)
