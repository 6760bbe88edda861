from __future__ import annotations

from labs.datacenter.actions import EnableVMotion, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.vmotion.not_configured import NotConfigured
from labs.datacenter.words import PowerState


def without_vmotion(site, *hosts):
    for name in hosts:
        site = with_host(site, name, vmkernel=site.hosts[name].vmkernel[:1])
    return site


def test_names_each_end_that_lacks_it(say, a_move):
    site = without_vmotion(two_hosts(), "esx-01", "esx-02")

    assert say(site, a_move) == [
        "esx-01 has 0 VMkernel ports with vMotion enabled, so web-01 cannot be moved live",
        "esx-02 has 0 VMkernel ports with vMotion enabled, so web-01 cannot be moved live",
    ]


def test_is_not_asked_about_storage_vmotion(ask):
    site = without_vmotion(two_hosts(), "esx-01", "esx-02")

    assert ask(site, Migrate(vm="web-01", datastore="local-01")) == []


def test_is_not_asked_about_machines_that_do_not_run(ask, a_move):
    site = without_vmotion(two_hosts(), "esx-01")
    for power in (PowerState.OFF, PowerState.SUSPENDED):
        assert ask(with_vm(site, "web-01", power=power), a_move) == []


def test_any_port_of_a_host_without_it_may_be_enabled(a_move):
    case = Case(NotConfigured().breaks(two_hosts(), a_move)[0], a_move)

    assert list(NotConfigured().cures(case)) == [
        EnableVMotion(host="esx-02", vmkernel="vmk0"),
        EnableVMotion(host="esx-02", vmkernel="vmk1"),
    ]
