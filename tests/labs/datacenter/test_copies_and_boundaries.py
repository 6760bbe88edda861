"""What holds a copy to boundaries, networks, keys and locks, as a migration is held to them."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import CloneToTemplate, CloneVM, DeployTemplate
from labs.datacenter.edits import (
    with_adapter_on,
    with_distributed_switch,
    with_encryption,
    with_far_vcenter,
    with_host,
    with_vm,
    without_port_group,
)
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.inventory.vm import Files
from labs.datacenter.presets import two_datacenters, two_hosts
from labs.datacenter.report import report

COPIES = (CloneVM, CloneToTemplate, DeployTemplate)


def a_copy(kind, **changes):
    fields = {"vm": "old-01", "name": "copy", "host": "esx-02", "datastore": "san-01"}
    return kind(**{**fields, **changes})


def a_site(kind, release="8.0"):
    """old-01 off on esx-01: a template where it is to be deployed."""
    return with_vm(two_hosts(release), "old-01", template=kind is DeployTemplate)


@pytest.mark.parametrize("kind", COPIES)
def test_copies_cross_vcenter_servers_since_6_0_as_far_as_is_known(ask, kind):
    copy, code = a_copy(kind), "boundary.vcenter_mismatch"

    for release in ("notes", "5.5"):
        far = with_far_vcenter(a_site(kind, release), "esx-02")
        assert ask(far, copy) == [("error", code)]
        assert report(far, copy).unverified
    for release in ("6.7", "7.0", "8.0"):
        assert ask(with_far_vcenter(a_site(kind, release), "esx-02"), copy) == []
    old = with_far_vcenter(a_site(kind), "esx-02", version="5.5")
    assert ask(old, copy) == [("error", "boundary.version_too_old")]


@pytest.mark.parametrize("kind", COPIES)
def test_copies_cross_datacenters_with_a_warning_about_networks(say, kind):
    site = with_vm(two_datacenters("8.0"), "cold-01", template=kind is DeployTemplate)
    copy = a_copy(kind, vm="cold-01", host="esx-b1", datastore="san-b")

    assert report(site, copy).is_allowed
    assert say(site, copy) == [
        "copy would go from datacenter DC-A to DC-B; "
        "networks of the same name there may be different ones: Production"
    ]


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_without_its_networks_is_made_and_warned_of(ask, kind):
    copy = a_copy(kind)
    missing = without_port_group(a_site(kind), "esx-02", "Production")
    spread = with_distributed_switch(a_site(kind), "dvs-01", "Spread", "esx-01")
    spread = with_adapter_on(spread, "old-01", "Network adapter 1", "Spread")

    assert ask(missing, copy) == [("warning", "network.port_group_missing")]
    assert ask(spread, copy) == [("warning", "network.not_a_member")]
    assert ask(missing, a_copy(kind, host="esx-01")) == []


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_of_an_encrypted_machine_needs_its_key_and_a_host_that_knows_encryption(ask, kind):
    site, copy = with_encryption(a_site(kind), "old-01"), a_copy(kind)

    assert ask(site, copy) == []
    lost = site.put(KeyServer(name="kms-far", reachable=False))
    assert ask(lost, copy) == [("error", "encryption.key_unavailable")]
    old = with_host(site, "esx-02", version="6.0")
    assert ask(old, copy) == [("error", "encryption.host_too_old")]
    assert report(old, copy).fault == "NotSupported"


@pytest.mark.parametrize("kind", COPIES)
def test_locked_files_are_not_copied(ask, kind):
    files = Files(config="local-01", locked_by="esx-02")

    assert ask(with_vm(a_site(kind), "old-01", files=files), a_copy(kind)) == [
        ("error", "task.files_locked")
    ]
