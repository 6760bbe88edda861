from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import BackUp, DeleteBackup, PowerOff
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_disk
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.backup.store_full import StoreFull
from labs.datacenter.words import BackupKind, DiskMode

FULL = ("error", "backup.store_full")
BACK_UP = BackUp(vm="web-01", store="backups", kind=BackupKind.FULL)
DISK_MB = 40 * 1024


def a_site(capacity_mb, *actions):
    site = with_a_backup_store(two_hosts())
    for action in actions:
        site, _ = apply(site, action)
    return site.put(replace(site.backup_stores["backups"], capacity_mb=capacity_mb))


def test_takes_what_fits_exactly(ask):
    assert FULL not in ask(a_site(DISK_MB), BACK_UP)
    assert ask(a_site(DISK_MB - 1), BACK_UP) == [FULL]


def test_counts_the_backups_there_are(ask):
    assert ask(a_site(2 * DISK_MB - 1, BACK_UP), BACK_UP) == [FULL]
    assert ask(a_site(2 * DISK_MB, BACK_UP), BACK_UP) == []


def test_names_both_figures(say):
    assert say(a_site(20 * 1024), BACK_UP) == [
        "backups has 20 GB free, but the backup of web-01 needs 40 GB"
    ]
    assert say(a_site(DISK_MB, BACK_UP), BACK_UP) == [
        "backups has 0 MB free, but the backup of web-01 needs 40 GB"
    ]


def test_deleting_an_old_backup_makes_room():
    found = repair(a_site(2 * DISK_MB - 1, BACK_UP), BACK_UP)

    assert found.actions == (DeleteBackup(restore_point="backup-0001"),)


def test_an_empty_store_has_nothing_to_delete():
    assert list(StoreFull().cures(Case(a_site(DISK_MB - 1), BACK_UP))) == []


def test_is_broken_by_one_unit_too_few(say):
    site = a_site(3 * DISK_MB, BACK_UP)

    assert say(*StoreFull().breaks(site, BACK_UP)) == [
        "backups has 40959 MB free, but the backup of web-01 needs 40 GB"
    ]


def test_is_not_broken_where_nothing_is_copied_nor_for_a_machine_that_is_off():
    independent = DiskMode.INDEPENDENT_PERSISTENT
    empty = with_disk(a_site(DISK_MB), "web-01", "Hard disk 1", mode=independent)

    assert StoreFull().breaks(empty, BACK_UP) is None
    assert StoreFull().breaks(a_site(DISK_MB, PowerOff(vm="web-01")), BACK_UP) is None
