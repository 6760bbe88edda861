"""A verdict beside those of the other releases, neighbours that agree in one span."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from labs.datacenter.releases import NOTES, RELEASES
from labs.datacenter.report import Report
from labs.datacenter.rule import Rule
from labs.datacenter.rules import ALL_RULES


@dataclass(frozen=True, kw_only=True)
class Span:
    """Releases next to each other that judge alike; the course notes always stand alone."""

    first: str
    last: str
    verdict: str

    @property
    def is_notes(self) -> bool:
        return self.first == NOTES

    @property
    def is_one(self) -> bool:
        return self.first == self.last


def span_name(span: Span) -> str:
    """The releases of a span: the course notes, one release, or from … to …"""
    if span.is_notes:
        return _("Course notes")
    if span.is_one:
        return span.first
    return _("%(first)s to %(last)s") % {"first": span.first, "last": span.last}


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """Where releases differ: their verdicts in order, and the rules that make the difference.

    `unverified`: the difference from one of them rests on what no source was read for.
    """

    spans: tuple[Span, ...]
    rules: tuple[Rule, ...]
    unverified: bool


def dispute_of(report: Report) -> Dispute | None:
    """What to say beside the verdict; None where every release judges alike."""
    if not report.elsewhere:
        return None
    verdicts = {release: report.elsewhere.get(release, report.verdict) for release in RELEASES}
    groups = groupby(RELEASES, key=lambda release: (release == NOTES, verdicts[release]))
    found = [(key[1], tuple(releases)) for key, releases in groups]
    return Dispute(
        spans=tuple(
            Span(first=releases[0], last=releases[-1], verdict=verdict)
            for verdict, releases in found
        ),
        rules=tuple(rule for rule in ALL_RULES if rule.code in report.disputed),
        unverified=bool(report.unverified_elsewhere),
    )
