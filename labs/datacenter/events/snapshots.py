"""Snapshots and the deltas of disks."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "SnapshotTaken": Text(
        zh="为{vm}创建了快照{snapshot}", en="Snapshot {snapshot} of {vm} was taken"
    ),
    "SnapshotReverted": Text(
        zh="{vm}恢复到快照{snapshot}，此后的改动被丢弃",
        en="{vm} was reverted to snapshot {snapshot}; what changed since is gone",
    ),
    "SnapshotRemoved": Text(
        zh="删除了{vm}的快照{snapshot}", en="Snapshot {snapshot} of {vm} was removed"
    ),
    "AllSnapshotsRemoved": Text(zh="删除了{vm}的全部快照", en="All snapshots of {vm} were removed"),
    "DisksConsolidated": Text(zh="整合了{vm}的磁盘", en="The disks of {vm} were consolidated"),
    "ConsolidationNeeded": Text(
        zh="{vm}的增量磁盘没有合并，需要整合",
        en="Delta disks of {vm} were not merged; it needs consolidation",
    ),
    "DataLost": Text(
        zh="{vm}的{disk}上有{size}写入的数据不复存在",
        en="{size} of what {vm} had written to {disk} is gone",
    ),
    "DataWritten": Text(
        zh="{vm}向{disk}写入{size}新数据", en="{vm} wrote {size} of new data to {disk}"
    ),
}
