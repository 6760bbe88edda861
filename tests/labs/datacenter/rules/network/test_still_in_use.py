from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    ChangeNetwork,
    Migrate,
    RemoveHostFromSwitch,
    RemovePortGroup,
    RemoveSwitch,
)
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.network.still_in_use import StillInUse
from labs.datacenter.text import Ref
from labs.datacenter.words import PowerState

REFUSED = [("error", "network.still_in_use")]


def test_names_networks_machines_and_ports(say):
    assert say(distributed(), RemoveHostFromSwitch(host="esx-01", switch="dvs-01")) == [
        "esx-01 still uses Shop, vMotion-dv; attached: web-01, vmk1"
    ]
    (finding,) = report(
        distributed(), RemoveHostFromSwitch(host="esx-01", switch="dvs-01")
    ).findings
    assert dict(finding.facts)["users"] == (Ref("vm", "web-01"), Ref("vmkernel", "vmk1"))


@pytest.mark.parametrize(
    "request_",
    [
        RemoveSwitch(host="esx-01", switch="vSwitch2"),
        RemovePortGroup(host="esx-01", network="Production"),
        RemovePortGroup(host="esx-01", network="Management"),
    ],
)
def test_what_carries_a_machine_or_a_port_stays(ask, request_):
    assert ask(two_hosts(), request_) == REFUSED


@pytest.mark.parametrize("power", PowerState)
def test_machines_that_are_off_count_too(ask, power):
    site = with_vm(two_hosts(), "web-01", power=power)

    assert ask(site, RemovePortGroup(host="esx-01", network="Production")) == REFUSED


def test_is_silent_where_nothing_is_attached(ask):
    assert ask(distributed(), RemovePortGroup(host="esx-03", network="Test")) == []
    assert ask(distributed(), RemoveSwitch(host="esx-03", switch="vSwitch2")) == []


def test_is_repaired_by_changing_every_adapter_away():
    found = repair(two_hosts(), RemovePortGroup(host="esx-02", network="Production"))

    (action,) = found.actions
    assert isinstance(action, ChangeNetwork)
    assert action.vm == "db-01"


def test_what_was_removed_is_gone():
    site, (event,) = apply(distributed(), RemoveSwitch(host="esx-03", switch="vSwitch2"))

    assert site.network_of("esx-03", "Test") is None
    assert event.code == "SwitchRemoved"


def test_an_adapter_may_go_to_another_network_or_its_machine_to_another_host():
    case = Case(two_hosts(), RemovePortGroup(host="esx-02", network="Production"))
    adapter = {"vm": "db-01", "nic": "Network adapter 1"}

    assert list(StillInUse().cures(case)) == [
        ChangeNetwork(network="Management", **adapter),
        ChangeNetwork(network="vMotion", **adapter),
        Migrate(vm="db-01", host="esx-01"),
    ]
