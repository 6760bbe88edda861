from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import MountDatastore
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Backing

LOCAL = Backing.LOCAL


class LocalDatastore(Rule):
    """A datastore on the disks of one host is to be mounted on another."""

    code = "storage.local_datastore"
    fault = "InvalidDatastore"
    objective = "1.22"
    source = Source(
        "vSphere Storage (6.5.1): local storage is not shared; the fault is the engine's choice",
        "E",
    )
    asks = Asks(MountDatastore=ERROR)
    says = Text(
        zh="在主机{owner}的本地磁盘上，不能挂载到{host}",
        en="lies on local disks of {owner} and cannot be mounted on {host}",
    )
    hint = Text(
        zh="使用SAN、iSCSI或NAS上的共享数据存储。",
        en="Use a shared datastore on SAN, iSCSI or NAS.",
    )
    incurable = Text(
        zh="本地磁盘不能变成共享存储。", en="Local disks do not become shared storage."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        datastore = case.site.datastores[case.action.datastore]
        owners = case.site.hosts_of_datastore.get(datastore.name) or (datastore.local_to,)
        others = [name for name in owners if name not in (case.source.name, None)]
        if datastore.backing is not LOCAL or not others:
            return ()
        return [
            self.finding(
                case,
                Ref("datastore", datastore.name),
                owner=Ref("host", others[0]),
                host=Ref("host", case.source.name),
            )
        ]

    def breaks(self, site: Site, action: MountDatastore) -> tuple[Site, MountDatastore] | None:
        for name, datastore in site.datastores.items():
            owners = site.hosts_of_datastore.get(name)
            if datastore.backing is LOCAL and owners and action.host not in owners:
                return site, replace(action, datastore=name)
        return None
