"""Goals about what moves cost on the way: memory that is lost, files that are copied twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text

# events after which the guest starts anew, or another state is in its memory
_FORGETTING = {
    "VmPoweredOff": Text(zh="关机", en="powered off"),
    "VmLostItsHost": Text(zh="主机故障", en="lost its host"),
    "VmReset": Text(zh="被重置", en="reset"),
    "GuestRebooted": Text(zh="客户机重新启动", en="guest restarted"),
    "GuestCrashed": Text(zh="客户机崩溃", en="guest crashed"),
    "SnapshotReverted": Text(zh="恢复到快照", en="reverted to a snapshot"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryKept(Goal):
    """What the machine held in memory was never lost; while suspended it lies in a file."""

    code: ClassVar = "memory.kept"
    lasts: ClassVar = True
    sentence: ClassVar = Text(zh="{vm}内存中的内容从未丢失", en="{vm} never lost its memory")
    vm: str = naming("vm")

    def holds(self, history: History) -> bool:
        return not self.found(history)

    def found(self, history: History) -> tuple[Fact, ...]:
        mine = (event for event in history.events if event.fact("vm") == Ref("vm", self.vm))
        return tuple(_FORGETTING[one.code] for one in mine if one.code in _FORGETTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesMovedAtMost(Goal):
    """The machine's files were copied from datastore to datastore no more often than that."""

    code: ClassVar = "files.moved_at_most"
    lasts: ClassVar = True
    sentence: ClassVar = Text(
        zh="{vm}的文件最多复制{most}次", en="the files of {vm} were copied {most} times at most"
    )
    vm: str = naming("vm")
    most: int = 1

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "most": self.most}

    def say(self, language: str) -> str:
        if self.most != 1:
            return self.sentence.fill(language, self.facts)
        return _ONCE.fill(language, self.facts)

    def holds(self, history: History) -> bool:
        return self._copies(history) <= self.most

    def found(self, history: History) -> tuple[Fact, ...]:
        return (self._copies(history),)

    def _copies(self, history: History) -> int:
        mine = ("VmFilesMoved", Ref("vm", self.vm))
        return sum((event.code, event.fact("vm")) == mine for event in history.events)


_ONCE = Text(zh="{vm}的文件最多复制一次", en="the files of {vm} were copied once at most")

describe(FilesMovedAtMost, most=Text(zh="最多几次", en="how often at most"))
