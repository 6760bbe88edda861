from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_large_disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.rule import COPIES, ERROR, MIGRATIONS, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text

OLD = "5.1"  # the last version whose disks end below 2 TB


class HostTooOld(Rule):
    """The machine has a disk larger than any that the version of the host can hold.

    Raw device mappings are left out: their limits are others, and not modelled.
    """

    code = "disk.host_too_old"
    fault = "DiskNotSupported"
    objective = {
        "COLD": "6.01",
        "SUSP": "6.01",
        "VMO": "6.15",
        "XHOST": "6.28",
        **dict.fromkeys(("PowerOn", "Resume", "RegisterVM", "MarkAsVirtualMachine"), "5.01"),
        **dict.fromkeys(COPIES, "5.01"),
    }
    source = api(
        "DiskNotSupported",
        "KB 2058287 as quoted: disks beyond 2 TB move and are cloned to hosts of 5.5 or later "
        "alone; that the API answers this fault is the engine's choice",
        mark="E",
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
        zh="的版本是{version}，磁盘最大{most}，而{vm}的{disk}有{size}",
        en="is of version {version}, whose disks have at most {most}, but {disk} of {vm} has "
        "{size}",
    )
    hint = Text(zh="选择5.5或更高版本的主机。", en="Choose a host of version 5.5 or later.")

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host and case.kind in MIGRATIONS:
            return ()
        target, vm = case.target.name, case.arrival
        most = case.site.host_limit("disk_mb", target)
        return [
            self.finding(
                case,
                Ref("host", target),
                version=case.site.version_of(target),
                most=Quantity(most, "MB"),
                vm=Ref("vm", vm.name),
                disk=Ref("disk", disk.label),
                size=Quantity(disk.size_mb, "MB"),
            )
            for disk in vm.hardware.disks
            if disk.size_mb > most and disk.rdm is None
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        """What is to be started may go to a host that can hold its disks."""
        if case.kind not in ("PowerOn", "Resume"):
            return
        for name in case.site.hosts:
            if not is_beyond(case.site, name, case.vm):
                yield Migrate(vm=case.vm.name, host=name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        host = getattr(action, "host", None)
        if host is None and not isinstance(action, Migrate):
            host = site.machine(action.vm).host
        if host is None:
            return None
        site = with_host(site, host, version=OLD)
        return with_large_disk(site, action.vm, site.host_limit("disk_mb", host) + 1), action


def is_beyond(site: Site, host: str, vm: VM) -> bool:
    """Whether the machine has a disk that the host cannot hold."""
    most = site.host_limit("disk_mb", host)
    return any(disk.size_mb > most and disk.rdm is None for disk in vm.hardware.disks)
