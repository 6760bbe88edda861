"""A lab proven: its solutions score in full, its mutants do not, and no release changes a score.

Each objective of a lab is exercised by a rule or a check, and a mutant shows it: without that rule
or check the mutant would score in full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from labs.assessment import Assessment, assess
from labs.datacenter.actions import Action
from labs.datacenter.apply import carried_out
from labs.datacenter.case import UNRESOLVED, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import findings, report
from labs.datacenter.rule import Severity
from labs.datacenter.rules import RULES
from labs.datacenter.wire.write import action_json
from labs.history import Entry, Moment, replay
from labs.scenarios import Exercise, Lab, Way

ERROR = Severity.ERROR

_proven: dict[tuple[str, int, tuple[str, ...]], tuple[str, ...]] = {}


def walk(lab: Lab, way: Way | None, release: str) -> Assessment:
    """The assessment of a way through the lab; of doing nothing if there is none."""
    start = lab.site(release)
    return assess(lab, start, replay(start, _entries(way.actions if way else ())))


def complaints(lab: Lab, *, under: tuple[str, ...] = ()) -> tuple[str, ...]:
    """What is not as it must be; nothing for a lab that is proven. Kept by digest and seed.

    `under`: the releases to prove it under; none: every one that it allows.
    """
    key = (lab.digest, lab.seed, under or lab.allowed_releases)
    if key not in _proven:
        _proven[key] = tuple(_complaints(lab, key[-1]))
    return _proven[key]


def _complaints(lab: Lab, releases: tuple[str, ...]) -> Iterator[str]:
    scores: dict[str, dict[str, int]] = {}
    for release in releases:
        walked = {way.name: _Walked.of(lab, way, release) for way in (*lab.solutions, *lab.mutants)}
        yield from _of_scores(lab, walked, release)
        yield from _of_names(lab, walked, release)
        for exercise in lab.exercises:
            yield from _of_exercise(lab, exercise, walked, release)
        for name, one in walked.items():
            scores.setdefault(name, {})[release] = one.told.points
    for name, points in scores.items():
        if len(set(points.values())) > 1:
            yield f"'{name}' needs one score under every release it allows: {points}"
    if min(len(way.actions) for way in lab.solutions) != lab.par:
        yield "par needs to be the length of the shortest solution"


@dataclass(frozen=True, kw_only=True)
class _Walked:
    """A way as it went under one release: every step, and what it came to."""

    start: Site
    moments: tuple[Moment, ...]
    told: Assessment

    @classmethod
    def of(cls, lab: Lab, way: Way, release: str) -> _Walked:
        start = lab.site(release)
        moments = tuple(replay(start, _entries(way.actions)))
        return cls(start=start, moments=moments, told=assess(lab, start, moments))

    @property
    def end(self) -> Site:
        return self.moments[-1].site


def _of_scores(lab: Lab, walked: Mapping[str, _Walked], release: str) -> Iterator[str]:
    for way in lab.solutions:
        points = walked[way.name].told.points
        if points != lab.maximum:
            yield (
                f"solution '{way.name}' needs all {lab.maximum} points under {release}, "
                f"but scores {points}"
            )
    for way in lab.mutants:
        if walked[way.name].told.points == lab.maximum:
            yield f"mutant '{way.name}' needs less than all points under {release}"
    if walk(lab, None, release).points:
        yield f"doing nothing needs to score 0 under {release}"


def _of_names(lab: Lab, walked: Mapping[str, _Walked], release: str) -> Iterator[str]:
    """Ways and goals name only what exists when they are asked."""
    for name, one in walked.items():
        site = one.start
        for moment in one.moments:
            if Case(site, moment.action).stage == UNRESOLVED:
                missing = ", ".join(str(ref) for ref in moment.action.missing(site))
                yield f"'{name}' names what does not exist then under {release}: {missing}"
            site = moment.site
    sites = (lab.site(release), *(walked[way.name].end for way in lab.solutions))
    for check in lab.every_check:
        if all(next(check.goal.missing(site), None) for site in sites):
            yield f"check '{check.key}' names what never exists under {release}"


def _of_exercise(
    lab: Lab, exercise: Exercise, walked: Mapping[str, _Walked], release: str
) -> Iterator[str]:
    """Without its rule or check the mutant would score in full."""
    mutant = next(way for way in lab.mutants if way.name == exercise.mutant)
    if exercise.by in RULES:
        told = _walk_without(lab, mutant, release, (exercise.by,))
        missed = [line.key for line in told.lines if not line.met]
    else:
        told = walked[mutant.name].told
        needing = {check.key for check in lab.every_check if check.needs == exercise.by}
        missed = [
            line.key
            for line in told.lines
            if not line.met and line.key not in {exercise.by, *needing}
        ]
    if missed:
        yield (
            f"without '{exercise.by}' the mutant '{mutant.name}' needs all points under "
            f"{release}, but misses {', '.join(missed)}: {exercise.objective} is not shown"
        )


def _walk_without(lab: Lab, way: Way, release: str, rules: Collection[str]) -> Assessment:
    """The assessment if the engine did not know those rules."""
    site = start = lab.site(release)
    moments = []
    for entry, action in zip(_entries(way.actions), way.actions, strict=True):
        refused = _is_refused_without(site, action, rules)
        events = ()
        refusal = report(site, action) if refused else None
        if not refused:
            site, events = carried_out(site, action)
        moments.append(
            Moment(entry=entry, action=action, refusal=refusal, events=events, site=site)
        )
    return assess(lab, start, moments)


def _is_refused_without(site: Site, action: Action, rules: Collection[str]) -> bool:
    found = findings(Case(site, action))
    return any(one.severity is ERROR and one.code not in rules for one in found)


def _entries(actions: tuple[Action, ...]) -> list[Entry]:
    return [
        Entry(number=number, parent=number - 1, action=action_json(action), accepted=True)
        for number, action in enumerate(actions, start=1)
    ]
