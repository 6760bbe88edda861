"""What the engine's tests share: asking the rules, and the standard request."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.report import findings


def _ask(site, action):
    """[(severity, code)] of every finding, on a site that is checked to be possible."""
    assert impossible(site) == ()
    return [(one.severity.value, one.code) for one in findings(Case(site, action))]


@pytest.fixture
def ask():
    return _ask


@pytest.fixture
def say():
    """The English sentences of every finding."""

    def sentences(site, action):
        assert impossible(site) == ()
        return [one.say("en") for one in findings(Case(site, action))]

    return sentences


@pytest.fixture
def a_move():
    """The vMotion of web-01 to esx-02 that `presets.two_hosts` allows."""
    return Migrate(vm="web-01", host="esx-02")
