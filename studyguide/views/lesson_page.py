"""A lesson laid out for its page: sections, errata, figures and prose side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from studyguide.blueprint import Erratum, Objective, blueprint
from studyguide.figures import render_figure
from studyguide.guide import Guide, Lesson, anchor
from studyguide.guide.lesson_file import FigureLine, Piece
from studyguide.markdown import render_markdown
from studyguide.progress import NOT_STARTED, Standing
from studyguide.text import HTML_LANGUAGES, LANGUAGES, Text


@dataclass(frozen=True, kw_only=True)
class Column:
    """One language's share of a row."""

    language: str
    html: SafeString

    @property
    def html_language(self) -> str:
        return HTML_LANGUAGES[self.language]


@dataclass(frozen=True, kw_only=True)
class Row:
    """Either a figure across the page, or prose in one language or two."""

    figure: SafeString | None = None
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Heading:
    """An objective named by a section."""

    objective: Objective
    standing: Standing

    @property
    def anchor(self) -> str:
        return anchor(self.objective.id)

    @property
    def erratum(self) -> Erratum | None:
        return self.objective.erratum


@dataclass(frozen=True, kw_only=True)
class SectionOnPage:
    """A section ready to be shown."""

    anchor: str
    title: Text
    objectives: tuple[Heading, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class View:
    """Which languages of the lesson stand on the page."""

    languages: tuple[str, ...]
    reader: str  # the language of captions, figures and everything around

    @property
    def is_both(self) -> bool:
        return len(self.languages) > 1


def view_of(asked: str, *, reader: str) -> View:
    """`both`, or the reader's own language for anything else."""
    if asked == "both":
        others = [language for language in LANGUAGES if language != reader]
        return View(languages=(reader, *others), reader=reader)
    return View(languages=(reader,), reader=reader)


def lay_out(
    guide: Guide,
    lesson: Lesson,
    *,
    view: View,
    release: str,
    standings: Mapping[str, Standing],
) -> tuple[tuple[Row, ...], tuple[SectionOnPage, ...]]:
    """The rows above the first heading, and the sections."""

    def rows(pieces: Mapping[str, tuple[Piece, ...]], scope: str) -> tuple[Row, ...]:
        in_step = zip(*(pieces[language] for language in view.languages), strict=True)
        laid = (
            _row(guide, lesson, step, view=view, release=release, scope=f"{scope}-{number}")
            for number, step in enumerate(in_step)
        )
        return tuple(row for row in laid if row.figure or any(each.html for each in row.columns))

    objectives = blueprint().objectives
    sections = tuple(
        SectionOnPage(
            anchor=section.anchor,
            title=section.title,
            objectives=tuple(
                Heading(
                    objective=objectives[identity],
                    standing=standings.get(identity, NOT_STARTED),
                )
                for identity in section.ids
            ),
            rows=rows(section.pieces, section.anchor),
        )
        for section in lesson.sections
    )
    return rows(lesson.lead, "lead"), sections


def _row(
    guide: Guide,
    lesson: Lesson,
    step: tuple[Piece, ...],
    *,
    view: View,
    release: str,
    scope: str,
) -> Row:
    first = step[0]
    if isinstance(first, FigureLine):
        return Row(
            figure=render_figure(
                guide.figures[first.name],
                number=guide.figure_number(lesson, first.name),
                language=view.reader,
                release=release,
            )
        )
    return Row(
        columns=tuple(
            Column(
                language=language,
                html=render_markdown(piece.markdown, trusted=True, scope=f"{scope}-{language}"),
            )
            for language, piece in zip(view.languages, step, strict=True)
        )
    )
