"""What a run in practice is helped with, and a graded one is not."""

from __future__ import annotations

from collections.abc import Mapping

from labs.coaching import advise
from labs.selectors import Standing


def guidance(standing: Standing, asked: Mapping[str, str]) -> dict[str, object]:
    """`beside`: passages open beside the lab. `advice`: the next step, where it was asked for."""
    towards = _towards(standing, asked)
    context = {"beside": standing.run.is_practice, "towards": towards, "advice": None}
    if standing.may_show_next and (towards or asked.get("do") == "next"):
        start, moments = standing.start, standing.moments
        context["advice"] = advise(standing.lab, start, moments, towards=towards)
    return context


def _towards(standing: Standing, asked: Mapping[str, str]) -> str:
    """The check to which the next step is asked for; "" for none that the lab has."""
    key = asked.get("towards", "") if asked.get("do") == "check" else ""
    return key if key in {check.key for check in standing.lab.every_check} else ""
