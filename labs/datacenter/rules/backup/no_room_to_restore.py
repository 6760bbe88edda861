from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, RestoreVM
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb, with_thin_disks
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


def _growth_mb(site: Site, action: RestoreVM) -> dict[str, int]:
    """By how much the machine's files grow on each of its datastores."""
    before, after = site.vms[action.vm], action.replaced(site)
    names = sorted({*before.datastores, *after.datastores})
    return {name: after.taken_mb(name) - before.taken_mb(name) for name in names}


class NoRoomToRestore(Rule):
    """The disks of the restore point need more room than those they replace leave."""

    code = "backup.no_room_to_restore"
    fault = "NoDiskSpace"
    objective = "2.11"
    source = api(
        "NoDiskSpace", "that present files are deleted first is the engine's choice", mark="E"
    )
    asks = Asks(RestoreVM=ERROR)
    says = Text(
        zh="只有{free}可用空间，而恢复{vm}还需要{needed}",
        en="has {free} free, but restoring {vm} needs {needed} more",
    )
    hint = Text(zh="先腾出空间。", en="Make room first.")

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(
                case,
                Ref("datastore", name),
                free=Quantity(case.site.free_mb(name), "MB"),
                vm=Ref("vm", case.vm.name),
                needed=Quantity(needed, "MB"),
            )
            for name, needed in _growth_mb(case.site, case.action).items()
            if needed > max(0, case.site.free_mb(name))
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        site = case.site
        for full in case.vm.datastores:
            for name in site.vms_of_datastore[full]:
                for mount in site.hosts[site.vms[name].host].mounts:
                    if mount.datastore != full:
                        yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: RestoreVM) -> tuple[Site, RestoreVM] | None:
        site = with_thin_disks(site, action.vm)
        name, needed = max(_growth_mb(site, action).items(), key=lambda one: one[1])
        if needed <= 0:
            return None
        return with_free_mb(site, name, needed - 1), action
