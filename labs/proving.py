"""A lab proven: its solutions score in full, its mutants do not, and no release changes a score."""

from __future__ import annotations

from collections.abc import Iterator

from labs.assessment import Assessment, assess
from labs.datacenter.wire.write import action_json
from labs.history import Entry, replay
from labs.scenarios import Lab, Way

_proven: dict[str, tuple[str, ...]] = {}


def walk(lab: Lab, way: Way | None, release: str) -> Assessment:
    """The assessment of a way through the lab; of doing nothing if there is none."""
    start = lab.site(release)
    entries = [
        Entry(number=number, parent=number - 1, action=action_json(action), accepted=True)
        for number, action in enumerate(way.actions if way else (), start=1)
    ]
    return assess(lab, start, replay(start, entries))


def complaints(lab: Lab) -> tuple[str, ...]:
    """What is not as it must be; nothing for a lab that is proven. Kept by digest."""
    if lab.digest not in _proven:
        _proven[lab.digest] = tuple(_complaints(lab))
    return _proven[lab.digest]


def _complaints(lab: Lab) -> Iterator[str]:
    for release in lab.allowed_releases:
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
    for way in (*lab.solutions, *lab.mutants):
        scores = {release: walk(lab, way, release).points for release in lab.allowed_releases}
        if len(set(scores.values())) > 1:
            yield f"'{way.name}' needs one score under every release it allows: {scores}"
    if min(len(way.actions) for way in lab.solutions) != lab.par:
        yield "par needs to be the length of the shortest solution"
