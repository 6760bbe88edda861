from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ReturnDevice
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.rules.storage.all_paths_down import ASKED, cut_off
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import DatastoreKind


class DeviceLost(Rule):
    """A host that has to reach files of the machine has lost their device for good."""

    code = "storage.device_lost"
    fault = "InaccessibleDatastore"
    objective = "7.06"
    source = api(
        "InaccessibleDatastore",
        "vSphere Storage (6.5.1): multipathing, permanent device loss",
        own_in=("WriteToDisk",),  # what a guest writes is no call of the API
    )
    asks = Asks(**dict.fromkeys(ASKED, ERROR))
    says = Text(
        zh="永久丢失了{datastore}的设备（PDL）",
        en="has lost the device of {datastore} for good (PDL)",
    )
    hint = Text(
        zh="路径恢复无济于事：要由阵列重新提供该设备。",
        en="No path helps: the array has to offer the device again.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(case, Ref("host", host.name), datastore=Ref("datastore", mount.datastore))
            for host, mount in cut_off(case, device_lost=True)
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for host, mount in cut_off(case, device_lost=True):
            yield ReturnDevice(host=host.name, datastore=mount.datastore)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.machine(getattr(action, "vm", None))
        host = getattr(action, "host", None) or vm.host
        datastore = getattr(action, "datastore", None) or vm.files.config
        if site.datastores[datastore].kind is DatastoreKind.NFS:
            return None
        mounts = tuple(
            replace(one, device_lost=True) if one.datastore == datastore else one
            for one in site.hosts[host].mounts
        )
        return with_host(site, host, mounts=mounts), action
