from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, MountDatastore
from labs.datacenter.case import Case
from labs.datacenter.edits import with_files_on, with_new_datastore
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import MountMode


class DisksUnreachable(Rule):
    """Files stay where they are, but the target host does not mount what holds the disks."""

    code = "storage.disks_unreachable"
    fault = "CannotAccessVmDisk"
    objective = {
        "COLD": "6.04",
        "SUSP": "6.07",
        "VMO": "6.10",
        "RegisterVM": "5.05",
        "MarkAsVirtualMachine": "5.06",
    }
    source = api("CannotAccessVmDisk", "vCenter Server and Host Management (6.0.1, 6.5.1): vMotion")
    asks = Asks(COLD=ERROR, SUSP=ERROR, VMO=ERROR, RegisterVM=ERROR, MarkAsVirtualMachine=ERROR)
    says = Text(
        zh="没有挂载{datastores}，而{vm}有{count}个磁盘在上面",
        en="does not mount {datastores}, which holds {count} of {vm}'s disks",
    )
    hint = Text(
        zh="使用两台主机都挂载的共享存储，或同时迁移到目标主机能访问的数据存储。",
        en="Use shared storage that both hosts mount, "
        "or migrate to a datastore of the target host at the same time.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_host or case.moves_files:
            return ()
        unseen = case.unseen_disk_datastores
        if not unseen:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                datastores=tuple(Ref("datastore", name) for name in unseen),
                count=sum(disk.datastore in unseen for disk in case.vm.hardware.disks),
                vm=Ref("vm", case.vm.name),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        if case.newcomer is None:
            for mount in case.source.mounts:
                if case.target.mount(mount.datastore) is not None:
                    yield Migrate(vm=case.vm.name, datastore=mount.datastore)
        for name in case.unseen_disk_datastores:
            yield MountDatastore(host=case.target.name, datastore=name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.machine(action.vm)
        if action.host is None or action.places_files(site):
            return None
        mounts = {vm.host: MountMode.READ_WRITE} if vm.host != action.host else {}
        site = with_new_datastore(site, "nas-far", mounts)
        return with_files_on(site, vm.name, "nas-far"), action
