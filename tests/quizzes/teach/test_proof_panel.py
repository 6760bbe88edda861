"""What the engine says of a key, beside the form: option by option, release by release."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse

from quizzes.bank.models import Question
from quizzes.proof import Outcome
from quizzes.teach.draft import Draft, OptionDraft
from quizzes.teach.editor import EXAMPLE
from quizzes.teach.posted import fields_of
from quizzes.teach.preview import side_of
from studyguide.blueprint import blueprint

NEW = reverse("teach:new_question")
PREVIEW = reverse("teach:preview")
TWO_DATACENTERS = EXAMPLE.replace(
    "datacenters: {dc-1: {vcenter: vc-01}}",
    "datacenters: {dc-1: {vcenter: vc-01}, dc-2: {vcenter: vc-01}}",
).replace("esx-02:\n      datacenter: dc-1", "esx-02:\n      datacenter: dc-2")


WRONG = next(each.id for each in blueprint().disputed if each.status == "wrong")


def a_draft(*right: str, proof: str = EXAMPLE, **changes: object) -> Draft:
    """A question whose options are those of the example: a cold migration, and a vMotion."""
    options = tuple(
        OptionDraft(key=key, text={"zh": key, "en": key}, correct=key in right) for key in "ab"
    )
    draft = Draft(
        kind="multiple_response",
        objectives=("6.03",),
        stem={"zh": "题干", "en": "Stem"},
        options=options,
        proof=proof,
    )
    return replace(draft, **changes)


def outcome(draft: Draft) -> Outcome | None:
    proof = side_of(draft, shown_in="en", reader="en").proof
    return proof.outcome if proof else None


def panel(client, draft: Draft) -> str:
    page = client.post(PREVIEW, fields_of(draft)).content.decode()
    return page.partition('aria-labelledby="verdict"')[2]


def test_the_example_in_the_help_is_a_proof_that_works():
    assert outcome(a_draft("a")) is Outcome.PROVEN


def test_a_proven_key_says_so_and_may_be_published(as_ines):
    said = panel(as_ines, a_draft("a"))

    assert "Proven by the engine" in said
    assert "It can be published." in said


def test_a_refuted_key_names_option_rule_and_release(as_ines):
    said = panel(as_ines, a_draft("b"))

    assert "Refuted by the engine" in said
    assert "option b is keyed, but its claim fails" in said
    assert said.count("no-match") == 10
    assert reverse("labs:rule", args=["cpu.vendor_differs"]) in said
    assert "In the key" in said


def test_a_key_that_depends_on_the_release_asks_for_one(as_ines):
    said = panel(as_ines, a_draft("a", proof=TWO_DATACENTERS))

    assert outcome(a_draft("a", proof=TWO_DATACENTERS)) is Outcome.DEPENDS
    assert "The question names no release" in said
    assert "Key depends on the release" in said


def test_naming_the_release_settles_it(as_ines):
    named = a_draft("a", proof=TWO_DATACENTERS, releases=("8.0",))

    assert outcome(named) in {Outcome.PROVEN, Outcome.UNVERIFIED}
    assert "not named" in panel(as_ines, named)


def test_without_a_proof_there_is_nothing_to_try(as_ines):
    assert "the question carries no proof" in panel(as_ines, a_draft("a", proof=""))


@pytest.mark.parametrize(
    "proof",
    [
        pytest.param("site: [", id="broken"),
        pytest.param("site: {}\nclaims: {}", id="nothing claimed"),
        pytest.param(EXAMPLE.replace("amd-zen2", "z80"), id="an unknown CPU"),
        pytest.param(EXAMPLE.replace("type: Migrate", "type: Teleport"), id="an unknown action"),
        pytest.param(EXAMPLE.replace("web-01, host", "web-99, host"), id="an unknown machine"),
    ],
)
def test_a_proof_that_cannot_be_tried_is_not_tried(as_ines, proof):
    said = panel(as_ines, a_draft("a", proof=proof))

    assert "Before it can be published" in said
    assert "Proven by the engine" not in said


def test_problems_inside_a_proof_name_their_line(as_ines):
    said = panel(as_ines, a_draft("a", proof=EXAMPLE.replace("amd-zen2", "z80")))

    assert "line 16:" in said


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        pytest.param(a_draft("b"), "is refuted by the engine", id="refuted"),
        pytest.param(a_draft("a", proof=TWO_DATACENTERS), "the question names none", id="depends"),
        pytest.param(
            a_draft("a", proof="", objectives=(WRONG,)), "is disputed", id="disputed, unproven"
        ),
    ],
)
def test_publishing_is_refused_with_the_reason_at_its_field(as_ines, draft, said):
    response = as_ines.post(NEW, {**fields_of(draft), "do": "publish"})

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page.partition('id="summary"')[2].partition("</section>")[0]
    assert Question.objects.get().published is None


def test_a_proven_question_is_published(as_ines):
    as_ines.post(NEW, {**fields_of(a_draft("a")), "do": "publish"})

    assert Question.objects.get().published.proof == "proven"


def test_the_reasons_are_said_in_chinese_too(as_ines, ines):
    ines.language = "zh"
    ines.save()

    said = panel(as_ines, a_draft("b"))

    assert "是答案，但主张不成立" in said
