from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    AddDistributedPortGroup,
    AddHostToSwitch,
    AddPortGroup,
    AddSwitch,
    CreateDistributedSwitch,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.report import findings, report
from labs.datacenter.rules.network.name_in_use import NameInUse
from labs.datacenter.text import Ref

CODE = "network.name_in_use"


@pytest.mark.parametrize(
    ("request_", "fault", "sentence"),
    [
        (
            AddSwitch(host="esx-01", switch="vSwitch0"),
            "AlreadyExists",
            "esx-01 has a switch named vSwitch0 already",
        ),
        (
            AddSwitch(host="esx-01", switch="dvs-01"),
            "AlreadyExists",
            "esx-01 has a switch named dvs-01 already",
        ),
        (
            AddPortGroup(host="esx-03", switch="vSwitch0", network="Test"),
            "AlreadyExists",
            "esx-03 has a network named Test already",
        ),
        (
            AddPortGroup(host="esx-03", switch="vSwitch0", network="Shop"),
            "AlreadyExists",
            "DC-A has a network named Shop already",
        ),
        (
            CreateDistributedSwitch(datacenter="DC-A", switch="dvs-01"),
            "DuplicateName",
            "DC-A has a switch named dvs-01 already",
        ),
        (
            AddDistributedPortGroup(switch="dvs-01", network="Shop"),
            "DuplicateName",
            "DC-A has a network named Shop already",
        ),
        (
            AddDistributedPortGroup(switch="dvs-01", network="Test"),
            "DuplicateName",
            "DC-A has a network named Test already",
        ),
    ],
)
def test_names_what_has_the_name(request_, fault, sentence):
    (found,) = findings(Case(distributed(), request_))

    assert (found.code, found.fault, found.say("en")) == (CODE, fault, sentence)


@pytest.mark.parametrize(
    "request_",
    [
        AddSwitch(host="esx-01", switch="vSwitch1"),
        AddPortGroup(host="esx-01", switch="vSwitch0", network="Test"),
        CreateDistributedSwitch(datacenter="DC-A", switch="vSwitch0"),
        AddDistributedPortGroup(switch="dvs-01", network="Stock"),
    ],
)
def test_is_silent_about_names_that_are_free(ask, request_):
    assert ask(distributed(), request_) == []


def test_a_host_does_not_join_a_switch_that_has_the_name_of_its_own(ask):
    site, _ = CreateDistributedSwitch(datacenter="DC-A", switch="vSwitch1").effect(distributed())
    join = AddHostToSwitch(host="esx-03", switch="vSwitch1", nic="vmnic3")

    assert ask(site, join) == [("error", CODE)]


@pytest.mark.parametrize(
    "request_",
    [
        AddPortGroup(host="esx-03", switch="vSwitch0", network="Shop"),
        AddDistributedPortGroup(switch="dvs-01", network="Shop"),
    ],
)
def test_a_network_of_a_distributed_switch_is_known_in_its_datacenter(request_):
    (finding,) = report(distributed(), request_).findings

    assert finding.subject == Ref("datacenter", "DC-A")


def test_is_broken_by_a_network_of_that_name_on_the_next_switch():
    add = AddPortGroup(host="esx-01", switch="vSwitch0", network="New")
    first, *_ = two_hosts().hosts["esx-01"].switches
    alone = with_host(two_hosts(), "esx-01", switches=(first,))

    site, _ = NameInUse().breaks(two_hosts(), add)
    assert site.hosts["esx-01"].switch_of("New").name == "vSwitch1"
    assert NameInUse().breaks(alone, add) is None
