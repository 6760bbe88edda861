"""The values the guide is made of: sections, lessons, chapters that have lessons."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from studyguide.blueprint import Chapter
from studyguide.guide.figures import Figure
from studyguide.guide.lesson_file import FigureLine, Piece, Prose
from studyguide.text import LANGUAGES, Text
from studyguide.yaml_files import Problem

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’.-]*")
HAN_PER_MINUTE = 350
WORDS_PER_MINUTE = 220


@dataclass(frozen=True, kw_only=True)
class Section:
    """What teaches one objective or a few; both languages have the same pieces in turn."""

    ids: tuple[str, ...]
    title: Text
    pieces: Mapping[str, tuple[Piece, ...]]

    @property
    def anchor(self) -> str:
        return anchor(self.ids[0])

    @property
    def body(self) -> Text:
        """The Markdown without its figures."""
        return Text(**{language: _prose(self.pieces[language]) for language in LANGUAGES})


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One lesson in both languages."""

    chapter: Chapter
    number: int
    slug: str
    title: Text
    summary: Text
    lead: Mapping[str, tuple[Piece, ...]]
    sections: tuple[Section, ...]

    @property
    def label(self) -> str:
        return f"{self.chapter.id}.{self.number}"

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(identity for section in self.sections for identity in section.ids)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The names of its figures, in order."""
        return tuple(
            piece.name
            for pieces in (self.lead["zh"], *(each.pieces["zh"] for each in self.sections))
            for piece in pieces
            if isinstance(piece, FigureLine)
        )

    @property
    def address(self) -> str:
        return f"/guide/{self.chapter.slug}/{self.slug}/"

    @cached_property
    def minutes(self) -> Mapping[str, int]:
        return {language: self._minutes(language) for language in LANGUAGES}

    def _minutes(self, language: str) -> int:
        bodies = [section.body.in_language(language) for section in self.sections]
        return reading_minutes("\n".join([_prose(self.lead[language]), *bodies]))


@dataclass(frozen=True, kw_only=True)
class TaughtChapter:
    """A chapter that has lessons."""

    chapter: Chapter
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, kw_only=True)
class Guide:
    """Every lesson that could be read, and every problem of those that could not."""

    chapters: tuple[TaughtChapter, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        return tuple(lesson for taught in self.chapters for lesson in taught.lessons)

    @cached_property
    def _sections(self) -> Mapping[str, tuple[Lesson, Section]]:
        return {
            identity: (lesson, section)
            for lesson in self.lessons
            for section in lesson.sections
            for identity in section.ids
        }

    def chapter(self, slug: str) -> TaughtChapter | None:
        return next((taught for taught in self.chapters if taught.chapter.slug == slug), None)

    def lesson(self, chapter: str, slug: str) -> Lesson | None:
        places = (each for each in self.lessons if each.chapter.slug == chapter)
        return next((lesson for lesson in places if lesson.slug == slug), None)

    def section_of(self, objective_id: str) -> tuple[Lesson, Section] | None:
        """Where an objective is taught, if it is."""
        return self._sections.get(objective_id)

    @cached_property
    def _figure_numbers(self) -> Mapping[tuple[str, str], str]:
        return {
            (lesson.address, name): f"{taught.chapter.id}-{number}"
            for taught in self.chapters
            for number, (lesson, name) in enumerate(
                ((lesson, name) for lesson in taught.lessons for name in lesson.figures), start=1
            )
        }

    def figure_number(self, lesson: Lesson, name: str) -> str:
        """`6-2` for the second figure of chapter 6."""
        return self._figure_numbers[lesson.address, name]

    def neighbours(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The lessons before and after, across chapters."""
        place = self.lessons.index(lesson)
        before = self.lessons[place - 1] if place else None
        after = self.lessons[place + 1] if place + 1 < len(self.lessons) else None
        return before, after


def anchor(objective_id: str) -> str:
    """The id of the element on a lesson's page where an objective is taught."""
    return "o" + objective_id.replace(".", "-")


def reading_minutes(markdown: str) -> int:
    """Whole minutes, at least one, for Chinese, English or both mixed."""
    han = len(HAN.findall(markdown))
    words = len(WORD.findall(markdown))
    return max(1, math.ceil(han / HAN_PER_MINUTE + words / WORDS_PER_MINUTE))


def _prose(pieces: tuple[Piece, ...]) -> str:
    return "\n\n".join(piece.markdown for piece in pieces if isinstance(piece, Prose)).strip()
