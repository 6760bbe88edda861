from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, AddDevice, PowerOff
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackingType, DeviceKind, PowerState

ON = PowerState.ON
_HOT = (DeviceKind.USB,)


class NotHotPluggable(Rule):
    """A device of this kind is neither added nor removed while the machine runs."""

    code = "device.not_hot_pluggable"
    fault = "DeviceHotPlugNotSupported"
    objective = "5.01"
    source = api(
        "DeviceHotPlugNotSupported", "which kinds these are was not read in a source", mark="K"
    )
    asks = Asks(AddDevice=ERROR, RemoveDevice=ERROR)
    says = Text(
        zh="正在运行，{kind}要先关机才能添加或移除",
        en="runs, and a {kind} can be added or removed only while it is powered off",
    )
    hint = Text(zh="先关机。", en="Power it off first.")

    def check(self, case: Case) -> Sequence[Finding]:
        kind = _kind(case.site, case.action)
        if case.vm.power is not ON or kind in _HOT:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name), kind=kind)]

    def cures(self, case: Case) -> Iterator[Action]:
        yield PowerOff(vm=case.vm.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        if site.vms[action.vm].power is not ON:
            return None
        if isinstance(action, AddDevice):
            return site, AddDevice(vm=action.vm, kind=DeviceKind.CDROM)
        site = with_device(site, action.vm, BackingType.HOST, kind=DeviceKind.SERIAL)
        devices = site.vms[action.vm].hardware.devices
        serial = next(one.label for one in devices if one.kind is DeviceKind.SERIAL)
        return site, type(action)(vm=action.vm, device=serial)


def _kind(site: Site, action: Action) -> DeviceKind:
    if isinstance(action, AddDevice):
        return action.kind
    return site.vms[action.vm].device(action.device).kind
