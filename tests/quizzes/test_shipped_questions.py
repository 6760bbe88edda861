"""The questions that ship: whole, in both languages, and right wherever they are asked."""

import re

import pytest

from labs.datacenter.releases import RELEASES
from quizzes import kinds, proof
from quizzes.exchange.question_files import FOLDER, read_folder
from quizzes.grading import grade
from quizzes.proof import Outcome

BANK = read_folder(FOLDER)
QUESTIONS = [pytest.param(content, id=slug) for slug, content in BANK.questions.items()]
PROVEN = {
    slug: content
    for slug, content in BANK.questions.items()
    if proof.prove(content).outcome is Outcome.PROVEN
}
CHAPTER_6 = "vmotion-storage-vmotion/"
OF_THE_NOTES = {
    "virtual-machines/clone-or-convert-to-template": "5.19",
    "availability-scalability/isolation-address-warning": "7.29",
    "server-virtualization/isolation-property": "1.24",
    "availability-scalability/secondary-virtual-machine": "7.30",
    "vmotion-storage-vmotion/methods-that-need-like-cpus": "6.31",
}
HAN = "[\u3400-\u9fff，。：；？（）“”、]"


def parts_of(content):
    """Every option, accepted answer, step and prompt, those of blanks too."""
    for name in ("options", "answers", "steps", "prompts"):
        yield from content.get(name, ())
    for blank in content.get("blanks", ()):
        yield from parts_of(blank)


def texts_of(content):
    yield from (content["stem"], content["explanation"])
    yield from kinds.kind_of(content).texts(content)
    for each in parts_of(content):
        assert each["why"], "each step, answer and option says why"
        yield each["why"]


def test_have_no_problem():
    assert [str(problem) for problem in BANK.problems] == []


@pytest.mark.parametrize("content", QUESTIONS)
def test_may_be_published(content):
    assert proof.may_publish(content, stage=kinds.Stage.SHIPPED) == []


@pytest.mark.parametrize("content", QUESTIONS)
def test_have_the_same_key_in_every_release_or_name_theirs(content):
    given = proof.prove(content)

    if content["proof"]:
        agreeing = {release for release in RELEASES if given.agrees_in(release)}
        assert agreeing >= set(content["releases"] or RELEASES)
        assert given.outcome is Outcome.PROVEN
    else:
        assert given.outcome is Outcome.UNDECIDABLE


@pytest.mark.parametrize("content", QUESTIONS)
def test_earn_full_marks_for_the_key_and_none_for_ticking_everything(content):
    kind = kinds.kind_of(content)

    assert grade(content, kind.right_answer(content)).score == 1
    if content["kind"] == "multiple_response":
        everything = sorted(option.key for option in kind.options(content))
        assert grade(content, {"picked": everything}).score < 1


@pytest.mark.parametrize("content", QUESTIONS)
def test_tag_every_wrong_option_with_a_misconception(content):
    untagged = [
        each
        for each in parts_of(content)
        if each.get("correct") is False and not each["misconception"]
    ]

    assert untagged == []


@pytest.mark.parametrize("content", QUESTIONS)
def test_leave_the_gap_between_han_and_latin_to_the_style_sheet(content):
    spaced = [
        text["zh"]
        for text in texts_of(content)
        if re.search(f"{HAN} [A-Za-z0-9]|[A-Za-z0-9] {HAN}", text["zh"]) or "！" in text["zh"]
    ]

    assert spaced == []


@pytest.mark.parametrize("content", QUESTIONS)
def test_never_type_the_release_that_the_lead_in_prints(content):
    typed = [
        text
        for text in content["stem"].values()
        if re.match(
            r"\s*(In vSphere \d|在\s*vSphere\s*\d|按课程笔记|According to the course)", text
        )
    ]

    assert typed == []


def test_restate_the_five_questions_of_the_notes():
    assert {slug: BANK.questions[slug]["objectives"][0] for slug in OF_THE_NOTES} == OF_THE_NOTES
    assert "vmotion-storage-vmotion/methods-that-need-like-cpus" in PROVEN


def test_ask_about_chapter_6_at_length_and_mostly_with_proof():
    asked = [slug for slug in BANK.questions if slug.startswith(CHAPTER_6)]

    assert len(asked) >= 20
    assert len([slug for slug in asked if slug in PROVEN]) >= 16
    assert {BANK.questions[slug]["kind"] for slug in asked} == set(kinds.KINDS)


def test_cover_chapter_6_but_for_the_objective_without_a_source():
    covered = {each for content in BANK.questions.values() for each in content["objectives"]}

    missing = {f"6.{number:02}" for number in range(1, 32)} - covered

    assert missing == {"6.27"}


@pytest.mark.parametrize("slug", PROVEN)
def test_turned_keys_are_refused(slug):
    content = PROVEN[slug]
    options = [
        {**option, "correct": not option["correct"]}
        if content["kind"] != "multiple_response" or option["key"] in _one_of_each(content)
        else option
        for option in content["options"]
    ]
    if content["kind"] == "single_choice":
        wrong = next(each["key"] for each in content["options"] if not each["correct"])
        options = [{**each, "correct": each["key"] == wrong} for each in content["options"]]

    refusals = proof.may_publish({**content, "options": options})

    assert refusals != []
    assert all(each.pointer == "/proof" for each in refusals)


def _one_of_each(content):
    """The first right and the first wrong option: swapping them keeps the count."""
    right = next(each["key"] for each in content["options"] if each["correct"])
    wrong = next(each["key"] for each in content["options"] if not each["correct"])
    return {right, wrong}
