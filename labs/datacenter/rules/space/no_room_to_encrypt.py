from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, EncryptVM, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


class NoRoomToEncrypt(Rule):
    """Encrypting writes every file anew beside the old one: it takes twice the space meanwhile."""

    code = "space.no_room_to_encrypt"
    fault = "NoDiskSpace"
    objective = "5.04"
    source = api("NoDiskSpace", "vSphere Security (6.7): disk space requirements of encryption")
    asks = Asks(EncryptVM=ERROR)
    says = Text(
        zh="只有{free}可用空间，而加密{vm}期间还需要{needed}",
        en="has {free} free, but encrypting {vm} takes {needed} more meanwhile",
    )
    hint = Text(
        zh="腾出空间，或先把虚拟机迁移到更大的数据存储。",
        en="Make room, or migrate the machine to a larger datastore first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("datastore", name),
                free=Quantity(case.site.free_mb(name), "MB"),
                needed=Quantity(case.vm.taken_mb(name), "MB"),
                vm=Ref("vm", case.vm.name),
            )
            for name in _full(case)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for full in _full(case):
            for name in case.site.vms_of_datastore[full]:
                host = case.site.hosts[case.site.vms[name].host]
                for mount in host.mounts:
                    if mount.datastore != full:
                        yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: EncryptVM) -> tuple[Site, EncryptVM] | None:
        vm = site.vms[action.vm]
        name = vm.files.config
        if vm.taken_mb(name) == 0:
            return None
        return with_free_mb(site, name, vm.taken_mb(name) - 1), action


def _full(case: Case) -> list[str]:
    vm = case.vm
    return [name for name in vm.datastores if case.site.free_mb(name) < vm.taken_mb(name)]
