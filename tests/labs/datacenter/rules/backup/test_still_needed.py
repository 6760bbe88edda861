from __future__ import annotations

from labs.datacenter.actions import BackUp, DeleteBackup, EnableChangeTracking
from labs.datacenter.apply import apply
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.words import BackupKind


def a_chain():
    """One full backup, and two incremental ones on top of each other."""
    site = with_a_backup_store(two_hosts())
    site, _ = apply(site, EnableChangeTracking(vm="web-01"))
    for kind in (BackupKind.FULL, BackupKind.INCREMENTAL, BackupKind.INCREMENTAL):
        site, _ = apply(site, BackUp(vm="web-01", store="backups", kind=kind))
    return site


def delete(number):
    return DeleteBackup(restore_point=f"backup-{number:04}")


def test_refuses_to_delete_what_others_rest_on(ask, say):
    for number in (1, 2):
        assert ask(a_chain(), delete(number)) == [("error", "backup.still_needed")]
    assert say(a_chain(), delete(1)) == [
        "backup-0001 is what the incremental backups backup-0002 rest on"
    ]


def test_is_silent_about_the_last(ask):
    assert ask(a_chain(), delete(3)) == []


def test_the_repair_deletes_from_the_end():
    assert repair(a_chain(), delete(1)).actions == (delete(3), delete(2))
