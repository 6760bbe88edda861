from __future__ import annotations

from labs.datacenter.actions import ExtendDisk, ExtendPartition, WriteToDisk
from labs.datacenter.edits import with_disk, with_free_mb, with_thin_disks
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.request.beyond_partition import BeyondPartition

DISK = "Hard disk 1"
BEYOND = [("error", "request.beyond_partition")]
SIZE = 40 * 1024


def write(size_mb):
    return WriteToDisk(vm="web-01", disk=DISK, size_mb=size_mb)


def test_a_guest_writes_as_much_as_its_partition_holds_and_no_more(ask, say):
    small = with_disk(two_hosts(), "web-01", DISK, partition_mb=1000)

    assert ask(two_hosts(), write(SIZE)) == []
    assert ask(two_hosts(), write(SIZE + 1)) == BEYOND
    assert ask(small, write(1000)) == []
    assert say(small, write(1001)) == [
        "web-01 has a partition of 1000 MB on Hard disk 1, on which its guest cannot write 1001 MB"
    ]


def test_is_the_one_thing_said_where_there_is_no_room_either(ask):
    full = with_free_mb(with_thin_disks(two_hosts(), "web-01"), "san-01", 0)

    assert ask(full, write(SIZE + 1)) == BEYOND


def test_disk_and_partition_can_be_extended_first():
    small = with_disk(two_hosts(), "web-01", DISK, partition_mb=1000)
    extend = ExtendPartition(vm="web-01", disk=DISK)

    assert repair(small, write(1001)).actions == (extend,)
    grow = ExtendDisk(vm="web-01", disk=DISK, size_mb=SIZE + 1)
    assert repair(two_hosts(), write(SIZE + 1)).actions == (grow, extend)


def test_writing_nothing_changes_nothing():
    told = report(two_hosts(), write(0))

    assert [one.code for one in told.errors] == ["request.nothing_changes"]
    assert told.errors[0].hint("en") == (
        "Ask for something else: what this asks for holds already."
    )


def test_is_broken_by_one_megabyte_too_many():
    assert BeyondPartition().breaks(two_hosts(), write(1)) == (two_hosts(), write(SIZE + 1))
