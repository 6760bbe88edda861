from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.presets import two_hosts
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
