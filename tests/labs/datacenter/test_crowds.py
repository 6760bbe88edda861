"""A hostile file costs little: no object has more parts than any product would give it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.impossible import crowds, impossible
from labs.datacenter.inventory.network import DistributedSwitch, PhysicalNic, PortGroup
from labs.datacenter.presets import two_hosts
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of

BARE = two_hosts()


def with_disks(count):
    vm = BARE.vms["old-01"]
    disks = tuple(
        Disk(label=f"Hard disk {n:04}", datastore="local-01", size_mb=1)
        for n in range(1, count + 1)
    )
    return BARE.put(replace(vm, hardware=replace(vm.hardware, disks=disks)))


def with_nics(count):
    host = BARE.hosts["esx-01"]
    more = tuple(PhysicalNic(name=f"vmnic{n:04}") for n in range(count - len(host.nics)))
    return BARE.put(replace(host, nics=tuple(sorted((*host.nics, *more), key=lambda n: n.name))))


def with_port_groups(count):
    host = BARE.hosts["esx-01"]
    first, *others = host.switches
    groups = tuple(PortGroup(name=f"net-{n:04}") for n in range(count - 1))
    crowded = replace(first, port_groups=(*first.port_groups, *groups))
    return BARE.put(replace(host, switches=(crowded, *others)))


def with_distributed_port_groups(count):
    groups = DistributedSwitch(
        name="dvs-01",
        datacenter="DC-A",
        port_groups=tuple(PortGroup(name=f"net-{n:04}") for n in range(count)),
    )
    return BARE.put(groups)


CROWDS = {
    "/vms/old-01/hardware/disks": (with_disks, crowds.MOST_OF_MACHINE),
    "/hosts/esx-01/nics": (with_nics, crowds.MOST_OF_HOST),
    "/hosts/esx-01/switches/vSwitch0/port_groups": (with_port_groups, crowds.MOST_OF_HOST),
    "/distributed_switches/dvs-01/port_groups": (
        with_distributed_port_groups,
        crowds.MOST_OF_SWITCH,
    ),
}


@pytest.mark.parametrize("path", CROWDS)
def test_as_many_as_may_be_are_possible(path):
    site_of, most = CROWDS[path]

    assert tuple(crowds.crowded(site_of(most))) == ()


@pytest.mark.parametrize("path", CROWDS)
def test_one_more_is_a_problem_at_its_place(path):
    site_of, most = CROWDS[path]

    (told,) = impossible(site_of(most + 1))

    assert told.path == path
    assert told.say("en") == f"{path}: has {most + 1} entries, but {most} at most"


def test_a_file_with_a_crowd_gets_its_problem():
    site, problems = read_site(text_of(site_json(with_disks(2_000))))

    assert site is None
    assert [one.path for one in problems] == ["/vms/old-01/hardware/disks"]
