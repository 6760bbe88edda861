from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import Guest
from labs.datacenter.releases import since
from labs.datacenter.rule import ERROR, MIGRATIONS, WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class NoHardwareVirtualization(Rule):
    """A 64-bit guest would come to a host whose hardware virtualization is off."""

    code = "cpu.no_hardware_virtualization"
    fault = since({"4.0": "CpuIncompatible", "6.5": "FeatureRequirementsNotMet"})
    objective = "6.05"
    source = api(
        "CpuIncompatible and FeatureRequirementsNotMet",
        "vCenter Server and Host Management (6.7): CPU compatibility and EVC",
    )
    asks = Asks(COLD=WARNING, SUSP=ERROR, VMO=ERROR, XHOST=ERROR, PowerOn=ERROR, Resume=ERROR)
    says = Text(
        zh="没有启用硬件虚拟化，不能运行64位的{vm}",
        en="has hardware virtualization switched off and cannot run {vm}, whose guest is 64-bit",
    )
    hint = Text(
        zh="在主机固件中启用Intel VT-x或AMD-V，或选择另一台主机。",
        en="Switch on Intel VT-x or AMD-V in the host's firmware, or choose another host.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if case.kind in MIGRATIONS and not case.moves_host:
            return ()
        if case.target.cpu.hardware_virtualization or not case.vm.guest.is_64_bit:
            return ()
        return [self.finding(case, Ref("host", case.target.name), vm=Ref("vm", case.vm.name))]

    def cures(self, case: Case) -> Iterator[Action]:
        """A machine to be started may go to a host that can run it; a migration has no cure."""
        if case.kind in MIGRATIONS:
            return
        for host in case.site.hosts.values():
            if host.cpu.hardware_virtualization:
                yield Migrate(vm=case.vm.name, host=host.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        target = action.host if isinstance(action, Migrate) else vm.host
        if target is None:
            return None
        for other in site.running_on(target):  # those that run there must be able to
            site = site.put(replace(other, guest=Guest(is_64_bit=False)))
        site = with_vm(site, vm.name, guest=Guest(is_64_bit=True))
        return with_cpu(site, target, hardware_virtualization=False), action
