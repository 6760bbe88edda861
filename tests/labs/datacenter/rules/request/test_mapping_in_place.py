from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.request.mapping_in_place import MappingInPlace
from labs.datacenter.words import PowerState, Verb

CODE = "request.mapping_in_place"


def mapped(**fields):
    return Migrate(vm="web-01", **fields).with_network("Network adapter 1", "Management")


@pytest.mark.parametrize("fields", [{}, {"datastore": "local-01"}, {"host": "esx-01"}])
@pytest.mark.parametrize("power", PowerState)
def test_networks_are_mapped_to_another_host_only(ask, fields, power):
    site = with_vm(two_hosts(), "web-01", power=power)

    assert ask(site, mapped(**fields)) == [("error", CODE)]


def test_is_silent_where_the_host_changes(ask):
    assert ask(two_hosts(), mapped(host="esx-02")) == []


def test_a_type_that_contradicts_the_rest_is_named_first(ask):
    assert ask(two_hosts(), mapped(verb=Verb.VMOTION)) == [("error", "request.wrong_shape")]


def test_without_a_mapping_such_a_request_changes_nothing(ask):
    assert ask(two_hosts(), Migrate(vm="web-01")) == [("error", "request.nothing_changes")]


def test_is_broken_by_a_mapping_of_a_machine_that_stays_where_it_is():
    cold = Migrate(vm="old-01", host="esx-02", datastore="local-02")

    assert MappingInPlace().breaks(two_hosts(), cold)[1] == Migrate(vm="old-01").with_network(
        "Network adapter 1", "Production"
    )
