"""Machines that come into the inventory and leave it, with their files or without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, fields
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.clone import free_name
from labs.datacenter.events import event
from labs.datacenter.inventory.hardware import Disk, Hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM, Files, UnregisteredVM
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import PowerState, Provision

OFF = PowerState.OFF
SUSPENDED = PowerState.SUSPENDED


def _as(record: type[VM], vm: VM, **changes: object) -> VM:
    """The same machine as a value of another class."""
    kept = {one.name: getattr(vm, one.name) for one in fields(vm)}
    return record(**{**kept, **changes})


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateVM(Action):
    """`CreateVM_Task`: a machine with one empty disk, off; a thin disk has written nothing."""

    label: ClassVar = Text(zh="新建虚拟机", en="Create a virtual machine")
    samples: ClassVar = {
        "vcpus": (2,),
        "memory_mb": (4096,),
        "disk_mb": (20480,),
        "provision": (Provision.THICK,),
    }
    sentence: ClassVar = Text(
        zh="在{host}和{datastore}上新建{name}：{vcpus}个vCPU，{memory}内存，{disk}磁盘",
        en="Create {name} on {host} and {datastore}: {vcpus} vCPU, {memory} of memory, "
        "a disk of {disk}",
    )
    name: str
    host: str = naming("host")
    datastore: str = naming("datastore")
    disk_mb: int
    vcpus: int = 1
    memory_mb: int = 1024
    provision: Provision = Provision.THICK

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "name": Ref("vm", self.name),
            "host": Ref("host", self.host),
            "datastore": Ref("datastore", self.datastore),
            "vcpus": self.vcpus,
            "memory": Quantity(self.memory_mb, "MB"),
            "disk": Quantity(self.disk_mb, "MB"),
        }

    @classmethod
    def choices(cls, site: Site, one: Field, chosen: Mapping[str, object]) -> tuple:
        if one.name != "name":
            return super(CreateVM, cls).choices(site, one, chosen)
        return (free_name(site, "new"),)

    def newcomer(self, site: Site) -> VM:
        disk = Disk(
            label="Hard disk 1",
            datastore=self.datastore,
            size_mb=self.disk_mb,
            provision=self.provision,
            used_mb=0,
        )
        return VM(
            name=self.name,
            host=self.host,
            files=Files(config=self.datastore),
            hardware=Hardware(vcpus=self.vcpus, memory_mb=self.memory_mb, disks=(disk,)),
        )

    def places_files(self, site: Site) -> bool:
        return True

    def effect(self, site: Site) -> Outcome:
        return site.put(self.newcomer(site)), (event("VmCreated", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterVM(Action):
    """`RegisterVM_Task`: a machine or template whose files lie on datastores, as it was left."""

    label: ClassVar = Text(zh="注册虚拟机", en="Register a virtual machine")
    sentence: ClassVar = Text(zh="在{host}上注册{vm}", en="Register {vm} on {host}")
    vm: str = naming("unregistered_vm")
    host: str = naming("host")

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "host": Ref("host", self.host)}

    def newcomer(self, site: Site) -> VM:
        left = site.unregistered[self.vm]
        seen = left.cpu_generation
        there = site.hosts[self.host].cpu.generation
        return _as(VM, left, host=self.host, cpu_generation=None if seen == there else seen)

    def effect(self, site: Site) -> Outcome:
        after = site.drop(site.unregistered[self.vm]).put(self.newcomer(site))
        return after, (event("VmRegistered", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnregisterVM(Action):
    """`UnregisterVM`: out of the inventory; its files stay and go on taking room."""

    label: ClassVar = Text(zh="从清单中移除", en="Remove from inventory")
    destroys: ClassVar = True
    needs_power: ClassVar = (OFF, SUSPENDED)
    sentence: ClassVar = Text(
        zh="把{vm}从清单中移除，保留文件", en="Remove {vm} from the inventory, keeping its files"
    )
    vm: str = naming("vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        seen = site.cpu_seen_by(vm) if vm.power is SUSPENDED else None
        after = site.drop(vm).put(_as(UnregisteredVM, vm, cpu_generation=seen))
        return after, (event("VmUnregistered", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DestroyVM(Action):
    """`Destroy_Task`: the machine or template and all its files."""

    label: ClassVar = Text(zh="从磁盘中删除", en="Delete from disk")
    destroys: ClassVar = True
    needs_power: ClassVar = (OFF, SUSPENDED)
    sentence: ClassVar = Text(
        zh="从磁盘中删除{vm}的全部文件", en="Delete {vm} and all its files from disk"
    )
    vm: str = naming("vm")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        size = Quantity(vm.files_mb, "MB")
        return site.drop(vm), (event("VmDestroyed", site.now_s, **self.facts, size=size),)


describe(
    CreateVM,
    name=Text(zh="新虚拟机的名称", en="the name of the new machine"),
    vcpus=Text(zh="vCPU数量，至少1", en="number of vCPUs, at least 1"),
    memory_mb=Text(zh="内存，至少4 MB", en="memory, at least 4 MB"),
    disk_mb=Text(zh="磁盘大小，至少1 MB", en="size of its disk, at least 1 MB"),
    provision=Text(zh="磁盘的置备方式", en="how its disk takes its space"),
)
