"""Migration: one request for every type, as `RelocateVM_Task` is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Outcome
from labs.datacenter.actions.long import Claims, LongAction, provisioning
from labs.datacenter.events import Event, event
from labs.datacenter.inventory.hardware import Disk, VirtualNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import DatastoreClaim, HostClaim
from labs.datacenter.inventory.vm import VM
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.numbers.migration import copy_seconds
from labs.datacenter.records import changed
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import KIND_OF_VERB, Kind, PowerState, Provision, Verb

ON = PowerState.ON
OFF = PowerState.OFF
POWER_OF_KIND = {
    Kind.COLD: OFF,
    Kind.SUSP: PowerState.SUSPENDED,
    Kind.VMO: ON,
    Kind.SVMO: ON,
    Kind.XHOST: ON,
}

_VERB_OF_KIND = {kind: verb for verb, kind in KIND_OF_VERB.items()}
_OVER_VMOTION = (Kind.VMO, Kind.XHOST)
# what each live type costs a host, its vMotion network and a datastore: names of limits
_COSTS = {
    Kind.VMO: ("host_vmotion", "network_vmotion", "datastore_vmotion"),
    Kind.SVMO: ("host_storage_vmotion", None, "datastore_storage_vmotion"),
    Kind.XHOST: ("host_cross_host", "network_vmotion", "datastore_storage_vmotion"),
}

_SENTENCES = {
    (True, False): Text(zh="把{vm}迁移到{host}", en="Migrate {vm} to {host}"),
    (False, True): Text(zh="把{vm}迁移到{datastore}", en="Migrate {vm} to {datastore}"),
    (True, True): Text(
        zh="把{vm}迁移到{host}和{datastore}", en="Migrate {vm} to {host} and {datastore}"
    ),
    (False, False): Text(zh="迁移{vm}", en="Migrate {vm}"),
}
_WITH_PROVISION = Text(
    zh="{sentence}，磁盘转换为{provision}", en="{sentence}, disks as {provision}"
)
_WITH_VERB = Text(zh="{sentence}（{verb}）", en="{sentence} ({verb})")


_WITH_NETWORK = Text(zh="{sentence}，{nic}接到{network}", en="{sentence}, {nic} to {network}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMapping:
    """An adapter, and the network of the target host that it is to be on."""

    nic: str
    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrate(LongAction):
    """Moves a machine to another host, datastore or both; `verb` may name the type it must be.

    `provision`: the format of the disks that come to another datastore, None: that of the source.
    Given, a raw device mapping becomes a disk file too; disks that stay keep their format.
    `networks` maps adapters to networks of the target host, by label; the others keep theirs.
    """

    label: ClassVar = Text(zh="迁移", en="Migrate")
    samples: ClassVar = {"verb": (None,), "provision": (None,), "networks": ((),)}
    vm: str = naming("vm")
    host: str | None = naming("host", default=None)
    datastore: str | None = naming("datastore", default=None)
    verb: Verb | None = None
    provision: Provision | None = None
    networks: tuple[NetworkMapping, ...] = ()

    def missing(self, site: Site) -> Iterator[Ref]:
        yield from LongAction.missing(self, site)
        vm = site.vms.get(self.vm) if self.networks else None
        for one in self.networks if vm else ():
            if vm.nic(one.nic) is None:
                yield Ref("nic", one.nic)

    def with_network(self, nic: str, network: str) -> Migrate:
        """The same request with one adapter mapped to a network."""
        others = (one for one in self.networks if one.nic != nic)
        mappings = sorted((*others, NetworkMapping(nic=nic, network=network)), key=_by_nic)
        return replace(self, networks=tuple(mappings))

    def network_for(self, nic: VirtualNic) -> str:
        """The network an adapter is to be on."""
        for one in self.networks:
            if one.nic == nic.label:
                return one.network
        return nic.network

    def moves_host(self, vm: VM) -> bool:
        return self.host is not None and self.host != vm.host

    def moves_files(self, vm: VM) -> bool:
        """Whether any file of the machine lies elsewhere than asked."""
        return self.datastore is not None and vm.datastores != (self.datastore,)

    def places_files(self, site: Site) -> bool:
        return self.moves_files(site.vms[self.vm])

    def changes_nothing(self, site: Site) -> bool:
        vm = site.vms[self.vm]
        return not self.moves_host(vm) and not self.moves_files(vm) and not self.networks

    def kind(self, vm: VM) -> Kind:
        """The migration type: the verb where one is given, else what state and changes make it."""
        if self.verb is not None:
            return KIND_OF_VERB[self.verb]
        if vm.power is not ON:
            return Kind.COLD if vm.power is OFF else Kind.SUSP
        if not self.moves_files(vm):
            return Kind.VMO
        return Kind.XHOST if self.moves_host(vm) else Kind.SVMO

    def mb_to_copy(self, site: Site) -> int:
        vm = site.vms[self.vm]
        memory = vm.hardware.memory_mb if vm.power is ON and self.moves_host(vm) else 0
        return self.mb_to_place(vm) + memory

    def seconds(self, site: Site) -> int:
        """Live moves of host go over the vMotion network, the slower link of the two setting
        the pace; every other copy goes at the rate of the site."""
        vm = site.vms[self.vm]
        mbps = site.limit("copy_mbps")
        if self.kind(vm) in _OVER_VMOTION:
            mbps = min(site.vmotion_network(name).fastest_mbps for name in self._hosts(vm))
        return copy_seconds(self.mb_to_copy(site), mbps)

    def claims(self, site: Site) -> Claims:
        vm = site.vms[self.vm]
        kind, target = self.kind(vm), self.host or vm.host
        mb = self.mb_to_place(vm)
        if kind not in _COSTS:
            return provisioning(site, *self._hosts(vm), datastore=self.datastore, mb=mb)
        of_host, of_network, of_datastore = (
            site.limit(name) if name else 0 for name in _COSTS[kind]
        )
        arrives = {"memory_mb": vm.reserved_mb, "mhz": vm.cpu.reservation_mhz}
        places = {*vm.datastores, self.datastore} if mb else set(vm.datastores)
        return Claims(
            hosts=tuple(
                HostClaim(
                    name=name,
                    cost=of_host,
                    network=of_network,
                    **(arrives if name == target and name != vm.host else {}),
                )
                for name in self._hosts(vm)
            ),
            datastores=tuple(
                DatastoreClaim(name=name, cost=of_datastore, mb=mb if name == self.datastore else 0)
                for name in sorted(places)
            ),
        )

    def settled(self, site: Site) -> Migrate:
        """A migration keeps the type with which it began."""
        return replace(self, verb=_VERB_OF_KIND[self.kind(site.vms[self.vm])])

    def breaks_off(self, site: Site) -> str | None:
        """A host that fails, or a machine that loses its power, ends it at once."""
        vm = site.vms.get(self.vm)
        if vm is None or vm.power is not POWER_OF_KIND[self.kind(vm)]:
            return "InvalidPowerState"
        hosts = (site.hosts.get(name) for name in self._hosts(vm))
        return "HostNotConnected" if any(one is None or one.failed for one in hosts) else None

    def _hosts(self, vm: VM) -> tuple[str, ...]:
        """Where it comes from and where it goes, by name."""
        return tuple(sorted({vm.host, self.host or vm.host}))

    def converts(self, disk: Disk) -> bool:
        """Whether a disk would have another format afterwards; a raw device: be a file."""
        if self.provision is None or self.datastore in (None, disk.datastore):
            return False
        return disk.rdm is not None or disk.provision is not self.provision

    def mb_to_place(self, vm: VM) -> int:
        """Space the target datastore must give: for files that do not lie there yet."""
        if not self.moves_files(vm):
            return 0
        if self.provision is None:
            return vm.files_mb - vm.taken_mb(self.datastore)
        return self._placed(vm).taken_mb(self.datastore) - vm.taken_mb(self.datastore)

    def _placed(self, vm: VM) -> VM:
        """The machine with all its files on the target datastore."""
        disks = tuple(
            replace(
                disk.copied_as(self.provision) if self.converts(disk) else disk,
                datastore=self.datastore,
            )
            for disk in vm.hardware.disks
        )
        hardware = replace(vm.hardware, disks=disks)
        return replace(vm, files=replace(vm.files, config=self.datastore), hardware=hardware)

    def effect(self, site: Site) -> Outcome:
        old = site.vms[self.vm]
        new = _at_host(site, old, self.host) if self.moves_host(old) else old
        if self.moves_files(old):
            new = self._placed(new)
        if new.power is ON:
            new = new.reopened()
        if self.networks:
            new = self._on_networks(new)
        return site.put(new), tuple(self._events(site, old, new))

    def _on_networks(self, vm: VM) -> VM:
        nics = tuple(replace(n, network=self.network_for(n)) for n in vm.hardware.nics)
        return replace(vm, hardware=replace(vm.hardware, nics=nics))

    def _events(self, site: Site, old: VM, new: VM) -> list[Event]:
        told, about = [], {"vm": Ref("vm", old.name), "kind": self.kind(old)}
        if old.host != new.host:
            source, target = Ref("host", old.host), Ref("host", new.host)
            told.append(event("VmHostChanged", site.now_s, **about, source=source, target=target))
        if self.moves_files(old):
            left = tuple(Ref("datastore", n) for n in old.datastores if n != self.datastore)
            moved = {
                "size": Quantity(self.mb_to_place(old), "MB"),
                "source": left,
                "target": Ref("datastore", self.datastore),
            }
            told.append(event("VmFilesMoved", site.now_s, **about, **moved))
        if self.provision is not None:
            converted = (disk for disk in old.hardware.disks if self.converts(disk))
            told += [self._converted(site, disk) for disk in converted]
        if self.networks:
            told += self._changed_networks(site, old)
        return told

    def _changed_networks(self, site: Site, old: VM) -> Iterator[Event]:
        for nic in old.hardware.nics:
            source, target = Ref("network", nic.network), Ref("network", self.network_for(nic))
            if source != target:
                facts = {"vm": Ref("vm", old.name), "nic": Ref("nic", nic.label)}
                yield event("NetworkChanged", site.now_s, **facts, source=source, target=target)

    def _converted(self, site: Site, disk: Disk) -> Event:
        what = {
            "vm": Ref("vm", self.vm),
            "disk": Ref("disk", disk.label),
            "provision": self.provision,
        }
        if disk.rdm is None:
            return event("DiskConverted", site.now_s, **what)
        return event("RawDeviceConverted", site.now_s, **what, lun=Ref("lun", disk.rdm.lun))

    def say(self, language: str) -> str:
        facts: dict[str, Fact] = self.facts
        plain = _SENTENCES["host" in facts, "datastore" in facts].fill(language, facts)
        if self.provision is not None:
            about = {"sentence": plain, "provision": self.provision}
            plain = _WITH_PROVISION.fill(language, about)
        for one in self.networks:
            facts = {"sentence": plain, "nic": one.nic, "network": one.network}
            plain = _WITH_NETWORK.fill(language, facts)
        if self.verb is None:
            return plain
        return _WITH_VERB.fill(language, {"sentence": plain, "verb": self.verb})


def _by_nic(mapping: NetworkMapping) -> str:
    return mapping.nic


def _at_host(site: Site, vm: VM, host: str) -> VM:
    """A running or suspended machine goes on seeing the processor it was powered on with."""
    seen = None if vm.power is OFF else site.cpu_seen_by(vm)
    there = site.hosts[host].cpu.generation
    return changed(vm, {"host": host, "cpu_generation": None if seen == there else seen})


describe(
    NetworkMapping,
    Text(zh="网卡，以及它在目标主机上要接的网络", en="an adapter, and the network it is to be on"),
    network=Text(zh="目标主机上的网络", en="a network of the target host"),
)
describe(
    Migrate,
    networks=Text(
        zh="网卡标签到目标主机网络的映射；其余网卡保留原来的网络",
        en="adapters, by label, mapped to networks of the target host; the others keep theirs",
    ),
    provision=Text(
        zh="移到其他数据存储的磁盘要转换成的置备方式；null为与源相同",
        en="the format of the disks that come to another datastore; null: that of the source",
    ),
    verb=Text(
        zh="要求的迁移类型；null由电源状态和变化决定",
        en="the migration type it must be; null: what power state and changes make it",
    ),
)
