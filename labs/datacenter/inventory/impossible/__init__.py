"""What no site may be: the one list of conditions, for files from outside and for our own worlds.

Assumes nothing: a site of right types may still name what it does not hold, or hold what no
datacenter could.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from labs.datacenter.inventory.impossible.backups import OF_POINT, OF_STORE, tracked_points
from labs.datacenter.inventory.impossible.crowds import crowded
from labs.datacenter.inventory.impossible.datastores import OF_DATASTORE
from labs.datacenter.inventory.impossible.hosts import OF_HOST
from labs.datacenter.inventory.impossible.machines import OF_VM
from labs.datacenter.inventory.impossible.networks import OF_DISTRIBUTED_SWITCH
from labs.datacenter.inventory.impossible.places import OF_VCENTER
from labs.datacenter.inventory.impossible.references import dangling
from labs.datacenter.inventory.impossible.snapshots import snapshot_problems
from labs.datacenter.inventory.impossible.tasks import OF_TASK, clock
from labs.datacenter.inventory.impossible.unregistered import OF_UNREGISTERED
from labs.datacenter.inventory.problem import Problem
from labs.datacenter.inventory.site import KINDS, Site

_QUESTIONS: dict[str, tuple[Callable[..., Iterator[Problem]], ...]] = {
    "vcenter": OF_VCENTER,
    "host": OF_HOST,
    "datastore": OF_DATASTORE,
    "distributed_switch": OF_DISTRIBUTED_SWITCH,
    "vm": (*OF_VM, snapshot_problems, tracked_points),
    "backup_store": OF_STORE,
    "restore_point": OF_POINT,
    "task": OF_TASK,
    "unregistered_vm": OF_UNREGISTERED,
}


def impossible(site: Site) -> tuple[Problem, ...]:
    """Everything wrong with a site; empty when it could exist."""
    if found := tuple(dangling(site)) or tuple(crowded(site)):
        return found
    return (*clock(site), *_contradictions(site))


def _contradictions(site: Site) -> Iterator[Problem]:
    for kind, questions in _QUESTIONS.items():
        for thing in getattr(site, KINDS[kind][1]).values():
            for question in questions:
                yield from question(site, thing)
