from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, MountDatastore
from labs.datacenter.case import Case
from labs.datacenter.edits import with_new_datastore, with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import Files
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import MountMode


class ConfigUnreachable(Rule):
    """Files stay, but the target host does not mount what holds the config file.

    Silent where the same datastore holds disks that are missed: those say it already.
    """

    code = "storage.config_unreachable"
    fault = "CannotAccessVmConfig"
    objective = {
        "COLD": "6.04",
        "SUSP": "6.07",
        "VMO": "6.10",
        "RegisterVM": "5.03",
        "MarkAsVirtualMachine": "5.06",
    }
    source = api("CannotAccessVmConfig", "vCenter Server and Host Management (6.0.1, 6.5.1)")
    asks = Asks(COLD=ERROR, SUSP=ERROR, VMO=ERROR, RegisterVM=ERROR, MarkAsVirtualMachine=ERROR)
    says = Text(
        zh="没有挂载{datastore}，而{vm}的配置文件在上面",
        en="does not mount {datastore}, which holds the configuration file of {vm}",
    )
    hint = Text(
        zh="把配置文件放到两台主机都挂载的数据存储。",
        en="Keep the configuration file on a datastore that both hosts mount.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host or case.moves_files:
            return ()
        name = case.vm.files.config
        if case.target.mount(name) is not None or name in case.unseen_disk_datastores:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                datastore=Ref("datastore", name),
                vm=Ref("vm", case.vm.name),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        if case.newcomer is None:
            for mount in case.source.mounts:
                if case.target.mount(mount.datastore) is not None:
                    yield Migrate(vm=case.vm.name, datastore=mount.datastore)
        yield MountDatastore(host=case.target.name, datastore=case.vm.files.config)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.machine(action.vm)
        if action.host is None or action.places_files(site) or not vm.hardware.disks:
            return None
        mounts = {vm.host: MountMode.READ_WRITE} if vm.host != action.host else {}
        site = with_new_datastore(site, "nas-far", mounts)
        return with_vm(site, vm.name, files=Files(config="nas-far")), action
