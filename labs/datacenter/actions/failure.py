"""What fails, and its repair: a datastore's array, the file of a disk, a host."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class FailDatastore(Action):
    """The array behind a datastore fails: no host reaches it, and its files stay as they are."""

    label: ClassVar = Text(zh="使数据存储故障", en="Fail a datastore")
    sentence: ClassVar = Text(zh="让{datastore}发生故障", en="Let {datastore} fail")
    datastore: str = naming("datastore")

    def changes_nothing(self, site: Site) -> bool:
        return not site.datastores[self.datastore].accessible

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        gone = replace(site.datastores[self.datastore], accessible=False)
        machines = tuple(Ref("vm", name) for name in site.vms_of_datastore.get(self.datastore, ()))
        about = {**self.facts, **({"vms": machines} if machines else {})}
        code = "DatastoreFailed" if machines else "EmptyDatastoreFailed"
        return site.put(gone), (event(code, site.now_s, **about),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreDatastore(Action):
    """The array comes back, with the files it had."""

    label: ClassVar = Text(zh="修复数据存储", en="Repair a datastore")
    sentence: ClassVar = Text(zh="修复{datastore}", en="Bring {datastore} back")
    datastore: str = naming("datastore")

    def changes_nothing(self, site: Site) -> bool:
        return site.datastores[self.datastore].accessible

    def effect(self, site: Site) -> Outcome:
        back = replace(site.datastores[self.datastore], accessible=True)
        return site.put(back), (event("DatastoreRestored", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorruptDisk(Action):
    """The base disk's file is damaged beyond use; deltas on it stay and are of no use."""

    label: ClassVar = Text(zh="损坏磁盘文件", en="Corrupt a disk file")
    sentence: ClassVar = Text(zh="损坏{vm}的{disk}的文件", en="Corrupt the file of {disk} of {vm}")
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].disk(self.disk).lost

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        disks = tuple(
            replace(one, lost=True) if one.label == self.disk else one for one in vm.hardware.disks
        )
        after = site.put(replace(vm, hardware=replace(vm.hardware, disks=disks)))
        return after, (event("DiskCorrupted", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailHost(Action):
    """A host loses power: what ran on it stops, its memory is gone, its files stay."""

    label: ClassVar = Text(zh="使主机故障", en="Fail a host")
    sentence: ClassVar = Text(zh="让{host}发生故障", en="Let {host} fail")
    host: str = naming("host")

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].failed

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        now, host = site.now_s, site.hosts[self.host]
        told = [event("HostFailed", now, **self.facts)]
        site = site.put(replace(host, failed=True, connection=Connection.NOT_RESPONDING))
        for vm in site.running_on(self.host):
            site = site.put(vm.stopped())
            told.append(event("VmLostItsHost", now, vm=Ref("vm", vm.name), **self.facts))
        return site, tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreHost(Action):
    """The failed host starts again and connects; nothing on it is started by itself."""

    label: ClassVar = Text(zh="修复主机", en="Repair a host")
    sentence: ClassVar = Text(zh="修复{host}", en="Bring {host} back")
    host: str = naming("host")

    def changes_nothing(self, site: Site) -> bool:
        return not site.hosts[self.host].failed

    def effect(self, site: Site) -> Outcome:
        host = site.hosts[self.host]
        back = replace(host, failed=False, connection=Connection.CONNECTED)
        return site.put(back), (event("HostRestored", site.now_s, **self.facts),)
