"""Whether a task may run beside those that run already: costs against limits."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.actions.action import Action
from labs.datacenter.actions.long import Claims, LongAction, limit
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import Task
from labs.datacenter.numbers.migration import fits, network_limit
from labs.datacenter.words import Pacing

TIMED = Pacing.TIMED


def becomes_task(site: Site, action: Action) -> bool:
    """Whether the action would be a task there, and not done at once."""
    if site.pacing is not TIMED or not isinstance(action, LongAction):
        return False
    return action.waits or action.seconds(site) > 0


def would_wait(site: Site, action: Action) -> bool:
    """Whether an action that no rule refuses would be put into the queue."""
    if not becomes_task(site, action):
        return False
    claims = action.claims(site)
    return bool(awaited(site) & set(objects_of(claims))) or not has_capacity(site, claims)


def queued(site: Site) -> tuple[Task, ...]:
    """Tasks in the queue, in the order of asking."""
    waiting = (task for task in site.tasks.values() if task.is_queued)
    return tuple(sorted(waiting, key=lambda task: task.number))


def awaited(site: Site) -> set[tuple[str, str]]:
    """Objects that queued tasks wait for; who asks later may not overtake them there."""
    found: set[tuple[str, str]] = set()
    for task in queued(site):
        if next(task.action.missing(site), None) is None:
            found.update(objects_of(task.action.claims(site)))
    return found


def has_capacity(site: Site, claims: Claims) -> bool:
    """Whether every limit still holds with these claims beside those of running tasks."""
    return all(fits(*figures) for figures in _figures(site, claims))


def _figures(site: Site, claims: Claims) -> Iterator[tuple[int, int, int]]:
    """Costs that run, the cost to be added and the limit, for all that costs something."""
    for claim in claims.hosts:
        used = host_costs(site, claim.name)
        if claim.cost:
            yield used["host"], claim.cost, limit(site, "host_most")
        if claim.network:
            yield used["network"], claim.network, network_most(site, claim.name)
    for claim in claims.datastores:
        if claim.cost:
            yield datastore_cost(site, claim.name), claim.cost, limit(site, "datastore_most")


def host_costs(site: Site, host: str) -> dict[str, int]:
    """Costs of what runs on a host, and on its vMotion network."""
    claims = [task.on_host(host) for task in site.tasks_on("host", host)]
    return {
        "host": sum(claim.cost for claim in claims),
        "network": sum(claim.network for claim in claims),
    }


def network_most(site: Site, host: str) -> int:
    return limit(site, network_limit(site.vmotion_network(host).fastest_mbps))


def datastore_cost(site: Site, datastore: str) -> int:
    tasks = site.tasks_on("datastore", datastore)
    return sum(task.on_datastore(datastore).cost for task in tasks)


def objects_of(claims: Claims) -> Iterator[tuple[str, str]]:
    """What claims with a cost are about; room alone is nothing to queue for."""
    for claim in claims.hosts:
        if claim.cost or claim.network:
            yield "host", claim.name
    for claim in claims.datastores:
        if claim.cost:
            yield "datastore", claim.name
