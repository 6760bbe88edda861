from __future__ import annotations

from labs.datacenter.actions import Migrate, PowerOn
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_hosts


def a_template():
    return with_vm(two_hosts(), "old-01", template=True)


def test_refuses_to_power_on_a_template(ask):
    assert ask(a_template(), PowerOn(vm="old-01")) == [("error", "power.template")]


def test_is_not_asked_about_moving_a_template_cold(ask):
    assert ask(a_template(), Migrate(vm="old-01", datastore="san-01")) == []
