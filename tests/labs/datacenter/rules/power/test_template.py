from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    ChangeNetwork,
    DisconnectNetwork,
    Migrate,
    PowerOn,
    RevertToSnapshot,
    TakeSnapshot,
)
from labs.datacenter.edits import with_snapshots, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.power.template import Template
from labs.datacenter.words import PowerState


def a_template():
    return with_vm(two_hosts(), "old-01", template=True)


def test_refuses_to_power_on_a_template(ask):
    assert ask(a_template(), PowerOn(vm="old-01")) == [("error", "power.template")]


@pytest.mark.parametrize(
    "action",
    [
        DisconnectNetwork(vm="old-01", nic="Network adapter 1"),
        ChangeNetwork(vm="old-01", nic="Network adapter 1", network="Management"),
    ],
)
def test_refuses_to_edit_a_template(ask, action):
    assert ask(two_hosts(), action) == []
    assert ask(a_template(), action) == [("error", "power.template")]


def test_is_not_asked_about_moving_a_template_cold(ask):
    assert ask(a_template(), Migrate(vm="old-01", datastore="san-01")) == []


def test_refuses_to_take_a_snapshot_of_a_template_or_to_revert_it(ask):
    site = with_snapshots(a_template(), "old-01", 1)
    refused = [("error", "power.template")]

    assert ask(site, TakeSnapshot(vm="old-01", name="next")) == refused
    assert ask(site, RevertToSnapshot(vm="old-01", snapshot="level-01")) == refused


def test_is_broken_by_a_template_that_is_off_and_sees_no_processor():
    site = with_vm(two_hosts(), "web-01", cpu_generation="intel-haswell")
    action = DisconnectNetwork(vm="web-01", nic="Network adapter 1")

    assert Template().breaks(site, action)[0] == with_vm(
        two_hosts(), "web-01", power=PowerState.OFF, template=True
    )
