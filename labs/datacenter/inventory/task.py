"""Tasks: what vCenter Server is doing, or has put into its queue, and what that takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.meaning import describe
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import TaskState

LATEST_S = 10**11  # the end of simulated time, some 3,170 years


class Request:
    """What a task carries out; the actions are requests.

    `is_long`: it can be a task. `waits`: it ends when something has come about, not after a time
    of its own.
    """

    __slots__ = ()

    is_long: ClassVar[bool] = False
    waits: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HostClaim:
    """What a running task takes of a host: cost units, and what it will have to promise."""

    name: str
    cost: int = 0
    network: int = 0
    memory_mb: int = 0
    mhz: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DatastoreClaim:
    """What a running task takes of a datastore: cost units, and room for the copy in progress."""

    name: str
    cost: int = 0
    mb: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A request under way; `name` is "task-" and its number in the order of asking.

    `vms` are the machines it works on: no other task may. A queued one claims nothing yet.
    `ends_s` is when it is done, or, where the action waits for something, when it gives up; None:
    not before that has come about.
    """

    name: str
    action: Request
    state: TaskState = TaskState.RUNNING
    vms: tuple[str, ...] = ()
    asked_s: int = 0
    started_s: int = 0
    ends_s: int | None = None
    hosts: tuple[HostClaim, ...] = ()
    datastores: tuple[DatastoreClaim, ...] = ()

    @property
    def number(self) -> int:
        """Its place in the order of asking; 0 for a name that is none of a task."""
        digits = self.name.removeprefix("task-")
        return int(digits) if digits.isascii() and digits.isdigit() else 0

    @property
    def subjects(self) -> tuple[Ref, ...]:
        """What it works on, or takes something of."""
        return (
            *(Ref("vm", name) for name in self.vms),
            *(Ref("host", one.name) for one in self.hosts),
            *(Ref("datastore", one.name) for one in self.datastores),
        )

    @property
    def is_queued(self) -> bool:
        return self.state is TaskState.QUEUED

    def on_host(self, name: str) -> HostClaim | None:
        return next((one for one in self.hosts if one.name == name), None)

    def on_datastore(self, name: str) -> DatastoreClaim | None:
        return next((one for one in self.datastores if one.name == name), None)


_COST = Text(zh="计入上限的开销", en="what it counts against the limit")
describe(
    HostClaim,
    Text(zh="运行中的任务在一台主机上占用的", en="what a running task takes of a host"),
    name=Text(zh="主机的名称", en="name of the host"),
    cost=_COST,
    network=Text(zh="在其vMotion网络上的开销", en="what it counts on its vMotion network"),
    memory_mb=Text(zh="到达后要保证的内存", en="memory it will be promised there"),
    mhz=Text(zh="到达后要保证的处理器", en="CPU it will be promised there"),
)
describe(
    DatastoreClaim,
    Text(zh="运行中的任务在一个数据存储上占用的", en="what a running task takes of a datastore"),
    name=Text(zh="数据存储的名称", en="name of the datastore"),
    cost=_COST,
    mb=Text(zh="正在复制的数据所占的空间", en="room of the copy in progress"),
)
describe(
    Task,
    Text(zh="排队或运行中的一个任务", en="a task that runs, or waits in the queue"),
    name=Text(zh="“task-”加序号", en='"task-" and its number'),
    action=Text(zh="它执行的操作", en="what it carries out"),
    state=Text(zh="运行还是排队", en="whether it runs or waits"),
    vms=Text(zh="它处理的虚拟机", en="machines it works on"),
    asked_s=Text(zh="提出的时刻", en="when it was asked for"),
    started_s=Text(zh="开始的时刻", en="when it began"),
    ends_s=Text(
        zh="完成的时刻；等待某事的任务：放弃的时刻，null为一直等",
        en="when it is done; for one that waits: when it gives up, null for never",
    ),
    hosts=Text(zh="在主机上占用的", en="what it takes of hosts"),
    datastores=Text(zh="在数据存储上占用的", en="what it takes of datastores"),
)
