"""For each rule a small world in which it speaks, found once and kept in memory."""

from __future__ import annotations

from functools import lru_cache

from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import KINDS, Rule
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.worlds import World, world

MOST_SEEDS = 50


def kinds_asked(rule: Rule, release: str) -> tuple[str, ...]:
    """The kinds of action the rule is asked about under a release, in the engine's order."""
    return tuple(kind for kind in KINDS if rule.level(kind, release) is not None)


@lru_cache(maxsize=512)
def example(rule: Rule, release: str, kind: str = "", seed: int = 0) -> World | None:
    """A world in which the rule alone speaks; of any kind of action if none is named.

    None where there is none, above all because the rule is not asked under that release.
    """
    for one in (kind,) if kind else kinds_asked(rule, release):
        try:
            return world(rule.code, one, release=release, seed=seed)
        except LookupError:
            continue
    return None


@lru_cache(maxsize=64)
def release_that_asks(rule: Rule, wanted: str) -> str:
    """The release wanted if the rule is asked anything there, else the newest that asks."""
    candidates = (wanted, *reversed(RELEASES))
    return next((one for one in candidates if kinds_asked(rule, one)), wanted)


def families() -> tuple[str, ...]:
    """The first words of the rules' codes, in report order."""
    return tuple(dict.fromkeys(rule.code.partition(".")[0] for rule in ALL_RULES))
