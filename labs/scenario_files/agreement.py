"""Whether the parts of a lab agree: what it offers, asks for, checks and exercises."""

from __future__ import annotations

from labs.datacenter.rules import RULES
from labs.scenario_files.values import Tell
from labs.scenarios import by_objective, scoring


def compare_with_offers(fields: dict[str, object], tell: Tell) -> None:
    """Actions that the ways ask for and the lab does not offer.

    Whether what goals and actions name exists at that time is for the proof: things come and go.
    """
    for kind in ("solutions", "mutants"):
        for place, way in enumerate(fields[kind]):
            for number, action in enumerate(way.actions):
                if type(action).__name__ not in fields["actions"]:
                    tell(
                        f"/{kind}/{place}/actions/{number}",
                        f"asks for {type(action).__name__}, which the lab does not offer",
                    )


def compare_exercises(fields: dict[str, object], tell: Tell) -> None:
    """Objectives, the rules or checks that exercise them, and the mutants must fit together."""
    exercises = {one.objective: one for one in fields["exercises"]}
    mutants = {one.name for one in fields["mutants"]}
    keys = {one.key for one in scoring(fields["checks"])}
    for objective in by_objective(fields["checks"]):
        if objective not in exercises:
            tell("/checks", f"{objective} is not one of the lab's objectives")
    for one in exercises.values():
        pointer = f"/exercises/{one.objective}"
        if one.mutant not in mutants:
            tell(f"{pointer}/mutant", f"'{one.mutant}' is not one of the mutants")
        if one.by not in keys and one.by not in RULES:
            tell(f"{pointer}/by", f"'{one.by}' is neither a check nor a rule of the engine")
    for way in ("solutions", "mutants"):
        names = [one.name for one in fields[way]]
        for name in sorted({name for name in names if names.count(name) > 1}):
            tell(f"/{way}", f"has the name '{name}' twice")
