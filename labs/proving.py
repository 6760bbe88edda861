"""A lab proven: its solutions score in full, its mutants do not, and no release changes a score.

Each objective of a lab is exercised by a rule or a check, and a mutant shows it: without that rule
or check the mutant would score in full.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

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

_proven: dict[tuple[str, int], tuple[str, ...]] = {}


def walk(lab: Lab, way: Way | None, release: str) -> Assessment:
    """The assessment of a way through the lab; of doing nothing if there is none."""
    start = lab.site(release)
    return assess(lab, start, replay(start, _entries(way.actions if way else ())))


def complaints(lab: Lab) -> tuple[str, ...]:
    """What is not as it must be; nothing for a lab that is proven. Kept by digest and seed."""
    key = (lab.digest, lab.seed)
    if key not in _proven:
        _proven[key] = tuple(_complaints(lab))
    return _proven[key]


def _complaints(lab: Lab) -> Iterator[str]:
    for release in lab.allowed_releases:
        yield from _of_scores(lab, release)
        yield from _of_names(lab, release)
        for exercise in lab.exercises:
            yield from _of_exercise(lab, exercise, release)
    for way in (*lab.solutions, *lab.mutants):
        scores = {release: walk(lab, way, release).points for release in lab.allowed_releases}
        if len(set(scores.values())) > 1:
            yield f"'{way.name}' needs one score under every release it allows: {scores}"
    if min(len(way.actions) for way in lab.solutions) != lab.par:
        yield "par needs to be the length of the shortest solution"


def _of_scores(lab: Lab, release: str) -> Iterator[str]:
    for way in lab.solutions:
        points = walk(lab, way, release).points
        if points != lab.maximum:
            yield (
                f"solution '{way.name}' needs all {lab.maximum} points under {release}, "
                f"but scores {points}"
            )
    for way in lab.mutants:
        if walk(lab, way, release).points == lab.maximum:
            yield f"mutant '{way.name}' needs less than all points under {release}"
    if walk(lab, None, release).points:
        yield f"doing nothing needs to score 0 under {release}"


def _of_names(lab: Lab, release: str) -> Iterator[str]:
    """Ways and goals name only what exists when they are asked."""
    start = lab.site(release)
    for way in (*lab.solutions, *lab.mutants):
        site = start
        for moment in replay(start, _entries(way.actions)):
            if Case(site, moment.action).stage == UNRESOLVED:
                names = ", ".join(str(ref) for ref in moment.action.missing(site))
                yield f"'{way.name}' names what does not exist then under {release}: {names}"
            site = moment.site
    ends = [replay(start, _entries(way.actions))[-1].site for way in lab.solutions]
    for check in lab.every_check:
        if all(next(check.goal.missing(site), None) for site in (start, *ends)):
            yield f"check '{check.key}' names what never exists under {release}"


def _of_exercise(lab: Lab, exercise: Exercise, release: str) -> Iterator[str]:
    """Without its rule or check the mutant would score in full."""
    mutant = next(way for way in lab.mutants if way.name == exercise.mutant)
    if exercise.by in RULES:
        told = _walk_without(lab, mutant, release, (exercise.by,))
        missed = [line.key for line in told.lines if not line.met]
    else:
        told = walk(lab, mutant, release)
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
