from __future__ import annotations

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_hardware
from labs.datacenter.presets import two_datacenters

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
