"""The story of a disk that grows, with and without snapshots, to the megabyte."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    AddDisk,
    ExtendDisk,
    ExtendPartition,
    InflateDisk,
    Migrate,
    PowerOff,
    RemoveAllSnapshots,
    RemoveDisk,
    RemoveSnapshot,
    RevertToSnapshot,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_disk, with_free_mb, with_hardware, with_thin_disks
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import DiskMode, Provision

SIZE = 40_960
DISK = {"vm": "web-01", "disk": "Hard disk 1"}
SECOND = {"vm": "web-01", "disk": "Hard disk 2"}


def grow(size_mb):
    return ExtendDisk(**DISK, size_mb=size_mb)


def write(size_mb):
    return WriteToDisk(**DISK, size_mb=size_mb)


def add(size_mb=1000, **how):
    return AddDisk(vm="web-01", datastore="san-01", size_mb=size_mb, **how)


def after(*actions, site=None):
    site = site or two_hosts()
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
        assert read_site(text_of(site_json(site))) == (site, ())
    return site


def disk(site, label="Hard disk 1"):
    return site.vms["web-01"].disk(label)


def grown(site, start=None):
    """Space taken on the datastore beyond that of the start."""
    return site.used_mb("san-01") - (start or two_hosts()).used_mb("san-01")


def refusal(site, action):
    with pytest.raises(Fault) as refused:
        apply(site, action)
    return refused.value.name


THIN = with_thin_disks(two_hosts(), "web-01")  # 20,480 of 40,960 MB written


def test_a_thick_disk_takes_what_it_grows_by_at_once():
    assert grown(after(grow(SIZE + 1000))) == 1000


def test_a_thin_disk_takes_nothing_until_the_guest_writes():
    site = after(grow(SIZE + 1000), site=THIN)
    assert grown(site, THIN) == 0

    assert grown(after(write(300), site=site), THIN) == 300


def test_the_guests_partition_stays_as_it_was_until_the_guest_extends_it():
    site = after(grow(SIZE + 1000), site=THIN)
    assert (disk(site).size_mb, disk(site).guest_mb) == (SIZE + 1000, SIZE)

    full = after(write(30_000), site=site)  # more than the partition has left
    assert disk(full).filled_mb == SIZE

    site = after(ExtendPartition(**DISK), write(30_000), site=full)
    assert disk(site).filled_mb == SIZE + 1000


def test_growing_twice_leaves_the_partition_where_it_was():
    site = after(grow(SIZE + 1000), grow(SIZE + 5000))

    assert disk(site).guest_mb == SIZE


def test_a_thin_disk_on_a_full_datastore_grows_and_fails_at_the_first_write():
    full = with_free_mb(THIN, "san-01", 0)

    site = after(grow(SIZE + 1000), site=full)

    assert refusal(site, write(1)) == "NoDiskSpace"
    assert refusal(site, write(5000)) == "NoDiskSpace"
    assert refusal(with_free_mb(two_hosts(), "san-01", 999), grow(SIZE + 1000)) == "NoDiskSpace"


def test_with_a_snapshot_it_is_refused_and_without_it_grows():
    site = after(TakeSnapshot(vm="web-01", name="a"), write(64))
    assert refusal(site, grow(SIZE + 1000)) == "InvalidDeviceOperation"

    site = after(RemoveAllSnapshots(vm="web-01"), grow(SIZE + 1000), site=site)

    assert grown(site) == 1000
    assert disk(site).deltas == ()


def test_after_it_grew_snapshots_are_taken_and_merged_as_ever():
    site = after(grow(SIZE + 1000), ExtendPartition(**DISK), site=THIN)

    site = after(TakeSnapshot(vm="web-01", name="a"), write(700), site=site)
    assert grown(site, THIN) == 700

    site = after(RemoveSnapshot(vm="web-01", snapshot="a"), site=site)
    assert disk(site).filled_mb == 20_480 + 700


def test_a_revert_gives_back_the_partition_of_the_moment():
    site = after(grow(SIZE + 1000), TakeSnapshot(vm="web-01", name="a"), ExtendPartition(**DISK))
    assert disk(site).guest_mb == SIZE + 1000

    site = after(RevertToSnapshot(vm="web-01", snapshot="a"), site=site)

    assert (disk(site).size_mb, disk(site).guest_mb) == (SIZE + 1000, SIZE)


def test_inflating_takes_what_was_promised_and_keeps_what_was_written():
    off = after(PowerOff(vm="web-01"), site=THIN)

    site = after(InflateDisk(**DISK), site=off)

    assert grown(site, off) == SIZE - 20_480
    assert disk(site).filled_mb == 20_480


@pytest.mark.parametrize("provision", Provision)
@pytest.mark.parametrize("mode", DiskMode)
def test_a_disk_added_and_removed_leaves_no_trace(provision, mode):
    site = after(add(provision=provision, mode=mode))
    assert grown(site) == (1000 if provision is Provision.THICK else 0)

    assert after(RemoveDisk(**SECOND), site=site) == two_hosts()


def test_disks_are_numbered_by_the_first_free_number():
    site = after(add(), add(), RemoveDisk(**SECOND), add(2000))

    assert [one.label for one in site.vms["web-01"].disks] == [f"Hard disk {n}" for n in (1, 2, 3)]
    assert disk(site, "Hard disk 2").size_mb == 2000


def test_files_that_are_kept_go_on_taking_their_space():
    site, events = apply(after(add()), RemoveDisk(**SECOND, keep_files=True))

    assert grown(site) == 1000
    assert site.datastores["san-01"].other_mb == 1000
    assert events[0].say("en") == (
        "Hard disk 2 was removed from web-01; its files still take 1000 MB on san-01"
    )


def test_removing_all_disks_leaves_a_machine_that_still_moves():
    site = after(RemoveDisk(**DISK), Migrate(vm="web-01", host="esx-02"))

    assert site.vms["web-01"].disks == ()


# disks and snapshots that know them


def test_a_removed_disk_comes_back_with_a_revert_to_a_snapshot_that_holds_it():
    site = after(add(), TakeSnapshot(vm="web-01", name="a"))
    gone = after(RemoveDisk(**SECOND), site=site)
    assert [one.label for one in gone.vms["web-01"].disks] == ["Hard disk 1"]
    assert grown(gone) == 1000  # the snapshot rests on its file

    back = after(RevertToSnapshot(vm="web-01", snapshot="a"), site=gone)
    assert [one.label for one in back.vms["web-01"].disks] == ["Hard disk 1", "Hard disk 2"]


@pytest.mark.parametrize(
    "last", [RemoveSnapshot(vm="web-01", snapshot="a"), RemoveAllSnapshots(vm="web-01")]
)
def test_a_removed_disk_goes_with_the_last_snapshot_that_holds_it(last):
    site = after(add(), TakeSnapshot(vm="web-01", name="a"), RemoveDisk(**SECOND))

    assert grown(after(last, site=site)) == 0


def test_what_was_written_since_the_snapshot_goes_with_the_disk_unless_kept():
    site = after(TakeSnapshot(vm="web-01", name="a"), write(300))

    assert grown(after(RemoveDisk(**DISK), site=site)) == 0
    kept = after(RemoveDisk(**DISK, keep_files=True), site=site)
    assert (grown(kept), kept.datastores["san-01"].other_mb) == (300, 300)


def test_a_disk_added_after_a_snapshot_is_lost_to_a_revert_and_its_file_stays():
    site = after(TakeSnapshot(vm="web-01", name="a"), add())

    site, events = apply(site, RevertToSnapshot(vm="web-01", snapshot="a"))

    assert [one.label for one in site.vms["web-01"].disks] == ["Hard disk 1"]
    assert site.datastores["san-01"].other_mb == 1000
    assert "DiskRemovedFilesKept" in [event.code for event in events]


def test_reverting_between_snapshots_brings_a_disk_and_takes_it():
    site = after(
        TakeSnapshot(vm="web-01", name="before"), add(), TakeSnapshot(vm="web-01", name="after")
    )

    site = after(RevertToSnapshot(vm="web-01", snapshot="before"), site=site)
    assert disk(site, "Hard disk 2").attached is False
    assert site.datastores["san-01"].other_mb == 0

    site = after(RevertToSnapshot(vm="web-01", snapshot="after"), site=site)
    assert disk(site, "Hard disk 2").attached

    site = after(RevertToSnapshot(vm="web-01", snapshot="before"), site=site)
    site = after(RemoveSnapshot(vm="web-01", snapshot="after"), site=site)
    assert disk(site, "Hard disk 2") is None


def test_a_removed_disk_cannot_be_named_nor_taken_into_the_next_snapshot():
    site = after(add(), TakeSnapshot(vm="web-01", name="a"), RemoveDisk(**SECOND))

    assert refusal(site, RemoveDisk(**SECOND)) == "ManagedObjectNotFound"
    taken = after(TakeSnapshot(vm="web-01", name="b"), site=site).vms["web-01"].snapshot("b")
    assert [held.label for held in taken.disks] == ["Hard disk 1"]


def test_the_files_of_a_removed_disk_move_with_the_machine():
    site = after(add(), TakeSnapshot(vm="web-01", name="a"), RemoveDisk(**SECOND))

    moved = after(Migrate(vm="web-01", datastore="local-01"), site=site)

    assert disk(moved, "Hard disk 2").datastore == "local-01"
    assert moved.used_mb("san-01") == two_hosts().used_mb("san-01") - (
        two_hosts().vms["web-01"].files_mb
    )


def test_a_removed_disk_that_no_snapshot_holds_cannot_be():
    site = with_disk(after(add()), "web-01", "Hard disk 2", attached=False)

    assert [one.path for one in impossible(site)] == [
        "/vms/web-01/hardware/disks/Hard disk 2/attached"
    ]


@pytest.mark.parametrize("partition_mb", [0, SIZE + 1])
def test_a_partition_cannot_be_empty_or_larger_than_its_disk(partition_mb):
    site = with_disk(two_hosts(), "web-01", "Hard disk 1", partition_mb=partition_mb)

    assert [one.path for one in impossible(site)] == [
        "/vms/web-01/hardware/disks/Hard disk 1/partition_mb"
    ]


@pytest.mark.parametrize(("more", "paths"), [(0, []), (1, ["size_mb"])])
def test_no_site_has_a_disk_larger_than_62_tb(more, paths):
    site = with_thin_disks(two_hosts(), "old-01")
    (disk,) = site.vms["old-01"].disks
    site = with_hardware(site, "old-01", disks=(replace(disk, size_mb=62 * 1024**2 + more),))

    assert [one.path.rsplit("/")[-1] for one in impossible(site)] == paths
