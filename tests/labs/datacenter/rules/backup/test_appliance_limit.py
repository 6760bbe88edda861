from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import AddBackupStore
from labs.datacenter.apply import apply
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules import RULES
from labs.datacenter.words import BackupProduct

VDP = BackupProduct.VDP
BEYOND = [("error", "backup.appliance_limit")]
EIGHT_TB = 8 * 1024 * 1024
ADD = AddBackupStore(vcenter="vc-01", name="backups", capacity_mb=EIGHT_TB, product=VDP)


def with_appliances(count, product=VDP):
    site = two_hosts("5.5")
    for number in range(count):
        name = f"vdp-{number:02}"
        site = site.put(BackupStore(name=name, vcenter="vc-01", product=product, capacity_mb=1024))
    return site


def test_a_store_has_8_tb_at_most(ask, say):
    assert ask(two_hosts("5.5"), ADD) == []
    larger = replace(ADD, capacity_mb=EIGHT_TB + 1024)
    assert say(two_hosts("5.5"), larger) == [
        "backups would have a store of 8193 GB (vSphere Data Protection); the most is 8192 GB"
    ]
    assert ask(two_hosts("5.5"), replace(ADD, capacity_mb=EIGHT_TB + 1)) == BEYOND


def test_a_vcenter_server_has_ten_appliances_at_most(ask, say):
    assert ask(with_appliances(9), ADD) == []
    assert say(with_appliances(10), ADD) == [
        "vc-01 would have a count of appliances of 11 (vSphere Data Protection); the most is 10"
    ]


@pytest.mark.parametrize("product", [BackupProduct.VDR, BackupProduct.VADP])
def test_other_products_have_other_limits(ask, product):
    large = replace(ADD, product=product, capacity_mb=EIGHT_TB + 1)

    assert ask(with_appliances(10), large) == []
    assert ask(with_appliances(12, product), ADD) == []


def test_what_is_added_is_an_empty_store():
    site, told = apply(two_hosts("5.5"), ADD)

    assert [one.code for one in told] == ["BackupStoreAdded"]
    made = site.backup_stores["backups"]
    assert (made.vcenter, made.product, made.capacity_mb) == ("vc-01", VDP, EIGHT_TB)
    assert impossible(site) == ()


def test_its_name_must_be_free_and_its_size_at_least_1_mb(ask):
    site, _ = apply(two_hosts("5.5"), ADD)

    assert ask(site, ADD) == [("error", "request.name_taken")]
    assert ask(site, replace(ADD, name="more", capacity_mb=0)) == [("error", "request.below_least")]


def test_names_the_store_or_the_vcenter_server():
    told = report(with_appliances(10), replace(ADD, capacity_mb=EIGHT_TB + 1))

    assert [str(one.subject) for one in told.findings] == ["backup_store:backups", "vcenter:vc-01"]


def test_its_world_asks_for_one_megabyte_too_much():
    other = replace(ADD, product=BackupProduct.VADP, capacity_mb=1)

    _, asked = RULES["backup.appliance_limit"].breaks(two_hosts("5.5"), other)

    assert asked == replace(ADD, capacity_mb=EIGHT_TB + 1)
