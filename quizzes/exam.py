"""Drawing a paper: which questions of a pool are set, and in which order. Pure; chance is given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from random import Random


def draw(pool: Mapping[str, Collection[str]], *, count: int, rng: Random) -> list[str]:
    """At most `count` questions of `pool` (slug -> objectives), spread over the objectives.

    Every objective gives one question before any gives a second, so that one on which many
    questions exist does not crowd out the others. The same pool and seed draw the same paper.
    """
    waiting = _queues(pool, rng)
    drawn: list[str] = []
    while waiting and len(drawn) < count:
        for objective in rng.sample(sorted(waiting), len(waiting)):
            question = _first_not_in(drawn, waiting[objective])
            if question is None:
                del waiting[objective]
            elif len(drawn) < count:
                drawn.append(question)
    rng.shuffle(drawn)
    return drawn


def _queues(pool: Mapping[str, Collection[str]], rng: Random) -> dict[str, list[str]]:
    """For each objective its questions in a random order, to be taken from the end."""
    queues: dict[str, list[str]] = {}
    for question in sorted(pool):
        for objective in pool[question]:
            queues.setdefault(objective, []).append(question)
    for objective in sorted(queues):
        rng.shuffle(queues[objective])
    return queues


def _first_not_in(drawn: Collection[str], queue: list[str]) -> str | None:
    while queue:
        question = queue.pop()
        if question not in drawn:
            return question
    return None
