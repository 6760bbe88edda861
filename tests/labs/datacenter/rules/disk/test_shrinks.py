from __future__ import annotations

from labs.datacenter.actions import ExtendDisk
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.disk.shrinks import Shrinks


def to(size_mb):
    return ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=size_mb)


def test_refuses_one_megabyte_less(ask):
    assert ask(two_hosts(), to(40 * 1024 - 1)) == [("error", "disk.shrinks")]


def test_the_same_size_is_no_change(ask):
    assert ask(two_hosts(), to(40 * 1024)) == [("error", "request.nothing_changes")]


def test_is_silent_about_one_megabyte_more(ask):
    assert ask(two_hosts(), to(40 * 1024 + 1)) == []


def test_names_both_sizes(say):
    assert say(two_hosts(), to(30 * 1024)) == [
        "web-01 has Hard disk 1 of 40 GB, which cannot be shrunk to 30 GB"
    ]


def test_is_broken_by_one_megabyte_less():
    assert Shrinks().breaks(two_hosts(), to(50_000)) == (two_hosts(), to(40 * 1024 - 1))
