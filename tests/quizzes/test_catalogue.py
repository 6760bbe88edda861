"""Which quizzes exist: one for each chapter, the notes' own, and one for each objective."""

from __future__ import annotations

import pytest

from quizzes.catalogue import NOTES_QUESTIONS, find_quiz, listed_quizzes, quiz_on, title_of
from studyguide.blueprint import blueprint


def test_each_chapter_has_a_quiz_and_the_notes_have_theirs():
    slugs = [quiz.slug for quiz in listed_quizzes()]

    assert slugs == [chapter.slug for chapter in blueprint().chapters] + ["course-notes"]


def test_each_objective_has_a_quick_quiz_that_is_found_by_its_slug():
    for objective in blueprint().objectives:
        quiz = quiz_on(objective)

        assert find_quiz(quiz.slug) == quiz
        assert quiz.covers(objective)


def test_a_chapter_covers_its_own_objectives_only():
    quiz = find_quiz("vmotion-storage-vmotion")

    assert quiz.covers("6.03")
    assert not quiz.covers("7.03")


@pytest.mark.parametrize(
    "slug",
    ["", "nothing", "objective-6-99", "objective-6.03", "objective-06-03", "objective-6-3", "../x"],
)
def test_knows_no_other_slug(slug):
    assert find_quiz(slug) is None


def test_the_notes_have_five_questions_of_their_own():
    assert len(set(NOTES_QUESTIONS)) == 5


def test_a_quiz_that_is_gone_still_has_a_title():
    assert title_of("gone").en == "Quiz"
    assert title_of("gone").zh == "测验"
    assert title_of("course-notes", is_retry=True).en.endswith("missed questions again")
