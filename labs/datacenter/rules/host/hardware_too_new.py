from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_hardware
from labs.datacenter.inventory.hardware_versions import newest_hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import COPIES, ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class HardwareTooNew(Rule):
    """The machine's virtual hardware is of a later version than the host can run."""

    code = "host.hardware_too_new"
    fault = "VirtualHardwareVersionNotSupported"
    objective = {
        "COLD": "6.01",
        "SUSP": "6.01",
        "VMO": "6.15",
        "XHOST": "6.28",
        "PowerOn": "5.01",
        "Resume": "5.01",
        **dict.fromkeys((*COPIES, "RegisterVM", "MarkAsVirtualMachine"), "5.01"),
    }
    source = api(
        "VirtualHardwareVersionNotSupported",
        "vSphere Virtual Machine Administration (6.5, 6.7): compatibility of virtual machines",
    )
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        VMO=ERROR,
        XHOST=ERROR,
        PowerOn=ERROR,
        Resume=ERROR,
        RegisterVM=ERROR,
        MarkAsVirtualMachine=ERROR,
        **dict.fromkeys(COPIES, ERROR),
    )
    says = Text(
        zh="运行ESXi {version}，最高支持虚拟硬件版本{newest}，而{vm}的是{hardware}",
        en="runs ESXi {version}, which supports virtual hardware up to version {newest}, "
        "but {vm} has {hardware}",
    )
    hint = Text(
        zh="选择版本更新的主机，或先升级这台主机。",
        en="Choose a host of a later version, or upgrade this one first.",
    )
    incurable = Text(
        zh="虚拟硬件不能降级，升级主机不在已实现的操作之内。",
        en="Virtual hardware is never downgraded, and upgrading hosts is not among the actions "
        "of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        hardware = case.vm.hardware.version
        if hardware is None or not (case.moves_host or not isinstance(case.action, Migrate)):
            return ()
        version = case.site.version_of(case.target.name)
        newest = newest_hardware(version)
        if newest is None or hardware <= newest:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                version=version,
                newest=newest,
                vm=Ref("vm", case.arrival.name),
                hardware=hardware,
            )
        ]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        name = getattr(action, "host", None)
        if name is None and not isinstance(action, Migrate):
            name = site.vms[action.vm].host
        if name is None:
            return None
        if newest_hardware(site.version_of(name)) is None:
            site = site.put(replace(site.hosts[name], version="6.7"))
        newest = newest_hardware(site.version_of(name))
        return with_hardware(site, action.vm, version=newest + 1), action
