"""What no machine may be whose files lie on datastores while no inventory holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from labs.datacenter.inventory.impossible.backups import tracked_points
from labs.datacenter.inventory.impossible.machines import vm_devices, vm_numbers
from labs.datacenter.inventory.impossible.snapshots import snapshot_problems
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM, UnregisteredVM
from labs.datacenter.words import DatastoreKind, PowerState

Question = Callable[[Site, VM], Iterator[Problem]]


def is_left(site: Site, vm: UnregisteredVM) -> Iterator[Problem]:
    path = pointer("unregistered", vm.name)
    if vm.name in site.vms:
        yield problem(
            path,
            "同名的虚拟机已经注册",
            "bears the name of a registered machine",
        )
    if vm.power is PowerState.ON:
        yield problem(
            f"{path}/power",
            "没有注册的虚拟机不能运行",
            "cannot be poweredOn: no host has it",
        )
    if vm.power is PowerState.OFF and vm.cpu_generation is not None:
        yield problem(
            f"{path}/cpu_generation",
            "关机的虚拟机没有开机时所见的处理器",
            "belongs to a suspended machine, but this one is off",
        )
    if vm.template and vm.power is not PowerState.OFF:
        yield problem(f"{path}/power", "模板只能是关机状态", "must be poweredOff for a template")


def points_from_vmfs(site: Site, vm: UnregisteredVM) -> Iterator[Problem]:
    for disk in vm.raw_disks:
        if site.datastores[disk.datastore].kind is DatastoreKind.NFS:
            yield problem(
                pointer("unregistered", vm.name, "hardware", "disks", disk.label, "datastore"),
                "裸设备映射的指针文件只能放在VMFS数据存储上",
                "is NFS, but the pointer of a raw device mapping lies on VMFS",
            )


def _as_unregistered(question: Question) -> Question:
    """The question about a registered machine, its answers pointing to the right table."""

    def ask(site: Site, vm: VM) -> Iterator[Problem]:
        for one in question(site, vm):
            yield replace(one, path="/unregistered" + one.path.removeprefix("/vms"))

    return ask


OF_UNREGISTERED = (
    is_left,
    points_from_vmfs,
    *map(_as_unregistered, (vm_numbers, vm_devices, snapshot_problems, tracked_points)),
)
