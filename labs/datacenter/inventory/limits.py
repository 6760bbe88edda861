"""Limits and durations that a site may set for itself."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.meaning import describe
from labs.datacenter.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much may be done at once, and how long it takes; None: what the version has.

    A cost is what one operation counts against the greatest sum of its object: `host` for hosts,
    `network` for the vMotion network of a host, `datastore` for datastores. `cross_host` is the
    migration of host and datastore together, `provisioning` every copy of a machine that does not
    run. `copy_mbps` is the rate of copies that do not go over the vMotion network.
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


describe(
    Limits,
    Text(
        zh="上限与时长；null为该版本的值",
        en="limits and durations; null: what the version has",
    ),
    host_most=Text(zh="一台主机上同时的开销上限", en="greatest sum of costs on a host"),
    host_vmotion=Text(zh="vMotion对主机的开销", en="cost of a vMotion to a host"),
    host_storage_vmotion=Text(
        zh="Storage vMotion对主机的开销", en="cost of a Storage vMotion to a host"
    ),
    host_cross_host=Text(
        zh="同时更换主机和数据存储的vMotion对主机的开销",
        en="cost of a vMotion of host and datastore to a host",
    ),
    host_provisioning=Text(
        zh="克隆、部署、冷迁移对主机的开销",
        en="cost of cloning, deploying or cold migration to a host",
    ),
    network_most_1g=Text(
        zh="vMotion网络低于10 Gbps时的开销上限",
        en="greatest sum on a vMotion network below 10 Gbps",
    ),
    network_most_10g=Text(
        zh="vMotion网络为10 Gbps或更快时的开销上限",
        en="greatest sum on a vMotion network of 10 Gbps or more",
    ),
    network_vmotion=Text(zh="vMotion对网络的开销", en="cost of a vMotion to the network"),
    datastore_most=Text(
        zh="一个数据存储上同时的开销上限", en="greatest sum of costs on a datastore"
    ),
    datastore_vmotion=Text(zh="vMotion对数据存储的开销", en="cost of a vMotion to a datastore"),
    datastore_storage_vmotion=Text(
        zh="Storage vMotion对源和目标数据存储的开销",
        en="cost of a Storage vMotion to its source and to its target",
    ),
    copy_mbps=Text(
        zh="不经vMotion网络复制数据的速率",
        en="rate of copies that do not go over the vMotion network",
    ),
    power_on_s=Text(
        zh="启动或恢复一台虚拟机所需的时间", en="how long a machine takes to start or resume"
    ),
    apd_timeout_s=Text(
        zh="全部路径中断（APD）后，主机等待多久",
        en="how long a host waits after all paths are down (APD)",
    ),
)
