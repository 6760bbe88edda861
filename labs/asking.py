"""A world put to the engine on the spot: the report, its repair, and the proof of the repair."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.actions import Action
from labs.datacenter.apply import Step, replay
from labs.datacenter.repair import Repair, alternatives, repair
from labs.datacenter.report import Report, report
from labs.datacenter.worlds import World

MOST_ALTERNATIVES = 6


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The answer to a request under one release.

    `repair` is None where nothing refuses the request. `proof`: the repair carried out and the
    request once more; () until it is asked for, or where there is no repair.
    """

    report: Report
    repair: Repair | None
    alternatives: tuple[Action, ...]
    proof: tuple[Step, ...] = ()


def ask(world: World, *, release: str, with_proof: bool = False) -> Asked:
    """Put the request of a world to the rules of a release."""
    site, action = world.site.with_release(release), world.action
    told = report(site, action)
    if told.is_allowed:
        return Asked(report=told, repair=None, alternatives=())
    found = repair(site, action)
    proof = replay(site, (*found.actions, action)) if with_proof and found.actions else ()
    others = alternatives(site, action)[:MOST_ALTERNATIVES]
    return Asked(report=told, repair=found, alternatives=others, proof=proof)
