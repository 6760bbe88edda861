"""A distributed switch: one network on all its members, over the NICs that each of them gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import AddUplink, CutLink, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.edits import without_uplinks
from labs.datacenter.figures import figures
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.network import Member, PortGroup, UplinkNic
from labs.datacenter.inventory.site import INDEXES, Site
from labs.datacenter.presets import distributed
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of

MOVE = Migrate(vm="web-01", host="esx-02")


def switch_of(site):
    return site.distributed_switches["dvs-01"]


def changed(**changes):
    return distributed().put(replace(switch_of(distributed()), **changes))


def test_a_host_knows_the_networks_of_both_kinds_of_switch():
    names = [one.name for one in distributed().networks_of("esx-01")]

    assert names == ["Management", "Shop", "vMotion-dv"]
    assert [one.is_distributed for one in distributed().networks_of("esx-01")] == [0, 1, 1]


def test_members_share_the_network_and_other_hosts_do_not_have_it():
    site = distributed()

    here, there = (site.network_of(host, "Shop") for host in ("esx-01", "esx-02"))
    assert here.is_same_as(there)
    assert site.network_of("esx-03", "Shop") is None


def test_a_network_of_the_same_name_on_another_kind_of_switch_is_another_network():
    site = distributed()
    shop = site.network_of("esx-01", "Shop")
    other = site.network_of("esx-03", "Test")._replace(group=PortGroup(name="Shop"))

    assert not shop.is_same_as(other)
    assert not other.is_same_as(shop)


def test_standard_networks_are_the_same_by_name():
    site = distributed()

    here, there = (site.network_of(host, "Management") for host in ("esx-01", "esx-03"))
    assert here.is_same_as(there)


def test_a_machine_moves_live_between_members(ask):
    assert ask(distributed(), MOVE) == []


def test_each_member_uses_the_nics_it_gives():
    site, _ = apply(distributed(), CutLink(host="esx-01", nic="vmnic1"))
    told = figures(site)

    assert told["hosts"]["esx-01"]["carrying"]["dvs-01"] == ["vmnic2"]
    assert told["hosts"]["esx-02"]["carrying"]["dvs-01"] == ["vmnic1", "vmnic2"]
    assert [one["code"] for one in told["warnings"]] == ["network.redundancy_lost"]


def test_a_member_that_gives_no_nic_has_an_internal_switch(ask):
    site = without_uplinks(distributed(), "esx-02", "Shop")

    assert site.network_of("esx-02", "Shop").is_internal
    assert not site.network_of("esx-01", "Shop").is_internal
    assert ("error", "network.internal_switch") in ask(site, MOVE)


def test_an_added_uplink_serves_the_first_uplink_that_is_free():
    site = changed(uplinks=("Uplink 1", "Uplink 2", "Uplink 3"))
    site, _ = apply(site, AddUplink(host="esx-02", switch="dvs-01", nic="vmnic3"))

    assert switch_of(site).member("esx-02").nic_of("Uplink 3") == "vmnic3"
    assert switch_of(site).member("esx-01").nic_of("Uplink 3") is None


def test_is_read_and_written():
    text = text_of(site_json(distributed()))
    again, problems = read_site(text)

    assert problems == ()
    assert again == distributed()
    assert text_of(site_json(again)) == text
    nics = site_json(distributed())["distributed_switches"]["dvs-01"]["members"]["esx-01"]["nics"]
    assert nics == {"Uplink 1": {"nic": "vmnic1"}, "Uplink 2": {"nic": "vmnic2"}}


def test_the_order_of_uplinks_is_kept():
    site = changed(uplinks=("Uplink 2", "Uplink 1"))

    assert read_site(text_of(site_json(site))) == (site, ())


def test_indexes_follow_its_members():
    site = changed(members=switch_of(distributed()).members[:1])
    rebuilt = Site.of(site.things, release=site.release)

    assert site.switches_of_host == rebuilt.switches_of_host
    assert dict(site.switches_of_host) == {"esx-01": ("dvs-01",)}
    assert "switches_of_host" in INDEXES


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"datacenter": "DC-9"}, "/distributed_switches/dvs-01/datacenter"),
        ({"members": (Member(host="esx-9"),)}, "/distributed_switches/dvs-01/members/esx-9"),
        ({"version": "new"}, "/distributed_switches/dvs-01/version"),
        ({"standby": ("Uplink 9",)}, "/distributed_switches/dvs-01/standby"),
        (
            {"port_groups": (PortGroup(name="Management"),)},
            "/distributed_switches/dvs-01/port_groups/Management",
        ),
    ],
)
def test_what_cannot_be_is_named_with_its_place(changes, path):
    assert path in [one.path for one in impossible(changed(**changes))]


def test_a_nic_serves_one_switch_only():
    given = (UplinkNic(uplink="Uplink 1", nic="vmnic0"),)
    first, second = switch_of(distributed()).members
    site = changed(members=(replace(first, nics=given), second))

    assert [one.path for one in impossible(site)] == ["/hosts/esx-01/switches"]


@pytest.mark.parametrize("vlan", [4095, 5000])
def test_a_vlan_of_a_distributed_port_group_ends_at_4094(vlan):
    groups = tuple(replace(one, vlan=vlan) for one in switch_of(distributed()).port_groups)

    assert len(impossible(changed(port_groups=groups))) == 2
    assert impossible(changed(port_groups=tuple(replace(g, vlan=4094) for g in groups))) == ()
