"""Goals about a machine as it is in the end: whether it exists, its hardware, its snapshots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.inventory.vm import VM
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import DiskMode, Provision

IS_TEMPLATE = Text(zh="模板", en="a template")
IS_MACHINE = Text(zh="虚拟机", en="a machine")
IS_MOUNTED = Text(zh="已装载", en="mounted")
NOT_MOUNTED = Text(zh="未装载", en="not mounted")
_NO_TEMPLATE = Text(zh="{vm}是虚拟机，不是模板", en="{vm} is a machine, no template")
_NO_SNAPSHOT = Text(zh="{vm}没有快照", en="{vm} has no snapshot")
_NO_INSTALLER = Text(
    zh="{vm}中没有装载VMware Tools安装程序", en="the VMware Tools installer is not mounted in {vm}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfVm(Goal):
    """What goals about a machine have in common."""

    vm: str = naming("vm")

    def machine(self, history: History) -> VM:
        return history.site.vms[self.vm]


@dataclass(frozen=True, slots=True, kw_only=True)
class VmExists(_OfVm):
    """The machine exists, as a machine or as a template."""

    code: ClassVar = "vm.exists"
    sentence: ClassVar = Text(zh="{vm}存在", en="{vm} exists")

    def holds(self, history: History) -> bool:
        return self.vm in history.site.vms

    def found(self, history: History) -> tuple[Fact, ...]:
        return (Ref("vm", self.vm),)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmGone(Goal):
    """No machine of that name is registered."""

    code: ClassVar = "vm.gone"
    sentence: ClassVar = Text(zh="不再有{name}", en="{name} is gone")
    name: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"name": Ref("vm", self.name)}

    def holds(self, history: History) -> bool:
        return self.name not in history.site.vms

    def found(self, history: History) -> tuple[Fact, ...]:
        return (Ref("vm", self.name),) if self.name in history.site.vms else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VmTemplate(_OfVm):
    """The machine is a template, or no longer one."""

    code: ClassVar = "vm.template"
    sentence: ClassVar = Text(zh="{vm}是模板", en="{vm} is a template")
    template: bool = True

    def say(self, language: str) -> str:
        sentence = self.sentence if self.template else _NO_TEMPLATE
        return sentence.fill(language, self.facts)

    def holds(self, history: History) -> bool:
        return self.machine(history).template is self.template

    def found(self, history: History) -> tuple[Fact, ...]:
        word = IS_TEMPLATE if self.machine(history).template else IS_MACHINE
        return (word,)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmSnapshots(_OfVm):
    """The machine has exactly so many snapshots."""

    code: ClassVar = "vm.snapshots"
    sentence: ClassVar = Text(zh="{vm}有{count}个快照", en="{vm} has this many snapshots: {count}")
    count: int = 0

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "count": self.count}

    def say(self, language: str) -> str:
        sentence = self.sentence if self.count else _NO_SNAPSHOT
        return sentence.fill(language, {"vm": Ref("vm", self.vm), "count": self.count})

    def holds(self, history: History) -> bool:
        return len(self.machine(history).snapshots.tree) == self.count

    def distance(self, history: History) -> int:
        if next(self.missing(history.site), None):
            return 1
        return abs(len(self.machine(history).snapshots.tree) - self.count)

    def found(self, history: History) -> tuple[Fact, ...]:
        return tuple(Ref("snapshot", one.name) for one in self.machine(history).snapshots.tree)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmHasSnapshot(_OfVm):
    """The machine has a snapshot of that name."""

    code: ClassVar = "vm.has_snapshot"
    sentence: ClassVar = Text(zh="{vm}有快照{name}", en="{vm} has the snapshot {name}")
    name: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "name": Ref("snapshot", self.name)}

    def holds(self, history: History) -> bool:
        return self.machine(history).snapshot(self.name) is not None

    def found(self, history: History) -> tuple[Fact, ...]:
        return tuple(Ref("snapshot", one.name) for one in self.machine(history).snapshots.tree)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmConsolidated(_OfVm):
    """No disk of the machine has deltas that no snapshot needs."""

    code: ClassVar = "vm.consolidated"
    sentence: ClassVar = Text(zh="{vm}不需要整合磁盘", en="{vm} needs no consolidation")

    def holds(self, history: History) -> bool:
        return not self.machine(history).needs_consolidation

    def found(self, history: History) -> tuple[Fact, ...]:
        left = [disk for disk in self.machine(history).hardware.disks if disk.deltas]
        return tuple(Ref("disk", disk.label) for disk in left)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskSizeAtLeast(_OfVm):
    """The disk is at least so large."""

    code: ClassVar = "disk.size_at_least"
    sentence: ClassVar = Text(
        zh="{vm}的{disk}至少{size_mb}", en="{disk} of {vm} has at least {size_mb}"
    )
    disk: str = naming("disk", of="vm")
    size_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "disk": Ref("disk", self.disk),
            "size_mb": Quantity(self.size_mb, "MB"),
        }

    def holds(self, history: History) -> bool:
        return self.machine(history).disk(self.disk).size_mb >= self.size_mb

    def found(self, history: History) -> tuple[Fact, ...]:
        return (Quantity(self.machine(history).disk(self.disk).size_mb, "MB"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskProvision(_OfVm):
    """The disk is provisioned like that."""

    code: ClassVar = "disk.provision"
    sentence: ClassVar = Text(zh="{vm}的{disk}为{provision}", en="{disk} of {vm} is {provision}")
    disk: str = naming("disk", of="vm")
    provision: Provision

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "disk": Ref("disk", self.disk),
            "provision": self.provision,
        }

    def holds(self, history: History) -> bool:
        return self.machine(history).disk(self.disk).provision is self.provision

    def found(self, history: History) -> tuple[Fact, ...]:
        return (self.machine(history).disk(self.disk).provision,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskInMode(_OfVm):
    """The disk is in that mode."""

    code: ClassVar = "disk.mode"
    sentence: ClassVar = Text(
        zh="{vm}的{disk}的模式为{mode}", en="{disk} of {vm} is in mode {mode}"
    )
    disk: str = naming("disk", of="vm")
    mode: DiskMode

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "disk": Ref("disk", self.disk), "mode": self.mode}

    def holds(self, history: History) -> bool:
        return self.machine(history).disk(self.disk).mode is self.mode

    def found(self, history: History) -> tuple[Fact, ...]:
        return (self.machine(history).disk(self.disk).mode,)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmOnNetwork(_OfVm):
    """The adapter of the machine is on that network and connected."""

    code: ClassVar = "vm.network"
    sentence: ClassVar = Text(
        zh="{vm}的{nic}连接到{network}", en="{nic} of {vm} is connected to {network}"
    )
    nic: str = naming("nic", of="vm")
    network: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "nic": Ref("nic", self.nic),
            "network": Ref("network", self.network),
        }

    def holds(self, history: History) -> bool:
        nic = self.machine(history).nic(self.nic)
        return nic.connected and nic.network == self.network

    def found(self, history: History) -> tuple[Fact, ...]:
        nic = self.machine(history).nic(self.nic)
        return (Ref("network", nic.network),) if nic.connected else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDisconnected(_OfVm):
    """The device of the machine is not connected, or gone."""

    code: ClassVar = "device.disconnected"
    sentence: ClassVar = Text(zh="{vm}的{device}已断开", en="{device} of {vm} is disconnected")
    device: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "device": Ref("device", self.device)}

    def holds(self, history: History) -> bool:
        device = self.machine(history).device(self.device)
        return device is None or not device.connected

    def found(self, history: History) -> tuple[Fact, ...]:
        device = self.machine(history).device(self.device)
        connected = device is not None and device.connected
        return (Ref("device", self.device),) if connected else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceConnected(_OfVm):
    """The device of the machine is there, and connected."""

    code: ClassVar = "device.connected"
    sentence: ClassVar = Text(zh="{vm}的{device}已连接", en="{device} of {vm} is connected")
    device: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "device": Ref("device", self.device)}

    def holds(self, history: History) -> bool:
        device = self.machine(history).device(self.device)
        return device is not None and device.connected

    def found(self, history: History) -> tuple[Fact, ...]:
        device = self.machine(history).device(self.device)
        if device is None:
            return ()
        return (_CONNECTED if device.connected else _CUT_OFF,)


_CONNECTED = Text(zh="已连接", en="connected")
_CUT_OFF = Text(zh="已断开", en="disconnected")


@dataclass(frozen=True, slots=True, kw_only=True)
class VmAffinityCleared(_OfVm):
    """The machine is bound to no processor and no NUMA node."""

    code: ClassVar = "vm.affinity_cleared"
    sentence: ClassVar = Text(zh="{vm}没有设置关联", en="{vm} has no affinity")

    def holds(self, history: History) -> bool:
        return not self.machine(history).has_affinity

    def found(self, history: History) -> tuple[Fact, ...]:
        vm = self.machine(history)
        return (*vm.cpu.affinity, *vm.memory.affinity)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmEncrypted(_OfVm):
    """The files of the machine are encrypted."""

    code: ClassVar = "vm.encrypted"
    sentence: ClassVar = Text(zh="{vm}已加密", en="{vm} is encrypted")

    def holds(self, history: History) -> bool:
        return self.machine(history).is_encrypted

    def found(self, history: History) -> tuple[Fact, ...]:
        server = self.machine(history).encryption.key_server
        return (Ref("key_server", server),) if server else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VmToolsInstaller(_OfVm):
    """The VMware Tools installer is mounted in the machine, or not."""

    code: ClassVar = "vm.tools_installer"
    sentence: ClassVar = Text(
        zh="{vm}中装载着VMware Tools安装程序", en="the VMware Tools installer is mounted in {vm}"
    )
    mounted: bool = False

    def say(self, language: str) -> str:
        sentence = self.sentence if self.mounted else _NO_INSTALLER
        return sentence.fill(language, self.facts)

    def holds(self, history: History) -> bool:
        return self.machine(history).guest.tools_installer_mounted is self.mounted

    def found(self, history: History) -> tuple[Fact, ...]:
        mounted = self.machine(history).guest.tools_installer_mounted
        return (IS_MOUNTED if mounted else NOT_MOUNTED,)


describe(VmGone, name=Text(zh="虚拟机的名称", en="the machine's name"))
describe(VmTemplate, template=Text(zh="应为模板", en="whether it is to be a template"))
describe(VmSnapshots, count=Text(zh="快照个数", en="how many snapshots"))
describe(VmHasSnapshot, name=Text(zh="快照的名称", en="the snapshot's name"))
describe(DiskSizeAtLeast, size_mb=Text(zh="至少的大小", en="the least size"))
describe(DiskProvision, provision=Text(zh="置备方式", en="how it takes its space"))
describe(DiskInMode, mode=Text(zh="磁盘模式", en="the disk's mode"))
describe(VmOnNetwork, network=Text(zh="网络的名称", en="the network's name"))
describe(DeviceConnected, device=Text(zh="设备的名称", en="the device's name"))
describe(DeviceDisconnected, device=Text(zh="设备的名称", en="the device's name"))
describe(VmToolsInstaller, mounted=Text(zh="应已装载", en="whether it is to be mounted"))
