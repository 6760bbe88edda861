"""Backups, restores and changed-block tracking."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "ChangeTrackingEnabled": Text(
        zh="{vm}启用了更改块跟踪", en="Changed-block tracking of {vm} was enabled"
    ),
    "ChangeTrackingDisabled": Text(
        zh="{vm}停用了更改块跟踪", en="Changed-block tracking of {vm} was disabled"
    ),
    "BackedUp": Text(
        zh="{vm}已备份到{store}：恢复点{point}，{kind}，复制了{size}",
        en="{vm} was backed up to {store} as {point}: {kind}, {size} copied",
    ),
    "VmRestored": Text(
        zh="{vm}已用恢复点{restore_point}恢复", en="{vm} was restored from {restore_point}"
    ),
    "BackupStoreAdded": Text(
        zh="为{vcenter}添加了备份存储{name}（{product}，{capacity}）",
        en="Backup store {name} was added to {vcenter} ({product}, {capacity})",
    ),
    "BackupStoreRemoved": Text(zh="备份存储{store}已移除", en="Backup store {store} was removed"),
    "BackupDeleted": Text(
        zh="从{store}删除了恢复点{point}，释放{size}",
        en="{point} was deleted from {store}, which freed {size}",
    ),
}
