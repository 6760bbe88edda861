"""The data of disks: the guest writes them, and what other actions take away is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import Event, event
from labs.datacenter.inventory.extents import missing_mb
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import held, written
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import PowerState

ON = PowerState.ON


def data_lost(before: Site, after: Site, name: str) -> tuple[Event, ...]:
    """An event for each disk of a machine that no longer holds everything it held."""
    now = after.vms[name]
    told = []
    for disk in before.vms[name].hardware.disks:
        left = now.disk(disk.label)
        gone_mb = missing_mb(held(disk), held(left) if left else ())
        if gone_mb:
            size = Quantity(gone_mb, "MB")
            about = {"vm": Ref("vm", name), "disk": Ref("disk", disk.label), "size": size}
            told.append(event("DataLost", after.now_s, **about))
    return tuple(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteToDisk(Action):
    """The guest writes `size_mb` of data to blocks that the file written to does not hold yet."""

    label: ClassVar = Text(zh="写入磁盘", en="Write to a disk")
    samples: ClassVar = {"size_mb": (512,)}
    needs_power: ClassVar = (ON,)
    sentence: ClassVar = Text(
        zh="{vm}的客户机向{disk}写入{size}新数据", en="Let {vm} write {size} of new data to {disk}"
    )
    vm: str = naming("vm")
    disk: str = naming("disk", of="vm")
    size_mb: int

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "disk": Ref("disk", self.disk),
            "size": Quantity(self.size_mb, "MB"),
        }

    def changes_nothing(self, site: Site) -> bool:
        return self.size_mb == 0

    def growth_mb(self, site: Site) -> int:
        """How much the file written to grows: at most to the size of the disk."""
        disk = site.vms[self.vm].disk(self.disk)
        return written(disk, self.size_mb).taken_mb - disk.taken_mb

    def effect(self, site: Site) -> Outcome:
        vm = site.vms[self.vm]
        disks = tuple(
            written(one, self.size_mb) if one.label == self.disk else one
            for one in vm.hardware.disks
        )
        hardware = replace(vm.hardware, disks=disks)
        told = event("DataWritten", site.now_s, **self.facts)
        return site.put(replace(vm, hardware=hardware)), (told,)


describe(
    WriteToDisk,
    size_mb=Text(zh="客户机写入的数据量", en="what the guest writes"),
)
