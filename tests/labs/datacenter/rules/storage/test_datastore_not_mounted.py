from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.presets import two_datacenters, two_hosts


@pytest.mark.parametrize(
    ("action", "host"),
    [
        pytest.param(Migrate(vm="web-01", datastore="local-02"), "esx-01", id="SVMO"),
        pytest.param(
            Migrate(vm="web-01", host="esx-02", datastore="local-01"), "esx-02", id="XHOST"
        ),
    ],
)
def test_names_the_host_that_does_not_see_the_target(say, action, host):
    (sentence,) = say(two_hosts(), action)

    assert sentence.startswith(f"{host} does not mount the target datastore")


def test_refuses_cold_migration_to_it_too(ask):
    assert ask(two_hosts(), Migrate(vm="old-01", datastore="local-02")) == [
        ("error", "storage.datastore_not_mounted")
    ]


def test_is_silent_about_a_datastore_that_host_sees(ask):
    assert ask(two_hosts(), Migrate(vm="web-01", datastore="local-01")) == []


def test_is_silent_about_a_target_only_the_new_host_sees(ask):
    assert ask(two_hosts(), Migrate(vm="web-01", host="esx-02", datastore="local-02")) == []


def test_speaks_beside_the_boundary_of_a_datacenter_only_where_the_host_changes(ask):
    boundary, here = ("error", "boundary.datacenter_mismatch"), two_datacenters("5.5")
    both = Migrate(vm="web-01", host="esx-b1", datastore="san-a")

    assert ask(here, Migrate(vm="web-01", datastore="san-b")) == [boundary]
    assert ask(here, both) == [boundary, ("error", "storage.datastore_not_mounted")]
