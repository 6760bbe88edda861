from __future__ import annotations

import pytest

from labs.datacenter.actions import DeployTemplate, MarkAsVirtualMachine, Migrate
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_datacenters
from labs.datacenter.releases import RELEASES
from labs.datacenter.repair import IMPOSSIBLE, repair
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
