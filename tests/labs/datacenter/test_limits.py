"""What the versions of the product have, and what a site may set for itself."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from labs.datacenter.actions import AddDisk, ExtendDisk, TakeSnapshot
from labs.datacenter.edits import (
    with_host,
    with_links,
    with_snapshots,
    with_thin_disks,
    with_vm,
)
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.limits import STANDARD, Limits, standard
from labs.datacenter.meaning import meaning
from labs.datacenter.presets import two_hosts
from labs.datacenter.standing import standing
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import BackupProduct, Licence, PowerState

TWO_TB, SIXTY_TWO_TB = 2_097_152, 65_011_712

# our own copy; where versions differ: from which on, in the order of the versions
TABLE = {
    "host_most": 8,
    "host_vmotion": 1,
    "host_storage_vmotion": 4,
    "host_cross_host": 4,
    "host_provisioning": 1,
    "network_most_1g": 4,
    "network_most_10g": 8,
    "network_vmotion": 1,
    "datastore_most": 128,
    "datastore_vmotion": 1,
    "datastore_storage_vmotion": 16,
    "copy_mbps": 1000,
    "power_on_s": 10,
    "apd_timeout_s": 140,
    "vmotion_mbps": 1000,
    "round_trip_ms": {"5.5": 5, "6.0": 150},
    "round_trip_enterprise_plus_ms": {"5.5": 10, "6.0": 150},
    "disk_mb": {"5.1": TWO_TB - 1, "5.5": SIXTY_TWO_TB},
    "disk_in_use_mb": {"6.0": TWO_TB - 1, "6.5": SIXTY_TWO_TB},
    "vmfs3_file_mb": TWO_TB - 1,
    "snapshot_levels": 32,
    "snapshot_levels_advised": 3,
    "snapshot_age_advised_h": 72,
    "vdp_appliances": 10,
    "vdp_store_mb": 8 * 1024 * 1024,
    "vdr_jobs": 8,
}


def in_version(value, version):
    """The value of the table that holds in a version."""
    if isinstance(value, int):
        return value
    (_, before), (since, after) = value.items()
    return before if [*map(int, version.split("."))] < [*map(int, since.split("."))] else after


@pytest.mark.parametrize("version", ["5.1", "5.5", "6.0", "6.5", "6.7", "7.0", "8.0"])
def test_every_limit_is_the_one_of_its_source(version):
    expected = {name: in_version(value, version) for name, value in TABLE.items()}

    assert {name: standard(name, version) for name in STANDARD} == expected


def test_every_limit_can_be_set_in_a_site():
    assert [one.name for one in fields(Limits)] == list(STANDARD)
    limits = {name: number for number, name in enumerate(STANDARD, start=10**6)}

    site = replace(two_hosts(), limits=Limits(**limits))

    assert {name: site.limit(name) for name in STANDARD} == limits
    assert {name: site.host_limit(name, "esx-01") for name in STANDARD} == limits
    assert site_json(site)["limits"] == limits
    assert read_site(text_of(site_json(site))) == (site, ())


def test_what_belongs_to_a_hypervisor_follows_its_version_and_all_else_the_release():
    site = with_host(two_hosts("8.0"), "esx-01", version="5.1")

    assert site.host_limit("disk_mb", "esx-01") == TWO_TB - 1
    assert site.host_limit("disk_mb", "esx-02") == SIXTY_TWO_TB
    assert site.limit("round_trip_ms") == 150
    assert site.with_release("notes").limit("round_trip_ms") == 5


def limited(site, **limits):
    return replace(site, limits=Limits(**limits))


def codes(asked):
    return [code for _, code in asked]


def test_a_chain_may_hold_as_many_snapshots_as_the_site_says(ask):
    site = limited(two_hosts(), snapshot_levels=2)
    take = TakeSnapshot(vm="web-01", name="one more")

    assert codes(ask(with_snapshots(site, "web-01", 1), take)) == []
    assert codes(ask(with_snapshots(site, "web-01", 2), take)) == ["snapshot.too_many_levels"]
    deep = with_snapshots(site, "web-01", 3)
    assert [one.path for one in impossible(deep)] == ["/vms/web-01/snapshots/tree/level-03"]
    assert ask(with_snapshots(limited(site, snapshot_levels=40), "web-01", 39), take) == []


def test_a_disk_may_be_as_large_as_the_site_says(ask):
    site = limited(with_thin_disks(two_hosts(), "web-01"), disk_mb=50_000, disk_in_use_mb=45_000)
    site = with_vm(site, "db-01", hardware=two_hosts().vms["web-01"].hardware)

    def grow(size_mb):
        return ExtendDisk(vm="web-01", disk="Hard disk 1", size_mb=size_mb)

    assert codes(ask(site, grow(45_000))) == []
    assert codes(ask(site, grow(45_001))) == ["disk.grows_past_2_tb_in_use"]
    off = with_vm(site, "web-01", power=PowerState.OFF)
    assert codes(ask(off, grow(50_000))) == []
    assert codes(ask(off, grow(50_001))) == ["disk.too_large"]
    add = AddDisk(vm="web-01", datastore="san-01", size_mb=50_001)
    assert codes(ask(off, add)) == ["disk.too_large"]
    small = limited(site, disk_mb=40_959)
    path = "/vms/web-01/hardware/disks/Hard disk 1/size_mb"
    assert path in [one.path for one in impossible(small)]


def test_a_vmotion_is_warned_of_beyond_what_the_site_says(ask, a_move):
    own = {"round_trip_ms": 20, "round_trip_enterprise_plus_ms": 30, "vmotion_mbps": 2500}
    site = limited(two_hosts(), **own)
    for licence, most in ((Licence.STANDARD, 20), (Licence.ENTERPRISE_PLUS, 30)):
        both = with_host(with_host(site, "esx-01", licence=licence), "esx-02", licence=licence)
        assert codes(ask(with_host(both, "esx-01", licence=licence, rtt_ms=most), a_move)) == []
        far = with_host(both, "esx-01", licence=licence, rtt_ms=most + 1)
        assert codes(ask(far, a_move)) == ["vmotion.round_trip_long"]

    assert codes(ask(with_links(site, "esx-02", "vMotion", mbps=2500), a_move)) == []
    slow = with_links(site, "esx-02", "vMotion", mbps=2499)
    assert codes(ask(slow, a_move)) == ["vmotion.link_slow"]


def test_snapshots_are_warned_of_beyond_what_the_site_says():
    site = limited(two_hosts(), snapshot_levels_advised=1, snapshot_age_advised_h=2)
    chain = replace(with_snapshots(site, "web-01", 2), now_s=2 * 3600)

    assert [one.code for one in standing(chain)] == ["snapshot.chain_long"]
    later = replace(with_snapshots(site, "web-01", 1), now_s=2 * 3600 + 1)
    assert [one.code for one in standing(later)] == ["snapshot.too_old"]


def test_backup_appliances_have_the_limits_that_the_site_says():
    stores = [
        BackupStore(name=name, vcenter="vc-01", product=BackupProduct.VDP, capacity_mb=900)
        for name in ("vdp-01", "vdp-02")
    ]
    site = limited(two_hosts("5.5"), vdp_appliances=2, vdp_store_mb=900)
    for store in stores:
        site = site.put(store)

    assert impossible(site) == ()
    found = impossible(limited(site, vdp_appliances=1, vdp_store_mb=899))
    assert [one.path for one in found] == [
        "/backup_stores/vdp-01/capacity_mb",
        "/backup_stores/vdp-02/capacity_mb",
        "/backup_stores/vdp-02/vcenter",
    ]


def test_the_format_tells_what_each_version_has():
    told = meaning(Limits).of_fields

    assert told["round_trip_ms"].en.endswith(" (5; from 6.0 on 150)")
    assert told["round_trip_ms"].zh.endswith("（5；6.0起150）")
    assert told["snapshot_levels"].en.endswith(" (32)")
