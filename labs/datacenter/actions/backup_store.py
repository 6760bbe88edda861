"""Backup stores that are made and removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Ref, Text
from labs.datacenter.words import BackupProduct


@dataclass(frozen=True, slots=True, kw_only=True)
class AddBackupStore(Action):
    """A backup appliance is set up for the machines of a vCenter Server, its store empty."""

    label: ClassVar = Text(zh="添加备份存储", en="Add a backup store")
    samples: ClassVar = {"name": ("added-backups",), "capacity_mb": (1_048_576,)}
    sentence: ClassVar = Text(
        zh="为{vcenter}添加备份存储{name}（{product}，{capacity}）",
        en="Add backup store {name} to {vcenter} ({product}, {capacity})",
    )
    vcenter: str = naming("vcenter")
    name: str
    capacity_mb: int
    product: BackupProduct = BackupProduct.VADP

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "vcenter": Ref("vcenter", self.vcenter),
            "name": Ref("backup_store", self.name),
            "product": self.product,
            "capacity": Quantity(self.capacity_mb, "MB"),
        }

    def effect(self, site: Site) -> Outcome:
        made = BackupStore(
            name=self.name,
            vcenter=self.vcenter,
            product=self.product,
            capacity_mb=self.capacity_mb,
        )
        return site.put(made), (event("BackupStoreAdded", site.now_s, **self.facts),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveBackupStore(Action):
    """The appliance and its store, which holds no restore point any more."""

    label: ClassVar = Text(zh="移除备份存储", en="Remove a backup store")
    destroys: ClassVar = True
    sentence: ClassVar = Text(zh="移除备份存储{store}", en="Remove backup store {store}")
    store: str = naming("backup_store")

    def is_gentle(self, site: Site) -> bool:
        return False

    def effect(self, site: Site) -> Outcome:
        after = site.drop(site.backup_stores[self.store])
        return after, (event("BackupStoreRemoved", site.now_s, **self.facts),)


describe(
    AddBackupStore,
    name=Text(zh="新备份存储的名称", en="the name of the new backup store"),
    capacity_mb=Text(zh="容量，至少1 MB", en="capacity, at least 1 MB"),
    product=Text(zh="备份产品", en="the product"),
)
