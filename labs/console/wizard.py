"""The Migrate wizard: what was chosen so far, the verdict on each target, what holds Next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from labs.console.disputes import Dispute, dispute_of
from labs.datacenter.actions import Migrate
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.vm import VM
from labs.datacenter.repair import Repair, repair
from labs.datacenter.report import Report, report
from labs.datacenter.wire.write import action_json, text_of
from labs.datacenter.words import PowerState

KINDS = ("host", "datastore", "both")
STEPS = {
    "": ("type",),
    "host": ("type", "host", "review"),
    "datastore": ("type", "datastore", "review"),
    "both": ("type", "host", "datastore", "review"),
}
ON = PowerState.ON
LIVE = {"host": "VMO", "datastore": "SVMO", "both": "XHOST"}
RESTING = {PowerState.OFF: "COLD", PowerState.SUSPENDED: "SUSP"}
MOST_TARGETS = 40


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the learner asked for so far, names checked against the site."""

    vm: str
    kind: str = ""
    host: str = ""
    datastore: str = ""
    step: str = "type"

    @property
    def wants_host(self) -> bool:
        return self.kind in ("host", "both")

    @property
    def wants_datastore(self) -> bool:
        return self.kind in ("datastore", "both")

    @property
    def is_complete(self) -> bool:
        return bool(
            self.kind
            and (self.host or not self.wants_host)
            and (self.datastore or not self.wants_datastore)
        )

    @property
    def action(self) -> Migrate:
        return Migrate(
            vm=self.vm,
            host=self.host if self.wants_host and self.host else None,
            datastore=self.datastore if self.wants_datastore and self.datastore else None,
        )


def read_draft(site: Site, vm: VM, asked: Mapping[str, str]) -> Draft:
    """The draft in an address; whatever the site does not know counts as not chosen."""
    kind = asked.get("kind", "")
    host, datastore = asked.get("host", ""), asked.get("datastore", "")
    return Draft(
        vm=vm.name,
        kind=kind if kind in KINDS else "",
        host=host if host in site.hosts and host != vm.host else "",
        datastore=datastore if datastore in site.datastores else "",
        step=asked.get("go") or asked.get("step") or "type",
    )


@dataclass(frozen=True, kw_only=True)
class Target:
    """A host or datastore one could choose, with what the rules say of it."""

    thing: Host | Datastore
    told: Report | None
    is_current: bool = False
    is_chosen: bool = False

    @property
    def name(self) -> str:
        return self.thing.name


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A step in the list at the left."""

    name: str
    is_done: bool


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One choice of the first step: host, datastore or both, and the type it comes to."""

    name: str
    type: str


@dataclass(frozen=True)
class Wizard:
    """The wizard at one step. Everything is computed anew from the site and the draft."""

    site: Site
    draft: Draft
    allowed: tuple[str, ...]

    @property
    def vm(self) -> VM:
        return self.site.vms[self.draft.vm]

    @property
    def steps(self) -> tuple[str, ...]:
        return STEPS[self.draft.kind]

    @cached_property
    def step(self) -> str:
        """The step asked for, or the first before it that is not done."""
        wanted = self.draft.step if self.draft.step in self.steps else "type"
        for step in self.steps:
            if step == wanted or not self._is_done(step):
                return step
        return self.steps[-1]

    @property
    def trail(self) -> tuple[Stop, ...]:
        """All steps of the chosen type; before it is chosen, those of the longest."""
        names = self.steps if self.draft.kind else STEPS["both"]
        return tuple(Stop(name=name, is_done=self._is_done(name)) for name in names)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What can change, with the migration type the machine's power state makes of it."""
        power = self.vm.power
        return tuple(
            Kind(name=name, type=LIVE[name] if power is ON else RESTING[power]) for name in KINDS
        )

    @property
    def json(self) -> str:
        """The request as the finishing form sends it."""
        return text_of(action_json(self.draft.action)).strip()

    @property
    def next_step(self) -> str:
        """The step after this one; empty at the last and where the type is not chosen."""
        place = self.steps.index(self.step) + 1
        return self.steps[place] if place < len(self.steps) else ""

    @property
    def previous_step(self) -> str:
        place = self.steps.index(self.step)
        return self.steps[place - 1] if place else ""

    @property
    def can_go_on(self) -> bool:
        return bool(self.next_step) and self._is_done(self.step)

    @property
    def needs_choice(self) -> bool:
        """Whether this step waits for a choice, so there is nothing to judge yet."""
        return {
            "type": not self.draft.kind,
            "host": not self.draft.host,
            "datastore": not self.draft.datastore,
        }.get(self.step, False)

    def _is_done(self, step: str) -> bool:
        """Whether the step's choice is made and does not hold the wizard."""
        if step == "type":
            return bool(self.draft.kind)
        if step == "host":
            return bool(self.draft.host) and self._host_report(self.draft.host).is_allowed
        if step == "datastore":
            return bool(self.draft.datastore) and report(self.site, self.draft.action).is_allowed
        return False

    @cached_property
    def told(self) -> Report | None:
        """The report the compatibility panel shows; None while no target is chosen.

        With host and datastore to choose and only the host chosen, it is checked with the
        datastore that meets the fewest objections (`assumed`).
        """
        if self.draft.is_complete and (self.step != "host" or self.draft.kind == "host"):
            return report(self.site, self.draft.action)
        if self.draft.wants_host and self.draft.host and self.step in ("host", "datastore"):
            return self._host_report(self.draft.host)
        return None

    @property
    def assumed(self) -> str:
        """The datastore the panel took for granted, where none is chosen yet."""
        if self.told is None or not isinstance(self.told.action, Migrate):
            return ""
        taken = self.told.action.datastore or ""
        return taken if self.draft.kind == "both" and taken != self.draft.datastore else ""

    @property
    def dispute(self) -> Dispute | None:
        return dispute_of(self.told) if self.told else None

    @cached_property
    def repair(self) -> Repair | None:
        """The smallest way to make the refused request legal with what the lab offers."""
        if self.told is None or self.told.is_allowed:
            return None
        return repair(self.site, self.told.action, allowed=self.allowed)

    @cached_property
    def hosts(self) -> tuple[Target, ...]:
        return tuple(
            Target(
                thing=host,
                told=None if host.name == self.vm.host else self._host_report(host.name),
                is_current=host.name == self.vm.host,
                is_chosen=host.name == self.draft.host,
            )
            for host in list(self.site.hosts.values())[:MOST_TARGETS]
        )

    @cached_property
    def datastores(self) -> tuple[Target, ...]:
        return tuple(
            Target(
                thing=store,
                told=report(self.site, self._request(self.draft.host, store.name)),
                is_current=self.vm.datastores == (store.name,),
                is_chosen=store.name == self.draft.datastore,
            )
            for store in list(self.site.datastores.values())[:MOST_TARGETS]
        )

    def _host_report(self, host: str) -> Report:
        """The report on a host; with files to move too, the mildest over its datastores."""
        if self.draft.kind != "both":
            return report(self.site, self._request(host, ""))
        return min(self._reports_with_datastores(host), key=lambda one: len(one.errors))

    def _reports_with_datastores(self, host: str) -> Iterator[Report]:
        mounted: Sequence[str] = [
            mount.datastore
            for mount in self.site.hosts[host].mounts
            if self.vm.datastores != (mount.datastore,)
        ]
        for datastore in mounted or [""]:
            yield report(self.site, self._request(host, datastore))

    def _request(self, host: str, datastore: str) -> Migrate:
        return Migrate(
            vm=self.draft.vm,
            host=host if self.draft.wants_host and host else None,
            datastore=datastore or None,
        )
