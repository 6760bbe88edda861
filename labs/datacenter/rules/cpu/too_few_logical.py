from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ChangeCpus, Migrate, PowerOn
from labs.datacenter.case import Case
from labs.datacenter.edits import with_cpu, with_hardware
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, MIGRATIONS, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class TooFewLogical(Rule):
    """The machine has more virtual CPUs than the host has logical ones."""

    code = "cpu.too_few_logical"
    fault = ("NotEnoughLogicalCpus", "NotEnoughCpus")
    objective = {
        "COLD": "1.14",
        "SUSP": "1.14",
        "VMO": "6.11",
        "XHOST": "6.11",
        "PowerOn": "1.14",
        "RegisterVM": "1.14",
        "MarkAsVirtualMachine": "1.14",
    }
    source = api("NotEnoughLogicalCpus and NotEnoughCpus")
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        VMO=ERROR,
        XHOST=ERROR,
        PowerOn=ERROR,
        RegisterVM=ERROR,
        MarkAsVirtualMachine=ERROR,
    )
    says = Text(
        zh="只有{logical}个逻辑CPU，而{vm}有{vcpus}个vCPU",
        en="has {logical} logical CPUs, but {vm} has {vcpus} vCPUs",
    )
    hint = Text(
        zh="选择逻辑CPU更多的主机，或在关机后减少vCPU。",
        en="Choose a host with more logical CPUs, or give the machine fewer while it is off.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if case.kind in MIGRATIONS and not case.moves_host:
            return ()
        cpu, vcpus = case.target.cpu, case.vm.hardware.vcpus
        if vcpus <= cpu.logical:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                fault="NotEnoughLogicalCpus" if cpu.threads > 1 else "NotEnoughCpus",
                logical=cpu.logical,
                vm=Ref("vm", case.vm.name),
                vcpus=vcpus,
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        """Fewer processors; and a machine to be started may go to a host that can run it.

        A template is not edited, nor is what is in no inventory.
        """
        if case.kind not in (*MIGRATIONS, "PowerOn"):
            return
        yield ChangeCpus(vm=case.vm.name, vcpus=case.target.cpu.logical)
        if case.kind in MIGRATIONS:
            return
        for host in case.site.hosts.values():
            if host.cpu.logical >= case.vm.hardware.vcpus:
                yield Migrate(vm=case.vm.name, host=host.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.machine(action.vm)
        target = vm.host if isinstance(action, PowerOn) else action.host
        if target is None:
            return None
        vcpus = site.hosts[target].cpu.logical + 1
        if target != vm.host:  # where it runs now there must be enough
            cores = max(site.hosts[vm.host].cpu.cores, vcpus)
            site = with_cpu(site, vm.host, cores=cores)
        return with_hardware(site, vm.name, vcpus=vcpus), action
