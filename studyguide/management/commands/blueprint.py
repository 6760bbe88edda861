"""`manage.py blueprint`: what stands behind each objective, and what is missing."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.management.base import BaseCommand

from labs.shelf import labs
from quizzes.bank.models import Question
from quizzes.proof import Outcome
from studyguide.blueprint import Chapter, Objective, blueprint
from studyguide.guide import guide
from studyguide.text import LANGUAGES

COLUMNS = ("objectives", *(f"taught_{language}" for language in LANGUAGES))
COLUMNS += ("tested", "proven", "executable")
MATERIAL_OF = {"lesson": "taught_zh", "question": "tested", "lab": "executable"}


@dataclass(frozen=True, kw_only=True)
class Stock:
    """Which objectives have what."""

    taught: dict[str, frozenset[str]]
    tested: frozenset[str]
    proven: frozenset[str]
    executable: frozenset[str]

    def of(self, column: str) -> frozenset[str]:
        if column.startswith("taught_"):
            return self.taught[column.removeprefix("taught_")]
        return getattr(self, column)


class Command(BaseCommand):
    help = "Count, per chapter, the objectives that are taught, tested, proven and executable."
    requires_system_checks = []  # `prepare` and `check` prove the content, which takes seconds

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, **options: object) -> None:
        stock = take_stock()
        chapters = [chapter_report(chapter, stock) for chapter in blueprint().chapters]
        problems = [str(problem) for problem in guide().problems]
        if options["json"]:
            report = {"chapters": chapters, "problems": problems}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            return
        self.stdout.write("\n".join(_lines(chapters)))
        for problem in problems:
            self.stderr.write(f"left out: {problem}")


def take_stock() -> Stock:
    """What the lessons, the published questions and the labs cover now."""
    rows = list(
        Question.objects.filter(published__isnull=False)
        .order_by()
        .values_list("published__objectives", "published__proof")
        .distinct()
    )
    proven = [objectives for objectives, outcome in rows if outcome == Outcome.PROVEN]
    taught = frozenset(each for lesson in guide().lessons for each in lesson.ids)
    return Stock(
        # The loader takes a lesson in both languages or leaves it out.
        taught=dict.fromkeys(LANGUAGES, taught),
        tested=_ids(objectives for objectives, _ in rows),
        proven=_ids(proven),
        executable=frozenset(each for lab in labs().values() for each in lab.objectives),
    )


def chapter_report(chapter: Chapter, stock: Stock) -> dict[str, object]:
    """One chapter's counts, and the objectives that lack what `teaches_by` asks for."""
    objectives = blueprint().of_chapter(chapter)
    counts = {
        column: sum(each.id in stock.of(column) for each in objectives) for column in COLUMNS[1:]
    }
    return {
        "chapter": chapter.id,
        "slug": chapter.slug,
        "objectives": len(objectives),
        **counts,
        "missing": {
            material: _lacking(objectives, material, stock.of(column).__contains__)
            for material, column in MATERIAL_OF.items()
        },
    }


def _lacking(
    objectives: Iterable[Objective], material: str, has: Callable[[str], bool]
) -> list[str]:
    return [each.id for each in objectives if material in each.teaches_by and not has(each.id)]


def _ids(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(each for text in texts for each in text.split())


def _lines(chapters: list[dict]) -> Iterable[str]:
    yield "".join(f"{name:>12}" for name in ("chapter", *COLUMNS))
    for row in chapters:
        yield "".join(f"{row[name]:>12}" for name in ("chapter", *COLUMNS))
    totals = [sum(row[name] for row in chapters) for name in COLUMNS]
    yield "".join(f"{value:>12}" for value in ("all", *totals))
    for row in chapters:
        for material, ids in row["missing"].items():
            if ids:
                yield f"chapter {row['chapter']} lacks a {material} for {len(ids)}: {_span(ids)}"


def _span(ids: list[str]) -> str:
    """All of them up to twelve, else the first and a count of the rest."""
    return " ".join(ids) if len(ids) <= 12 else f"{' '.join(ids[:12])} and {len(ids) - 12} more"
