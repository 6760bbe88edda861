from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import (
    Action,
    DisconnectDevice,
    Migrate,
    RegisterVM,
    UnmountDatastore,
    UnmountMedia,
)
from labs.datacenter.case import Case
from labs.datacenter.edits import with_files_on
from labs.datacenter.inventory.hardware import Hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import Task
from labs.datacenter.inventory.vm import VM
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.rules.task.in_progress import ways_out
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import PowerState

ON = PowerState.ON


class DatastoreInUse(Rule):
    """A datastore is to go on which machines have files, or from which they use an image.

    From one host: machines of that host, and images that are connected while they run. For good:
    all machines, registered or not, and every image that a device or a snapshot names.
    """

    code = "storage.datastore_in_use"
    fault = "ResourceInUse"
    objective = "1.22"
    source = api(
        "ResourceInUse, HostDatastoreSystem.RemoveDatastore, HostStorageSystem.UnmountVmfsVolume",
        "that an image which is named but not connected keeps its datastore is the engine's choice",
        mark="E",
    )
    asks = Asks(UnmountDatastore=ERROR, RemoveDatastore=ERROR)
    says = Text(zh="仍被使用：{users}", en="is still used by {users}")
    hint = Text(
        zh="先把这些虚拟机的文件迁走，并断开它们的映像。",
        en="Migrate the files of these machines away and disconnect their images first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        users = (
            *(Ref("vm", name) for name in _users(case)),
            *(Ref("task", task.name) for task in _tasks(case)),
        )
        if not users:
            return ()
        return [self.finding(case, Ref("datastore", case.action.datastore), users=users)]

    def cures(self, case: Case) -> Iterator[Action]:
        site, datastore = case.site, case.action.datastore
        for task in _tasks(case):
            yield from ways_out(site, task)
        users = _users(case)
        if not users:
            return
        first = site.machine(users[0])  # one after the other
        if first.name in site.unregistered:
            for host in site.hosts_of_datastore.get(datastore, ()):
                yield RegisterVM(vm=first.name, host=host)
        elif datastore in first.datastores:
            for mount in site.hosts[first.host].mounts:
                if mount.datastore != datastore:
                    yield Migrate(vm=first.name, datastore=mount.datastore)
        else:
            for device in first.hardware.devices:
                if device.backing.datastore == datastore:
                    yield DisconnectDevice(vm=first.name, device=device.label)
                    yield UnmountMedia(vm=first.name, device=device.label)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        hosts = getattr(action, "host", None), *site.hosts_of_datastore.get(action.datastore, ())
        for host in hosts:
            for name in site.vms_of_host.get(host, ()):
                return with_files_on(site, name, action.datastore), action
        return None


def _users(case: Case) -> list[str]:
    """Names of the machines that keep the datastore where it is."""
    site, datastore = case.site, case.action.datastore
    if isinstance(case.action, UnmountDatastore):
        return [
            vm.name
            for vm in site.vms_on(case.source.name)
            if datastore in vm.datastores or (vm.power is ON and _plays(vm, datastore))
        ]
    machines = (*site.vms.values(), *site.unregistered.values())
    return [vm.name for vm in machines if datastore in vm.datastores or _names(vm, datastore)]


def _tasks(case: Case) -> tuple[Task, ...]:
    """Running tasks that take something of it, which end before it goes for good."""
    if isinstance(case.action, UnmountDatastore):
        return ()
    return case.site.tasks_on("datastore", case.action.datastore)


def _plays(vm: VM, datastore: str) -> bool:
    """Whether an image of the datastore is connected."""
    return any(one.connected and one.backing.datastore == datastore for one in vm.hardware.devices)


def _names(vm: VM, datastore: str) -> bool:
    """Whether its hardware, now or at a snapshot, names an image of the datastore."""
    settings: tuple[Hardware, ...] = (vm.hardware, *(one.hardware for one in vm.snapshots.tree))
    return any(
        device.backing.datastore == datastore for each in settings for device in each.devices
    )
