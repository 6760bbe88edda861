"""“This verdict is wrong”: kept at one click, settled by an instructor, exported as a test."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from labs import judging, services
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_action, read_site
from labs.verdicts import export, selectors
from labs.verdicts import services as verdicts
from labs.verdicts.about import asked_about
from labs.verdicts.models import Claim, Outcome, VerdictClaim
from studyguide.accounts.guests import move_work
from tests.conftest import a_user
from tests.labs.casts import CD_OUT, NOON, OFF, TO_ESX_03, a_run, an_action, do

HTMX = {"HX-Request": "true"}


def about(run, head: int = 0) -> str:
    return f"run:{run.id}:{head}"


def a_claim(learner, action: dict = TO_ESX_03, **changes) -> VerdictClaim:
    run = a_run(learner)
    asked = asked_about(learner=learner, about=about(run), action=an_action(**action))
    kept = verdicts.claim(learner=learner, asked=asked, at=NOON)
    for name, value in changes.items():
        setattr(kept, name, value)
    return kept


def settled(claim: VerdictClaim, by, outcome: str, **more) -> VerdictClaim:
    return verdicts.settle(
        claim=claim, by=by, outcome=outcome, answer="Read and weighed.", at=NOON, **more
    )


def press(client: Client, run, action: dict = TO_ESX_03, head: int = 0, **more):
    return client.post(
        reverse("labs:verdicts"),
        {"about": about(run, head), "action": json.dumps(action)},
        **more,
    )


# one click


def test_one_click_keeps_site_action_release_verdict_engine_and_who(as_ada, ada):
    run = a_run(ada)
    do(run, CD_OUT)

    response = press(as_ada, run, head=1)

    kept = VerdictClaim.objects.get()
    site, problems = read_site(kept.site)
    assert problems == ()
    assert not site.vms["book-01"].device("CD/DVD drive 1").connected
    assert kept.action == TO_ESX_03
    assert (kept.learner, kept.run, kept.head, kept.release) == (ada, run, 1, "8.0")
    assert kept.verdict["verdict"] == "refused"
    assert len(kept.engine_digest) == 64
    assert kept.claims == Claim.ALLOWED
    assert response.url == reverse("labs:verdict", args=[kept.id])


def test_what_was_allowed_is_claimed_to_be_refused(as_ada, ada):
    press(as_ada, a_run(ada), CD_OUT)

    assert VerdictClaim.objects.get().claims == Claim.REFUSED


def test_with_htmx_the_button_becomes_a_way_to_say_more(as_ada, ada):
    page = press(as_ada, a_run(ada), headers=HTMX).content.decode()

    assert "<html" not in page
    assert "Kept for an instructor." in page


def test_the_same_verdict_twice_is_one_claim(as_ada, ada):
    run = a_run(ada)

    answers = [press(as_ada, run) for _ in range(2)]

    assert VerdictClaim.objects.count() == 1
    assert answers[0].url == answers[1].url


@pytest.mark.parametrize("query", ["?object=vm:book-01&told=1", "?do=history"])
def test_the_button_stands_beside_answers_and_in_the_history(as_ada, ada, query):
    run = a_run(ada)
    do(run, TO_ESX_03)

    page = as_ada.get(reverse("labs:run", args=[run.id]) + query).content.decode()

    assert "This verdict is wrong" in page
    assert f"run:{run.id}:0" in page


def test_the_button_stands_in_the_findings_panel(as_ada, ada):
    run = a_run(ada)
    query = "?do=migrate&object=vm:book-01&kind=host&host=esx-01&step=review"

    page = as_ada.get(reverse("labs:run", args=[run.id]) + query).content.decode()

    assert "This verdict is wrong" in page


def test_a_rules_page_keeps_its_world_as_the_release_judges_it(as_ada):
    page = as_ada.get("/rules/cpu.vendor_differs/?type=VMO&seed=3&by=6.7&ask=report")
    assert "This verdict is wrong" in page.content.decode()

    as_ada.post(reverse("labs:verdicts"), {"about": "rule:cpu.vendor_differs:8.0:VMO:3:6.7"})

    kept = VerdictClaim.objects.get()
    assert (kept.source, kept.release, kept.rules) == ("rule", "6.7", "cpu.vendor_differs")


def test_a_card_keeps_its_world(as_ada):
    as_ada.post(reverse("labs:verdicts"), {"about": "card:7:8.0"})

    kept, card = VerdictClaim.objects.get(), judging.card(7, "8.0")
    assert read_site(kept.site)[0] == card.site
    assert read_action(kept.action)[0] == card.action


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"about": ""},
        {"about": "run"},
        {"about": "run:x:0"},
        {"about": "run:x:0:0"},
        {"about": "rule:no.rule:8.0:VMO:0:8.0"},
        {"about": "rule:cpu.vendor_differs:8.0:VMO:0:9.9"},
        {"about": "rule:cpu.vendor_differs:8.0:VMO:99999:8.0"},
        {"about": "card:0:8.0"},
        {"about": "card:1:9.9"},
        {"about": "card:" + "9" * 30 + ":8.0"},
        {"about": "x" * 5000},
        {"about": "card:1:8.0", "action": "{"},
        {"about": "card:1:8.0", "action": "[" * 3000},
    ],
)
def test_what_refers_to_nothing_is_not_found_and_not_kept(as_ada, sent):
    assert as_ada.post(reverse("labs:verdicts"), sent).status_code == 404
    assert not VerdictClaim.objects.exists()


@pytest.mark.parametrize("head", ["7", "-1", "9" * 20, ""])
def test_a_step_that_the_run_does_not_have_is_not_found(as_ada, ada, head):
    assert press(as_ada, a_run(ada), head=head).status_code == 404


def test_an_action_that_the_lab_does_not_offer_is_not_found(as_ada, ada):
    action = {"type": "EnterMaintenanceMode", "host": "esx-02"}

    assert press(as_ada, a_run(ada), action).status_code == 404


def test_nobody_doubts_in_anothers_run_and_a_visitor_logs_in_first(as_cleo, ada):
    run = a_run(ada)

    assert press(as_cleo, run).status_code == 404
    assert press(Client(), run).url.startswith(reverse("accounts:login"))


def test_a_day_has_a_bound_and_says_so(as_ada, ada, monkeypatch):
    monkeypatch.setattr(verdicts, "MOST_A_DAY", 2)
    run = a_run(ada)
    for action in (CD_OUT, OFF):
        press(as_ada, run, action)

    page = press(as_ada, run, TO_ESX_03, headers=HTMX).content.decode()
    plain = press(as_ada, run, TO_ESX_03, follow=True).content.decode()

    assert "Not kept: 2 doubted verdicts a day are the most." in page
    assert "Not kept: 2 doubted verdicts a day" in plain
    assert VerdictClaim.objects.count() == 2


def test_the_next_day_takes_more(ada, monkeypatch):
    monkeypatch.setattr(verdicts, "MOST_A_DAY", 1)
    first = a_claim(ada)
    asked = asked_about(learner=ada, about=about(first.run), action=an_action(**OFF))

    with pytest.raises(verdicts.TooMany):
        verdicts.claim(learner=ada, asked=asked, at=NOON + timedelta(hours=23))
    verdicts.claim(learner=ada, asked=asked, at=NOON + timedelta(hours=24))

    assert VerdictClaim.objects.count() == 2


def test_a_site_that_is_too_large_is_not_kept(as_ada, ada, monkeypatch):
    monkeypatch.setattr(verdicts, "LARGEST_SITE", 100)

    page = press(as_ada, a_run(ada), headers=HTMX).content.decode()

    assert "too large" in page
    assert not VerdictClaim.objects.exists()


# its learner


def test_its_learner_says_what_should_have_come_out(as_ada, ada):
    claim = a_claim(ada)
    address = reverse("labs:verdict", args=[claim.id])

    as_ada.post(
        address, {"claims": "other_rule", "rule": "cpu.vendor_differs", "comment": "KB <1>"}
    )

    claim.refresh_from_db()
    assert (claim.claims, claim.rule) == (Claim.OTHER_RULE, "cpu.vendor_differs")
    assert "KB &lt;1&gt;" in as_ada.get(address).content.decode()


@pytest.mark.parametrize(
    "sent",
    [{"claims": "maybe"}, {"claims": "allowed", "comment": "x" * 2001}, {"claims": ""}],
)
def test_what_cannot_be_read_is_said_and_kept_in_the_form(as_ada, ada, sent):
    response = as_ada.post(reverse("labs:verdict", args=[a_claim(ada).id]), sent)

    assert response.status_code == 422
    assert "what you wrote is still there" in response.content.decode()


@pytest.mark.parametrize("name", ["verdict", "settle"])
def test_anothers_claim_does_not_exist(as_cleo, ada, name):
    address = reverse(f"labs:{name}", args=[a_claim(ada).id])

    assert as_cleo.get(address).status_code == 404
    assert as_cleo.post(address, {"claims": "allowed"}).status_code == 404
    assert as_cleo.get(reverse("labs:claims")).status_code == 404


def test_a_claim_that_is_settled_is_only_read(as_ada, ada, ines):
    claim = settled(a_claim(ada), ines, Outcome.RIGHT)

    as_ada.post(reverse("labs:verdict", args=[claim.id]), {"claims": "refused"})

    claim.refresh_from_db()
    assert claim.claims == Claim.ALLOWED


def test_the_learner_sees_the_answer_on_the_run_and_in_the_list(as_ada, ada, ines):
    claim = settled(a_claim(ada), ines, Outcome.WRONG, expected=Claim.ALLOWED)
    services.finish(run=claim.run, head=0, at=NOON)

    for address in (
        reverse("labs:result", args=[claim.run.id]),
        reverse("labs:verdicts"),
        reverse("labs:verdict", args=[claim.id]),
    ):
        page = as_ada.get(address).content.decode()
        assert "the engine is wrong" in page
        assert "Read and weighed." in page


def test_claims_of_a_guest_go_along_at_log_in(ada):
    guest = a_user("guest-1", is_guest=True)
    claim = a_claim(guest)

    move_work(guest=guest, owner=ada)

    assert selectors.claim_of(learner=ada, id=claim.id) is not None


def test_of_two_claims_about_one_verdict_the_owners_stays(ada):
    guest = a_user("guest-1", is_guest=True)
    mine, theirs = a_claim(ada), a_claim(guest)
    VerdictClaim.objects.filter(pk=theirs.pk).update(digest=mine.digest)

    move_work(guest=guest, owner=ada)

    assert list(VerdictClaim.objects.all()) == [mine]


def test_a_claim_outlives_its_learner(ada):
    claim = a_claim(ada)

    ada.delete()

    claim.refresh_from_db()
    assert (claim.learner, claim.run) == (None, None)


# instructors


def test_instructors_list_and_filter(as_ines, ada, ines):
    a_claim(ada)
    settled(a_claim(ada, CD_OUT), ines, Outcome.UNCLEAR)

    def listed(query: str) -> str:
        return as_ines.get(reverse("labs:claims") + query).content.decode()

    assert "2 verdicts" in listed("")
    assert "1 verdict" in listed("?state=open")
    assert "Disconnect CD/DVD drive 1" in listed("?state=unclear")
    assert "Disconnect CD/DVD drive 1" not in listed("?rule=cpu")
    assert "No verdict fits these filters" in listed("?source=card")
    assert "2 verdicts" in listed("?state=nonsense&page=99")


def test_the_list_asks_as_often_for_many_as_for_few(as_ines, ada, django_assert_max_num_queries):
    for action in (CD_OUT, OFF, TO_ESX_03):
        a_claim(ada, action)

    with django_assert_max_num_queries(9):
        as_ines.get(reverse("labs:claims"))


def test_the_verdict_is_judged_again_today(as_ines, ada):
    claim = a_claim(ada)

    page = as_ines.get(reverse("labs:settle", args=[claim.id])).content.decode()
    VerdictClaim.objects.update(rules="cpu.some_rule_of_old")
    later = as_ines.get(reverse("labs:settle", args=[claim.id])).content.decode()

    assert "The same rules speak as when it was kept." in page
    assert "Today other rules refuse it than when it was kept." in later


def test_a_site_that_is_no_longer_read_is_shown_as_kept(as_ines, as_ada, ada):
    claim = a_claim(ada)
    VerdictClaim.objects.update(site={"schema": 99}, action={"type": "Teleport"})

    page = as_ines.get(reverse("labs:settle", args=[claim.id])).content.decode()

    assert "The engine no longer reads this site or action" in page
    assert as_ada.get(reverse("labs:verdict", args=[claim.id])).status_code == 200


def test_an_instructor_settles_with_an_answer(as_ines, ada, ines):
    claim = a_claim(ada)

    as_ines.post(
        reverse("labs:settle", args=[claim.id]),
        {"outcome": "right", "answer": "No shared storage.", "expected": "allowed"},
    )

    claim.refresh_from_db()
    assert (claim.outcome, claim.expected, claim.settled_by) == (Outcome.RIGHT, "", ines)


@pytest.mark.parametrize(
    "sent",
    [
        {"outcome": "", "answer": "x"},
        {"outcome": "right"},
        {"outcome": "wrong", "answer": "x"},
        {"outcome": "wrong", "answer": "x", "expected": "other_rule"},
        {"outcome": "right", "answer": "x" * 4001},
    ],
)
def test_half_a_judgement_settles_nothing_and_says_so(as_ines, ada, sent):
    claim = a_claim(ada)

    response = as_ines.post(reverse("labs:settle", args=[claim.id]), sent)

    claim.refresh_from_db()
    assert response.status_code == 422
    assert "Not settled yet" in response.content.decode()
    assert claim.is_open


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "right"},
        {"outcome": "wrong", "settled_at": NOON},
        {"settled_at": NOON},
        {"outcome": "right", "settled_at": NOON, "expected": "allowed"},
    ],
)
def test_no_row_is_half_settled(ada, wrong):
    claim = a_claim(ada, **wrong)

    with pytest.raises(IntegrityError), transaction.atomic():
        claim.save()


# as a test case


def files(client: Client, claim: VerdictClaim, folder) -> dict:
    found = {}
    for name in export.FILES:
        response = client.get(reverse("labs:export_claim", args=[claim.id, name]))
        assert response.status_code == 200
        file = response["Content-Disposition"].partition('filename="')[2].rstrip('"')
        (folder / file).write_bytes(response.content)
        found[name] = folder / file
    return found


def test_what_is_open_or_unclear_has_no_test_case(as_ines, ada, ines):
    open_one = a_claim(ada)
    unclear = settled(a_claim(ada, CD_OUT), ines, Outcome.UNCLEAR)

    for claim in (open_one, unclear):
        address = reverse("labs:export_claim", args=[claim.id, "case.json"])
        assert as_ines.get(address).status_code == 404
    assert (
        as_ines.get(reverse("labs:export_claim", args=[uuid.uuid4(), "case.json"])).status_code
        == 404
    )


def test_the_engine_checks_the_exported_site(as_ines, ada, ines, tmp_path):
    claim = settled(a_claim(ada), ines, Outcome.RIGHT)
    exported = files(as_ines, claim, tmp_path)
    case = json.loads(exported["case.json"].read_text())

    told = subprocess.run(
        [
            *(sys.executable, "-m", "labs.datacenter", "check", str(exported["site.json"])),
            *("--action", json.dumps(case["action"])),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    answer = json.loads(told.stdout)
    assert told.returncode == 1
    assert answer["verdict"] == case["expected"]["verdict"] == "refused"
    errors = {one["code"] for one in answer["findings"] if one["severity"] == "error"}
    assert errors == set(case["expected"]["rules"])


@pytest.mark.parametrize(
    ("outcome", "more", "passes"),
    [
        (Outcome.RIGHT, {}, True),
        (Outcome.WRONG, {"expected": Claim.ALLOWED}, False),
        (
            Outcome.WRONG,
            {"expected": Claim.OTHER_RULE, "expected_rule": "cpu.vendor_differs"},
            True,
        ),
        (Outcome.WRONG, {"expected": Claim.OTHER_RULE, "expected_rule": "power.is_off"}, False),
    ],
)
def test_the_exported_test_passes_exactly_when_the_engine_says_so(
    as_ines, ada, ines, tmp_path, outcome, more, passes
):
    exported = files(as_ines, settled(a_claim(ada), ines, outcome, **more), tmp_path)
    source = exported["test.py"].read_text()
    module = {"__file__": str(exported["test.py"])}
    exec(compile(source, str(exported["test.py"]), "exec"), module)
    (test,) = (value for name, value in module.items() if name.startswith("test_"))

    if passes:
        test()
    else:
        with pytest.raises(AssertionError):
            test()


def test_a_claim_and_the_engine_agree_on_what_was_said(ada):
    claim = a_claim(ada)
    site, action = read_site(claim.site)[0], read_action(claim.action)[0]

    assert [one.code for one in report(site, action).errors] == claim.rules.split()
