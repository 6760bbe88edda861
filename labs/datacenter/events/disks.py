"""Virtual disks of machines, and what the guest makes of them."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "DiskAdded": Text(
        zh="{vm}在{datastore}上添加了{disk}（{size}，{provision}，{mode}）",
        en="{disk} was added to {vm} on {datastore} ({size}, {provision}, {mode})",
    ),
    "DiskRemoved": Text(
        zh="已从{vm}移除{disk}并删除文件，{datastore}上释放了{size}",
        en="{disk} was removed from {vm} and its files deleted: {size} freed on {datastore}",
    ),
    "DiskRemovedFilesKept": Text(
        zh="已从{vm}移除{disk}，其文件仍占用{datastore}上的{size}",
        en="{disk} was removed from {vm}; its files still take {size} on {datastore}",
    ),
    "DiskExtended": Text(
        zh="{vm}的{disk}从{before}扩展到{size}；客户机的分区大小不变",
        en="{disk} of {vm} was extended from {before} to {size}; the guest's partition was not",
    ),
    "PartitionExtended": Text(
        zh="{vm}的客户机把{disk}的分区从{before}扩展到{size}",
        en="The guest of {vm} extended its partition on {disk} from {before} to {size}",
    ),
    "DiskModeChanged": Text(
        zh="{vm}的{disk}已改为{mode}模式", en="{disk} of {vm} was changed to {mode} mode"
    ),
    "DiskInflated": Text(
        zh="{vm}的{disk}已填充为厚置备", en="{disk} of {vm} was inflated to thick"
    ),
    "DiskConverted": Text(
        zh="{vm}的{disk}已转换为{provision}", en="{disk} of {vm} was converted to {provision}"
    ),
    "RawDeviceConverted": Text(
        zh="{vm}的{disk}不再映射LUN {lun}：其数据已复制到{provision}的磁盘文件中",
        en="{disk} of {vm} maps LUN {lun} no longer: its data were copied to a {provision} disk",
    ),
}
