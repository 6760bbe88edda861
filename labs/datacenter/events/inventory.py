"""Machines and templates that are made, converted, registered and deleted."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "VmCloned": Text(
        zh="{vm}克隆为{name}，位于{host}和{datastore}（{size}）",
        en="{vm} was cloned to {name} on {host} and {datastore} ({size})",
    ),
    "VmClonedToTemplate": Text(
        zh="{vm}克隆为模板{name}，位于{host}和{datastore}（{size}）",
        en="{vm} was cloned to template {name} on {host} and {datastore} ({size})",
    ),
    "VmDeployed": Text(
        zh="从模板{vm}部署了{name}，位于{host}和{datastore}（{size}）",
        en="{name} was deployed from template {vm} on {host} and {datastore} ({size})",
    ),
    "ConvertedToTemplate": Text(zh="{vm}转换为模板", en="{vm} was converted to a template"),
    "ConvertedToVm": Text(
        zh="模板{vm}转换为{host}上的虚拟机", en="Template {vm} was converted to a machine on {host}"
    ),
    "VmCreated": Text(
        zh="在{host}和{datastore}上新建了{name}", en="{name} was created on {host} and {datastore}"
    ),
    "VmRegistered": Text(zh="{vm}在{host}上注册", en="{vm} was registered on {host}"),
    "VmUnregistered": Text(
        zh="{vm}从清单中移除，文件仍在", en="{vm} was removed from the inventory; its files remain"
    ),
    "VmDestroyed": Text(
        zh="{vm}及其文件（{size}）已从磁盘删除", en="{vm} and its files ({size}) were deleted"
    ),
}
