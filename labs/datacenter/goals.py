"""What must hold of a run: of the site it reached, or of the history that led there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.apply import Step, replay
from labs.datacenter.inventory.problem import Problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import Naming, naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.wire.codec import Problems, is_object, record_reader
from labs.datacenter.wire.read import parse
from labs.datacenter.words import Kind, Maintenance, PowerState


@dataclass(frozen=True, kw_only=True)
class History:
    """A site and the steps taken from it, refused ones too."""

    start: Site
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, start: Site, actions: Iterable) -> History:
        """Replay these actions."""
        return cls(start=start, steps=replay(start, actions))

    @property
    def site(self) -> Site:
        """The site as it is now."""
        return self.steps[-1].site if self.steps else self.start

    @property
    def refused(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.accepted)

    @property
    def events(self) -> tuple:
        return tuple(event for step in self.steps for event in step.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Naming):
    """One thing that must hold. `code` names the kind of goal in JSON."""

    code: ClassVar[str]

    def holds(self, history: History) -> bool:
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class VmOnHost(Goal):
    """The machine stands on that host."""

    code: ClassVar = "vm.host"
    sentence: ClassVar = Text(zh="{vm}位于主机{host}", en="{vm} is on host {host}")
    vm: str = naming("vm")
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        return history.site.vms[self.vm].host == self.host


@dataclass(frozen=True, slots=True, kw_only=True)
class VmLeftHost(Goal):
    """The machine stands on any host but that one."""

    code: ClassVar = "vm.left_host"
    sentence: ClassVar = Text(zh="{vm}已离开主机{host}", en="{vm} has left host {host}")
    vm: str = naming("vm")
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        return history.site.vms[self.vm].host != self.host


@dataclass(frozen=True, slots=True, kw_only=True)
class VmPower(Goal):
    """The machine is in that power state."""

    code: ClassVar = "vm.power"
    sentence: ClassVar = Text(zh="{vm}的电源状态为{power}", en="{vm} is {power}")
    vm: str = naming("vm")
    power: PowerState

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "power": self.power}

    def holds(self, history: History) -> bool:
        return history.site.vms[self.vm].power is self.power


@dataclass(frozen=True, slots=True, kw_only=True)
class VmOnDatastore(Goal):
    """All files of the machine lie on that datastore."""

    code: ClassVar = "vm.datastore"
    sentence: ClassVar = Text(
        zh="{vm}的全部文件位于{datastore}", en="all files of {vm} are on {datastore}"
    )
    vm: str = naming("vm")
    datastore: str = naming("datastore")

    def holds(self, history: History) -> bool:
        return history.site.vms[self.vm].datastores == (self.datastore,)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmLeftDatastore(Goal):
    """No file of the machine lies on that datastore."""

    code: ClassVar = "vm.left_datastore"
    sentence: ClassVar = Text(
        zh="{vm}没有文件在{datastore}上", en="no file of {vm} is on {datastore}"
    )
    vm: str = naming("vm")
    datastore: str = naming("datastore")

    def holds(self, history: History) -> bool:
        return self.datastore not in history.site.vms[self.vm].datastores


@dataclass(frozen=True, slots=True, kw_only=True)
class NicConnected(Goal):
    """The network adapter of the machine is connected."""

    code: ClassVar = "nic.connected"
    sentence: ClassVar = Text(zh="{vm}的{nic}已连接", en="{nic} of {vm} is connected")
    vm: str = naming("vm")
    nic: str = naming("nic", of="vm")

    def holds(self, history: History) -> bool:
        nic = history.site.vms[self.vm].nic(self.nic)
        return nic is not None and nic.connected


@dataclass(frozen=True, slots=True, kw_only=True)
class VmMigratedBy(Goal):
    """The machine was migrated by that type at least once."""

    code: ClassVar = "vm.migrated_by"
    sentence: ClassVar = Text(zh="{vm}用{kind}迁移过", en="{vm} was migrated by {kind}")
    vm: str = naming("vm")
    kind: Kind

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "kind": self.kind}

    def holds(self, history: History) -> bool:
        wanted = (Ref("vm", self.vm), self.kind)
        return any((one.fact("vm"), one.fact("kind")) == wanted for one in history.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostEmpty(Goal):
    """No machine stands on the host, whatever its power state."""

    code: ClassVar = "host.empty"
    sentence: ClassVar = Text(zh="主机{host}上没有虚拟机", en="no machine is on host {host}")
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        return not history.site.vms_of_host.get(self.host)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostInMaintenance(Goal):
    """The host is in maintenance mode."""

    code: ClassVar = "host.maintenance"
    sentence: ClassVar = Text(zh="主机{host}处于维护模式", en="host {host} is in maintenance mode")
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        return history.site.hosts[self.host].maintenance is Maintenance.IN


@dataclass(frozen=True, slots=True, kw_only=True)
class DatastoreEmpty(Goal):
    """No file of any machine lies on the datastore."""

    code: ClassVar = "datastore.empty"
    sentence: ClassVar = Text(
        zh="{datastore}上没有任何虚拟机的文件", en="{datastore} holds no file of any machine"
    )
    datastore: str = naming("datastore")

    def holds(self, history: History) -> bool:
        return not history.site.vms_of_datastore.get(self.datastore)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverInterrupted(Goal):
    """The machine ran through the whole history."""

    code: ClassVar = "never.interrupted"
    sentence: ClassVar = Text(zh="{vm}全程不中断", en="{vm} was never interrupted")
    vm: str = naming("vm")

    def holds(self, history: History) -> bool:
        return not any(event.interrupts(self.vm) for event in history.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverDisconnected(Goal):
    """The network adapter is connected and was so through the whole history."""

    code: ClassVar = "never.disconnected"
    sentence: ClassVar = Text(
        zh="{vm}的{nic}始终保持连接", en="{nic} of {vm} was never disconnected"
    )
    vm: str = naming("vm")
    nic: str = naming("nic", of="vm")

    def holds(self, history: History) -> bool:
        nic = history.site.vms[self.vm].nic(self.nic)
        cut = any(event.disconnects(self.vm, self.nic) for event in history.events)
        return nic is not None and nic.connected and not cut


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerUnchanged(Goal):
    """The machine kept one power state through the whole history."""

    code: ClassVar = "power.unchanged"
    sentence: ClassVar = Text(
        zh="{vm}的电源状态从未改变", en="the power state of {vm} never changed"
    )
    vm: str = naming("vm")

    def holds(self, history: History) -> bool:
        return not any(event.changes_power(self.vm) for event in history.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalsAtMost(Goal):
    """No more requests than that were refused; 0: no rule was broken."""

    code: ClassVar = "refusals.at_most"
    sentence: ClassVar = Text(
        zh="被拒绝的操作不超过{most}次", en="refused requests: {most} at most"
    )
    most: int = 0

    @property
    def facts(self) -> dict[str, Fact]:
        return {"most": self.most}

    def say(self, language: str) -> str:
        if self.most:
            return self.sentence.fill(language, self.facts)
        return _NO_RULE_BROKEN.in_language(language)

    def holds(self, history: History) -> bool:
        return len(history.refused) <= self.most


_NO_RULE_BROKEN = Text(zh="没有违反任何规则", en="no rule was broken")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsAtMost(Goal):
    """No more actions than that were carried out."""

    code: ClassVar = "steps.at_most"
    sentence: ClassVar = Text(
        zh="执行的操作不超过{most}步", en="actions carried out: {most} at most"
    )
    most: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {"most": self.most}

    def holds(self, history: History) -> bool:
        return len(history.steps) - len(history.refused) <= self.most


ALL_GOALS: tuple[type[Goal], ...] = (
    VmOnHost,
    VmLeftHost,
    VmPower,
    VmOnDatastore,
    VmLeftDatastore,
    NicConnected,
    VmMigratedBy,
    HostEmpty,
    HostInMaintenance,
    DatastoreEmpty,
    NeverInterrupted,
    NeverDisconnected,
    PowerUnchanged,
    RefusalsAtMost,
    StepsAtMost,
)
GOALS: dict[str, type[Goal]] = {goal.code: goal for goal in ALL_GOALS}


def read_goal(
    data: Mapping | str | bytes, site: Site | None = None
) -> tuple[Goal | None, tuple[Problem, ...]]:
    """A goal from `{"goal": "vm.host", "vm": "web-01", "host": "esx-02"}`, or its problems.

    With a site, every name in the goal must exist there.
    """
    value, problems = parse(data) if isinstance(data, (str, bytes)) else (data, ())
    if problems:
        return None, problems
    found = Problems()
    goal = _read(value, found)
    if goal is not None and site is not None:
        for ref in goal.missing(site):
            found.add(
                f"/{ref.kind}",
                "站点中没有{kind}“{name}”",
                'names {kind} "{name}", which the site does not have',
                kind=ref.kind,
                name=ref.name,
            )
    return (None, tuple(found)) if found else (goal, ())


def _read(value: object, problems: Problems) -> Goal | None:
    if not is_object(value, "", problems):
        return None
    code = value.get("goal")
    if not isinstance(code, str) or code not in GOALS:
        problems.add(
            "/goal", "应为以下之一：{known}", "is not one of {known}", known=", ".join(GOALS)
        )
        return None
    rest = {key: entry for key, entry in value.items() if key != "goal"}
    goal = record_reader(GOALS[code])(rest, "", problems)
    return None if problems else goal
