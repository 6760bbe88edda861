from __future__ import annotations

import pytest

from labs.datacenter.actions import AddHostToSwitch, ChangeNetwork, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_adapter_on, with_hardware, with_host, with_vm
from labs.datacenter.presets import distributed, two_hosts
from labs.datacenter.rules.network.change_not_supported import ChangeNotSupported
from labs.datacenter.words import PowerState

CODE = "network.change_not_supported"
MOVE = Migrate(vm="web-01", host="esx-02")
MAPPED = MOVE.with_network("Network adapter 1", "Management")


@pytest.mark.parametrize("release", ["notes", "5.5"])
def test_a_running_machine_keeps_its_network_before_6_0(ask, release):
    assert ask(two_hosts(release), MAPPED) == [("error", CODE)]


@pytest.mark.parametrize("release", ["6.7", "7.0", "8.0"])
def test_is_silent_from_6_0_on(ask, release):
    assert ask(two_hosts(release), MAPPED) == []


@pytest.mark.parametrize(("version", "found"), [("5.5", [("error", CODE)]), ("6.0", [])])
@pytest.mark.parametrize("host", ["esx-01", "esx-02"])
def test_goes_by_the_older_host(ask, host, version, found):
    assert ask(with_host(two_hosts("6.7"), host, version=version), MAPPED) == found


def test_names_adapter_and_networks(say):
    assert say(two_hosts("5.5"), MAPPED) == [
        "esx-01 cannot change networks during a live migration (Network adapter 1 of web-01 "
        "from Production to Management); hosts can since 6.0"
    ]


def test_a_mapping_to_its_own_network_changes_nothing(ask):
    assert ask(two_hosts("5.5"), MOVE.with_network("Network adapter 1", "Production")) == []


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, power):
    assert ask(with_vm(two_hosts("5.5"), "web-01", power=power), MAPPED) == []


def cures(site, action):
    return list(ChangeNotSupported().cures(Case(site, action)))


def test_the_network_may_be_changed_before_the_move_or_be_brought_to_the_source():
    assert cures(two_hosts("5.5"), MAPPED) == [
        ChangeNetwork(vm="web-01", nic="Network adapter 1", network="Management")
    ]
    site = with_vm(distributed("5.5"), "web-01", host="esx-03")
    site = with_adapter_on(site, "web-01", "Network adapter 1", "Test")
    assert cures(site, MOVE.with_network("Network adapter 1", "Shop")) == [
        AddHostToSwitch(host="esx-03", switch="dvs-01", nic="vmnic2"),
        AddHostToSwitch(host="esx-03", switch="dvs-01", nic="vmnic3"),
    ]


def test_is_broken_by_a_network_beside_its_own():
    site, _ = ChangeNotSupported().breaks(two_hosts(), MOVE)

    assert site.hosts["esx-02"].switch_of("Elsewhere").name == "vSwitch2"


def test_is_not_broken_without_adapters_or_where_the_host_stays():
    files = Migrate(vm="web-01", datastore="local-01")

    assert ChangeNotSupported().breaks(two_hosts(), files) is None
    assert ChangeNotSupported().breaks(with_hardware(two_hosts(), "web-01", nics=()), MOVE) is None
