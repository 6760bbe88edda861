from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import (
    Action,
    ConnectDevice,
    DisconnectDevice,
    MountDatastore,
    MountMedia,
)
from labs.datacenter.actions.media import DRIVES
from labs.datacenter.aspects import DEVICES
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device, with_new_datastore
from labs.datacenter.inventory.hardware import Device
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import BY_FACTS, ERROR, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackingType, MountMode

ISO = BackingType.ISO
HOST = BackingType.HOST


class BackingUnreachable(Rule):
    """A device stands on a local image or a host's own device, which the target cannot reach."""

    code = "device.backing_unreachable"
    fault = "CannotAccessVmDevice"
    objective = "6.22"
    source = api("CannotAccessVmDevice", "vCenter Server 4.0, 6.0, 6.7: conditions for vMotion")
    aspects = DEVICES
    asks = Asks(
        COLD=WARNING,
        SUSP=WARNING,
        VMO=BY_FACTS,
        XHOST=BY_FACTS,
        ConnectDevice=ERROR,
        MountMedia=ERROR,
    )
    says = Text(
        zh="的{device}使用{place}上的{backing}，主机{host}访问不到",
        en="has {device} backed by {place} ({backing}), which {host} cannot reach",
    )
    hint = Text(
        zh="先断开该设备，或使用目标主机也能访问的映像。",
        en="Disconnect the device first, or use an image that the target host reaches too.",
    )
    when_disconnected = Text(
        zh="该设备已断开，不妨碍迁移；到了目标主机上要再用它，得换成那里能访问的映像。",
        en="The device is disconnected, which does not hinder the move; to be used on the target "
        "host it needs an image that is reached there.",
    )
    when_asked_for = Text(
        zh="改用该主机能访问的映像，或把它所在的数据存储挂载到该主机。",
        en="Use an image that the host reaches, or mount its datastore there.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        found = []
        for device in _judged(case):
            severity = None
            if self._level_of(case) == BY_FACTS:
                severity = ERROR if device.connected else WARNING
            found.append(
                self.finding(
                    case,
                    Ref("vm", case.vm.name),
                    severity=severity,
                    advice=self._advice(case, device),
                    device=device.label,
                    backing=device.backing.type,
                    place=_place(case, device),
                    host=Ref("host", case.target.name),
                )
            )
        return found

    def _advice(self, case: Case, device: Device) -> Text | None:
        """What is left to do where to disconnect the device is done, or would be no use."""
        if not case.moves_host:
            return self.when_asked_for
        return None if device.connected else self.when_disconnected

    def cures(self, case: Case) -> Iterator[Action]:
        for device in _judged(case):
            if case.moves_host and device.connected:
                yield DisconnectDevice(vm=case.vm.name, device=device.label)
            if device.backing.type is ISO:
                yield MountDatastore(host=case.target.name, datastore=device.backing.datastore)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        if isinstance(action, ConnectDevice):
            site = with_new_datastore(site, "nas-iso", {})
            site = with_device(site, action.vm, ISO, datastore="nas-iso", connected=False)
            devices = site.vms[action.vm].hardware.devices
            far = next(one.label for one in devices if one.backing.datastore == "nas-iso")
            return site, replace(action, device=far)
        if isinstance(action, MountMedia):
            if site.vms[action.vm].device(action.device).kind not in DRIVES:
                return None
            site = with_new_datastore(site, "nas-iso", {})
            return site, replace(action, backing=ISO, datastore="nas-iso")
        if action.host is None:
            return None
        here = {site.vms[action.vm].host: MountMode.READ_WRITE}
        site = with_new_datastore(site, "nas-iso", here)
        return with_device(site, action.vm, ISO, datastore="nas-iso"), action


def _judged(case: Case) -> list[Device]:
    """Devices whose backing is out of the reach of the host in question."""
    if isinstance(case.action, ConnectDevice):
        device = case.vm.device(case.action.device)
        return [device] if _is_unseen(case, device) else []
    if isinstance(case.action, MountMedia):
        device = case.action.mounted(case.vm)
        fits = device.kind in DRIVES and device.backing.datastore is not None
        return [device] if fits and _is_unseen(case, device) else []
    if not case.moves_host:
        return []
    return [
        device
        for device in case.vm.hardware.devices
        if device.backing.type is HOST or _is_unseen(case, device)
    ]


def _is_unseen(case: Case, device: Device) -> bool:
    backing = device.backing
    return backing.type is ISO and case.target.mount(backing.datastore) is None


def _place(case: Case, device: Device) -> Ref:
    """Where the backing is: its datastore, or the host the machine is on."""
    datastore = device.backing.datastore
    return Ref("datastore", datastore) if datastore else Ref("host", case.source.name)
