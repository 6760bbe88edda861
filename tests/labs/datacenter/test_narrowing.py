"""A rule that names aspects is left out only where it would have been silent."""

from __future__ import annotations

import pytest

from labs.datacenter.aspects import (
    AFFINITY,
    ALL,
    DEVICES,
    ENCRYPTION,
    RAW_DISKS,
    SNAPSHOTS,
    aspects_of,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_encryption, with_raw_disk, with_snapshots, with_vm
from labs.datacenter.inventory.encryption import Encryption
from labs.datacenter.inventory.hardware import Hardware
from labs.datacenter.inventory.vm import CpuAllocation, MemoryAllocation
from labs.datacenter.prepared import prepared
from labs.datacenter.presets import a_vm, an_image, two_hosts
from labs.datacenter.report import asked, findings
from labs.datacenter.rule import KINDS
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.words import EncryptedVMotion
from labs.datacenter.worlds import legal_site, requests, world

NARROWED = [rule for rule in ALL_RULES if rule.aspects]
WORLDS = [(rule, kind) for rule in NARROWED for kind in KINDS if rule.level(kind, "8.0")]


def full_findings(site, action):
    """Those of every rule, whatever aspects it names."""
    case = Case(site, action)
    case.aspects = ALL
    return findings(case)


def test_some_rules_name_aspects_and_none_names_one_that_does_not_exist():
    assert NARROWED
    assert all(rule.aspects & ALL == rule.aspects for rule in NARROWED)


@pytest.mark.parametrize(("rule", "kind"), WORLDS, ids=lambda one: getattr(one, "code", one))
def test_is_asked_where_it_would_speak(rule, kind):
    made = world(rule.code, kind, release="8.0", seed=3)

    assert findings(Case(made.site, made.action)) == full_findings(made.site, made.action)


@pytest.mark.parametrize("kind", KINDS)
def test_the_narrowed_report_is_the_full_one(kind):
    site = prepared(legal_site(2, "5.5"), kind)
    vm = next(iter(site.vms))
    site = with_raw_disk(with_snapshots(site, vm, 1, memory=False), vm, "lun-1")

    for action in list(requests(site, kind))[:200]:
        assert findings(Case(site, action)) == full_findings(site, action)


def test_knows_the_aspects_of_a_machine():
    plain = a_vm("web-01", host="esx-01", datastore="san-01")
    with_image = a_vm("x", host="esx-01", datastore="san-01", devices=(an_image("san-01"),))
    site = two_hosts()

    assert aspects_of(None) == 0
    assert aspects_of(plain) == 0
    assert aspects_of(with_image) == DEVICES
    for bound in (
        {"cpu": CpuAllocation(affinity=(0,))},
        {"memory": MemoryAllocation(affinity=(0,))},
    ):
        assert aspects_of(with_vm(site, "web-01", **bound).vms["web-01"]) == AFFINITY
    snapped = with_snapshots(site, "web-01", 1, memory=False)
    assert aspects_of(snapped.vms["web-01"]) == SNAPSHOTS
    both = with_raw_disk(snapped, "web-01", "lun-1", "esx-01")
    assert aspects_of(both.vms["web-01"]) == SNAPSHOTS | RAW_DISKS
    encrypted = with_encryption(site, "web-01")
    assert aspects_of(encrypted.vms["web-01"]) == ENCRYPTION
    required = with_vm(site, "web-01", encryption=Encryption(vmotion=EncryptedVMotion.REQUIRED))
    assert aspects_of(required.vms["web-01"]) == ENCRYPTION
    bare = with_vm(site, "web-01", hardware=Hardware())
    assert aspects_of(bare.vms["web-01"]) == 0


def test_leaves_out_what_has_nothing_to_judge():
    few = {rule.code for rule in asked("complete", "VMO", "8.0", 0)}
    all_of_them = {rule.code for rule in asked("complete", "VMO", "8.0")}

    assert "cpu.affinity_set" in all_of_them - few
    assert few < all_of_them
    assert not any(rule.aspects for rule in ALL_RULES if rule.code in few)
