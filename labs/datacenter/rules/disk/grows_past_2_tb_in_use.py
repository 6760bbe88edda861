from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ExtendDisk, PowerOff
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_thin_disks
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.rules.storage.file_too_large import is_beyond_vmfs3
from labs.datacenter.text import Quantity, Ref, Text
from labs.datacenter.words import PowerState

ON = PowerState.ON


class GrowsPast2TbInUse(Rule):
    """On hosts of 5.5 and 6.0 a disk cannot grow past 2 TB while its machine runs."""

    code = "disk.grows_past_2_tb_in_use"
    fault = "InvalidPowerState"
    objective = "5.09"
    source = Source("KB 2058287 (not read, only quoted)", "K")
    asks = Asks(ExtendDisk=ERROR)
    says = Text(
        zh="正在主机{host}（版本{version}）上运行，{disk}要先关机才能达到{reach}",
        en="runs on {host} (version {version}), where {disk} can grow to {reach} only while it is "
        "powered off",
    )
    hint = Text(zh="先关机，再扩展。", en="Power it off, and extend the disk then.")

    def check(self, case: Case) -> Sequence[Finding]:
        if case.vm.power is not ON:
            return ()
        site, host, disk = case.site, case.source.name, case.vm.disk(case.action.disk)
        most = site.host_limit("disk_in_use_mb", host)
        if not disk.size_mb <= most < case.action.size_mb <= site.host_limit("disk_mb", host):
            return ()
        if is_beyond_vmfs3(site, disk.datastore, case.action.size_mb):
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                host=Ref("host", host),
                version=site.version_of(host),
                disk=disk.label,
                reach=Quantity(most + 1, "MB"),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        yield PowerOff(vm=case.vm.name)

    def breaks(self, site: Site, action: ExtendDisk) -> tuple[Site, ExtendDisk] | None:
        vm = site.vms[action.vm]
        if vm.power is not ON:
            return None
        site = with_host(with_thin_disks(site, vm.name), vm.host, version="6.0")
        return site, replace(action, size_mb=site.host_limit("disk_in_use_mb", vm.host) + 1)
