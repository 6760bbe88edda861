"""The shortest plan from a site to goals: A* over sites, branching only on what helps.

A goal that does not hold yet suggests actions that would meet it; where one is refused, what cures
the refusal is tried first. Cost is counted in actions, in interruptions of running machines, or in
data moved, the other two breaking ties.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import Field, dataclass, fields
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count

from labs.datacenter import clock
from labs.datacenter import goals as goal
from labs.datacenter.actions import (
    ACTIONS,
    Action,
    Advance,
    BackUp,
    ChangeDiskMode,
    ConnectNetwork,
    EnableChangeTracking,
    EnterMaintenanceMode,
    MarkAsTemplate,
    MarkAsVirtualMachine,
    Migrate,
    PowerOff,
    PowerOn,
    RestoreVM,
    Resume,
    RevertToSnapshot,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import Step, carried_out
from labs.datacenter.events import INTERRUPTING, Event
from labs.datacenter.goals import Goal, History
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.naming import naming_fields
from labs.datacenter.repair import FOUND, IMPOSSIBLE, NOT_FOUND, helping
from labs.datacenter.report import is_refused
from labs.datacenter.words import BackupKind, DiskMode, Kind, PowerState

MOST_NODES = 2000

ON = PowerState.ON
OFF = PowerState.OFF


class By(StrEnum):
    """What a plan saves first."""

    ACTIONS = "actions"
    DOWNTIME = "downtime"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """`interruptions`: how often a running machine was stopped; `copied_mb`: data moved."""

    actions: int = 0
    interruptions: int = 0
    copied_mb: int = 0

    def plus(self, other: Cost) -> Cost:
        return Cost(
            actions=self.actions + other.actions,
            interruptions=self.interruptions + other.interruptions,
            copied_mb=self.copied_mb + other.copied_mb,
        )

    def ordered(self, by: By) -> tuple[int, int, int]:
        if by is By.ACTIONS:
            return self.actions, self.interruptions, self.copied_mb
        if by is By.DOWNTIME:
            return self.interruptions, self.actions, self.copied_mb
        return self.copied_mb, self.actions, self.interruptions


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`status`: found; impossible, if every way that helps was followed to its end; or not_found,
    if the bound came first. `nodes`: sites that were looked at."""

    status: str
    actions: tuple[Action, ...] = ()
    cost: Cost = Cost()
    nodes: int = 0


@dataclass(frozen=True, slots=True)
class _Move:
    """A step of a history, without its report."""

    action: Action
    events: tuple[Event, ...]
    site: Site
    accepted: bool = True


def plan(
    site: Site,
    goals: Sequence[Goal],
    *,
    by: By = By.ACTIONS,
    allowed: Collection[str] | None = None,
    most_nodes: int = MOST_NODES,
    after: Sequence[Step] = (),
) -> Plan:
    """The cheapest list of legal actions after which every goal holds.

    `allowed` names the kinds of action to choose from. `after`: what was done from the site
    already; the plan goes on from there, and what remembers or lasts counts it.
    """
    return _Search(site, tuple(goals), by, allowed, most_nodes, tuple(after)).run()


class _Search:
    def __init__(
        self,
        site: Site,
        goals: tuple[Goal, ...],
        by: By,
        allowed: Collection[str] | None,
        most_nodes: int,
        after: tuple[Step, ...] = (),
    ) -> None:
        self.start = site
        self.goals = goals
        self.by = by
        self.allowed = allowed
        kinds = ACTIONS if allowed is None else sorted(allowed)
        self.kinds = tuple(ACTIONS[name] for name in kinds if name != "Migrate")
        self.most_nodes = most_nodes
        self.after = after
        self.lasting = tuple(one for one in goals if one.lasts)
        self.remembering = tuple(one for one in goals if one.remembers)
        self.nodes = 0

    def run(self) -> Plan:
        queue: list = []
        order = count()
        best: dict[object, tuple] = {}
        self._push(queue, order, best, Cost(), self.after)
        while queue:
            _, _, cost, moves, history = heappop(queue)
            if best[self._state(history)] < cost.ordered(self.by):
                continue
            unmet = [one for one in self.goals if not one.is_met(history)]
            if not unmet:
                actions = tuple(move.action for move in moves[len(self.after) :])
                return Plan(status=FOUND, actions=actions, cost=cost, nodes=self.nodes)
            if self.nodes >= self.most_nodes:
                return Plan(status=NOT_FOUND, nodes=self.nodes)
            self.nodes += 1
            for action in self._steps(history.site, unmet):
                after, events = carried_out(history.site, action)
                more = cost.plus(cost_of(history.site, action, events))
                move = _Move(action, events, after)
                self._push(queue, order, best, more, (*moves, move))
        return Plan(status=IMPOSSIBLE, nodes=self.nodes)

    def _push(self, queue: list, order: count, best: dict, cost: Cost, moves: tuple) -> None:
        history = History(start=self.start, steps=moves)
        if not all(one.is_met(history) for one in self.lasting):
            return
        state, ordered = self._state(history), cost.ordered(self.by)
        if state in best and best[state] <= ordered:
            return
        best[state] = ordered
        expected = cost.plus(Cost(actions=self._left(history)))
        heappush(queue, (expected.ordered(self.by), next(order), cost, moves, history))

    def _state(self, history: History) -> object:
        """What two histories must have in common to be worth only one of them."""
        return history.site, tuple(one.is_met(history) for one in self.remembering)

    def _left(self, history: History) -> int:
        """Objects that some action must still touch; an action touches one, so no fewer actions
        are needed. Those that a task is about may only need time: one wait for all of them."""
        site = history.site
        subjects = {
            s for one in self.goals if not one.is_met(history) for s in _subjects(one, site)
        }
        waiting = {one for one in subjects if one in site.tasks_of} if site.tasks else ()
        return len(subjects) - len(waiting) + bool(waiting)

    def _steps(self, site: Site, unmet: Sequence[Goal]) -> Iterator[Action]:
        """Legal actions that meet a goal, or help another to become legal."""
        offered: dict[Action, None] = {}
        for one in unmet:
            absent = next(one.missing(site), None) is not None
            means = None if absent else _MEANS.get(type(one))
            for action in means(one, site) if means else self._towards(one, site):
                if not self._may(action):
                    continue
                if not is_refused(site, action):
                    offered.setdefault(action)
                    continue
                for cure in (
                    *helping(site, action, allowed=self.allowed),
                    *self._rest(site, action),
                ):
                    offered.setdefault(cure)
        for action in self._waiting(site):
            offered.setdefault(action)
        return iter(offered)

    def _rest(self, site: Site, refused: Action) -> Iterator[Action]:
        """What is refused to a machine that runs may be open to it while it is suspended."""
        if isinstance(refused, Migrate) and site.vms[refused.vm].power is ON:
            rest = Suspend(vm=refused.vm)
            if self._may(rest) and not is_refused(site, rest):
                yield rest

    def _waiting(self, site: Site) -> Iterator[Action]:
        """Where tasks are under way, time until the next of them ends."""
        due = clock.next_due(site) if site.tasks else None
        if due is not None and due > site.now_s:
            minutes, seconds = divmod(due - site.now_s, 60)
            wait = Advance(minutes=minutes, seconds=seconds)
            if self._may(wait):
                yield wait

    def _towards(self, one: Goal, site: Site) -> Iterator[Action]:
        """Any action that brings a goal nearer, and refused ones that name what the goal names."""
        here = one.distance(History(start=site))
        for kind in self.kinds:
            for action in _aimed(kind, one, site):
                if next(action.missing(site), None) is not None:
                    continue
                if is_refused(site, action):
                    if _names_all_of(action, one):
                        yield action
                    continue
                after, events = carried_out(site, action)
                move = _Move(action, events, after)
                if one.distance(History(start=site, steps=(move,))) < here:
                    yield action

    def _may(self, action: Action) -> bool:
        return self.allowed is None or type(action).__name__ in self.allowed


def cost_of(site: Site, action: Action, events: Sequence[Event]) -> Cost:
    """What one action costs that was carried out on the site."""
    stopped = sum(event.code in INTERRUPTING for event in events)
    return Cost(actions=1, interruptions=stopped, copied_mb=action.mb_to_copy(site))


def _subjects(one: Goal, site: Site) -> Iterator[str]:
    """What an action must touch before the goal can hold."""
    if isinstance(one, goal.HostEmpty):
        yield from (f"vm:{name}" for name in site.vms_of_host.get(one.host, ()))
    elif isinstance(one, goal.DatastoreEmpty):
        yield from (f"vm:{name}" for name in site.vms_of_datastore.get(one.datastore, ()))
    elif hasattr(one, "vm"):
        yield f"vm:{one.vm}"
    elif hasattr(one, "host"):
        yield f"host:{one.host}"


# what would meet a goal


def _aimed(kind: type[Action], one: Goal, site: Site) -> Iterator[Action]:
    """Requests of a kind whose fields hold what the goal's fields of the same name hold.

    A machine that does not exist yet is the `name` of what makes it.
    """
    wanted = {field.name: getattr(one, field.name) for field in fields(one)}
    if "vm" in wanted and site.machine(wanted["vm"]) is None:
        wanted["name"] = wanted.pop("vm")
    named = {one.name: one for one in naming_fields(kind)}

    def values(field: Field, chosen: dict[str, object]) -> tuple:
        value = wanted.get(field.name)
        if value is None:
            return kind.choices(site, field, chosen)
        known = named[field.name].known(site, chosen) if field.name in named else (value,)
        return (value,) if value in known else ()

    choices: list[dict[str, object]] = [{}]
    for field in fields(kind):
        choices = [
            {**chosen, field.name: value} for chosen in choices for value in values(field, chosen)
        ]
    return (kind(**chosen) for chosen in choices)


def _names_all_of(action: Action, one: Goal) -> bool:
    mine = {field.name for field in fields(action)}
    return mine >= {field.name for field in fields(one)}


def _moves(vm: VM, site: Site, hosts: Collection[str]) -> Iterator[Action]:
    """The machine to one of these hosts, its files staying or going along."""
    for host in hosts:
        if host != vm.host:
            yield Migrate(vm=vm.name, host=host)
            for mount in site.hosts[host].mounts:
                if vm.datastores != (mount.datastore,):
                    yield Migrate(vm=vm.name, host=host, datastore=mount.datastore)


def _file_moves(vm: VM, site: Site, datastores: Collection[str]) -> Iterator[Action]:
    """The machine's files to one of these datastores, on its host or on another."""
    for datastore in datastores:
        if vm.datastores == (datastore,):
            continue
        yield Migrate(vm=vm.name, datastore=datastore)
        for host in site.hosts_of_datastore.get(datastore, ()):
            if host != vm.host:
                yield Migrate(vm=vm.name, host=host, datastore=datastore)


def _to_host(one: goal.VmOnHost, site: Site) -> Iterator[Action]:
    yield from _moves(site.vms[one.vm], site, (one.host,))


def _off_host(one: goal.VmLeftHost, site: Site) -> Iterator[Action]:
    yield from _moves(site.vms[one.vm], site, tuple(site.hosts))


def _to_datastore(one: goal.VmOnDatastore, site: Site) -> Iterator[Action]:
    yield from _file_moves(site.vms[one.vm], site, (one.datastore,))


def _off_datastore(one: goal.VmLeftDatastore, site: Site) -> Iterator[Action]:
    others = [name for name in site.datastores if name != one.datastore]
    yield from _file_moves(site.vms[one.vm], site, others)


def _empty_host(one: goal.HostEmpty, site: Site) -> Iterator[Action]:
    for vm in site.vms_on(one.host):
        yield from _moves(vm, site, tuple(site.hosts))


def _empty_datastore(one: goal.DatastoreEmpty, site: Site) -> Iterator[Action]:
    others = [name for name in site.datastores if name != one.datastore]
    for name in site.vms_of_datastore.get(one.datastore, ()):
        yield from _file_moves(site.vms[name], site, others)


def _power(one: goal.VmPower, site: Site) -> Iterator[Action]:
    state = site.vms[one.vm].power
    if one.power is ON:
        yield PowerOn(vm=one.vm) if state is OFF else Resume(vm=one.vm)
    elif one.power is OFF and state is ON:
        yield PowerOff(vm=one.vm)
    else:
        yield from _suspend(one.vm, state)


def _suspend(vm: str, state: PowerState) -> Iterator[Action]:
    """To a suspended machine, or from one: both lead over a running one."""
    if state is ON:
        yield Suspend(vm=vm)
    else:
        yield PowerOn(vm=vm) if state is OFF else Resume(vm=vm)


def _by_kind(one: goal.VmMigratedBy, site: Site) -> Iterator[Action]:
    vm = site.vms[one.vm]
    power = PowerState.SUSPENDED if one.kind is Kind.SUSP else OFF if one.kind is Kind.COLD else ON
    if vm.power is not power:
        yield from _power(goal.VmPower(vm=vm.name, power=power), site)
        return
    for action in (
        *_moves(vm, site, tuple(site.hosts)),
        *_file_moves(vm, site, tuple(site.datastores)),
    ):
        if action.kind(vm) is one.kind:
            yield action


def _maintenance(one: goal.HostInMaintenance, site: Site) -> Iterator[Action]:
    yield EnterMaintenanceMode(host=one.host)
    for vm in site.running_on(one.host):
        yield from _moves(vm, site, tuple(site.hosts))


def _template(one: goal.VmTemplate, site: Site) -> Iterator[Action]:
    """Converted one way or the other."""
    if one.template:
        yield MarkAsTemplate(vm=one.vm)
    else:
        yield from (MarkAsVirtualMachine(vm=one.vm, host=host) for host in site.hosts)


def _as_written(one: goal.DiskAsWritten, site: Site) -> Iterator[Action]:
    """Back to a moment by snapshot or backup, or on to it by writing what is missing."""
    vm = site.vms[one.vm]
    written_mb = vm.disk(one.disk).written_mb
    if written_mb < one.written_mb:
        yield WriteToDisk(vm=vm.name, disk=one.disk, size_mb=one.written_mb - written_mb)
    for snapshot in vm.snapshots.tree:
        yield RevertToSnapshot(vm=vm.name, snapshot=snapshot.name)
    for point in site.points_of_vm.get(vm.name, ()):
        yield RestoreVM(vm=vm.name, restore_point=point)


def _with_memory(one: goal.VmMemorySnapshot, site: Site) -> Iterator[Action]:
    """A snapshot of a running machine that has no independent disk."""
    vm = site.vms[one.vm]
    for disk in vm.disks:
        if disk.is_independent:
            yield ChangeDiskMode(vm=vm.name, disk=disk.label, mode=DiskMode.PERSISTENT)
    if vm.power is OFF:
        yield PowerOn(vm=vm.name)
    else:
        name = one.name or f"snapshot-{len(vm.snapshots.tree) + 1}"
        yield TakeSnapshot(vm=vm.name, name=name, memory=True)


def _backups(one: goal.BackupsInStore | goal.BackupHoldsDisk, site: Site) -> Iterator[Action]:
    """One more backup, with its changes tracked so that the next is smaller."""
    if not site.vms[one.vm].tracking.enabled:
        yield EnableChangeTracking(vm=one.vm)
    for kind in BackupKind:
        yield BackUp(vm=one.vm, store=one.store, kind=kind)


def _disk_in_backup(one: goal.BackupHoldsDisk, site: Site) -> Iterator[Action]:
    """A disk that its mode keeps out of snapshots is kept out of backups too."""
    if site.vms[one.vm].disk(one.disk).is_independent:
        yield ChangeDiskMode(vm=one.vm, disk=one.disk, mode=DiskMode.PERSISTENT)
    else:
        yield from _backups(one, site)


def _connect(one: goal.NicConnected | goal.NeverDisconnected, site: Site) -> Iterator[Action]:
    yield ConnectNetwork(vm=one.vm, nic=one.nic)


_MEANS: dict[type[Goal], Callable[[Goal, Site], Iterator[Action]]] = {
    goal.VmOnHost: _to_host,
    goal.VmLeftHost: _off_host,
    goal.VmOnDatastore: _to_datastore,
    goal.VmLeftDatastore: _off_datastore,
    goal.HostEmpty: _empty_host,
    goal.DatastoreEmpty: _empty_datastore,
    goal.VmPower: _power,
    goal.VmMigratedBy: _by_kind,
    goal.HostInMaintenance: _maintenance,
    goal.NicConnected: _connect,
    goal.VmTemplate: _template,
    goal.DiskAsWritten: _as_written,
    goal.VmMemorySnapshot: _with_memory,
    goal.BackupsInStore: _backups,
    goal.BackupHoldsDisk: _disk_in_backup,
}
