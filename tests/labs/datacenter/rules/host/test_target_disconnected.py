from __future__ import annotations

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import Connection, PowerState


def a_site(power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power)
    return with_host(site, "esx-02", connection=Connection.DISCONNECTED)


def test_refuses_every_move_to_such_a_host(ask, a_move):
    for power in PowerState:
        assert ask(a_site(power), a_move) == [("error", "host.target_disconnected")]


def test_is_silent_about_a_storage_vmotion_elsewhere(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []
