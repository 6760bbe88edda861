"""Full copies of a machine or template: clone, clone to template, deploy from a template.

`CloneVM_Task` in all three cases. A copy holds what the source's disks hold now, as base disks
without snapshots; it is off, has the source's hardware and reservations, and goes its own way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Outcome
from labs.datacenter.actions.long import Claims, LongAction, provisioning
from labs.datacenter.events import event
from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import Snapshots, flattened
from labs.datacenter.inventory.tracking import ChangeTracking
from labs.datacenter.inventory.vm import VM, Files
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.numbers.migration import copy_seconds
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import PowerState, Provision

_AS = Text(zh="{sentence}（{provision}）", en="{sentence} ({provision})")


def free_name(site: Site, stem: str) -> str:
    """The first of stem-01, stem-02 … that no machine has, and none that is backed up had."""
    taken = {*site.vms, *site.unregistered, *site.points_of_vm}
    names = (f"{stem}-{number:02}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy(LongAction):
    """A full copy; `provision` None: disks are provisioned like the source's."""

    samples: ClassVar = {"provision": (None,)}
    code: ClassVar[str]
    stem: ClassVar[str]
    makes_template: ClassVar[bool] = False
    vm: str = naming("vm")
    name: str
    host: str = naming("host")
    datastore: str = naming("datastore")
    provision: Provision | None = None

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vm": Ref("vm", self.vm),
            "name": Ref("vm", self.name),
            "host": Ref("host", self.host),
            "datastore": Ref("datastore", self.datastore),
        }

    def say(self, language: str) -> str:
        plain = self.sentence.fill(language, self.facts)
        if self.provision is None:
            return plain
        return _AS.fill(language, {"sentence": plain, "provision": self.provision})

    @classmethod
    def choices(cls, site: Site, one: Field, chosen: Mapping[str, object]) -> tuple:
        if one.name != "name":
            return super(Copy, cls).choices(site, one, chosen)
        return (free_name(site, cls.stem),)

    def newcomer(self, site: Site) -> VM:
        source = site.vms[self.vm]
        disks = tuple(self._copied(disk) for disk in source.disks)
        return replace(
            source,
            name=self.name,
            host=self.host,
            power=PowerState.OFF,
            template=self.makes_template,
            cpu_generation=None,
            files=Files(config=self.datastore),
            hardware=replace(source.hardware, disks=disks),
            guest=replace(source.guest, tools_installer_mounted=False, crashed=False),
            snapshots=Snapshots(),
            tracking=ChangeTracking(enabled=source.tracking.enabled),
        )

    def _copied(self, disk: Disk) -> Disk:
        """What the guest sees on the disk, in one file; a raw device becomes a thick disk."""
        provision = self.provision or (Provision.THICK if disk.rdm else disk.provision)
        return replace(flattened(disk).copied_as(provision), datastore=self.datastore)

    def places_files(self, site: Site) -> bool:
        return True

    def mb_to_copy(self, site: Site) -> int:
        return self.newcomer(site).files_mb

    def seconds(self, site: Site) -> int:
        return copy_seconds(self.mb_to_copy(site), site.limit("copy_mbps"))

    def claims(self, site: Site) -> Claims:
        hosts = (site.vms[self.vm].host, self.host)
        return provisioning(site, *hosts, datastore=self.datastore, mb=self.mb_to_copy(site))

    def breaks_off(self, site: Site) -> str | None:
        """A host that fails ends it at once."""
        vm = site.vms.get(self.vm)
        hosts = (vm.host, self.host) if vm else (self.host,)
        failed = any(name not in site.hosts or site.hosts[name].failed for name in hosts)
        return "HostNotConnected" if failed else None

    def effect(self, site: Site) -> Outcome:
        made = self.newcomer(site)
        size = Quantity(made.files_mb, "MB")
        return site.put(made), (event(self.code, site.now_s, **self.facts, size=size),)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloneVM(Copy):
    """From a machine in any power state; of one that runs, the copy is crash-consistent."""

    label: ClassVar = Text(zh="克隆", en="Clone")
    sentence: ClassVar = Text(
        zh="把{vm}克隆为{name}，放到{host}和{datastore}",
        en="Clone {vm} to {name} on {host} and {datastore}",
    )
    code: ClassVar = "VmCloned"
    stem: ClassVar = "clone"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloneToTemplate(Copy):
    """The copy is a template; the source stays the machine it is and may run."""

    label: ClassVar = Text(zh="克隆为模板", en="Clone to template")
    sentence: ClassVar = Text(
        zh="把{vm}克隆为模板{name}，放到{host}和{datastore}",
        en="Clone {vm} to template {name} on {host} and {datastore}",
    )
    code: ClassVar = "VmClonedToTemplate"
    stem: ClassVar = "template"
    makes_template: ClassVar = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployTemplate(Copy):
    """A machine made from a template, which stays as it is."""

    label: ClassVar = Text(zh="从模板部署", en="Deploy from a template")
    sentence: ClassVar = Text(
        zh="从模板{vm}部署{name}，放到{host}和{datastore}",
        en="Deploy {name} from template {vm} on {host} and {datastore}",
    )
    code: ClassVar = "VmDeployed"
    stem: ClassVar = "deployed"


for _kind in (CloneVM, CloneToTemplate, DeployTemplate):
    describe(
        _kind,
        name=Text(zh="副本的名称", en="the name of the copy"),
        provision=Text(
            zh="副本磁盘的置备方式；null与源相同",
            en="how the disks of the copy take their space; null: like the source's",
        ),
    )
