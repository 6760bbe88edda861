"""A rule's page puts the shown world to the engine, and proves the repair it offers."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import override

from labs.asking import ask
from labs.datacenter.actions import ACTIONS
from labs.datacenter.rule import KINDS, MIGRATIONS
from labs.datacenter.rules import RULES
from labs.examples import example, families
from labs.kinds import groups, rows
from labs.templatetags.labs import rule_family

pytestmark = pytest.mark.django_db
ADDRESS = "/rules/network.internal_switch/"


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def page(client):
    def get(address: str = ADDRESS, **asked: str) -> str:
        headers = asked.pop("headers", None)
        return client.get(address, asked, headers=headers).content.decode()

    return get


def test_the_page_offers_to_ask_and_answers_nothing_before(page):
    shown = page()

    assert 'name="ask" value="report"' in shown
    assert 'class="answer"' not in shown


def test_asking_shows_the_report_with_fault_finding_and_repair(page):
    shown = page(type="VMO", ask="report", by="8.0")

    assert "8.0: refused" in shown
    assert "<code>VMOnVirtualIntranet</code>" in shown
    assert 'class="finding"' in shown
    assert "Smallest repair" in shown
    assert "Apply the repair and ask again" in shown


def test_the_repair_is_carried_out_and_the_same_request_asked_again(page):
    shown = page(type="VMO", ask="proof", by="8.0")

    assert "The repair, carried out" in shown
    assert "the same request again" in shown
    assert "Refused." not in shown
    assert 'id="ask-proof"' in shown  # what had the focus is still there


def test_the_same_world_can_be_judged_by_another_release(page):
    address = "/rules/boundary.datacenter_mismatch/"

    assert "5.5: refused" in page(address, type="XHOST", ask="report", by="5.5")
    assert "8.0: allowed" in page(address, type="XHOST", ask="report", by="8.0")


def test_what_other_releases_say_stands_beside_the_verdict(page):
    shown = page("/rules/boundary.datacenter_mismatch/", type="XHOST", ask="report", by="5.5")

    assert "Releases differ:" in shown
    assert "6.7 to 8.0" in shown


def test_asking_with_htmx_answers_with_the_card_alone(page):
    shown = page(ask="report", headers={"HX-Request": "true"})

    assert "<html" not in shown
    assert 'id="asked"' in shown


def test_asks_in_chinese_too(page):
    shown = page(type="VMO", ask="proof", by="8.0", lang="zh")

    finding = example(RULES["network.internal_switch"], "notes", "VMO").finding
    assert finding.predicate("zh") in shown


@pytest.mark.parametrize("name", ["type", "seed", "by", "ask"])
@pytest.mark.parametrize("value", ["-1", "x" * 3000, "٣", "<script>", "\x00", ""])
def test_nonsense_in_the_address_is_ignored(client, name, value):
    response = client.get(ADDRESS, {name: value})

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_a_warning_allows_and_needs_no_repair():
    rule = RULES["vmotion.link_slow"]

    answer = ask(example(rule, "8.0", "VMO"), release="8.0", with_proof=True)

    assert answer.report.is_allowed
    assert answer.report.warnings
    assert (answer.repair, answer.alternatives, answer.proof) == (None, (), ())


def test_the_proof_ends_with_the_request_accepted():
    world = example(RULES["network.port_group_missing"], "8.0", "VMO")

    answer = ask(world, release="8.0", with_proof=True)

    assert [step.action for step in answer.proof[:-1]] == list(answer.repair.actions)
    assert answer.proof[-1].action == world.action
    assert all(step.accepted for step in answer.proof)


def test_without_a_repair_there_is_no_proof():
    answer = ask(example(RULES["request.unknown_object"], "8.0"), release="8.0", with_proof=True)

    assert not answer.repair.actions
    assert answer.proof == ()


def test_every_kind_of_action_is_in_one_group():
    found = [kind for group in groups((*KINDS, "Migrate")) for kind in group.kinds]

    assert sorted(found) == sorted((*KINDS, "Migrate"))
    assert {len(ACTIONS) + len(MIGRATIONS)} == {len(found)}


def test_kinds_that_are_asked_alike_share_a_row():
    def levels(kind):
        return ("error",) if kind.startswith("Power") else ("warning",)

    told = list(rows(KINDS, lambda kind: ("error",)))
    assert [row.kinds for row in told] == [group.kinds for group in groups(KINDS)]
    (power,) = (group for group in groups(KINDS) if "PowerOn" in group.kinds)
    split = [row.kinds for row in rows(power.kinds, levels)]
    assert split[0] == ("PowerOn", "PowerOff")
    assert sorted(kind for kinds in split for kind in kinds) == sorted(power.kinds)


def test_a_rule_asked_about_everything_chooses_its_kind_from_groups(page):
    shown = page("/rules/request.unknown_object/")

    assert shown.count("<optgroup") == len(groups(KINDS))
    assert len(re.findall(r'<a class="tag" href="\?type=', shown)) == 0


def test_the_list_of_rules_stands_in_families(page):
    shown = page("/rules/")

    for family in {code.partition(".")[0] for code in RULES}:
        assert f'value="{family}"' in shown
    assert shown.count('<section class="family">') == len(
        {code.partition(".")[0] for code in RULES}
    )
    assert "every migration" in shown


@pytest.mark.parametrize("family", families())
def test_every_family_of_rules_has_a_name(family):
    with override("en"):
        assert not rule_family(family).startswith("Other")


def test_a_family_without_a_name_is_still_said_in_words():
    with override("en"):
        assert rule_family("weather") == "Other: weather"
