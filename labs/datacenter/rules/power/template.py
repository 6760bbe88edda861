from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, MarkAsVirtualMachine
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import PowerState


class Template(Rule):
    """A template is to be powered on or edited."""

    code = "power.template"
    fault = "InvalidState"
    objective = "5.06"
    source = api("VirtualMachine.MarkAsTemplate")
    asks = Asks(
        PowerOn=ERROR,
        ConnectDevice=ERROR,
        DisconnectDevice=ERROR,
        ConnectNetwork=ERROR,
        DisconnectNetwork=ERROR,
        ChangeNetwork=ERROR,
        TakeSnapshot=ERROR,
        RevertToSnapshot=ERROR,
        RemoveSnapshot=ERROR,
        RemoveAllSnapshots=ERROR,
        ConsolidateDisks=ERROR,
        InflateDisk=ERROR,
        UnmountToolsInstaller=ERROR,
        ClearAffinity=ERROR,
        AddDisk=ERROR,
        RemoveDisk=ERROR,
        ExtendDisk=ERROR,
        ChangeDiskMode=ERROR,
        EncryptVM=ERROR,
        DecryptVM=ERROR,
        SetVMotionEncryption=ERROR,
        AddNic=ERROR,
        ChangeCpus=ERROR,
        ChangeMemory=ERROR,
        ReserveMemory=ERROR,
        ReserveCpu=ERROR,
        SetAffinity=ERROR,
        RemoveNic=ERROR,
        AddDevice=ERROR,
        RemoveDevice=ERROR,
        MountMedia=ERROR,
        UnmountMedia=ERROR,
        EnableChangeTracking=ERROR,
        DisableChangeTracking=ERROR,
        RestoreVM=ERROR,
    )
    says = Text(
        zh="是模板，模板不能开机，也不能编辑",
        en="is a template, and a template can be neither powered on nor edited",
    )
    hint = Text(
        zh="从模板部署一台虚拟机，改用那一台；或先把模板转换为虚拟机。",
        en="Deploy a machine from the template and use that one, "
        "or convert the template to a machine first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [self.finding(case, Ref("vm", case.vm.name))] if case.vm.template else ()

    def cures(self, case: Case) -> Iterator[Action]:
        yield MarkAsVirtualMachine(vm=case.vm.name, host=case.vm.host)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        off = with_vm(site, action.vm, power=PowerState.OFF, cpu_generation=None)
        return with_vm(off, action.vm, template=True), action
