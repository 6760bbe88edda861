from __future__ import annotations

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_hardware, with_host
from labs.datacenter.inventory.places import Cluster
from labs.datacenter.presets import two_datacenters, two_hosts
from labs.datacenter.rules.boundary.networks_may_differ import NetworksMayDiffer

COLD = Migrate(vm="cold-01", host="esx-b1", datastore="san-b")


def test_warns_of_networks_of_the_same_name(say):
    assert say(two_datacenters("5.5"), COLD) == [
        "cold-01 would go from datacenter DC-A to DC-B; "
        "networks of the same name there may be different ones: Production"
    ]


def test_never_blocks(ask):
    assert ask(two_datacenters("8.0"), COLD) == [("warning", "boundary.networks_may_differ")]


def test_is_silent_about_a_machine_without_adapters(ask):
    site = with_hardware(two_datacenters("8.0"), "cold-01", nics=())

    assert ask(site, COLD) == []


def test_is_silent_where_the_notes_refuse_the_move(ask):
    assert ask(two_datacenters("notes"), COLD) == [("error", "boundary.datacenter_mismatch")]


def test_is_broken_by_a_host_that_leaves_its_cluster_too(ask):
    site = two_datacenters("8.0").put(Cluster(name="C", datacenter="DC-B"))
    site = with_host(with_host(site, "esx-b1", cluster="C"), "esx-a1", datacenter="DC-B")

    broken = NetworksMayDiffer().breaks(site, Migrate(vm="cold-01", host="esx-b1"))

    assert ("warning", "boundary.networks_may_differ") in ask(*broken)


def test_is_not_broken_in_one_datacenter_nor_by_a_move_of_files(a_move):
    files = Migrate(vm="cold-01", datastore="nas-01")

    assert NetworksMayDiffer().breaks(two_hosts(), a_move) is None
    assert NetworksMayDiffer().breaks(two_datacenters(), files) is None
