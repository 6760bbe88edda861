"""What can be done with an object as it stands, as buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from labs.datacenter.actions import (
    Action,
    AssignLicence,
    ChangeNetwork,
    ClearAffinity,
    CloneToTemplate,
    CloneVM,
    ConnectDevice,
    ConnectNetwork,
    CutLink,
    DeployTemplate,
    DestroyVM,
    DisconnectDevice,
    DisconnectNetwork,
    EnterMaintenanceMode,
    ExitMaintenanceMode,
    FailPath,
    MarkAsTemplate,
    MarkAsVirtualMachine,
    MountDatastore,
    MountToolsInstaller,
    PowerOff,
    PowerOn,
    PresentLun,
    ReconnectHost,
    RegisterVM,
    RemoveDatastore,
    RepairLink,
    RestorePath,
    Resume,
    Suspend,
    UnmountDatastore,
    UnmountToolsInstaller,
    UnregisterVM,
)
from labs.datacenter.actions.clone import Copy, free_name
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.vm import VM
from labs.datacenter.wire.write import action_json, text_of
from labs.datacenter.words import Licence, Link


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An action the lab offers on an object, as a button sends it."""

    action: Action

    @property
    def json(self) -> str:
        return text_of(action_json(self.action)).strip()


def offered(site: Site, thing: object) -> Iterator[Action]:
    if isinstance(thing, VM):
        yield from _vm_actions(site, thing)
        yield from _inventory_actions(site, thing)
    elif isinstance(thing, Datastore):
        yield RemoveDatastore(datastore=thing.name)
    elif isinstance(thing, Host):
        yield EnterMaintenanceMode(host=thing.name)
        yield ExitMaintenanceMode(host=thing.name)
        yield ReconnectHost(host=thing.name)
        for name in site.datastores:
            if thing.mount(name) is None:
                yield MountDatastore(host=thing.name, datastore=name)
        for mount in thing.mounts:
            yield UnmountDatastore(host=thing.name, datastore=mount.datastore)
        for name in site.unregistered:
            yield RegisterVM(vm=name, host=thing.name)
        for nic in thing.nics:
            verb = CutLink if nic.link is Link.UP else RepairLink
            yield verb(host=thing.name, nic=nic.name)
        for mount in thing.mounts:
            for path in mount.paths:
                is_live = path.name in mount.live
                yield (FailPath if is_live else RestorePath)(
                    host=thing.name, datastore=mount.datastore, path=path.name
                )
        for licence in Licence:
            if licence is not thing.licence:
                yield AssignLicence(host=thing.name, licence=licence)
        luns = {lun for host in site.hosts.values() for lun in host.luns}
        for lun in sorted(luns.difference(thing.luns)):
            yield PresentLun(host=thing.name, lun=lun)


def _vm_actions(site: Site, vm: VM) -> Iterator[Action]:
    for verb in (PowerOn, PowerOff, Suspend, Resume):
        yield verb(vm=vm.name)
    is_mounted = vm.guest.tools_installer_mounted
    yield (UnmountToolsInstaller if is_mounted else MountToolsInstaller)(vm=vm.name)
    if vm.has_affinity:
        yield ClearAffinity(vm=vm.name)
    for device in vm.hardware.devices:
        verb = DisconnectDevice if device.connected else ConnectDevice
        yield verb(vm=vm.name, device=device.label)
    for nic in vm.hardware.nics:
        verb = DisconnectNetwork if nic.connected else ConnectNetwork
        yield verb(vm=vm.name, nic=nic.label)
        for network in site.networks_of(vm.host):
            if network.name != nic.network:
                yield ChangeNetwork(vm=vm.name, nic=nic.label, network=network.name)


def _inventory_actions(site: Site, vm: VM) -> Iterator[Action]:
    """Copies stay on its host, beside its own files, under the first free name."""
    copies: tuple[type[Copy], ...] = (CloneVM, CloneToTemplate)
    if vm.template:
        copies = (DeployTemplate,)
        yield MarkAsVirtualMachine(vm=vm.name, host=vm.host)
    else:
        yield MarkAsTemplate(vm=vm.name)
    for kind in copies:
        name = free_name(site, kind.stem)
        yield kind(vm=vm.name, name=name, host=vm.host, datastore=vm.files.config)
    yield UnregisterVM(vm=vm.name)
    yield DestroyVM(vm=vm.name)
