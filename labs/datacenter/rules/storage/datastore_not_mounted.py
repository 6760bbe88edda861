from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, MountDatastore
from labs.datacenter.case import Case
from labs.datacenter.edits import with_new_datastore
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, NEW_MACHINES, Asks, Finding, Rule, api
from labs.datacenter.rules.boundary.datacenter_mismatch import DatacenterMismatch
from labs.datacenter.text import Ref, Text

BOUNDARY = DatacenterMismatch()


class DatastoreNotMounted(Rule):
    """The host that the machine comes to, or stays on, does not mount the target datastore.

    Silent where the host stays and the boundary of its datacenter stands in the way: the rule on
    datacenters says that.
    """

    code = "storage.datastore_not_mounted"
    fault = "InaccessibleDatastore"
    objective = {
        "COLD": "6.04",
        "SUSP": "6.07",
        "SVMO": "6.13",
        "XHOST": "6.28",
        "AddDisk": "5.05",
        **dict.fromkeys(NEW_MACHINES, "1.22"),
    }
    source = api(
        "InaccessibleDatastore",
        "vCenter Server and Host Management (6.7): Storage vMotion requirements and limitations",
    )
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        SVMO=ERROR,
        XHOST=ERROR,
        AddDisk=ERROR,
        **dict.fromkeys(NEW_MACHINES, ERROR),
    )
    says = Text(
        zh="没有挂载目标数据存储{datastore}，{vm}的文件不能放到那里",
        en="does not mount the target datastore {datastore}, so files of {vm} cannot go there",
    )
    hint = Text(
        zh="选择该主机能访问的数据存储，或先把它挂载到该主机。",
        en="Choose a datastore this host can reach, or mount it on the host first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if case.datastore is None or case.target.mount(case.datastore.name) is not None:
            return ()
        if not case.moves_host and BOUNDARY.stands_in_the_way(case):
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.target.name),
                datastore=Ref("datastore", case.datastore.name),
                vm=Ref("vm", case.arrival.name),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        yield MountDatastore(host=case.target.name, datastore=case.datastore.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        if not action.places_files(site):
            return None
        site = with_new_datastore(site, "nas-far", {})
        return site, replace(action, datastore="nas-far")
