from __future__ import annotations

from labs.datacenter.actions import BackUp, PowerOff, RestoreVM
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_free_mb, with_thin_disks
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.words import BackupKind

RESTORE = RestoreVM(vm="web-01", restore_point="backup-0001")


def a_site(free_mb):
    """Backed up thick (40 GB); now thin and half written, so 20 GB more are needed."""
    site = with_a_backup_store(two_hosts())
    for action in (
        BackUp(vm="web-01", store="backups", kind=BackupKind.FULL),
        PowerOff(vm="web-01"),
    ):
        site, _ = apply(site, action)
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
