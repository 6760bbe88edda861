"""Which quizzes exist and how each chooses its questions; what the bank holds is not known here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from studyguide.blueprint import Chapter, blueprint
from studyguide.text import Text

LONGEST_PAPER = 10
LEAST_OF_A_CHAPTER = 5
# The five questions that the course notes themselves end with, restated.
NOTES_QUESTIONS = (
    "virtual-machines/clone-or-convert-to-template",
    "availability-scalability/isolation-address-warning",
    "server-virtualization/isolation-property",
    "availability-scalability/secondary-virtual-machine",
    "vmotion-storage-vmotion/methods-that-need-like-cpus",
)
_OBJECTIVE_SLUG = re.compile(r"objective-([1-9])-([0-9]{2})")


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """Either a fixed list of questions, or a draw from all that test what `objectives` begins.

    `objectives` is the number of a chapter with its point, "6.", or one objective, "6.03".
    """

    slug: str
    title: Text
    about: Text
    questions: tuple[str, ...] = ()
    objectives: str = ""
    least: int = 1
    chapter: Chapter | None = None

    @property
    def is_fixed(self) -> bool:
        return not self.objectives

    def covers(self, objective: str) -> bool:
        return objective.startswith(self.objectives)


@cache
def listed_quizzes() -> tuple[Quiz, ...]:
    """The quizzes of the index page: one for each chapter, then the notes' own questions."""
    return (*(_of_chapter(chapter) for chapter in blueprint().chapters), _of_the_notes())


def find_quiz(slug: str) -> Quiz | None:
    """The quiz of that slug, or None; whether enough questions stand behind it is not asked."""
    if match := _OBJECTIVE_SLUG.fullmatch(slug):
        return quiz_on(f"{match[1]}.{match[2]}")
    return next((quiz for quiz in listed_quizzes() if quiz.slug == slug), None)


def quiz_on(objective: str) -> Quiz | None:
    """The quick quiz on one objective; None where the blueprint has no such objective."""
    known = blueprint().objectives.get(objective)
    if known is None:
        return None
    return Quiz(
        slug=f"objective-{objective.replace('.', '-')}",
        title=Text(zh=f"{objective} {known.title.zh}", en=f"{objective} {known.title.en}"),
        about=Text(
            zh="只考查这一个目标的题目。", en="Only questions that test this one objective."
        ),
        objectives=objective,
        chapter=known.chapter,
    )


def title_of(slug: str, *, is_retry: bool = False) -> Text:
    """The title under which an attempt is listed; a quiz that is gone is still a quiz."""
    found = find_quiz(slug)
    title = found.title if found else Text(zh="测验", en="Quiz")
    if not is_retry:
        return title
    return Text(zh=f"{title.zh}：重做错题", en=f"{title.en}: missed questions again")


def _of_chapter(chapter: Chapter) -> Quiz:
    return Quiz(
        slug=chapter.slug,
        title=Text(
            zh=f"第{chapter.id}章：{chapter.title.zh}",
            en=f"Chapter {chapter.id}: {chapter.title.en}",
        ),
        about=Text(
            zh="从本章的题目中抽取，每个目标先各出一题。",
            en="Drawn from this chapter; every objective gives one question before any gives two.",
        ),
        objectives=f"{chapter.id}.",
        least=LEAST_OF_A_CHAPTER,
        chapter=chapter,
    )


def _of_the_notes() -> Quiz:
    return Quiz(
        slug="course-notes",
        title=Text(zh="课程笔记自带的五道题", en="The course notes' own five questions"),
        about=Text(
            zh="笔记末尾的五道题，用我们自己的话重写，每个选项都有解释。",
            en="The five questions the notes end with, in our own words, every option explained.",
        ),
        questions=NOTES_QUESTIONS,
        least=len(NOTES_QUESTIONS),
    )
