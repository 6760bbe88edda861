"""Time: what falls due happens in its order, whether time passes in one piece or in many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from labs.datacenter.actions.action import Outcome
from labs.datacenter.inventory.site import Site
from labs.datacenter.systems import paths, tasks

# in the order in which what falls due at one instant happens; each has `due` and `fire`
SYSTEMS = (paths, tasks)


def advance(site: Site, seconds: int) -> Outcome:
    """The site so many seconds later, and all that happened until then.

    Systems fire at instants that follow from the site alone, and only after the present one, so
    advancing in pieces gives the same as at once.
    """
    until = site.now_s + seconds
    told: list = []
    while (now := next_due(site)) is not None and now <= until:
        site = replace(site, now_s=now)
        for system in SYSTEMS:
            site, events = system.fire(site)
            told += events
        site, events = tasks.settle(site)
        told += events
    return replace(site, now_s=until), tuple(told)


def next_due(site: Site) -> int | None:
    """When the next thing happens by itself, in seconds of the site's time; None: nothing will."""
    return min(_due(site), default=None)


def _due(site: Site) -> Iterator[int]:
    for system in SYSTEMS:
        due = system.due(site)
        if due is not None:
            yield due
