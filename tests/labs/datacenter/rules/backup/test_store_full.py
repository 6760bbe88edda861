from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import BackUp, DeleteBackup
from labs.datacenter.apply import apply
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.words import BackupKind

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


def test_deleting_an_old_backup_makes_room():
    found = repair(a_site(2 * DISK_MB - 1, BACK_UP), BACK_UP)

    assert found.actions == (DeleteBackup(restore_point="backup-0001"),)
