"""Migration: one request for every type, as `RelocateVM_Task` is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import Event, event
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM, Files
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import KIND_OF_VERB, Kind, PowerState, Verb

ON = PowerState.ON
OFF = PowerState.OFF
POWER_OF_KIND = {
    Kind.COLD: OFF,
    Kind.SUSP: PowerState.SUSPENDED,
    Kind.VMO: ON,
    Kind.SVMO: ON,
    Kind.XHOST: ON,
}

_SENTENCES = {
    (True, False): Text(zh="把{vm}迁移到{host}", en="Migrate {vm} to {host}"),
    (False, True): Text(zh="把{vm}迁移到{datastore}", en="Migrate {vm} to {datastore}"),
    (True, True): Text(
        zh="把{vm}迁移到{host}和{datastore}", en="Migrate {vm} to {host} and {datastore}"
    ),
    (False, False): Text(zh="迁移{vm}", en="Migrate {vm}"),
}
_WITH_VERB = Text(zh="{sentence}（{verb}）", en="{sentence} ({verb})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrate(Action):
    """Moves a machine to another host, datastore or both; `verb` may name the type it must be."""

    label: ClassVar = Text(zh="迁移", en="Migrate")
    samples: ClassVar = {"verb": (None,)}
    vm: str = naming("vm")
    host: str | None = naming("host", default=None)
    datastore: str | None = naming("datastore", default=None)
    verb: Verb | None = None

    def moves_host(self, vm: VM) -> bool:
        return self.host is not None and self.host != vm.host

    def moves_files(self, vm: VM) -> bool:
        """Whether any file of the machine lies elsewhere than asked."""
        return self.datastore is not None and vm.datastores != (self.datastore,)

    def changes_nothing(self, site: Site) -> bool:
        vm = site.vms[self.vm]
        return not self.moves_host(vm) and not self.moves_files(vm)

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
        moved = vm.files_mb - vm.taken_mb(self.datastore) if self.moves_files(vm) else 0
        memory = vm.hardware.memory_mb if vm.power is ON and self.moves_host(vm) else 0
        return moved + memory

    def effect(self, site: Site) -> Outcome:
        old = site.vms[self.vm]
        new = _at_host(site, old, self.host) if self.moves_host(old) else old
        if self.moves_files(old):
            new = _at_datastore(new, self.datastore)
        return site.put(new), tuple(self._events(site, old, new))

    def _events(self, site: Site, old: VM, new: VM) -> list[Event]:
        told, about = [], {"vm": Ref("vm", old.name), "kind": self.kind(old)}
        if old.host != new.host:
            source, target = Ref("host", old.host), Ref("host", new.host)
            told.append(event("VmHostChanged", site.now_s, **about, source=source, target=target))
        if self.moves_files(old):
            left = tuple(Ref("datastore", n) for n in old.datastores if n != self.datastore)
            moved = {
                "size": Quantity(old.files_mb - old.taken_mb(self.datastore), "MB"),
                "source": left,
                "target": Ref("datastore", self.datastore),
            }
            told.append(event("VmFilesMoved", site.now_s, **about, **moved))
        return told

    def say(self, language: str) -> str:
        facts: dict[str, Fact] = self.facts
        plain = _SENTENCES["host" in facts, "datastore" in facts].fill(language, facts)
        if self.verb is None:
            return plain
        return _WITH_VERB.fill(language, {"sentence": plain, "verb": self.verb})


def _at_host(site: Site, vm: VM, host: str) -> VM:
    """A running or suspended machine goes on seeing the processor it was powered on with."""
    seen = None if vm.power is OFF else site.cpu_seen_by(vm)
    there = site.hosts[host].cpu.generation
    return replace(vm, host=host, cpu_generation=None if seen == there else seen)


def _at_datastore(vm: VM, datastore: str) -> VM:
    disks = tuple(replace(disk, datastore=datastore) for disk in vm.hardware.disks)
    hardware = replace(vm.hardware, disks=disks)
    return replace(vm, files=Files(config=datastore), hardware=hardware)


describe(
    Migrate,
    verb=Text(
        zh="要求的迁移类型；null由电源状态和变化决定",
        en="the migration type it must be; null: what power state and changes make it",
    ),
)
