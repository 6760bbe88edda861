from __future__ import annotations

import pytest

from labs.datacenter.actions import BackUp, Migrate, PowerOff, RestoreVM
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_disk, with_free_mb, with_thin_disks, with_vm
from labs.datacenter.inventory.vm import Files
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.backup.no_room_to_restore import NoRoomToRestore
from labs.datacenter.words import BackupKind

RESTORE = RestoreVM(vm="web-01", restore_point="backup-0001")


def backed_up(site):
    for action in (
        BackUp(vm="web-01", store="backups", kind=BackupKind.FULL),
        PowerOff(vm="web-01"),
    ):
        site, _ = apply(site, action)
    return site


def a_site(free_mb):
    """Backed up thick (40 GB); now thin and half written, so 20 GB more are needed."""
    site = backed_up(with_a_backup_store(two_hosts()))
    return with_free_mb(with_thin_disks(site, "web-01"), "san-01", free_mb)


def test_takes_what_fits_exactly(ask):
    assert ask(a_site(20 * 1024), RESTORE) == []
    assert ask(a_site(20 * 1024 - 1), RESTORE) == [("error", "backup.no_room_to_restore")]


def test_names_both_figures(say):
    assert say(a_site(1024), RESTORE) == [
        "san-01 has 1 GB free, but restoring web-01 needs 20 GB more"
    ]


def test_moving_another_machine_away_makes_room():
    found = repair(a_site(20 * 1024 - 1), RESTORE)

    assert len(found.actions) == 1
    assert apply(a_site(20 * 1024 - 1), found.actions[0])


def test_every_machine_there_may_leave_for_the_other_datastores_of_its_host():
    assert list(NoRoomToRestore().cures(Case(a_site(0), RESTORE))) == [
        Migrate(vm="db-01", datastore="local-02"),
        Migrate(vm="web-01", datastore="local-01"),
    ]


@pytest.mark.parametrize(("config", "disk"), [("san-01", "local-01"), ("local-01", "san-01")])
def test_is_broken_by_one_unit_too_few_where_the_files_grow(say, config, disk):
    site = with_vm(with_a_backup_store(two_hosts()), "web-01", files=Files(config=config))
    site = backed_up(with_disk(site, "web-01", "Hard disk 1", datastore=disk))

    assert say(*NoRoomToRestore().breaks(site, RESTORE)) == [
        f"{disk} has 20479 MB free, but restoring web-01 needs 20 GB more"
    ]


def test_the_least_growth_is_too_much_for_a_full_datastore(say):
    site = with_disk(with_a_backup_store(two_hosts()), "web-01", "Hard disk 1", size_mb=1)

    assert say(*NoRoomToRestore().breaks(backed_up(site), RESTORE)) == [
        "san-01 has 0 MB free, but restoring web-01 needs 1 MB more"
    ]


def test_is_not_broken_where_nothing_grows():
    site = backed_up(with_thin_disks(with_a_backup_store(two_hosts()), "web-01"))

    assert NoRoomToRestore().breaks(site, RESTORE) is None
