"""The line beside a verdict that other releases do not share."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from labs.console.disputes import dispute_of
from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_far_vcenter
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report

BADGE = "the difference is unverified"
COLD = Migrate(vm="old-01", host="esx-02", datastore="local-02")
LIVE = Migrate(vm="web-01", host="esx-02")


def shown(release, action):
    """The line for a migration between two vCenter Servers."""
    told = report(with_far_vcenter(two_hosts(release), "esx-02"), action)
    dispute = dispute_of(told)
    with override("en"):
        return dispute, render_to_string("labs/_dispute.html", {"dispute": dispute})


@pytest.mark.parametrize("release", ["5.5", "8.0"])
def test_says_that_nobody_read_of_the_difference(release):
    dispute, line = shown(release, COLD)

    assert dispute.unverified
    assert BADGE in line


@pytest.mark.parametrize("release", ["5.5", "8.0"])
def test_says_nothing_where_a_source_was_read(release):
    dispute, line = shown(release, LIVE)

    assert not dispute.unverified
    assert "8.0" in line
    assert BADGE not in line


def test_there_is_no_line_where_every_release_judges_alike():
    assert dispute_of(report(two_hosts("8.0"), LIVE)) is None
