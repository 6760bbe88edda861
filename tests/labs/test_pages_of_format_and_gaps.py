"""The page of the format, and the page of what is not modelled, told from data."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.test import Client

from labs.datacenter.actions import ACTIONS
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.wire.schema.records import goals, meaning_of, records
from labs.not_modelled import NOT_MODELLED

DECLARED = {name for rule in ALL_RULES for name in rule.fault_names()}
GAPS = [gap for area in NOT_MODELLED for gap in area.gaps]


@pytest.fixture
def page():
    def get(address: str, language: str) -> str:
        return unescape(Client().get(address, {"lang": language}).content.decode())

    return get


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.says.en[:40])
def test_no_rule_declares_a_fault_that_is_said_never_to_come(gap):
    """What is modelled leaves labs/not_modelled.py."""
    assert DECLARED.isdisjoint(gap.faults)


def test_no_fault_is_listed_twice():
    listed = [fault for gap in GAPS for fault in gap.faults]

    assert len(listed) == len(set(listed))


# conditions of a migration that only clusters bring
OF_CLUSTERS = {
    "FaultToleranceAntiAffinityViolated",
    "CannotMoveFaultToleranceVm",
    "VmHostAffinityRuleViolation",
    "RuleViolation",
    "DisallowedOperationOnFailoverHost",
    "HAErrorsAtDest",
    "WillLoseHAProtection",
}


def test_what_a_migration_would_meet_in_a_cluster_is_modelled_or_a_gap():
    gaps = {fault for gap in GAPS for fault in gap.faults}

    assert gaps >= OF_CLUSTERS - DECLARED


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_gap_is_shown_in_both_languages(page, language):
    shown = page("/rules/not-modelled/", language)

    for gap in GAPS:
        assert gap.says.in_language(language) in shown
        assert all(f"<code>{fault}</code>" in shown for fault in gap.faults)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_format_tells_every_record_key_action_and_goal(page, language):
    shown = page("/rules/schema/", language)

    for record in records():
        assert f'id="record-{record.name}"' in shown
        for key in record.keys:
            assert meaning_of(key).in_language(language) in shown
    assert all(f'id="action-{name}"' in shown for name in ACTIONS)
    assert all(f'id="goal-{one.name}"' in shown for one in goals())
    assert "style=" not in shown


@pytest.mark.django_db
def test_the_format_is_to_be_had_as_json_schema():
    response = Client().get("/rules/schema/", {"form": "json-schema"})

    assert response["Content-Type"] == "application/schema+json"
    assert json.loads(response.content)["title"] == "Site"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/rules/", "/labs/"])
def test_the_pages_around_lead_to_gaps_and_format(page, address):
    shown = page(address, "en")

    assert 'href="/rules/not-modelled/"' in shown
    assert 'href="/rules/schema/"' in shown
