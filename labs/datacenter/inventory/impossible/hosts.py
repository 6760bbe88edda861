"""What no host may be."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.impossible.networks import NETWORKS_OF_HOST
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import is_version
from labs.datacenter.words import Connection, DatastoreKind


def host_numbers(site: Site, host: Host) -> Iterator[Problem]:
    path = pointer("hosts", host.name)
    if host.version is not None and not is_version(host.version):
        yield problem(
            f"{path}/version",
            "应为产品版本，例如6.7",
            "must be a product version, such as 6.7",
        )
    numbers = {
        "cpu/sockets": host.cpu.sockets,
        "cpu/cores": host.cpu.cores,
        "cpu/mhz": host.cpu.mhz,
        "memory_mb": host.memory_mb,
    }
    for key, value in numbers.items():
        if value < 1:
            yield problem(f"{path}/{key}", "至少为1", "must be at least 1")
    if host.cpu.threads not in (1, 2):
        yield problem(
            f"{path}/cpu/threads",
            "每核线程数为1或2（2表示超线程）",
            "must be 1 or 2 threads for each core (2: hyper-threading)",
        )
    if host.kept_mb > host.memory_mb or host.kept_mhz > host.cpu.total_mhz:
        yield problem(
            path,
            "系统自用的资源多于主机所有",
            "keeps more for the hypervisor than the host has",
        )


def host_place(site: Site, host: Host) -> Iterator[Problem]:
    if host.cluster and site.clusters[host.cluster].datacenter != host.datacenter:
        yield problem(
            pointer("hosts", host.name, "cluster"),
            "集群{cluster}不在数据中心{datacenter}中",
            'is a cluster outside the datacenter "{datacenter}": "{cluster}"',
            cluster=host.cluster,
            datacenter=host.datacenter,
        )


def host_paths(site: Site, host: Host) -> Iterator[Problem]:
    for mount in host.mounts:
        path = pointer("hosts", host.name, "mounts", mount.datastore)
        for key in ("preferred", "used"):
            name = getattr(mount, key)
            if name is not None and mount.path(name) is None:
                yield problem(
                    f"{path}/{key}",
                    "{name}不是该数据存储的路径",
                    '"{name}" is no path to the datastore',
                    name=name,
                )
        if mount.lost_s > site.now_s:
            yield problem(
                f"{path}/lost_s", "晚于站点的当前时间", "lies after the present time of the site"
            )
        if mount.device_lost and site.datastores[mount.datastore].kind is DatastoreKind.NFS:
            yield problem(
                f"{path}/device_lost",
                "NFS数据存储背后没有设备",
                "belongs to block storage; behind an NFS datastore is no device",
            )
        if mount.paths and site.datastores[mount.datastore].kind is DatastoreKind.NFS:
            yield problem(
                f"{path}/paths",
                "NFS数据存储没有存储多路径",
                "belong to block storage; an NFS datastore has none",
            )


def failure(site: Site, host: Host) -> Iterator[Problem]:
    path = pointer("hosts", host.name, "failed")
    if host.failed and host.connection is Connection.CONNECTED:
        yield problem(
            path, "故障的主机不能是已连接状态", "cannot be true for a host that is connected"
        )
    if host.failed and site.running_on(host.name):
        yield problem(
            path, "故障的主机上不能有运行中的虚拟机", "cannot be true: machines run on it"
        )


def promises(site: Site, host: Host) -> Iterator[Problem]:
    short_mb = -site.unreserved_mb(host.name)
    short_mhz = -site.unreserved_mhz(host.name)
    if short_mb > 0 or short_mhz > 0:
        yield problem(
            pointer("hosts", host.name),
            "运行中的虚拟机的预留超过主机所有：内存超出{mb} MB，处理器超出{mhz} MHz",
            "has promised more than it has: {mb} MB of memory, {mhz} MHz of CPU too much",
            mb=max(0, short_mb),
            mhz=max(0, short_mhz),
        )


OF_HOST = (host_numbers, host_place, *NETWORKS_OF_HOST, host_paths, failure, promises)
