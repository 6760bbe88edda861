from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, MountMedia
from labs.datacenter.actions.media import DRIVES
from labs.datacenter.case import Case
from labs.datacenter.edits import with_device
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackingType, DeviceKind

ISO = BackingType.ISO

_NO_DRIVE = Text(zh="不能装载介质", en="holds no media")
_PASSED = Text(zh="的介质不能是直通设备", en="cannot hold what is passed through")
_NO_DATASTORE = Text(
    zh="要装载ISO映像，但没有指明数据存储", en="is to hold an ISO image, but from no datastore"
)
_DATASTORE = Text(
    zh="只有装载ISO映像时才能指明数据存储", en="takes a datastore for an ISO image only"
)


class MediaUnfit(Rule):
    """What is to be mounted, or emptied, does not fit the device."""

    code = "device.media_unfit"
    fault = "InvalidDeviceBacking"
    objective = "6.22"
    source = api("InvalidDeviceBacking")
    asks = Asks(MountMedia=ERROR, UnmountMedia=ERROR)
    says = Text(zh="的{device}（{kind}）{reason}", en="has {device} ({kind}), which {reason}")
    hint = Text(
        zh="选择光驱或软驱，装载数据存储上的映像、主机设备或客户端设备。",
        en="Choose a CD or floppy drive, and an image on a datastore or a drive of host or client.",
    )
    incurable = Text(zh="改变请求即可。", en="Another request will do.")

    def check(self, case: Case) -> Sequence[Finding]:
        device = case.vm.device(case.action.device)
        reason = _NO_DRIVE if device.kind not in DRIVES else _unfit(case.action)
        if reason is None:
            return ()
        vm = Ref("vm", case.vm.name)
        return [self.finding(case, vm, device=device.label, kind=device.kind, reason=reason)]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        site = with_device(site, action.vm, BackingType.HOST, kind=DeviceKind.SERIAL)
        devices = site.vms[action.vm].hardware.devices
        serial = next(one.label for one in devices if one.kind is DeviceKind.SERIAL)
        return site, replace(action, device=serial)


def _unfit(action: Action) -> Text | None:
    """What is wrong with the media asked for; None where nothing is."""
    if not isinstance(action, MountMedia):
        return None
    if action.backing is BackingType.PASSTHROUGH:
        return _PASSED
    if action.backing is ISO:
        return _NO_DATASTORE if action.datastore is None else None
    return None if action.datastore is None else _DATASTORE
