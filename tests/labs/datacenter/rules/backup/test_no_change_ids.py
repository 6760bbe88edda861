from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    BackUp,
    DisableChangeTracking,
    EnableChangeTracking,
    RevertToSnapshot,
    TakeSnapshot,
)
from labs.datacenter.apply import apply
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.words import BackupKind

WARNED = [("warning", "backup.no_change_ids")]
FULL = BackUp(vm="web-01", store="backups", kind=BackupKind.FULL)
MORE = BackUp(vm="web-01", store="backups", kind=BackupKind.INCREMENTAL)
ENABLE = EnableChangeTracking(vm="web-01")


def after(*actions):
    site = with_a_backup_store(two_hosts())
    for action in actions:
        site, _ = apply(site, action)
    return site


def test_is_silent_where_what_changed_is_known(ask):
    assert ask(after(ENABLE, FULL), MORE) == []
    assert ask(after(ENABLE, FULL, MORE), MORE) == []


def test_a_full_backup_needs_no_change_ids(ask):
    assert ask(after(), FULL) == []


SNAPSHOT = TakeSnapshot(vm="web-01", name="before", memory=True)
REVERT = RevertToSnapshot(vm="web-01", snapshot="before")


@pytest.mark.parametrize(
    ("actions", "reason"),
    [
        ((), "there is no backup of it here yet"),
        ((ENABLE,), "there is no backup of it here yet"),
        ((FULL,), "changed-block tracking is not in effect"),
        ((FULL, ENABLE), "changed-block tracking is not in effect"),
        ((FULL, ENABLE, SNAPSHOT), "its change ids are void"),
        ((ENABLE, SNAPSHOT, FULL, REVERT), "its change ids are void"),
        (
            (ENABLE, FULL, DisableChangeTracking(vm="web-01"), SNAPSHOT),
            "changed-block tracking is not in effect",
        ),
    ],
)
def test_says_why_all_is_copied(ask, say, actions, reason):
    site = after(*actions)

    assert ask(site, MORE) == WARNED
    assert reason in say(site, MORE)[0]
    done, _ = apply(site, MORE)
    last = max(done.restore_points.values(), key=lambda point: point.number)
    assert (last.kind, last.parent, last.size_mb) == (BackupKind.FULL, None, 40 * 1024)


def test_is_marked_as_not_read_in_a_source():
    assert report(after(), MORE).findings[0].mark == "K"
