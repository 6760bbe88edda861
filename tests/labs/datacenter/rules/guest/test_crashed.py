from __future__ import annotations

from labs.datacenter.actions import Migrate, RepairGuest, Suspend, TakeSnapshot, WriteToDisk
from labs.datacenter.edits import with_guest
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair

WRITE = WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=1)


def a_crash():
    return with_guest(two_hosts(), "web-01", crashed=True)


def test_a_crashed_guest_writes_nothing(ask):
    assert ask(a_crash(), WRITE) == [("error", "guest.crashed")]
    assert ask(two_hosts(), WRITE) == []


def test_what_the_host_does_with_the_machine_goes_on(ask):
    for action in (
        Migrate(vm="web-01", host="esx-02"),
        Suspend(vm="web-01"),
        TakeSnapshot(vm="web-01", name="post mortem", memory=True),
    ):
        assert ask(a_crash(), action) == []


def test_mending_the_guest_is_gentler_than_a_reset():
    assert repair(a_crash(), WRITE).actions == (RepairGuest(vm="web-01"),)
    forced = repair(a_crash(), WRITE, allowed=("ResetVM",))
    assert [type(one).__name__ for one in forced.actions] == ["ResetVM"]
