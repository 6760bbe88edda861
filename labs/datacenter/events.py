"""What happened: past-tense codes with facts, and their sentences in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from labs.datacenter.text import Fact, Ref, Text, as_json

EVENTS: Mapping[str, Text] = {
    "VmPoweredOn": Text(zh="{vm}在{host}上开机", en="{vm} on {host} was powered on"),
    "VmPoweredOff": Text(zh="{vm}在{host}上关机", en="{vm} on {host} was powered off"),
    "VmSuspended": Text(zh="{vm}在{host}上挂起", en="{vm} on {host} was suspended"),
    "VmResumed": Text(zh="{vm}在{host}上恢复运行", en="{vm} on {host} was resumed"),
    "VmHostChanged": Text(
        zh="{vm}从主机{source}迁移到{target}（{kind}）",
        en="{vm} was migrated from host {source} to {target} ({kind})",
    ),
    "VmFilesMoved": Text(
        zh="{vm}的文件（{size}）从{source}迁移到{target}（{kind}）",
        en="Files of {vm} ({size}) were migrated from {source} to {target} ({kind})",
    ),
    "DeviceConnected": Text(zh="{vm}的{device}已连接", en="{device} of {vm} was connected"),
    "DeviceDisconnected": Text(zh="{vm}的{device}已断开", en="{device} of {vm} was disconnected"),
    "NetworkConnected": Text(
        zh="{vm}的{nic}已连接到{network}", en="{nic} of {vm} was connected to {network}"
    ),
    "NetworkDisconnected": Text(
        zh="{vm}的{nic}已从{network}断开", en="{nic} of {vm} was disconnected from {network}"
    ),
    "NetworkChanged": Text(
        zh="{vm}的{nic}从{source}改接到{target}",
        en="{nic} of {vm} was changed from {source} to {target}",
    ),
    "ToolsInstallerMounted": Text(
        zh="{vm}中装载了VMware Tools安装程序", en="The VMware Tools installer was mounted in {vm}"
    ),
    "ToolsInstallerUnmounted": Text(
        zh="{vm}中的VMware Tools安装程序已卸载",
        en="The VMware Tools installer was unmounted in {vm}",
    ),
    "AffinityCleared": Text(
        zh="{vm}的处理器与内存关联已清除", en="CPU and memory affinity of {vm} were cleared"
    ),
    "MaintenanceModeEntered": Text(zh="{host}进入维护模式", en="{host} entered maintenance mode"),
    "MaintenanceModeExited": Text(zh="{host}退出维护模式", en="{host} left maintenance mode"),
    "HostReconnected": Text(zh="{host}重新连接", en="{host} was reconnected"),
    "DatastoreMounted": Text(
        zh="{datastore}以读写方式挂载到{host}", en="{datastore} was mounted read-write on {host}"
    ),
    "LicenceAssigned": Text(zh="{host}改用{licence}许可证", en="{host} was licensed for {licence}"),
    "LinkCut": Text(zh="{host}的{nic}失去链路", en="{nic} of {host} lost its link"),
    "LinkRepaired": Text(zh="{host}的{nic}恢复链路", en="{nic} of {host} has its link back"),
    "PathFailed": Text(
        zh="{host}到{datastore}的路径{path}中断", en="Path {path} of {host} to {datastore} failed"
    ),
    "PathRestored": Text(
        zh="{host}到{datastore}的路径{path}恢复",
        en="Path {path} of {host} to {datastore} came back",
    ),
    "LunPresented": Text(zh="LUN{lun}已呈现给{host}", en="LUN {lun} was presented to {host}"),
    "PortGroupAdded": Text(
        zh="{host}的{switch}上添加了端口组{network}",
        en="Port group {network} was added to {switch} of {host}",
    ),
    "UplinkAdded": Text(
        zh="{host}的{switch}添加了上行链路{nic}", en="{nic} became an uplink of {switch} of {host}"
    ),
    "VMotionEnabled": Text(
        zh="{host}的{vmkernel}启用了vMotion", en="vMotion was enabled on {vmkernel} of {host}"
    ),
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
    "DataWritten": Text(
        zh="{vm}向{disk}写入{size}新数据", en="{vm} wrote {size} of new data to {disk}"
    ),
}

# events after which a machine that ran no longer runs
INTERRUPTING = ("VmPoweredOff", "VmSuspended")
POWER_CHANGING = ("VmPoweredOn", "VmResumed", *INTERRUPTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a simulated time."""

    code: str
    at_s: int
    facts: tuple[tuple[str, Fact], ...]

    def say(self, language: str) -> str:
        return EVENTS[self.code].fill(language, dict(self.facts))

    def fact(self, name: str) -> Fact | None:
        return dict(self.facts).get(name)

    def interrupts(self, vm: str) -> bool:
        """Whether it stopped that machine."""
        return self.code in INTERRUPTING and self.fact("vm") == Ref("vm", vm)

    def changes_power(self, vm: str) -> bool:
        """Whether that machine came to another power state."""
        return self.code in POWER_CHANGING and self.fact("vm") == Ref("vm", vm)

    def disconnects(self, vm: str, nic: str) -> bool:
        """Whether it took that adapter of the machine off its network."""
        about = (self.fact("vm"), self.fact("nic"))
        return self.code == "NetworkDisconnected" and about == (Ref("vm", vm), Ref("nic", nic))

    def as_json(self) -> dict[str, object]:
        return {
            "event": self.code,
            "at_s": self.at_s,
            "facts": {name: as_json(fact) for name, fact in self.facts},
            "text": {language: self.say(language) for language in ("en", "zh")},
        }


def event(code: str, at_s: int, **facts: Fact) -> Event:
    """An event with its facts, in the order given."""
    return Event(code=code, at_s=at_s, facts=tuple(facts.items()))
