from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import BackUp, DeleteBackup
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.backup.too_many_machines import TooManyMachines
from labs.datacenter.words import BackupKind, BackupProduct

TOO_MANY = [("error", "backup.too_many_machines")]


def back_up(vm):
    return BackUp(vm=vm, store="backups", kind=BackupKind.FULL)


def a_site(most_vms, *vms):
    site = with_a_backup_store(two_hosts())
    for vm in vms:
        site, _ = apply(site, back_up(vm))
    return site.put(replace(site.backup_stores["backups"], most_vms=most_vms))


def test_refuses_one_machine_more_than_the_limit(ask):
    assert ask(a_site(2, "db-01", "old-01"), back_up("web-01")) == TOO_MANY
    assert ask(a_site(3, "db-01", "old-01"), back_up("web-01")) == []


def test_a_machine_that_is_protected_already_is_no_more(ask):
    assert ask(a_site(2, "db-01", "web-01"), back_up("web-01")) == []


def test_names_both_figures(say):
    assert say(a_site(1, "db-01"), back_up("web-01")) == [
        "backups protects 1 machines, and 1 is the most"
    ]


@pytest.mark.parametrize(
    ("product", "limit"),
    [(BackupProduct.VDP, 100), (BackupProduct.VDR, 100), (BackupProduct.VADP, None)],
)
def test_the_limit_is_that_of_the_product_unless_set(product, limit):
    store = BackupStore(name="b", vcenter="vc-01", product=product, capacity_mb=1)

    assert store.vms_limit == limit
    assert replace(store, most_vms=7).vms_limit == 7


@pytest.mark.parametrize(("vms", "points"), [((), []), (("db-01",), ["backup-0001"])])
def test_deleting_any_backup_may_help(vms, points):
    case = Case(a_site(len(vms), *vms), back_up("web-01"))

    assert list(TooManyMachines().cures(case)) == [DeleteBackup(restore_point=p) for p in points]
