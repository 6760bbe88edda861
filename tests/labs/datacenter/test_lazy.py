from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from labs.datacenter import report as reports
from labs.datacenter.actions import Migrate
from labs.datacenter.lazy import lazy
from labs.datacenter.presets import two_datacenters
from labs.datacenter.report import report


@dataclass(frozen=True)
class Reading:
    """Counts how often its sum is worked out."""

    asked: Counter

    @lazy
    def total(self) -> int:
        """The sum."""
        self.asked["total"] += 1
        return 42


def test_is_computed_when_asked_for_and_then_kept():
    reading = Reading(Counter())
    assert reading.asked == {}

    assert (reading.total, reading.total) == (42, 42)
    assert reading.asked == {"total": 1}


def test_is_kept_for_each_instance_and_known_to_the_class():
    first, second = Reading(Counter()), Reading(Counter())

    assert first.total == second.total
    assert first.asked == second.asked == {"total": 1}
    assert Reading.total.__doc__ == "The sum."


def test_a_report_asks_other_releases_once_and_only_when_somebody_wants_to_know(monkeypatch):
    judged = []
    findings = reports.findings

    def counting(case):
        judged.append(case.site.release)
        return findings(case)

    monkeypatch.setattr(reports, "findings", counting)

    told = report(two_datacenters("notes"), Migrate(vm="web-01", host="esx-b1"))
    assert (told.verdict, judged) == ("allowed", ["notes"])

    assert told.elsewhere == {"5.5": "refused"}
    assert told.disputed == ("boundary.datacenter_mismatch",)
    assert judged == ["notes", "5.5", "6.7", "7.0", "8.0"]
