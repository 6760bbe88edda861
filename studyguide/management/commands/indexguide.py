"""`manage.py indexguide`: makes the shipped lessons and objectives findable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.core.management.base import BaseCommand
from django.utils.html import strip_tags

from studyguide import search
from studyguide.blueprint import blueprint
from studyguide.guide import Lesson, anchor, guide
from studyguide.markdown import render_markdown
from studyguide.text import LANGUAGES

ENTITY = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&nbsp;": " ", "&quot;": '"', "&#x27;": "'"}
BLOCK_END = re.compile(r"</(?:p|li|td|th|h[3-6]|dt|dd|pre|div|tr)>")


class Command(BaseCommand):
    help = "Put the shipped lessons and objectives into the search index; again changes nothing."

    def handle(self, **options: object) -> None:
        sections, _ = search.replace(kind="lesson", things=list(_sections()))
        objectives, _ = search.replace(kind="objective", things=list(_objectives()))
        self.stdout.write(f"Indexed {sections} lesson sections and {objectives} objectives.")


def _sections() -> Iterator[dict[str, str]]:
    for lesson in guide().lessons:
        for language in LANGUAGES:
            yield from _sections_of(lesson, language)


def _sections_of(lesson: Lesson, language: str) -> Iterator[dict[str, str]]:
    for section in lesson.sections:
        title = section.title.in_language(language)
        yield {
            "key": f"{lesson.chapter.slug}/{lesson.slug}/{section.anchor}",
            "language": language,
            "title": f"{' '.join(section.ids)} {title}",
            "body": _plain(section.body.in_language(language)),
            "url": f"{lesson.address}#{anchor(section.ids[0])}",
        }


def _objectives() -> Iterator[dict[str, str]]:
    for objective in blueprint().objectives.values():
        for language in LANGUAGES:
            truth = objective.truth.in_language(language) if objective.truth else ""
            yield {
                "key": objective.id,
                "language": language,
                "title": f"{objective.id} {objective.title.in_language(language)}",
                "body": f"{objective.claim.in_language(language)} {truth}".strip(),
                "url": f"/guide/objectives/{objective.id}/",
            }


def _plain(markdown: str) -> str:
    text = strip_tags(BLOCK_END.sub("\\g<0> ", render_markdown(markdown, trusted=True)))
    for entity, character in ENTITY.items():
        text = text.replace(entity, character)
    return " ".join(text.split())
