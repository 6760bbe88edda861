"""Whether a task may run beside those that run already: costs against limits."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.actions.action import Action
from labs.datacenter.actions.long import Claims, LongAction
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import Task
from labs.datacenter.numbers.migration import fits, network_limit
from labs.datacenter.text import Ref
from labs.datacenter.words import BackupProduct, Pacing

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
    awaited: set[Ref] = set()
    for task in queued(site):
        awaited |= obstacles(site, task.action, awaited)
    return bool(obstacles(site, action, awaited))


def queued(site: Site) -> tuple[Task, ...]:
    """Tasks in the queue, in the order of asking."""
    waiting = (task for task in site.tasks.values() if task.is_queued)
    return tuple(sorted(waiting, key=lambda task: task.number))


def obstacles(site: Site, action: LongAction, awaited: set[Ref]) -> set[Ref]:
    """Objects on which an action has to wait: those that are full, and those of `awaited`.

    `awaited` are objects for which an earlier task waits; nobody overtakes it there. What names an
    object that is gone waits for nothing: the rules will refuse it.
    """
    if next(action.missing(site), None) is not None:
        return set()
    figures = (*_figures(site, action.claims(site)), *_jobs(site, action))
    return {
        one for one, used, cost, most in figures if one in awaited or not fits(used, cost, most)
    }


def _figures(site: Site, claims: Claims) -> Iterator[tuple[Ref, int, int, int]]:
    """What costs something, the costs that run there, the cost to be added, and the limit."""
    for claim in claims.hosts:
        host, costs = Ref("host", claim.name), host_costs(site, claim.name)
        if claim.cost:
            yield host, costs["host"]["used"], claim.cost, costs["host"]["most"]
        if claim.network:
            yield host, costs["network"]["used"], claim.network, costs["network"]["most"]
    for claim in claims.datastores:
        if claim.cost:
            cost = datastore_cost(site, claim.name)
            yield Ref("datastore", claim.name), cost["used"], claim.cost, cost["most"]


def _jobs(site: Site, action: LongAction) -> Iterator[tuple[Ref, int, int, int]]:
    """The jobs of an appliance of Data Recovery, the one to be added, and the limit."""
    store = site.store_of(action)
    if store is None or site.backup_stores[store].product is not BackupProduct.VDR:
        return
    running = sum(not task.is_queued for task in site.jobs_on(store))
    yield Ref("backup_store", store), running, 1, site.limit("vdr_jobs")


def host_costs(site: Site, host: str) -> dict[str, dict[str, int]]:
    """Costs of what runs on a host and on its vMotion network, and their limits."""
    claims = [task.on_host(host) for task in site.tasks_on("host", host)]
    network = network_limit(site.vmotion_network(host).fastest_mbps)
    return {
        "host": {"used": sum(one.cost for one in claims), "most": site.limit("host_most")},
        "network": {"used": sum(one.network for one in claims), "most": site.limit(network)},
    }


def datastore_cost(site: Site, datastore: str) -> dict[str, int]:
    """Costs of what runs on a datastore, and the limit."""
    claims = [task.on_datastore(datastore) for task in site.tasks_on("datastore", datastore)]
    return {"used": sum(one.cost for one in claims), "most": site.limit("datastore_most")}
