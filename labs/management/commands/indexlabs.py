"""Puts the shipped labs into the search index: title, story and task, never a hint or solution."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.urls import reverse

from labs import shelf
from labs.scenarios import Lab
from studyguide import search
from studyguide.text import LANGUAGES


class Command(BaseCommand):
    help = "Index the shipped labs for search. Safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        for problem in shelf.problems():
            self.stderr.write(f"left out: {problem}")
        things = [_entry(lab, language) for lab in shelf.labs().values() for language in LANGUAGES]
        put, gone = search.replace(kind="lab", things=things)
        self.stdout.write(f"labs: {put} entries indexed, {gone} removed")


def _entry(lab: Lab, language: str) -> dict[str, str]:
    parts = (lab.summary, lab.story, lab.task)
    return {
        "key": lab.slug,
        "language": language,
        "title": lab.title.in_language(language),
        "body": "\n\n".join(part.in_language(language) for part in parts),
        "url": reverse("labs:lab", args=[lab.slug]),
    }
