from __future__ import annotations

import pytest

from labs.datacenter.actions import DeployTemplate, MarkAsVirtualMachine, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.inventory.places import Cluster
from labs.datacenter.presets import two_datacenters, two_hosts
from labs.datacenter.releases import RELEASES
from labs.datacenter.repair import IMPOSSIBLE, repair
from labs.datacenter.rules.boundary.template_elsewhere import TemplateElsewhere
from labs.datacenter.words import PowerState

THERE = MarkAsVirtualMachine(vm="web-01", host="esx-b1")


def a_site(release="8.0"):
    return with_vm(two_datacenters(release), "web-01", power=PowerState.OFF, template=True)


@pytest.mark.parametrize("release", RELEASES)
def test_refuses_another_datacenter_in_every_release(ask, release):
    refused = [("error", "boundary.template_elsewhere")]

    assert ask(a_site(release), THERE) == refused


def test_is_silent_at_home_and_about_deploying_there(ask):
    deploy = DeployTemplate(vm="web-01", name="web-02", host="esx-b1", datastore="nas-01")

    assert ask(a_site(), MarkAsVirtualMachine(vm="web-01", host="esx-a1")) == []
    assert ask(a_site(), deploy) == [("warning", "boundary.networks_may_differ")]


def test_names_both_datacenters(say):
    assert say(a_site(), THERE) == ["web-01 belongs to datacenter DC-A, but host esx-b1 to DC-B"]


def test_the_template_is_migrated_cold_first_where_that_crosses_datacenters():
    assert repair(a_site("8.0"), THERE).actions == (Migrate(vm="web-01", host="esx-b1"),)
    assert repair(a_site("notes"), THERE).status == IMPOSSIBLE


def test_may_be_migrated_with_its_files_or_without():
    assert list(TemplateElsewhere().cures(Case(a_site(), THERE))) == [
        Migrate(vm="web-01", host="esx-b1"),
        Migrate(vm="web-01", host="esx-b1", datastore="nas-01"),
        Migrate(vm="web-01", host="esx-b1", datastore="san-b"),
    ]


def test_is_broken_by_a_host_that_leaves_its_cluster_too(ask):
    site = a_site().put(Cluster(name="C", datacenter="DC-A"))
    site = with_host(site, "esx-b1", datacenter="DC-A", cluster="C")

    broken = TemplateElsewhere().breaks(site, THERE)

    assert ask(*broken) == [("error", "boundary.template_elsewhere")]


def test_is_not_broken_at_home_nor_in_one_datacenter():
    at_home = MarkAsVirtualMachine(vm="web-01", host="esx-a1")
    alone = MarkAsVirtualMachine(vm="web-01", host="esx-02")

    assert TemplateElsewhere().breaks(a_site(), at_home) is None
    assert TemplateElsewhere().breaks(two_hosts(), alone) is None
