from __future__ import annotations

from labs.datacenter.actions import (
    AddUplink,
    AddVmkernelPort,
    CutLink,
    RemoveUplink,
    RemoveVmkernelPort,
    RepairLink,
    RepairUpstream,
    SetDistributedTeaming,
    SetTeaming,
)
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_new_port_group
from labs.datacenter.inventory.network import VmkernelPort
from labs.datacenter.presets import a_switch, distributed, two_hosts
from labs.datacenter.rules.network.management_lost import ManagementLost
from labs.datacenter.words import Link, Service

REFUSED = [("error", "network.management_lost")]
PORT = RemoveVmkernelPort(host="esx-01", vmkernel="vmk0")
UPLINK = RemoveUplink(host="esx-01", switch="vSwitch0", nic="vmnic0")


def test_names_the_port_that_would_be_lost(say):
    assert say(two_hosts(), PORT) == [
        "esx-01 would lose its management network (vmk0) and with it vCenter Server, "
        "so the change is rolled back"
    ]


def test_speaks_of_the_last_uplink_behind_it(ask):
    assert ask(two_hosts(), UPLINK) == REFUSED


def test_is_silent_where_another_uplink_serves(ask):
    site, _ = apply(two_hosts(), AddUplink(host="esx-01", switch="vSwitch0", nic="vmnic3"))

    assert ask(site, UPLINK) == []


def test_speaks_where_the_other_uplink_is_dead(ask):
    site, _ = apply(two_hosts(), AddUplink(host="esx-01", switch="vSwitch0", nic="vmnic3"))
    site, _ = apply(site, CutLink(host="esx-01", nic="vmnic3"))

    assert ask(site, UPLINK) == REFUSED
    order = SetTeaming(host="esx-01", switch="vSwitch0", active=("vmnic3",))
    assert ask(site, order) == REFUSED


def test_is_silent_where_another_port_manages(ask):
    host = two_hosts().hosts["esx-01"]
    second = VmkernelPort(name="vmk2", network="Production", services=(Service.MANAGEMENT,))

    assert ask(with_host(two_hosts(), "esx-01", vmkernel=(*host.vmkernel, second)), PORT) == []


def test_other_ports_and_uplinks_may_go(ask):
    assert ask(two_hosts(), RemoveVmkernelPort(host="esx-01", vmkernel="vmk1")) == []
    assert ask(two_hosts(), RemoveUplink(host="esx-01", switch="vSwitch2", nic="vmnic2")) == []


NICS = ("vmnic0", "vmnic1", "vmnic2", "vmnic3")


def test_another_port_an_uplink_or_a_repair_may_help():
    ports = [
        AddVmkernelPort(host="esx-01", network=name, service=Service.MANAGEMENT)
        for name in ("Production", "vMotion")
    ]
    repairs = [one(host="esx-01", nic=nic) for nic in NICS for one in (RepairLink, RepairUpstream)]
    uplink = AddUplink(host="esx-01", switch="vSwitch0", nic="vmnic3")
    same = AddVmkernelPort(host="esx-01", network="Management", service=Service.MANAGEMENT)

    assert list(ManagementLost().cures(Case(two_hosts(), UPLINK))) == [*ports, uplink, *repairs]
    assert list(ManagementLost().cures(Case(two_hosts(), PORT))) == [same, *ports, *repairs]


def test_is_broken_over_the_network_that_was_asked_for():
    site = with_new_port_group(two_hosts(), "esx-01", "Production", "Test")
    order = {"host": "esx-01", "switch": "vSwitch2", "active": ("vmnic2",)}

    for network, managed in (("Test", "Test"), (None, "Production")):
        after, _ = ManagementLost().breaks(site, SetTeaming(network=network, **order))
        host = after.hosts["esx-01"]
        assert [(one.network, one.services) for one in host.vmkernel] == [
            (managed, (Service.MANAGEMENT,)),
            ("vMotion", ()),
        ]
        assert [nic.name for nic in host.nics if nic.link is Link.DOWN] == ["vmnic2"]


def test_is_not_broken_on_a_switch_without_networks():
    switches = two_hosts().hosts["esx-01"].switches
    bare = with_host(two_hosts(), "esx-01", switches=(*switches, a_switch("vSwitch3", ("vmnic3",))))

    remove = RemoveUplink(host="esx-01", switch="vSwitch3", nic="vmnic3")
    assert ManagementLost().breaks(bare, remove) is None


def test_judges_every_member_of_a_distributed_switch(say):
    site = distributed()
    for host in ("esx-01", "esx-02"):
        vmk0, vmk1 = site.hosts[host].vmkernel
        on_it = VmkernelPort(name="vmk0", network="Shop", services=vmk0.services)
        site = with_host(site, host, vmkernel=(on_it, vmk1))
    site, _ = apply(site, CutLink(host="esx-02", nic="vmnic1"))
    order = SetDistributedTeaming(switch="dvs-01", active=("Uplink 1",))

    (sentence,) = say(site, order)
    assert sentence.startswith("esx-02 would lose its management network")
    assert {one.host for one in ManagementLost().cures(Case(site, order))} == {"esx-02"}
