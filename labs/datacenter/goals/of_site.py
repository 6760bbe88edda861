"""Goals that look at the site a run reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import Maintenance, PowerState


@dataclass(frozen=True, slots=True, kw_only=True)
class VmOnHost(Goal):
    """The machine stands on that host."""

    code: ClassVar = "vm.host"
    sentence: ClassVar = Text(zh="{vm}位于主机{host}", en="{vm} is on host {host}")
    vm: str = naming("vm")
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        vm = history.vm(self.vm)
        return vm is not None and vm.host == self.host


@dataclass(frozen=True, slots=True, kw_only=True)
class VmLeftHost(Goal):
    """The machine stands on any host but that one."""

    code: ClassVar = "vm.left_host"
    sentence: ClassVar = Text(zh="{vm}已离开主机{host}", en="{vm} has left host {host}")
    vm: str = naming("vm")
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        vm = history.vm(self.vm)
        return vm is not None and vm.host != self.host


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
        vm = history.vm(self.vm)
        return vm is not None and vm.power is self.power


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
        vm = history.vm(self.vm)
        return vm is not None and vm.datastores == (self.datastore,)


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
        vm = history.vm(self.vm)
        return vm is not None and self.datastore not in vm.datastores


@dataclass(frozen=True, slots=True, kw_only=True)
class NicConnected(Goal):
    """The network adapter of the machine is connected."""

    code: ClassVar = "nic.connected"
    sentence: ClassVar = Text(zh="{vm}的{nic}已连接", en="{nic} of {vm} is connected")
    vm: str = naming("vm")
    nic: str = naming("nic", of="vm")

    def holds(self, history: History) -> bool:
        vm = history.vm(self.vm)
        nic = vm.nic(self.nic) if vm else None
        return nic is not None and nic.connected


@dataclass(frozen=True, slots=True, kw_only=True)
class VmBackedUp(Goal):
    """A restore point of the machine lies in some store."""

    code: ClassVar = "vm.backed_up"
    sentence: ClassVar = Text(zh="{vm}有备份", en="{vm} has a backup")
    vm: str = naming("vm")

    def holds(self, history: History) -> bool:
        return bool(history.site.points_of_vm.get(self.vm))

    def found(self, history: History) -> tuple[Fact, ...]:
        points = history.site.points_of_vm.get(self.vm, ())
        return tuple(Ref("restore_point", name) for name in points)


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
    """No file of any machine, registered or not, lies on the datastore."""

    code: ClassVar = "datastore.empty"
    sentence: ClassVar = Text(
        zh="{datastore}上没有任何虚拟机的文件", en="{datastore} holds no file of any machine"
    )
    datastore: str = naming("datastore")

    def holds(self, history: History) -> bool:
        site = history.site
        left = site.unregistered_of_datastore.get(self.datastore)
        return not site.vms_of_datastore.get(self.datastore) and not left


describe(
    VmPower,
    power=Text(zh="电源状态", en="power state"),
)
