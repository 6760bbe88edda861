"""Devices and network adapters of a machine: connect, disconnect, change the network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.hardware import VirtualNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.naming import naming
from labs.datacenter.text import Ref, Text


def _with_device(vm: VM, label: str, *, connected: bool) -> VM:
    devices = tuple(
        replace(one, connected=connected) if one.label == label else one
        for one in vm.hardware.devices
    )
    return replace(vm, hardware=replace(vm.hardware, devices=devices))


def _with_nic(vm: VM, nic: VirtualNic) -> VM:
    nics = tuple(nic if one.label == nic.label else one for one in vm.hardware.nics)
    return replace(vm, hardware=replace(vm.hardware, nics=nics))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectDevice(Action):
    """Connects a device (of a machine that is off: to be connected at power-on)."""

    label: ClassVar = Text(zh="连接设备", en="Connect a device")
    sentence: ClassVar = Text(zh="连接{vm}的{device}", en="Connect {device} of {vm}")
    vm: str = naming("vm")
    device: str = naming("device", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].device(self.device).connected

    def effect(self, site: Site) -> Outcome:
        vm = _with_device(site.vms[self.vm], self.device, connected=True)
        return site.put(vm), (event("DeviceConnected", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisconnectDevice(Action):
    """Disconnects a device and keeps it."""

    label: ClassVar = Text(zh="断开设备", en="Disconnect a device")
    sentence: ClassVar = Text(zh="断开{vm}的{device}", en="Disconnect {device} of {vm}")
    vm: str = naming("vm")
    device: str = naming("device", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        return not site.vms[self.vm].device(self.device).connected

    def effect(self, site: Site) -> Outcome:
        vm = _with_device(site.vms[self.vm], self.device, connected=False)
        return site.put(vm), (event("DeviceDisconnected", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectNetwork(Action):
    """Connects a network adapter to the network it is set to."""

    label: ClassVar = Text(zh="连接网卡", en="Connect a network adapter")
    sentence: ClassVar = Text(zh="连接{vm}的{nic}", en="Connect {nic} of {vm}")
    vm: str = naming("vm")
    nic: str = naming("nic", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].nic(self.nic).connected

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        nic = replace(vm.nic(self.nic), connected=True)
        facts = {**self.facts, "network": Ref("network", nic.network)}
        told = event("NetworkConnected", site.now_s, **facts)
        return site.put(_with_nic(vm, nic)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisconnectNetwork(Action):
    """Disconnects a network adapter; the machine runs on, without that network."""

    label: ClassVar = Text(zh="断开网卡", en="Disconnect a network adapter")
    sentence: ClassVar = Text(zh="断开{vm}的{nic}", en="Disconnect {nic} of {vm}")
    vm: str = naming("vm")
    nic: str = naming("nic", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        return not site.vms[self.vm].nic(self.nic).connected

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        nic = replace(vm.nic(self.nic), connected=False)
        facts = {**self.facts, "network": Ref("network", nic.network)}
        told = event("NetworkDisconnected", site.now_s, **facts)
        return site.put(_with_nic(vm, nic)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNetwork(Action):
    """Sets a network adapter to another port group of the machine's host."""

    label: ClassVar = Text(zh="更换网络", en="Change the network of an adapter")
    sentence: ClassVar = Text(
        zh="把{vm}的{nic}改接到{network}", en="Change {nic} of {vm} to {network}"
    )
    vm: str = naming("vm")
    nic: str = naming("nic", of="vm")
    network: str = naming("network", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].nic(self.nic).network == self.network

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        nic = vm.nic(self.nic)
        told = event(
            "NetworkChanged",
            site.now_s,
            vm=Ref("vm", vm.name),
            nic=Ref("nic", nic.label),
            source=Ref("network", nic.network),
            target=Ref("network", self.network),
        )
        return site.put(_with_nic(vm, replace(nic, network=self.network))), (told,)
