from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.presets import a_datastore, two_hosts
from labs.datacenter.rules.request.wrong_shape import WrongShape
from labs.datacenter.words import Verb


@pytest.mark.parametrize(
    ("verb", "host", "datastore"),
    [
        (Verb.VMOTION, "esx-02", "local-02"),
        (Verb.VMOTION, None, "local-01"),
        (Verb.STORAGE_VMOTION, "esx-02", "local-02"),
        (Verb.STORAGE_VMOTION, "esx-02", None),
        (Verb.CROSS_HOST, "esx-02", None),
        (Verb.CROSS_HOST, None, "local-01"),
    ],
)
def test_refuses_a_verb_that_changes_something_else(ask, verb, host, datastore):
    action = Migrate(vm="web-01", host=host, datastore=datastore, verb=verb)

    assert ask(two_hosts(), action) == [("error", "request.wrong_shape")]


@pytest.mark.parametrize(
    ("verb", "host", "datastore"),
    [
        (Verb.VMOTION, "esx-02", None),
        (Verb.VMOTION, "esx-02", "san-01"),
        (Verb.STORAGE_VMOTION, None, "local-01"),
        (Verb.STORAGE_VMOTION, "esx-01", "local-01"),
        (Verb.CROSS_HOST, "esx-02", "local-02"),
        (None, "esx-02", "local-02"),
    ],
)
def test_is_silent_about_a_verb_that_fits(ask, verb, host, datastore):
    action = Migrate(vm="web-01", host=host, datastore=datastore, verb=verb)

    assert ask(two_hosts(), action) == []


def test_cold_migration_may_change_anything(ask):
    for host, datastore in (("esx-02", "local-02"), (None, "san-01")):
        action = Migrate(vm="old-01", host=host, datastore=datastore, verb=Verb.COLD)
        assert ask(two_hosts(), action) == []


def move(**fields):
    return Migrate(vm="web-01", **fields)


@pytest.mark.parametrize(
    ("asked", "cures"),
    [
        pytest.param(
            move(verb=Verb.VMOTION, host="esx-02", datastore="local-02"),
            [move(datastore="local-02")],
            id="the files go first",
        ),
        pytest.param(
            move(verb=Verb.STORAGE_VMOTION, host="esx-02", datastore="local-02"),
            [move(host="esx-02")],
            id="the machine goes first",
        ),
        pytest.param(
            move(verb=Verb.CROSS_HOST, host="esx-01", datastore="local-01"),
            [move(host="esx-01"), move(host="esx-02")],
            id="away from the host it would come to",
        ),
        pytest.param(
            move(verb=Verb.CROSS_HOST, host="esx-02", datastore="san-01"),
            [move(datastore="local-01"), move(datastore="san-01")],
            id="off the datastore it would come to",
        ),
        pytest.param(move(verb=Verb.CROSS_HOST, datastore="local-01"), [], id="no host named"),
    ],
)
def test_moves_what_the_type_does_not_or_away_what_it_would(asked, cures):
    assert list(WrongShape().cures(Case(two_hosts(), asked))) == cures


def test_a_storage_vmotion_is_broken_by_another_host_that_mounts_the_datastore():
    site = two_hosts().put(a_datastore("spare"))
    away = WrongShape().breaks(site, Migrate(vm="old-01", datastore="san-01"))

    assert WrongShape().breaks(site, move(datastore="local-01")) is None
    assert WrongShape().breaks(site, move(datastore="spare")) is None
    assert away[1].verb is Verb.VMOTION  # a machine that is off has no other types
