"""The smallest list of actions that makes a refused request legal, and other targets for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from labs.datacenter.actions import Action, Migrate, PowerOff, Resume
from labs.datacenter.apply import carried_out
from labs.datacenter.case import UNRESOLVED, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.report import findings, is_refused
from labs.datacenter.rule import Severity
from labs.datacenter.words import PowerState

FOUND = "found"
IMPOSSIBLE = "impossible"  # every way was tried to its end
NOT_FOUND = "not_found"  # the bound was reached first

GENTLE = "gentle"
ANY = "any"
TIERS = (GENTLE, ANY)

DEPTH = 4
MOST_NODES = 5000
MOST_ASKED = 5_000  # cures judged, in each tier
MOST_OFFERED = 100_000  # cures that rules came up with, in each tier; most of them again and again
MOST_ALTERNATIVES = 50
MOST_TARGETS = 5_000  # targets judged for them

ERROR = Severity.ERROR
ON, SUSPENDED = PowerState.ON, PowerState.SUSPENDED


@dataclass(frozen=True, kw_only=True)
class Repair:
    """`actions`, in order, make the request legal; () when it is legal already or none was found.

    `tier`: gentle actions interrupt no running machine and keep the request's type; "any" was
    needed where gentle ones do not suffice. `copied_mb`: the data they move.
    """

    status: str
    actions: tuple[Action, ...] = ()
    tier: str = GENTLE
    copied_mb: int = 0
    nodes: int = 0


def repair(
    site: Site,
    request: Action,
    *,
    allowed: Collection[str] | None = None,
    depth: int = DEPTH,
    most_nodes: int = MOST_NODES,
    tiers: Sequence[str] = TIERS,
) -> Repair:
    """Search gentle actions first, then all; `allowed` names the kinds of action to choose from.

    `tiers`: those to search, in order.
    """
    bounded = False
    for tier in tiers:
        search = _Search(request, Case(site, request).kind, tier, allowed, depth, most_nodes)
        found = search.run(site)
        if found is not None:
            return found
        bounded = bounded or search.bounded
    return Repair(status=NOT_FOUND if bounded else IMPOSSIBLE, tier=tiers[-1])


@dataclass(slots=True)
class Budget:
    """How much work searches may do together, in requests judged; `most` None: no bound."""

    most: int | None = None
    spent: int = 0

    @property
    def is_spent(self) -> bool:
        return self.most is not None and self.spent >= self.most


def helping(
    site: Site,
    refused: Action,
    *,
    allowed: Collection[str] | None = None,
    budget: Budget | None = None,
) -> Iterator[Action]:
    """Legal actions, gentle or not, that bring a refused request nearer to being legal.

    They end early where the budget does.
    """
    kind = Case(site, refused).kind
    search = _Search(refused, kind, ANY, allowed, DEPTH, MOST_NODES)
    if budget is not None:
        search.budget = budget
    return search._steps(site)


@dataclass
class _Search:
    """Breadth first over sites: every answer of the first depth that has one, the cheapest wins."""

    request: Action
    kind: str
    tier: str
    allowed: Collection[str] | None
    depth: int
    most_nodes: int
    nodes: int = 0
    asked: int = 0
    offered: int = 0
    bounded: bool = False
    cut: bool = False  # a chain of cures was longer than the depth allows to follow
    budget: Budget = field(default_factory=Budget)

    def run(self, start: Site) -> Repair | None:
        if self._is_legal(start):
            return Repair(status=FOUND)
        seen, level = {start}, [(start, (), 0)]
        for _ in range(self.depth):
            grown, answers = [], []
            for entry in self._grow(level, seen):
                grown.append(entry)
                if self._is_legal(entry[0]):
                    answers.append(entry)
                    if not entry[2]:
                        break  # as short as any, moves no data, and comes first
            if answers:
                return self._answer(answers)
            level = grown
            if not level or self.bounded:
                break
        self.bounded = self.bounded or self.cut or bool(level)
        return None

    def _answer(self, answers: list[tuple[Site, tuple[Action, ...], int]]) -> Repair:
        _, actions, copied = min(answers, key=lambda entry: entry[2])  # the first of equals
        return Repair(
            status=FOUND, actions=actions, tier=self.tier, copied_mb=copied, nodes=self.nodes
        )

    def _grow(self, level: list, seen: set[Site]) -> Iterator[tuple]:
        for site, path, copied in level:
            for action in self._steps(site):
                if self.nodes >= self.most_nodes:
                    self.bounded = True
                    return
                self.nodes += 1
                after, _ = carried_out(site, action)
                if after not in seen and self._keeps_type(after):
                    seen.add(after)
                    yield after, (*path, action), copied + action.mb_to_copy(site)

    def _steps(self, site: Site) -> Iterator[Action]:
        """Legal actions that help; where a cure is itself refused, what would help that."""
        asked, waiting = {self.request}, [self.request]
        for _ in range(self.depth):
            refused = []
            for request in waiting:
                for cure in self._cures(site, request):
                    self.offered += 1
                    if self._is_spent:
                        self.bounded = True
                        return
                    if cure in asked or not self._may(site, cure):
                        continue
                    self.asked += 1
                    self.budget.spent += 1
                    asked.add(cure)  # once for each site, or chains would be followed manifold
                    if is_refused(site, cure):
                        refused.append(cure)
                    else:
                        yield cure
            waiting = refused
        untried = (cure for request in waiting for cure in self._cures(site, request))
        self.cut = self.cut or any(cure not in asked and self._may(site, cure) for cure in untried)

    @property
    def _is_spent(self) -> bool:
        own = self.asked >= MOST_ASKED or self.offered >= MOST_OFFERED
        return own or self.budget.is_spent

    def _cures(self, site: Site, refused: Action) -> Iterator[Action]:
        case = Case(site, refused)
        if case.stage == UNRESOLVED:
            return
        asked: list[str] = []
        for finding in findings(case):
            if finding.severity is ERROR and finding.code not in asked:
                asked.append(finding.code)
                yield from finding.rule.cures(case if finding.kind == case.kind else case.then)
        if self.tier == ANY and case.vm is not None:
            yield from _stopping(case.vm)

    def _may(self, site: Site, cure: Action) -> bool:
        if self.allowed is not None and type(cure).__name__ not in self.allowed:
            return False
        if cure.destroys or next(cure.missing(site), None) is not None:
            return False
        return self.tier == ANY or cure.is_gentle(site)

    def _keeps_type(self, site: Site) -> bool:
        return self.tier == ANY or Case(site, self.request).kind == self.kind

    def _is_legal(self, site: Site) -> bool:
        return not is_refused(site, self.request)


def _stopping(vm: VM) -> Iterator[Action]:
    """What leads to the machine being off, which silences every rule on what runs."""
    if vm.power is ON:
        yield PowerOff(vm=vm.name)
    elif vm.power is SUSPENDED:
        yield Resume(vm=vm.name)


def alternatives(site: Site, request: Action) -> tuple[Migrate, ...]:
    """The same migration to other targets, as far as no rule refuses it; nearest to it first.

    Nearest of all are networks mapped on the same target, where an adapter would lose its own.
    """
    case = Case(site, request)
    if not isinstance(request, Migrate) or case.stage == UNRESOLVED:
        return ()
    judged = islice(chain(_mapped(case), _other_targets(site, request)), MOST_TARGETS)
    legal = (one for one in judged if _is_like(site, one, case.kind))
    return tuple(islice(legal, MOST_ALTERNATIVES))


def _other_targets(site: Site, request: Migrate) -> Iterator[Migrate]:
    """Those in which host or datastore differs, by host; then those in which both do."""
    hosts = tuple(site.hosts) if request.host else (None,)
    datastores = tuple(site.datastores) if request.datastore else (None,)
    for differing in (1, 2):
        for host in hosts:
            wanted = differing - (host != request.host)
            for datastore in datastores:
                if (datastore != request.datastore) == wanted:
                    yield replace(request, host=host, datastore=datastore)


def _mapped(case: Case) -> Iterator[Migrate]:
    """The same request with every adapter that would lose its network on one of the target."""
    if not case.moves_host:
        return
    lost = [one.nic.label for one in case.adapters if not one.arrives]
    for network in case.site.networks_of(case.target.name) if lost else ():
        request = case.action
        for nic in lost:
            request = request.with_network(nic, network.name)
        yield request


def _is_like(site: Site, request: Migrate, kind: str) -> bool:
    return Case(site, request).kind == kind and not is_refused(site, request)
