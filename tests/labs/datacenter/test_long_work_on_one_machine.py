"""Suspending, capturing memory, merging deltas and inflating take their time in a timed site."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.datacenter.actions import (
    AddDatastore,
    Advance,
    CancelTask,
    ConsolidateDisks,
    ExtendDisk,
    FailHost,
    InflateDisk,
    Migrate,
    PowerOff,
    RemoveAllSnapshots,
    RemoveSnapshot,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply, replay
from labs.datacenter.clock import advance
from labs.datacenter.edits import (
    with_free_mb,
    with_leftover_deltas,
    with_snapshots,
    with_thin_disks,
    with_vm,
)
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import Pacing, PowerState

# web-01 has 4 GB of memory and a disk of 40 GB; 1000 Mbps are 125 MB a second
IMAGE_S, HALF_A_DISK_S, DELTA_S = 33, 164, 8
SNAPSHOTS = with_snapshots(two_hosts(), "web-01", 3, written_mb=1000)
THIN_AND_OFF = with_vm(with_thin_disks(two_hosts(), "web-01"), "web-01", power=PowerState.OFF)
DISK = "Hard disk 1"

WORK = {
    "suspend": (two_hosts(), Suspend(vm="web-01"), IMAGE_S),
    "capture": (two_hosts(), TakeSnapshot(vm="web-01", name="one", memory=True), IMAGE_S),
    "remove": (SNAPSHOTS, RemoveSnapshot(vm="web-01", snapshot="level-02"), DELTA_S),
    "remove all": (SNAPSHOTS, RemoveAllSnapshots(vm="web-01"), 3 * DELTA_S),
    "consolidate": (
        with_leftover_deltas(two_hosts(), "web-01", 1000),
        ConsolidateDisks(vm="web-01"),
        DELTA_S,
    ),
    "inflate": (THIN_AND_OFF, InflateDisk(vm="web-01", disk=DISK), HALF_A_DISK_S),
}
AT_ONCE = {
    "without memory": (two_hosts(), TakeSnapshot(vm="web-01", name="one")),
    "nothing to merge": (
        with_snapshots(two_hosts(), "web-01", 1),
        RemoveSnapshot(vm="web-01", snapshot="level-01"),
    ),
    "nothing written": (THIN_AND_OFF, ExtendDisk(vm="web-01", disk=DISK, size_mb=50_000)),
}


def timed(site):
    return replace(site, pacing=Pacing.TIMED)


def codes(events):
    return [one.code for one in events]


@pytest.mark.parametrize(("site", "action", "seconds"), WORK.values(), ids=WORK)
def test_lasts_as_long_as_what_it_writes_and_ends_as_if_done_at_once(site, action, seconds):
    at_once, told = apply(site, action)

    begun, events = apply(timed(site), action)
    assert codes(events) == ["TaskStarted"]
    assert begun.vms == site.vms
    assert impossible(begun) == ()
    assert read_site(text_of(site_json(begun))) == (begun, ())
    early, events = advance(begun, seconds - 1)
    assert (events, early.vms) == ((), site.vms)
    done, events = advance(early, 1)

    assert codes(events) == [*codes(told), "TaskCompleted"]
    assert not done.tasks
    snapshots = [replace(one, at_s=0) for one in done.vms["web-01"].snapshots.tree]
    tree = replace(done.vms["web-01"].snapshots, tree=tuple(snapshots))
    assert replace(done.vms["web-01"], snapshots=tree) == at_once.vms["web-01"]
    assert done.datastores == at_once.datastores


@pytest.mark.parametrize(("site", "action"), AT_ONCE.values(), ids=AT_ONCE)
def test_what_writes_nothing_is_done_at_once(site, action):
    after, _ = apply(timed(site), action)

    assert not after.tasks
    assert after.vms == apply(site, action)[0].vms


@pytest.mark.parametrize(("site", "action", "seconds"), WORK.values(), ids=WORK)
def test_room_is_held_and_a_failed_host_ends_it(site, action, seconds):
    begun, _ = apply(timed(site), action)
    held = sum(action.room_mb(site).values())

    assert begun.free_mb("san-01") == site.free_mb("san-01") - held
    failed, told = apply(begun, FailHost(host="esx-01"))
    assert "TaskFailed" in codes(told)
    assert not failed.tasks
    kept = failed.vms["web-01"]
    assert (kept.hardware, kept.snapshots.tree) == (
        site.vms["web-01"].hardware,
        site.vms["web-01"].snapshots.tree,
    )


def test_a_merge_without_room_leaves_the_deltas_at_once():
    site = with_free_mb(with_snapshots(THIN_AND_OFF, "web-01", 2, written_mb=1000), "san-01", 999)

    after, told = apply(timed(site), RemoveSnapshot(vm="web-01", snapshot="level-01"))

    assert codes(told)[:2] == ["SnapshotRemoved", "ConsolidationNeeded"]
    assert not after.tasks


def test_meanwhile_the_machine_does_nothing_else_and_its_guest_goes_on():
    begun, _ = apply(timed(two_hosts()), Suspend(vm="web-01"))

    for refused in (PowerOff(vm="web-01"), Migrate(vm="web-01", host="esx-02")):
        assert report(begun, refused).fault == "TaskInProgress"
    assert report(begun, WriteToDisk(vm="web-01", disk=DISK, size_mb=10)).is_allowed
    assert begun.running_on("esx-01")


@pytest.mark.parametrize("name", ["suspend", "remove", "remove all", "consolidate"])
def test_a_suspension_or_a_merge_is_not_cancelled(name):
    site, action, _ = WORK[name]
    begun, _ = apply(timed(site), action)

    assert report(begun, CancelTask(task="task-1")).fault == "NotSupported"


def a_busy_site():
    """Every machine of two hosts at work on itself."""
    site = timed(with_snapshots(two_hosts(), "web-01", 3, written_mb=700))
    site = with_thin_disks(site, "old-01")
    for action in (
        RemoveAllSnapshots(vm="web-01"),
        Suspend(vm="db-01"),
        InflateDisk(vm="old-01", disk=DISK),
    ):
        site, _ = apply(site, action)
    return site


BUSY = a_busy_site()


@given(cuts=st.lists(st.integers(0, 400), max_size=6))
@settings(max_examples=10, deadline=None)
def test_advancing_in_pieces_gives_the_same_as_at_once(cuts):
    whole, told = advance(BUSY, 400)
    assert len(told) > 5

    pieces, events = BUSY, ()
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), 400], strict=True):
        pieces, more = advance(pieces, end - start)
        events += more
        assert impossible(pieces) == ()

    assert (pieces, events) == (whole, told)


def test_a_replay_gives_the_same_and_undoing_is_replaying_less():
    site = timed(two_hosts())
    history = [
        Suspend(vm="web-01"),
        AddDatastore(host="esx-01", name="more", capacity_mb=1024),
        Advance(seconds=20),
        Advance(seconds=20),
    ]

    steps = replay(site, history)

    assert [step.accepted for step in steps] == [True] * 4
    assert steps[-1].site.vms["web-01"].power is PowerState.SUSPENDED
    assert replay(site, history)[-1].site == steps[-1].site
    assert replay(site, history[:3])[-1].site == steps[2].site
