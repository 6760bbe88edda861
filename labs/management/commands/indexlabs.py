"""Puts labs and rules into the search index: what a reader may see, never a hint or solution."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.urls import reverse

from labs import shelf
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import Rule
from labs.datacenter.rules import ALL_RULES
from labs.examples import example, release_that_asks
from labs.scenarios import Lab
from studyguide import search
from studyguide.text import LANGUAGES


class Command(BaseCommand):
    help = "Index the shipped labs and the engine's rules for search. Safe to run again."

    def handle(self, *args: object, **options: object) -> None:
        for problem in shelf.problems():
            self.stderr.write(f"left out: {problem}")
        labs = [_lab(lab, language) for lab in shelf.labs().values() for language in LANGUAGES]
        rules = [_rule(rule, language) for rule in ALL_RULES for language in LANGUAGES]
        search.replace(kind="lab", things=labs)
        search.replace(kind="rule", things=rules)
        count = len(LANGUAGES)
        self.stdout.write(f"Indexed {len(labs) // count} labs and {len(rules) // count} rules.")


def _lab(lab: Lab, language: str) -> dict[str, str]:
    parts = (lab.summary, lab.story, lab.task)
    return {
        "key": lab.slug,
        "language": language,
        "title": lab.title.in_language(language),
        "body": "\n\n".join(part.in_language(language) for part in parts),
        "url": reverse("labs:lab", args=[lab.slug]),
    }


def _rule(rule: Rule, language: str) -> dict[str, str]:
    """Found by its fault's name, as people meet it in an error message, and by an example of it."""
    shown = example(rule, release_that_asks(rule, RELEASES[-1]))
    told = (shown.finding.say(language), shown.finding.hint(language)) if shown else ()
    return {
        "key": rule.code,
        "language": language,
        "title": f"{', '.join(rule.fault_names())} · {rule.code}",
        "body": "\n\n".join(told),
        "url": reverse("labs:rule", args=[rule.code]),
    }
