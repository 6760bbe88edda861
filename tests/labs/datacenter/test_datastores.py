"""Datastores that are added, mounted, unmounted and removed."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    AddDatastore,
    DestroyVM,
    Migrate,
    MountDatastore,
    RemoveDatastore,
    UnmountDatastore,
)
from labs.datacenter.apply import apply
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json
from labs.datacenter.words import Backing, DatastoreKind

ADD = AddDatastore(host="esx-01", name="san-02", capacity_mb=100 * 1024)


def after(site, *actions):
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
    return site


def fault_of(site, action):
    with pytest.raises(Fault) as refused:
        apply(site, action)
    return refused.value.name


@pytest.mark.parametrize(
    ("backing", "kind"),
    [
        (Backing.SAN, DatastoreKind.VMFS),
        (Backing.ISCSI, DatastoreKind.VMFS),
        (Backing.LOCAL, DatastoreKind.VMFS),
        (Backing.NAS, DatastoreKind.NFS),
    ],
)
def test_a_new_datastore_is_mounted_on_the_host_that_made_it(backing, kind):
    request = AddDatastore(host="esx-01", name="new", backing=backing, capacity_mb=1024)

    site = after(two_hosts(), request)

    assert site.datastores["new"].kind is kind
    assert site.hosts_of_datastore["new"] == ("esx-01",)
    assert site.free_mb("new") == 1024


def test_machines_move_to_a_new_datastore_and_removing_it_then_is_refused():
    site = after(two_hosts(), ADD, Migrate(vm="web-01", datastore="san-02"))

    assert site.vms["web-01"].datastores == ("san-02",)
    assert fault_of(site, RemoveDatastore(datastore="san-02")) == "ResourceInUse"


def test_what_is_added_and_removed_leaves_nothing_behind():
    added = after(two_hosts(), ADD, MountDatastore(host="esx-02", datastore="san-02"))

    assert after(added, RemoveDatastore(datastore="san-02")) == two_hosts()


def test_a_shared_datastore_is_unmounted_from_one_host_and_mounted_again():
    added = after(two_hosts(), ADD, MountDatastore(host="esx-02", datastore="san-02"))

    less = after(added, UnmountDatastore(host="esx-01", datastore="san-02"))

    assert less.hosts_of_datastore["san-02"] == ("esx-02",)
    assert after(less, MountDatastore(host="esx-01", datastore="san-02")) == added


def test_a_local_datastore_comes_back_to_its_own_host_alone():
    empty = after(two_hosts(), DestroyVM(vm="old-01"))

    site = after(empty, UnmountDatastore(host="esx-01", datastore="local-01"))

    assert site.datastores["local-01"].local_to == "esx-01"
    elsewhere = MountDatastore(host="esx-02", datastore="local-01")
    assert fault_of(site, elsewhere) == "InvalidDatastore"
    assert after(site, MountDatastore(host="esx-01", datastore="local-01")) == empty


@pytest.mark.parametrize(
    ("datastore", "host", "path"),
    [
        ("local-01", "esx-01", "/datastores/local-01/local_to"),  # it is mounted
        ("san-01", "esx-01", "/datastores/san-01/local_to"),  # it is not local
        ("local-01", "nowhere", "/datastores/local-01/local_to"),
    ],
)
def test_the_host_of_an_unmounted_local_datastore_is_guarded(datastore, host, path):
    value = site_json(two_hosts())
    value["datastores"][datastore]["local_to"] = host

    _, problems = read_site(value)

    assert [one.path for one in problems] == [path]
