"""The story of a machine and its snapshots, with every megabyte accounted for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    ConsolidateDisks,
    Migrate,
    PowerOff,
    RemoveAllSnapshots,
    RemoveSnapshot,
    RevertToSnapshot,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import (
    with_free_mb,
    with_hardware,
    with_host,
    with_raw_disk,
    with_thin_disks,
    with_vm,
)
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import DiskMode, Maintenance, PowerState

MEMORY = 4096


def take(name, **how):
    return TakeSnapshot(vm="web-01", name=name, **how)


def write(size_mb):
    return WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=size_mb)


def back_to(name):
    return RevertToSnapshot(vm="web-01", snapshot=name)


def remove(name):
    return RemoveSnapshot(vm="web-01", snapshot=name)


ALL = RemoveAllSnapshots(vm="web-01")


def after(*actions, site=None):
    site = site or two_hosts()
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
    return site


def deltas(site):
    return [one.used_mb for one in site.vms["web-01"].hardware.disks[0].deltas]


def grown(site):
    """Space taken beyond that of the machine without snapshots."""
    return site.used_mb("san-01") - two_hosts().used_mb("san-01")


def test_a_delta_starts_empty_and_grows_with_what_is_written():
    site = after(take("a"))
    assert grown(site) == 0

    assert grown(after(write(300), site=site)) == 300


def test_a_delta_grows_at_most_to_the_size_of_its_disk():
    assert deltas(after(take("a"), write(40_960), write(1))) == [40_960]


def test_each_snapshot_freezes_one_delta_and_starts_the_next():
    assert deltas(after(take("a"), write(10), take("b"), write(20))) == [10, 20]


def test_a_memory_image_takes_as_much_as_the_memory():
    assert grown(after(take("a", memory=True))) == MEMORY


def test_a_revert_drops_the_present_delta_and_keeps_the_snapshot():
    site = after(take("a"), write(10), take("b"), write(20), back_to("a"))

    tree = site.vms["web-01"].snapshots
    assert [one.name for one in tree.tree] == ["a", "b"]
    assert tree.current == "a"
    assert sorted(deltas(site)) == [0, 10]  # b's file is kept, "you are here" is new


@pytest.mark.parametrize(("memory", "power"), [(True, PowerState.ON), (False, PowerState.OFF)])
def test_a_revert_runs_only_where_memory_was_captured(memory, power):
    assert after(take("a", memory=memory), back_to("a")).vms["web-01"].power is power


def test_a_suspended_machine_comes_back_suspended():
    site = after(Suspend(vm="web-01"), take("a", memory=True))
    off = with_vm(site, "web-01", power=PowerState.OFF)

    assert after(back_to("a"), site=off).vms["web-01"].power is PowerState.SUSPENDED


def test_a_revert_interrupts_a_running_machine():
    site = after(take("a", memory=True))

    _, events = apply(site, back_to("a"))

    assert [one.code for one in events] == ["VmPoweredOff", "SnapshotReverted", "VmResumed"]
    assert events[0].interrupts("web-01")


def test_a_revert_restores_the_settings_of_the_moment():
    from_start = two_hosts()
    site = after(take("a"))
    nics = tuple(replace(nic, connected=False) for nic in site.vms["web-01"].hardware.nics)

    site = after(back_to("a"), site=with_hardware(site, "web-01", nics=nics))

    assert site.vms["web-01"].hardware.nics == from_start.vms["web-01"].hardware.nics


def test_a_revert_to_a_running_state_needs_what_powering_on_needs():
    site = after(take("a", memory=True), PowerOff(vm="web-01"))
    site = with_host(site, "esx-01", maintenance=Maintenance.IN)

    assert report(site, back_to("a")).fault == "InvalidHostState"


def test_removing_one_merges_the_delta_after_it_and_changes_nothing_else():
    site = after(take("a"), write(10), take("b"), write(20), take("c"), write(30), remove("b"))

    tree = site.vms["web-01"].snapshots
    assert (tree.find("c").parent, tree.current) == ("a", "c")
    assert deltas(site) == [30, 30]
    assert site.vms["web-01"].power is PowerState.ON


def test_removing_the_first_of_two_branches_keeps_the_file_both_rest_on():
    site = after(take("a"), write(10), take("b"), back_to("a"), take("c"), remove("a"))

    tree = site.vms["web-01"].snapshots
    assert {one.name: one.parent for one in tree.tree} == {"b": None, "c": None}
    assert not site.vms["web-01"].needs_consolidation
    assert sum(deltas(site)) == 10


def test_removing_a_leaf_of_another_branch_deletes_its_delta():
    site = after(take("a"), write(10), take("b"), back_to("a"), remove("b"))

    assert deltas(site) == [0]


def test_removing_all_merges_the_chain_and_discards_other_branches():
    site = after(take("a"), write(10), take("b"), back_to("a"))
    site = after(ALL, site=site)

    (disk,) = site.vms["web-01"].hardware.disks
    assert site.vms["web-01"].snapshots.tree == ()
    assert disk.written_mb == 10  # on the branch that was discarded
    assert (replace(disk, written_mb=0),) == two_hosts().vms["web-01"].hardware.disks


def test_a_thin_base_grows_by_what_was_merged():
    thin = with_thin_disks(two_hosts(), "web-01")

    site = after(take("a"), write(700), ALL, site=thin)

    assert site.vms["web-01"].hardware.disks[0].used_mb == 20_480 + 700
    assert site.used_mb("san-01") == thin.used_mb("san-01") + 700


def test_a_raw_disk_merges_into_its_lun_and_stays_a_pointer():
    site = after(take("a"), write(300), site=with_raw_disk(two_hosts(), "web-01", "naa.1"))

    site = after(write(5), remove("a"), write(6), site=site)

    (disk,) = site.vms["web-01"].hardware.disks
    assert (disk.taken_mb, disk.used_mb, disk.content) == (0, None, (0, 311))


def test_a_full_datastore_leaves_deltas_that_consolidation_removes_later():
    site = after(take("a"), write(700), site=with_thin_disks(two_hosts(), "web-01"))
    full = with_free_mb(site, "san-01", 699)

    left, events = apply(full, remove("a"))
    assert report(full, remove("a")).warnings[0].fault == "NoDiskSpace"
    assert [one.code for one in events] == ["SnapshotRemoved", "ConsolidationNeeded"]
    assert left.vms["web-01"].snapshots.tree == ()
    assert left.vms["web-01"].needs_consolidation
    with pytest.raises(Fault, match="NoDiskSpace"):
        apply(left, ConsolidateDisks(vm="web-01"))

    roomy = with_free_mb(left, "san-01", 700)
    done = after(ConsolidateDisks(vm="web-01"), site=roomy)
    assert deltas(done) == []
    assert not done.vms["web-01"].needs_consolidation


def test_a_full_datastore_stops_the_guest_from_writing():
    site = with_free_mb(after(take("a")), "san-01", 99)

    with pytest.raises(Fault, match="NoDiskSpace"):
        apply(site, write(100))


def test_thirty_two_levels_and_no_more():
    site = after(*(take(f"s{n}") for n in range(32)))

    assert site.vms["web-01"].snapshots.levels == 32
    with pytest.raises(Fault, match="TooManySnapshotLevels"):
        apply(site, take("s32"))
    assert after(ALL, site=site) == two_hosts()


def test_an_independent_disk_is_left_out():
    site = two_hosts()
    (disk,) = site.vms["web-01"].hardware.disks
    disk = replace(disk, mode=DiskMode.INDEPENDENT_PERSISTENT)

    site = after(take("a"), site=with_hardware(site, "web-01", disks=(disk,)))

    assert site.vms["web-01"].hardware.disks == (disk,)


def test_snapshots_move_with_the_files():
    site = after(take("a", memory=True), write(10))

    moved = after(Migrate(vm="web-01", datastore="local-01"), site=site)

    assert moved.used_mb("san-01") == site.used_mb("san-01") - site.vms["web-01"].files_mb
    assert moved.vms["web-01"].snapshots == site.vms["web-01"].snapshots


def test_a_site_with_snapshots_survives_the_wire():
    site = after(take("a", memory=True), write(10), take("b", quiesce=True), back_to("a"))

    again, problems = read_site(text_of(site_json(site)))

    assert problems == ()
    assert again == site


@pytest.mark.parametrize(
    ("where", "value", "path"),
    [
        (("snapshots", "current"), "nowhere", "/vms/web-01/snapshots/current"),
        (("snapshots", "tree", "a", "parent"), "b", "/vms/web-01/snapshots/tree/a/parent"),
        (("snapshots", "tree", "a", "parent"), "x", "/vms/web-01/snapshots/tree/a/parent"),
        (("snapshots", "tree", "a", "memory_mb"), 7, "/vms/web-01/snapshots/tree/a/memory_mb"),
        (
            ("snapshots", "tree", "a", "cpu_generation"),
            "abacus",
            "/vms/web-01/snapshots/tree/a/cpu_generation",
        ),
        (
            ("snapshots", "tree", "b", "disks", "Hard disk 1", "delta"),
            "000002",
            "/vms/web-01/snapshots/tree/b/disks/Hard disk 1/delta",
        ),
        (
            ("snapshots", "tree", "b", "disks", "Hard disk 1", "delta"),
            "x",
            "/vms/web-01/snapshots/tree/b/disks/Hard disk 1",
        ),
        (
            ("hardware", "disks", "Hard disk 1", "deltas", "000002", "parent"),
            "000002",
            "/vms/web-01/hardware/disks/Hard disk 1/deltas/000002/parent",
        ),
        (
            ("hardware", "disks", "Hard disk 1", "top"),
            "000001",
            "/vms/web-01/hardware/disks/Hard disk 1/top",
        ),
        (
            ("hardware", "disks", "Hard disk 1", "deltas", "000002", "used_mb"),
            40_961,
            "/vms/web-01/hardware/disks/Hard disk 1/deltas/000002/used_mb",
        ),
        (
            ("hardware", "disks", "Hard disk 1", "content"),
            [0],
            "/vms/web-01/hardware/disks/Hard disk 1/content",
        ),
        (
            ("hardware", "disks", "Hard disk 1", "content"),
            [0, 8],
            "/vms/web-01/hardware/disks/Hard disk 1/written_mb",
        ),
        (
            ("hardware", "disks", "Hard disk 1", "content"),
            [0, 1],
            "/vms/web-01/hardware/disks/Hard disk 1/content",
        ),
    ],
)
def test_an_impossible_tree_is_a_problem_with_its_pointer(where, value, path):
    data = site_json(after(take("a", memory=True), write(7), take("b")))
    place = data["vms"]["web-01"]
    for key in where[:-1]:
        place = place[key]
    place[where[-1]] = value

    site, problems = read_site(text_of(data))

    assert site is None
    assert path in [one.path for one in problems]


@pytest.mark.parametrize("shape", ["chain", "circle"])
def test_a_hostile_tree_is_a_problem_at_once(shape):
    data = site_json(after(take("a")))
    tree = data["vms"]["web-01"]["snapshots"]["tree"]
    for number in range(20_000):
        tree[f"s{number}"] = {"parent": f"s{number - 1}" if number else None}
    if shape == "circle":
        tree["s0"]["parent"] = "s19999"

    site, problems = read_site(data)

    assert site is None
    assert [one.path for one in problems] == ["/vms/web-01"]


def test_a_branch_left_behind_leaves_no_file_that_nobody_needs():
    site = after(take("a"), take("b"), back_to("a"), remove("a"), back_to("b"))

    assert not site.vms["web-01"].needs_consolidation
    assert deltas(site) == [0]
