"""The Migrate wizard: what was chosen so far, the verdict on each target, what holds Next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from labs.console.disputes import Dispute, dispute_of
from labs.datacenter.actions import Migrate
from labs.datacenter.actions.migrate import NetworkMapping
from labs.datacenter.inventory.hardware import VirtualNic
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.vm import VM
from labs.datacenter.repair import TIERS, Repair, repair
from labs.datacenter.report import Report, report
from labs.datacenter.rule import Finding
from labs.datacenter.wire.write import action_json, text_of
from labs.datacenter.words import PowerState, Provision

KINDS = ("host", "datastore", "both")
STEPS = {
    "": ("type",),
    "host": ("type", "host", "networks", "review"),
    "datastore": ("type", "datastore", "review"),
    "both": ("type", "host", "datastore", "networks", "review"),
}
ON = PowerState.ON
LIVE = {"host": "VMO", "datastore": "SVMO", "both": "XHOST"}
RESTING = {PowerState.OFF: "COLD", PowerState.SUSPENDED: "SUSP"}
MOST_TARGETS = 40
# rules whose errors another network at the target may resolve
MAPPED = frozenset(
    {
        "network.change_not_supported",
        "network.leaves_distributed",
        "network.mapped_network_missing",
        "network.not_a_member",
        "network.port_group_missing",
        "network.switch_versions_differ",
    }
)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What the learner asked for so far, names checked against the site."""

    vm: str
    kind: str = ""
    host: str = ""
    datastore: str = ""
    provision: Provision | None = None
    networks: tuple[NetworkMapping, ...] = ()
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
            provision=self.provision if self.wants_datastore else None,
            networks=self.networks if self.wants_host else (),
        )


def read_draft(site: Site, vm: VM, asked: Mapping[str, str]) -> Draft:
    """The draft in an address; whatever the site does not know counts as not chosen."""
    kind = asked.get("kind", "")
    host, datastore = asked.get("host", ""), asked.get("datastore", "")
    host = host if host in site.hosts and host != vm.host else ""
    return Draft(
        vm=vm.name,
        kind=kind if kind in KINDS else "",
        host=host,
        datastore=datastore if datastore in site.datastores else "",
        provision=next((one for one in Provision if one.value == asked.get("provision")), None),
        networks=tuple(_mappings(site, vm, host, asked)) if host else (),
        step=asked.get("go") or asked.get("step") or "type",
    )


def _mappings(site: Site, vm: VM, host: str, asked: Mapping[str, str]) -> Iterator[NetworkMapping]:
    """Adapters that are to change their network; an adapter goes by its number."""
    there = {one.name for one in site.networks_of(host)}
    for number, nic in enumerate(vm.hardware.nics, start=1):
        wanted = asked.get(f"n-{number}", "")
        if wanted in there and wanted != nic.network:
            yield NetworkMapping(nic=nic.label, network=wanted)


@dataclass(frozen=True, kw_only=True)
class Adapter:
    """A network adapter of the machine, and the networks it could be on at the target."""

    key: str
    nic: VirtualNic
    wanted: str
    networks: tuple[str, ...]

    @property
    def is_there(self) -> bool:
        """Whether the target has the network the adapter is on."""
        return self.nic.network in self.networks


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
    offers_repair: bool = True
    tiers: tuple[str, ...] = TIERS

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
        """The step after this one; empty at the last and where the type is not chosen.

        Networks that need no mapping are passed over; their step can be gone back to.
        """
        later = self.steps[self.steps.index(self.step) + 1 :]
        if later[:1] == ("networks",) and self._is_done("networks"):
            later = later[1:]
        return later[0] if later else ""

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
            return bool(self.draft.host) and not held_by(self._host_report(self.draft.host))
        if step == "datastore":
            return bool(self.draft.datastore) and not held_by(self._drafted)
        if step == "networks":
            return self.draft.is_complete and self._drafted.is_allowed
        return False

    @cached_property
    def _drafted(self) -> Report:
        return report(self.site, self.draft.action)

    @property
    def is_held(self) -> bool:
        """Whether errors hold this step; those of networks are resolved in a step of their own."""
        if self.told is None:
            return False
        waits = self.step in ("host", "datastore") and "networks" in self.steps
        return bool(held_by(self.told) if waits else self.told.errors)

    @property
    def is_mapped_later(self) -> bool:
        """Whether all that is left of errors can be resolved by mapping networks."""
        return self.told is not None and bool(self.told.errors) and not self.is_held

    @cached_property
    def adapters(self) -> tuple[Adapter, ...]:
        """The machine's adapters with the networks of the target host."""
        there = tuple(one.name for one in self.site.networks_of(self.draft.host or self.vm.host))
        action = self.draft.action
        return tuple(
            Adapter(
                key=f"n-{number}",
                nic=nic,
                wanted=action.network_for(nic),
                networks=tuple(dict.fromkeys(there)),
            )
            for number, nic in enumerate(self.vm.hardware.nics, start=1)
        )

    @property
    def provisions(self) -> tuple[Provision, ...]:
        return tuple(Provision)

    @cached_property
    def told(self) -> Report | None:
        """The report the compatibility panel shows; None while no target is chosen.

        With host and datastore to choose and only the host chosen, it is checked with the
        datastore that meets the fewest objections (`assumed`).
        """
        if self.draft.is_complete and (self.step != "host" or self.draft.kind == "host"):
            return self._drafted
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
        if not self.offers_repair or self.told is None or self.told.is_allowed:
            return None
        return repair(self.site, self.told.action, allowed=self.allowed, tiers=self.tiers)

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
            provision=self.draft.provision if datastore else None,
            networks=self.draft.networks if host and host == self.draft.host else (),
        )


def held_by(told: Report) -> tuple[Finding, ...]:
    """The errors that no mapping of networks can resolve."""
    return tuple(one for one in told.errors if one.code not in MAPPED)
