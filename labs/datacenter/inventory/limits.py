"""Limits and durations that a site may set for itself, and what each product version has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from labs.datacenter.meaning import describe
from labs.datacenter.releases import Since, since
from labs.datacenter.text import Text

_TWO_TB_MB = 2 * 1024 * 1024
_62_TB_MB = 62 * 1024 * 1024

# What holds unless a site says otherwise: a version, and the value from there on.
STANDARD: Mapping[str, Since[int]] = {
    # "Limits on simultaneous migrations", vCenter Server and Host Management 6.5 and 6.7
    "host_most": since({"5.0": 8}),
    "host_vmotion": since({"5.0": 1}),
    "host_storage_vmotion": since({"5.0": 4}),
    "host_cross_host": since({"5.1": 4}),
    "host_provisioning": since({"5.0": 1}),
    "network_most_1g": since({"5.0": 4}),
    "network_most_10g": since({"5.0": 8}),
    "network_vmotion": since({"5.0": 1}),
    "datastore_most": since({"5.0": 128}),
    "datastore_vmotion": since({"5.0": 1}),
    "datastore_storage_vmotion": since({"5.0": 16}),
    # the engine's own choice: how fast a disk is copied, how long a machine takes to start
    "copy_mbps": since({"5.0": 1000}),
    "power_on_s": since({"5.0": 10}),
    # default of Misc.APDTimeout as the trade knows it, not read
    "apd_timeout_s": since({"5.1": 140}),
    # vMotion networking requirements (4.x, 6.0.1); KB 2106949 for round trips
    "vmotion_mbps": since({"4.0": 1000}),
    "round_trip_ms": since({"5.5": 5, "6.0": 150}),
    "round_trip_enterprise_plus_ms": since({"5.5": 10, "6.0": 150}),
    # KB 2058287 as quoted; 2 TB less 512 bytes is no whole number of megabytes: rounded down
    "disk_mb": since({"3.5": _TWO_TB_MB - 1, "5.5": _62_TB_MB}),
    "disk_in_use_mb": since({"3.5": _TWO_TB_MB - 1, "6.5": _62_TB_MB}),
    # VMFS datastores, vSphere 4 Configuration Guide: with blocks of 8 MB
    "vmfs3_file_mb": since({"3.5": _TWO_TB_MB - 1}),
    # "Snapshot limitations" (6.5.1, 6.7, 7.0); the advice is that of KB 1025279, as quoted
    "snapshot_levels": since({"4.0": 32}),
    "snapshot_levels_advised": since({"4.0": 3}),
    "snapshot_age_advised_h": since({"4.0": 72}),
    # vSphere Data Protection 5.1: appliances of one vCenter Server, store of one appliance
    "vdp_appliances": since({"5.1": 10}),
    "vdp_store_mb": since({"5.1": 8 * 1024 * 1024}),
    # vSphere Data Recovery: jobs of an appliance at a time
    "vdr_jobs": since({"4.0": 8}),
}


@lru_cache(maxsize=1024)
def standard(name: str, version: str) -> int:
    """The limit or duration that a product version has; KeyError for a name that is none."""
    return STANDARD[name].at(version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be done at once, and how long it takes; None: what the version has.

    A cost is what one operation counts against the greatest sum of its object: `host` for hosts,
    `network` for the vMotion network of a host, `datastore` for datastores. `cross_host` is the
    migration of host and datastore together, `provisioning` every copy of a machine that does not
    run. `copy_mbps` is the rate of copies that do not go over the vMotion network. What belongs to
    a hypervisor, as `disk_mb` does, goes by the version of the host, all else by the release.
    """

    host_most: int | None = None
    host_vmotion: int | None = None
    host_storage_vmotion: int | None = None
    host_cross_host: int | None = None
    host_provisioning: int | None = None
    network_most_1g: int | None = None
    network_most_10g: int | None = None
    network_vmotion: int | None = None
    datastore_most: int | None = None
    datastore_vmotion: int | None = None
    datastore_storage_vmotion: int | None = None
    copy_mbps: int | None = None
    power_on_s: int | None = None
    apd_timeout_s: int | None = None
    vmotion_mbps: int | None = None
    round_trip_ms: int | None = None
    round_trip_enterprise_plus_ms: int | None = None
    disk_mb: int | None = None
    disk_in_use_mb: int | None = None
    vmfs3_file_mb: int | None = None
    snapshot_levels: int | None = None
    snapshot_levels_advised: int | None = None
    snapshot_age_advised_h: int | None = None
    vdp_appliances: int | None = None
    vdp_store_mb: int | None = None
    vdr_jobs: int | None = None


def _valued(name: str, text: Text) -> Text:
    """The meaning, and what the versions have: "… (5; from 6.0 on 150)"."""
    (_, first), *later = STANDARD[name].entries
    zh = "；".join((str(first), *(f"{version}起{value}" for version, value in later)))
    en = "; ".join((str(first), *(f"from {version} on {value}" for version, value in later)))
    return Text(zh=f"{text.zh}（{zh}）", en=f"{text.en} ({en})")


_MEANS = {
    "host_most": Text(zh="一台主机上同时的开销上限", en="greatest sum of costs on a host"),
    "host_vmotion": Text(zh="vMotion对主机的开销", en="cost of a vMotion to a host"),
    "host_storage_vmotion": Text(
        zh="Storage vMotion对主机的开销", en="cost of a Storage vMotion to a host"
    ),
    "host_cross_host": Text(
        zh="同时更换主机和数据存储的vMotion对主机的开销",
        en="cost of a vMotion of host and datastore to a host",
    ),
    "host_provisioning": Text(
        zh="克隆、部署、冷迁移对主机的开销",
        en="cost of cloning, deploying or cold migration to a host",
    ),
    "network_most_1g": Text(
        zh="vMotion网络低于10 Gbps时的开销上限",
        en="greatest sum on a vMotion network below 10 Gbps",
    ),
    "network_most_10g": Text(
        zh="vMotion网络为10 Gbps或更快时的开销上限",
        en="greatest sum on a vMotion network of 10 Gbps or more",
    ),
    "network_vmotion": Text(zh="vMotion对网络的开销", en="cost of a vMotion to the network"),
    "datastore_most": Text(
        zh="一个数据存储上同时的开销上限", en="greatest sum of costs on a datastore"
    ),
    "datastore_vmotion": Text(zh="vMotion对数据存储的开销", en="cost of a vMotion to a datastore"),
    "datastore_storage_vmotion": Text(
        zh="Storage vMotion对源和目标数据存储的开销",
        en="cost of a Storage vMotion to its source and to its target",
    ),
    "copy_mbps": Text(
        zh="不经vMotion网络复制数据的速率",
        en="rate of copies that do not go over the vMotion network",
    ),
    "power_on_s": Text(
        zh="启动或恢复一台虚拟机所需的时间", en="how long a machine takes to start or resume"
    ),
    "apd_timeout_s": Text(
        zh="全部路径中断（APD）后，主机等待多久",
        en="how long a host waits after all paths are down (APD)",
    ),
    "vmotion_mbps": Text(
        zh="vMotion链路至少要有的速率，低于它则警告",
        en="speed below which a vMotion link is warned of",
    ),
    "round_trip_ms": Text(
        zh="vMotion所支持的最长往返时间", en="longest round trip over which vMotion is supported"
    ),
    "round_trip_enterprise_plus_ms": Text(
        zh="两台主机都有Enterprise Plus时，vMotion所支持的最长往返时间",
        en="longest round trip over which vMotion is supported where both hosts have "
        "Enterprise Plus",
    ),
    "disk_mb": Text(zh="虚拟磁盘的最大容量", en="largest virtual disk"),
    "disk_in_use_mb": Text(
        zh="虚拟机运行时，磁盘最多能扩展到的容量",
        en="size past which no disk grows while its machine runs",
    ),
    "vmfs3_file_mb": Text(
        zh="VMFS3上文件的最大容量；块小于8 MB时更小",
        en="largest file on VMFS3; less where its blocks are smaller than 8 MB",
    ),
    "snapshot_levels": Text(zh="快照链的最大级数", en="most snapshots in one chain"),
    "snapshot_levels_advised": Text(
        zh="快照链超过多少级时警告", en="snapshots in a chain beyond which it is warned of"
    ),
    "snapshot_age_advised_h": Text(
        zh="快照保留超过多少小时则警告", en="hours beyond which a snapshot is warned of"
    ),
    "vdp_appliances": Text(
        zh="一个vCenter Server最多有几个vSphere Data Protection设备",
        en="most appliances of vSphere Data Protection of one vCenter Server",
    ),
    "vdp_store_mb": Text(
        zh="vSphere Data Protection存储的最大容量",
        en="largest store of vSphere Data Protection",
    ),
    "vdr_jobs": Text(
        zh="Data Recovery设备同时运行的备份与恢复数",
        en="backups and restores that an appliance of Data Recovery runs at once",
    ),
}
describe(
    Limits,
    Text(
        zh="上限与时长；null为该版本的值，见括号",
        en="limits and durations; null: what the version has, in brackets",
    ),
    **{name: _valued(name, text) for name, text in _MEANS.items()},
)
