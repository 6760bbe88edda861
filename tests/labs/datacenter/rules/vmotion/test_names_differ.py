from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.edits import with_host, with_switch
from labs.datacenter.presets import a_switch, two_hosts
from labs.datacenter.rules.vmotion.names_differ import NamesDiffer


def renamed(site, host, network):
    site = with_switch(site, host, a_switch("vSwitch1", ("vmnic1",), network))
    ports = site.hosts[host].vmkernel
    return with_host(site, host, vmkernel=(ports[0], replace(ports[1], network=network)))


def renamed_at_once(site, host, network):
    old = site.hosts[host]
    site = with_switch(site, host, a_switch("vSwitch1", ("vmnic1",), "vMotion", network))
    return with_host(
        site, host, vmkernel=(old.vmkernel[0], replace(old.vmkernel[1], network=network))
    )


def test_warns_of_names_that_differ(say, a_move):
    assert say(renamed(two_hosts(), "esx-02", "vmo-b"), a_move) == [
        "esx-02 names its vMotion network vmo-b, but the source host esx-01 names it vMotion"
    ]


def test_is_silent_where_one_name_is_shared(ask, a_move):
    site = renamed_at_once(two_hosts(), "esx-02", "vmo-b")
    ports = site.hosts["esx-02"].vmkernel
    third = replace(ports[1], name="vmk2", network="vMotion")
    site = with_host(site, "esx-02", vmkernel=(*ports, third))

    assert ask(site, a_move) == []


@pytest.mark.parametrize("host", ["esx-01", "esx-02"])
def test_leaves_a_host_without_a_port_to_the_rule_on_configuration(ask, a_move, host):
    site = with_host(two_hosts(), host, vmkernel=())

    assert ask(site, a_move) == [("error", "vmotion.not_configured")]


def test_is_broken_by_another_name_for_that_one_port(a_move):
    site, _ = NamesDiffer().breaks(two_hosts(), a_move)

    assert [one.network for one in site.hosts["esx-02"].vmkernel] == ["Management", "vMotion-other"]
