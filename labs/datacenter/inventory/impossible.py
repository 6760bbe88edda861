"""What no site may be: the one list of conditions, for files from outside and for our own worlds.

Assumes nothing: a site of right types may still name what it does not hold, or hold what no
datacenter could.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from labs.datacenter.inventory.cpu import GENERATIONS, missing_features
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.impossible_snapshots import snapshot_problems
from labs.datacenter.inventory.network import Switch
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.vm import VM
from labs.datacenter.releases import is_version
from labs.datacenter.words import (
    Backing,
    BackingType,
    DatastoreKind,
    Maintenance,
    MountMode,
    PowerState,
    Provision,
)

ON = PowerState.ON
OFF = PowerState.OFF


def impossible(site: Site) -> tuple[Problem, ...]:
    """Everything wrong with a site; empty when it could exist."""
    dangling = tuple(_dangling(site))
    return dangling or tuple(_contradictions(site))


# first: names that lead nowhere


def _dangling(site: Site) -> Iterator[Problem]:
    for path, kind, name in _references(site):
        if name is not None and site.find(kind, name) is None:
            yield problem(
                path,
                "引用了不存在的{kind}{name}",
                'names {kind} "{name}", which does not exist',
                kind=kind,
                name=name,
            )
    for host in site.hosts.values():
        yield from _generation(pointer("hosts", host.name, "cpu", "generation"), host)
    for vm in site.vms.values():
        if vm.cpu_generation is not None and vm.cpu_generation not in GENERATIONS:
            yield _unknown_generation(pointer("vms", vm.name, "cpu_generation"), vm.cpu_generation)


def _generation(path: str, host: Host) -> Iterator[Problem]:
    if host.cpu.generation not in GENERATIONS:
        yield _unknown_generation(path, host.cpu.generation)


def _unknown_generation(path: str, name: str) -> Problem:
    return problem(
        path,
        "“{name}”不是已知的处理器代次；已知的有：{known}",
        '"{name}" is not a processor generation; known are {known}',
        name=name,
        known=", ".join(sorted(GENERATIONS)),
    )


def _references(site: Site) -> Iterator[tuple[str, str, str | None]]:
    """(path, kind, name) of every reference from one object to another."""
    for name, datacenter in site.datacenters.items():
        yield pointer("datacenters", name, "vcenter"), "vcenter", datacenter.vcenter
    for name, cluster in site.clusters.items():
        yield pointer("clusters", name, "datacenter"), "datacenter", cluster.datacenter
    for name, datastore in site.datastores.items():
        yield pointer("datastores", name, "datacenter"), "datacenter", datastore.datacenter
    for name, host in site.hosts.items():
        yield pointer("hosts", name, "datacenter"), "datacenter", host.datacenter
        yield pointer("hosts", name, "cluster"), "cluster", host.cluster
        for mount in host.mounts:
            path = pointer("hosts", name, "mounts", mount.datastore)
            yield path, "datastore", mount.datastore
    for vm in site.vms.values():
        yield from _references_of_vm(vm)


def _references_of_vm(vm: VM) -> Iterator[tuple[str, str, str | None]]:
    yield pointer("vms", vm.name, "host"), "host", vm.host
    yield pointer("vms", vm.name, "files", "config"), "datastore", vm.files.config
    for disk in vm.hardware.disks:
        path = pointer("vms", vm.name, "hardware", "disks", disk.label, "datastore")
        yield path, "datastore", disk.datastore
    for device in vm.hardware.devices:
        path = pointer("vms", vm.name, "hardware", "devices", device.label, "backing", "datastore")
        yield path, "datastore", device.backing.datastore
    for snapshot in vm.snapshots.tree:
        path = pointer("vms", vm.name, "snapshots", "tree", snapshot.name, "hardware", "devices")
        for device in snapshot.hardware.devices:
            yield path + pointer(device.label), "datastore", device.backing.datastore


# then: what could not be


def _contradictions(site: Site) -> Iterator[Problem]:
    of_vm = (
        *(_vm_numbers, _vm_devices, _vm_files, _vm_raw_disks, _vm_processor, _vm_running),
        snapshot_problems,
    )
    checks: tuple[tuple[str, tuple[Callable, ...]], ...] = (
        ("cluster", ()),
        ("host", (_host_numbers, _host_place, _host_network, _host_paths, _promises)),
        ("datastore", (_datastore_kind, _space)),
        ("vm", of_vm),
    )
    for kind, questions in checks:
        for thing in getattr(site, KINDS[kind][1]).values():
            for question in questions:
                yield from question(site, thing)


def _host_numbers(site: Site, host: Host) -> Iterator[Problem]:
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


def _host_place(site: Site, host: Host) -> Iterator[Problem]:
    if host.cluster and site.clusters[host.cluster].datacenter != host.datacenter:
        yield problem(
            pointer("hosts", host.name, "cluster"),
            "集群{cluster}不在数据中心{datacenter}中",
            'is a cluster outside the datacenter "{datacenter}": "{cluster}"',
            cluster=host.cluster,
            datacenter=host.datacenter,
        )


def _host_network(site: Site, host: Host) -> Iterator[Problem]:
    path = pointer("hosts", host.name)
    uplinks = Counter(name for switch in host.switches for name in switch.uplinks)
    for name, count in sorted(uplinks.items()):
        if host.nic(name) is None:
            yield problem(
                f"{path}/switches",
                "上行链路{name}不是该主机的物理网卡",
                'uses the uplink "{name}", which is no physical NIC of the host',
                name=name,
            )
        if count > 1:
            yield problem(
                f"{path}/switches",
                "物理网卡{name}被用作上行链路{count}次",
                'uses the NIC "{name}" as an uplink {count} times',
                name=name,
                count=count,
            )
    for switch in host.switches:
        yield from _teaming(f"{path}/switches" + pointer(switch.name), switch)
    for name, count in sorted(Counter(host.networks).items()):
        if count > 1:
            yield problem(
                f"{path}/switches",
                "有{count}个端口组都叫{name}",
                'has {count} port groups named "{name}"',
                name=name,
                count=count,
            )
    for port in host.vmkernel:
        if host.switch_of(port.network) is None:
            yield problem(
                f"{path}/vmkernel" + pointer(port.name, "network"),
                "主机没有名为{name}的端口组",
                'names the port group "{name}", which the host does not have',
                name=port.network,
            )


def _teaming(path: str, switch: Switch) -> Iterator[Problem]:
    for key in ("standby", "unused"):
        for name in getattr(switch, key):
            if name not in switch.uplinks:
                yield problem(
                    f"{path}/{key}",
                    "{name}不是该交换机的上行链路",
                    '"{name}" is no uplink of the switch',
                    name=name,
                )
    for name in sorted(set(switch.standby) & set(switch.unused)):
        yield problem(
            f"{path}/unused",
            "{name}不能既是备用又是未用",
            '"{name}" cannot be both standby and unused',
            name=name,
        )


def _host_paths(site: Site, host: Host) -> Iterator[Problem]:
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
        if mount.paths and site.datastores[mount.datastore].kind is DatastoreKind.NFS:
            yield problem(
                f"{path}/paths",
                "NFS数据存储没有存储多路径",
                "belong to block storage; an NFS datastore has none",
            )


def _promises(site: Site, host: Host) -> Iterator[Problem]:
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


def _datastore_kind(site: Site, datastore: Datastore) -> Iterator[Problem]:
    path = pointer("datastores", datastore.name)
    if (datastore.kind is DatastoreKind.NFS) != (datastore.backing is Backing.NAS):
        yield problem(
            f"{path}/backing",
            "NFS数据存储在NAS上，VMFS数据存储在SAN、iSCSI或本地磁盘上",
            "does not fit the kind: NFS lies on NAS; VMFS on SAN, iSCSI or a local disk",
        )
    mounting = site.hosts_of_datastore.get(datastore.name, ())
    if datastore.backing is Backing.LOCAL and len(mounting) > 1:
        yield problem(
            path,
            "是本地数据存储，却被多台主机挂载：{hosts}",
            "is local, but several hosts mount it: {hosts}",
            hosts=", ".join(mounting),
        )


def _space(site: Site, datastore: Datastore) -> Iterator[Problem]:
    free = site.free_mb(datastore.name)
    if free < 0:
        yield problem(
            pointer("datastores", datastore.name, "capacity_mb"),
            "已用空间比容量多{mb} MB",
            "holds {mb} MB more than its capacity",
            mb=-free,
        )


def _vm_numbers(site: Site, vm: VM) -> Iterator[Problem]:
    path = pointer("vms", vm.name)
    if vm.hardware.vcpus < 1 or vm.hardware.memory_mb < 4:
        yield problem(
            f"{path}/hardware",
            "至少要有1个vCPU和4 MB内存",
            "needs at least 1 vCPU and 4 MB of memory",
        )
    if vm.memory.reservation_mb > vm.hardware.memory_mb:
        yield problem(
            f"{path}/memory/reservation_mb",
            "内存预留大于虚拟机的内存",
            "reserves more memory than the machine has",
        )
    for disk in vm.hardware.disks:
        if disk.size_mb < 1 or (disk.used_mb or 0) > disk.size_mb:
            yield problem(
                f"{path}/hardware/disks" + pointer(disk.label),
                "磁盘至少1 MB，已用空间不大于磁盘大小",
                "needs a size of at least 1 MB and no more used than that",
            )
        if disk.used_mb is not None and disk.provision is Provision.THICK:
            yield problem(
                f"{path}/hardware/disks" + pointer(disk.label, "used_mb"),
                "只有精简置备的磁盘才有已用空间",
                "belongs to thin disks only; a thick one takes all of its size",
            )


def _vm_devices(site: Site, vm: VM) -> Iterator[Problem]:
    for device in vm.hardware.devices:
        backing = device.backing
        if (backing.type is BackingType.ISO) != (backing.datastore is not None):
            yield problem(
                pointer("vms", vm.name, "hardware", "devices", device.label, "backing"),
                "ISO映像要指明所在的数据存储，其他后端不能有数据存储",
                "needs a datastore for an ISO image, and none for any other backing",
            )


def _vm_files(site: Site, vm: VM) -> Iterator[Problem]:
    host = site.hosts[vm.host]
    for name in vm.datastores:
        mount = host.mount(name)
        if mount is None:
            yield problem(
                pointer("vms", vm.name),
                "有文件在{datastore}上，而主机{host}没有挂载它",
                'has files on "{datastore}", which its host "{host}" does not mount',
                datastore=name,
                host=host.name,
            )
        elif mount.mode is MountMode.READ_ONLY and vm.power is ON:
            yield problem(
                pointer("vms", vm.name),
                "正在运行，但文件所在的{datastore}在主机{host}上是只读的",
                'runs, but its host "{host}" mounts "{datastore}" read-only',
                datastore=name,
                host=host.name,
            )


def _vm_raw_disks(site: Site, vm: VM) -> Iterator[Problem]:
    host = site.hosts[vm.host]
    for disk in vm.raw_disks:
        path = pointer("vms", vm.name, "hardware", "disks", disk.label)
        if disk.rdm.lun not in host.luns:
            yield problem(
                f"{path}/rdm/lun",
                "映射LUN{lun}，而主机{host}看不到它",
                'maps the LUN "{lun}", which its host "{host}" does not see',
                lun=disk.rdm.lun,
                host=host.name,
            )
        if site.datastores[disk.datastore].kind is DatastoreKind.NFS:
            yield problem(
                f"{path}/datastore",
                "裸设备映射的指针文件只能放在VMFS数据存储上",
                "is NFS, but the pointer of a raw device mapping lies on VMFS",
            )
        if disk.provision is Provision.THIN:
            yield problem(
                f"{path}/provision",
                "映射裸设备的磁盘不能是精简置备",
                "cannot be thin for a disk that maps a raw device",
            )


def _vm_processor(site: Site, vm: VM) -> Iterator[Problem]:
    host = site.hosts[vm.host]
    path = pointer("vms", vm.name, "cpu_generation")
    if vm.cpu_generation is None:
        return
    if vm.power is OFF:
        yield problem(
            path,
            "关机的虚拟机没有开机时所见的处理器",
            "belongs to a running or suspended machine, but this one is off",
        )
    elif missing_features(vm.cpu_generation, host.cpu.generation):
        yield problem(
            path,
            "主机{host}不具备该虚拟机所见的处理器特性",
            'shows features that the host "{host}" does not offer',
            host=host.name,
        )


def _vm_running(site: Site, vm: VM) -> Iterator[Problem]:
    host, path = site.hosts[vm.host], pointer("vms", vm.name, "power")
    if vm.template and vm.power is not OFF:
        yield problem(path, "模板只能是关机状态", "must be poweredOff for a template")
    if vm.power is not ON:
        return
    if host.maintenance is Maintenance.IN:
        yield problem(
            path,
            "主机{host}处于维护模式，不能有运行中的虚拟机",
            'cannot be poweredOn: the host "{host}" is in maintenance mode',
            host=host.name,
        )
    if vm.hardware.vcpus > host.cpu.logical:
        yield problem(
            path,
            "有{vcpus}个vCPU，多于主机的{logical}个逻辑CPU",
            "cannot be poweredOn: {vcpus} vCPUs, but the host has {logical} logical CPUs",
            vcpus=vm.hardware.vcpus,
            logical=host.cpu.logical,
        )
    if vm.guest.is_64_bit and not host.cpu.hardware_virtualization:
        yield problem(
            path,
            "64位客户机需要主机启用硬件虚拟化",
            "cannot be poweredOn: a 64-bit guest needs hardware virtualization on the host",
        )
