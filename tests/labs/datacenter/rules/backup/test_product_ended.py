from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import BackUp
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import BackupKind, BackupProduct

BACK_UP = BackUp(vm="web-01", store="backups", kind=BackupKind.FULL)
ENDED = [("warning", "backup.product_ended")]


@pytest.mark.parametrize(
    ("product", "release", "found"),
    [
        (BackupProduct.VDR, "notes", ENDED),
        (BackupProduct.VDR, "5.5", ENDED),
        (BackupProduct.VDP, "notes", []),
        (BackupProduct.VDP, "5.5", []),
        (BackupProduct.VDP, "6.7", ENDED),
        (BackupProduct.VDP, "8.0", ENDED),
        (BackupProduct.VADP, "5.5", []),
        (BackupProduct.VADP, "8.0", []),
    ],
)
def test_warns_from_the_first_release_without_the_product(ask, product, release, found):
    site = with_a_backup_store(two_hosts(release))
    site = site.put(replace(site.backup_stores["backups"], product=product))

    assert ask(site, BACK_UP) == found


def test_names_the_product_and_the_release(say):
    site = with_a_backup_store(two_hosts())
    site = site.put(replace(site.backup_stores["backups"], product=BackupProduct.VDP))

    assert say(site, BACK_UP) == [
        "backups uses vSphere Data Protection, which is no longer offered from 6.7 on"
    ]
