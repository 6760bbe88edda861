"""Goals that look at all that happened on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class VmMigratedBy(Goal):
    """The machine was migrated by that type at least once."""

    code: ClassVar = "vm.migrated_by"
    remembers: ClassVar = True
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
class NeverInterrupted(Goal):
    """The machine ran through the whole history."""

    code: ClassVar = "never.interrupted"
    lasts: ClassVar = True
    sentence: ClassVar = Text(zh="{vm}全程不中断", en="{vm} was never interrupted")
    vm: str = naming("vm")

    def holds(self, history: History) -> bool:
        return not any(event.interrupts(self.vm) for event in history.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverLostData(Goal):
    """Nothing that the machine had written was taken away by a revert, a removal or a restore."""

    code: ClassVar = "never.lost_data"
    lasts: ClassVar = True
    sentence: ClassVar = Text(zh="{vm}没有丢失数据", en="{vm} lost no data")
    vm: str = naming("vm")

    def holds(self, history: History) -> bool:
        return not self.found(history)

    def found(self, history: History) -> tuple[Fact, ...]:
        about = Ref("vm", self.vm)
        lost = (one for one in history.events if one.code == "DataLost")
        return tuple(
            Text(zh=one.say("zh"), en=one.say("en")) for one in lost if one.fact("vm") == about
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverDisconnected(Goal):
    """The network adapter is connected and was so through the whole history."""

    code: ClassVar = "never.disconnected"
    lasts: ClassVar = True
    sentence: ClassVar = Text(
        zh="{vm}的{nic}始终保持连接", en="{nic} of {vm} was never disconnected"
    )
    vm: str = naming("vm")
    nic: str = naming("nic", of="vm")

    def holds(self, history: History) -> bool:
        vm = history.vm(self.vm)
        nic = vm.nic(self.nic) if vm else None
        cut = any(event.disconnects(self.vm, self.nic) for event in history.events)
        return nic is not None and nic.connected and not cut


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerUnchanged(Goal):
    """The machine kept one power state through the whole history."""

    code: ClassVar = "power.unchanged"
    lasts: ClassVar = True
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
    lasts: ClassVar = True
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
    lasts: ClassVar = True
    sentence: ClassVar = Text(
        zh="执行的操作不超过{most}步", en="actions carried out: {most} at most"
    )
    most: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {"most": self.most}

    def holds(self, history: History) -> bool:
        return len(history.steps) - len(history.refused) <= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAtMost(Goal):
    """The history took no longer than so many minutes of the site's time."""

    code: ClassVar = "time.at_most"
    sentence: ClassVar = Text(zh="用时不超过{minutes}", en="it took at most {minutes}")
    lasts: ClassVar = True
    minutes: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {"minutes": Quantity(self.minutes, "min")}

    def holds(self, history: History) -> bool:
        return history.site.now_s - history.start.now_s <= 60 * self.minutes

    def found(self, history: History) -> tuple[Fact, ...]:
        return (Quantity((history.site.now_s - history.start.now_s) // 60, "min"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverRefusedWith(Goal):
    """No request was refused with that fault."""

    code: ClassVar = "never.refused_with"
    sentence: ClassVar = Text(
        zh="没有操作因{fault}被拒绝", en="no request was refused with {fault}"
    )
    lasts: ClassVar = True
    fault: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"fault": self.fault}

    def holds(self, history: History) -> bool:
        return not self.found(history)

    def found(self, history: History) -> tuple[Fact, ...]:
        told = [one for one in history.refused if one.report is not None]
        return tuple(one.action.label for one in told if one.report.fault == self.fault)


describe(
    VmMigratedBy,
    kind=Text(zh="迁移类型", en="migration type"),
)
describe(
    RefusalsAtMost,
    most=Text(zh="最多几次", en="the most there may be"),
)
describe(
    StepsAtMost,
    most=Text(zh="最多几步", en="the most there may be"),
)
describe(TimeAtMost, minutes=Text(zh="最多几分钟", en="how many minutes at most"))
describe(NeverRefusedWith, fault=Text(zh="故障码", en="the fault"))
