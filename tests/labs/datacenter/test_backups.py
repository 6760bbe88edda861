"""The story of a machine, its snapshot and its backups, and of the day its disk is lost."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    BackUp,
    CorruptDisk,
    DeleteBackup,
    DisableChangeTracking,
    DisconnectNetwork,
    EnableChangeTracking,
    Migrate,
    PowerOff,
    PowerOn,
    RemoveSnapshot,
    RestoreVM,
    Resume,
    RevertToSnapshot,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply, replay
from labs.datacenter.edits import with_guest, with_snapshots, with_thin_disks
from labs.datacenter.faults import Fault
from labs.datacenter.goals import History, NeverLostData, VmBackedUp
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.snapshot import seen
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import BackupKind, PowerState

WEB = {"vm": "web-01"}
ENABLE = EnableChangeTracking(**WEB)
FULL = BackUp(**WEB, store="backups", kind=BackupKind.FULL)
MORE = BackUp(**WEB, store="backups", kind=BackupKind.INCREMENTAL)
CORRUPT = CorruptDisk(**WEB, disk="Hard disk 1")
OFF = PowerOff(**WEB)
BEGUN_MB = 20 * 1024  # what the thin disk holds before the story


def take(name, **how):
    return TakeSnapshot(**WEB, name=name, **how)


def back_to(name):
    return RevertToSnapshot(**WEB, snapshot=name)


def write(size_mb):
    return WriteToDisk(**WEB, disk="Hard disk 1", size_mb=size_mb)


def restore(number):
    return RestoreVM(**WEB, restore_point=f"backup-{number:04}")


def a_site():
    return with_a_backup_store(with_thin_disks(two_hosts(), "web-01"))


def after(*actions, site=None):
    site = site or a_site()
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
    return site


def web(site):
    return site.vms["web-01"]


def disk_of(site):
    return web(site).disk("Hard disk 1")


def sizes(site):
    return [point.size_mb for point in site.restore_points.values()]


def test_after_corruption_a_snapshot_is_powerless_and_a_backup_is_not():
    monday = after(ENABLE, write(100), take("before"), write(10), FULL, write(30), MORE)
    saved = disk_of(monday)
    wrecked = after(write(7), CORRUPT, OFF, site=monday)

    for powerless in (back_to("before"), PowerOn(**WEB)):
        with pytest.raises(Fault, match="FileNotFound"):
            apply(wrecked, powerless)
    back, events = apply(wrecked, restore(2))

    assert seen(disk_of(back)) == seen(saved)
    assert disk_of(back).base_mb == BEGUN_MB + 140
    assert (disk_of(back).lost, disk_of(back).deltas, web(back).snapshots.tree) == (False, (), ())
    assert [one.code for one in events] == ["VmRestored", "DataLost"]
    assert events[1].say("en") == "7 MB of what web-01 had written to Hard disk 1 is gone"
    assert web(after(PowerOn(**WEB), site=back)).power is PowerState.ON


def test_each_point_of_the_chain_brings_back_its_own_moment():
    site = after(ENABLE, write(100), FULL, write(30), MORE, write(5), MORE, OFF)

    held = [disk_of(after(restore(number), site=site)).content for number in (1, 2, 3)]

    assert held == [(0, 100), (0, 130), (0, 135)]


def test_an_incremental_backup_copies_what_was_written_since():
    site = after(ENABLE, FULL, write(30), write(12), MORE, MORE)

    assert sizes(site) == [BEGUN_MB, 42, 0]
    assert site.stored_mb("backups") == BEGUN_MB + 42


def test_without_tracking_every_backup_is_a_full_one():
    assert sizes(after(FULL, write(30), MORE)) == [BEGUN_MB, BEGUN_MB + 30]


def test_a_revert_voids_the_change_ids_so_the_next_backup_is_full():
    site = after(ENABLE, take("before", memory=True), write(50), FULL, back_to("before"), write(3))

    done = after(MORE, site=site)

    last = done.restore_points["backup-0002"]
    assert (last.kind, last.size_mb) == (BackupKind.FULL, BEGUN_MB + 3)
    assert disk_of(after(OFF, restore(2), site=done)).content == (50, 53)


def test_reverting_and_restoring_tell_what_is_lost():
    _, events = apply(after(take("a", memory=True), write(9)), back_to("a"))
    assert "DataLost" in [one.code for one in events]

    _, events = apply(after(take("a", memory=True)), back_to("a"))
    assert "DataLost" not in [one.code for one in events]


def test_removing_a_snapshot_loses_nothing_of_what_the_guest_sees():
    site = after(take("a"), write(9))

    gone, events = apply(site, RemoveSnapshot(**WEB, snapshot="a"))

    assert [one.code for one in events] == ["SnapshotRemoved"]
    assert seen(disk_of(gone)) == seen(disk_of(site))


@pytest.mark.parametrize(
    "opening",
    [
        (OFF, PowerOn(**WEB)),
        (Suspend(**WEB), Resume(**WEB)),
        (take("a"),),
        (Migrate(**WEB, host="esx-02"),),
        (Migrate(**WEB, datastore="local-01"),),
    ],
    ids=["power-on", "resume", "snapshot", "vMotion", "Storage vMotion"],
)
def test_tracking_takes_effect_when_the_files_are_opened_anew(opening):
    site = after(ENABLE)
    assert not web(site).tracking.active

    assert web(after(*opening, site=site)).tracking.active


def test_a_cold_migration_does_not_bring_tracking_into_effect():
    assert not web(after(OFF, ENABLE, Migrate(**WEB, host="esx-02"))).tracking.active


def test_disabling_takes_effect_in_the_same_way():
    site = after(ENABLE, FULL, DisableChangeTracking(**WEB))
    assert web(site).tracking.points == ("backup-0001",)

    assert web(after(take("a"), site=site)).tracking == web(a_site()).tracking


def test_a_backup_leaves_no_trace_of_its_snapshot():
    site = after(take("a"), write(4))

    done, events = apply(site, FULL)

    assert [one.code for one in events] == ["SnapshotTaken", "BackedUp", "SnapshotRemoved"]
    assert web(done) == web(site)


@pytest.mark.parametrize(
    ("site", "action", "fault"),
    [
        (with_snapshots(a_site(), "web-01", 32), FULL, "TooManySnapshotLevels"),
        (
            with_guest(a_site(), "web-01", tools=False),
            BackUp(**WEB, store="backups", kind=BackupKind.FULL, quiesce=True),
            "FilesystemQuiesceFault",
        ),
        (after(Suspend(**WEB), take("a")), FULL, "SnapshotNoChange"),
        (after(CORRUPT), FULL, "FileNotFound"),
    ],
    ids=["levels", "quiescing", "unchanged", "lost"],
)
def test_what_refuses_the_snapshot_refuses_the_backup(site, action, fault):
    assert report(site, action).fault == fault


def test_a_machine_that_runs_is_not_restored():
    assert report(after(FULL), restore(1)).fault == "InvalidPowerState"


def test_a_deleted_point_is_no_basis_any_more():
    site = after(ENABLE, FULL, DeleteBackup(restore_point="backup-0001"))

    assert web(site).tracking.points == ()
    assert sizes(after(MORE, site=site)) == [BEGUN_MB]


def test_settings_come_back_too():
    unplugged = DisconnectNetwork(**WEB, nic="Network adapter 1")

    site = after(FULL, unplugged, OFF, restore(1))

    assert web(site).hardware.nics == web(a_site()).hardware.nics


def test_a_snapshot_taken_and_removed_counts_as_a_change():
    site = after(Suspend(**WEB), take("a"), Resume(**WEB), Suspend(**WEB), take("b"))
    site = after(RemoveSnapshot(**WEB, snapshot="b"), site=site)

    assert report(site, take("c")).is_allowed


def test_history_keeps_the_refused_revert():
    steps = replay(after(take("a")), (CORRUPT, back_to("a")))

    assert [step.accepted for step in steps] == [True, False]


def test_goals_know_of_backups_and_of_lost_data():
    run = History.of(a_site(), (take("a", memory=True), write(9)))
    assert NeverLostData(**WEB).holds(run)
    assert not VmBackedUp(**WEB).holds(run)

    run = History.of(a_site(), (take("a", memory=True), write(9), FULL, back_to("a")))
    assert not NeverLostData(**WEB).holds(run)
    assert NeverLostData(vm="db-01").holds(run)
    assert VmBackedUp(**WEB).holds(run)


def test_backups_survive_the_wire():
    site = after(ENABLE, FULL, write(3), MORE)

    again, problems = read_site(text_of(site_json(site)))

    assert (again, problems) == (site, ())


@pytest.mark.parametrize(
    ("where", "value", "path"),
    [
        (("restore_points", "backup-0002", "parent"), None, "/restore_points/backup-0002/parent"),
        (("restore_points", "backup-0002", "parent"), "x", "/restore_points/backup-0002/parent"),
        (("restore_points", "backup-0002", "number"), 1, "/restore_points/backup-0002/number"),
        (("restore_points", "backup-0001", "store"), "x", "/restore_points/backup-0001/store"),
        (
            ("restore_points", "backup-0001", "disks", "Hard disk 1", "whole"),
            False,
            "/restore_points/backup-0001/disks/Hard disk 1/whole",
        ),
        (
            ("restore_points", "backup-0001", "disks", "Hard disk 1", "copied_mb"),
            40_961,
            "/restore_points/backup-0001/disks/Hard disk 1",
        ),
        (
            ("restore_points", "backup-0001", "disks", "Hard disk 1", "content"),
            [0, 9],
            "/restore_points/backup-0001/disks/Hard disk 1/content",
        ),
        (("backup_stores", "backups", "capacity_mb"), 1, "/backup_stores/backups/capacity_mb"),
        (("backup_stores", "backups", "most_vms"), 0, "/backup_stores/backups/most_vms"),
        (("vms", "web-01", "tracking", "points"), ["x"], "/vms/web-01/tracking/points"),
        (("vms", "web-01", "tracking", "active"), False, "/vms/web-01/tracking/points"),
    ],
)
def test_an_impossible_backup_is_a_problem_with_its_pointer(where, value, path):
    data = site_json(after(ENABLE, FULL, write(3), MORE))
    place = data
    for key in where[:-1]:
        place = place[key]
    place[where[-1]] = value

    site, problems = read_site(text_of(data))

    assert site is None
    assert path in [one.path for one in problems]
