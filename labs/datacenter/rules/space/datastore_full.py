from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_free_mb
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, NEW_MACHINES, Asks, Finding, Rule, api
from labs.datacenter.rules.disk.too_large import is_too_large
from labs.datacenter.text import Quantity, Ref, Text


class DatastoreFull(Rule):
    """The target datastore has less free space than the files that have to go there take."""

    code = "space.datastore_full"
    fault = "NoDiskSpace"
    objective = {
        "COLD": "6.04",
        "SUSP": "6.07",
        "SVMO": "6.24",
        "XHOST": "6.28",
        "CloneVM": "4.04",
        "CloneToTemplate": "5.07",
        "DeployTemplate": "5.06",
        "CreateVM": "5.05",
    }
    source = api("NoDiskSpace")
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        SVMO=ERROR,
        XHOST=ERROR,
        **dict.fromkeys(NEW_MACHINES, ERROR),
    )
    says = Text(
        zh="只有{free}可用空间，而{vm}需要{needed}", en="has {free} free, but {vm} needs {needed}"
    )
    hint = Text(
        zh="先腾出空间，或选择更大的数据存储。", en="Make room first, or choose a larger datastore."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.moves_files:
            return ()
        free, needed = case.site.free_mb(case.datastore.name), case.mb_to_place
        if needed <= free or is_too_large(case.site, case.action):
            return ()
        return [
            self.finding(
                case,
                Ref("datastore", case.datastore.name),
                free=Quantity(free, "MB"),
                needed=Quantity(needed, "MB"),
                vm=Ref("vm", case.arrival.name),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        site, full = case.site, case.datastore.name
        for name in site.vms_of_datastore.get(full, ()):
            if case.newcomer is None and name == case.vm.name:
                continue
            for mount in site.hosts[site.vms[name].host].mounts:
                if mount.datastore != full:
                    yield Migrate(vm=name, datastore=mount.datastore)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        if not action.places_files(site):
            return None
        needed = Case(site, action).mb_to_place
        if needed == 0:
            return None
        return with_free_mb(site, action.datastore, needed - 1), action
