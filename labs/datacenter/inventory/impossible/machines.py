"""What no machine may be."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.cpu import missing_features
from labs.datacenter.inventory.encryption import FIRST_VERSION
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.releases import LATEST, version_key
from labs.datacenter.words import (
    BackingType,
    DatastoreKind,
    DeviceKind,
    Maintenance,
    MountMode,
    PowerState,
    Provision,
    RdmMode,
)

ON = PowerState.ON
OFF = PowerState.OFF


def vm_numbers(site: Site, vm: VM) -> Iterator[Problem]:
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
    most = site.limit("disk_mb", LATEST)  # another release may be asked for
    for disk in vm.hardware.disks:
        if disk.size_mb < 1 or (disk.used_mb or 0) > disk.size_mb:
            yield problem(
                f"{path}/hardware/disks" + pointer(disk.label),
                "磁盘至少1 MB，已用空间不大于磁盘大小",
                "needs a size of at least 1 MB and no more used than that",
            )
        if disk.rdm is None and disk.size_mb > most:
            yield problem(
                f"{path}/hardware/disks" + pointer(disk.label, "size_mb"),
                "超过了磁盘的最大容量{most} MB",
                "is larger than any disk can be: {most} MB",
                most=most,
            )
        if not 1 <= disk.guest_mb <= disk.size_mb:
            yield problem(
                f"{path}/hardware/disks" + pointer(disk.label, "partition_mb"),
                "分区至少1 MB，不大于磁盘",
                "must be at least 1 MB and no larger than the disk",
            )


def vm_devices(site: Site, vm: VM) -> Iterator[Problem]:
    for device in vm.hardware.devices:
        backing = device.backing
        if (backing.type is BackingType.ISO) != (backing.datastore is not None):
            yield problem(
                pointer("vms", vm.name, "hardware", "devices", device.label, "backing"),
                "ISO映像要指明所在的数据存储，其他后端不能有数据存储",
                "needs a datastore for an ISO image, and none for any other backing",
            )
        is_usb = device.kind is DeviceKind.USB and backing.type is BackingType.PASSTHROUGH
        if device.vmotion and not is_usb:
            yield problem(
                pointer("vms", vm.name, "hardware", "devices", device.label, "vmotion"),
                "只有主机直通的USB设备才能在vMotion时保持连接",
                "belongs to a USB device that a host passes through",
            )


def vm_files(site: Site, vm: VM) -> Iterator[Problem]:
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


def vm_raw_disks(site: Site, vm: VM) -> Iterator[Problem]:
    host = site.hosts[vm.host]
    for disk in vm.raw_disks:
        path = pointer("vms", vm.name, "hardware", "disks", disk.label)
        if disk.rdm.lun not in host.luns:
            yield problem(
                f"{path}/rdm/lun",
                "映射LUN {lun}，而主机{host}看不到它",
                'maps the LUN "{lun}", which its host "{host}" does not see',
                lun=disk.rdm.lun,
                host=host.name,
            )
        if disk.rdm.mode is RdmMode.PHYSICAL and disk.deltas:
            yield problem(
                f"{path}/deltas",
                "物理兼容模式的裸设备映射没有快照",
                "belong to snapshots, which leave out raw devices in physical compatibility mode",
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


def vm_processor(site: Site, vm: VM) -> Iterator[Problem]:
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


def vm_running(site: Site, vm: VM) -> Iterator[Problem]:
    host, path = site.hosts[vm.host], pointer("vms", vm.name, "power")
    if vm.template and vm.power is not OFF:
        yield problem(path, "模板只能是关机状态", "must be poweredOff for a template")
    if vm.guest.crashed and vm.power is OFF:
        yield problem(
            pointer("vms", vm.name, "guest", "crashed"),
            "关机的虚拟机没有崩溃的客户机",
            "cannot be true for a machine that is off",
        )
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
    absent = [number for number in vm.cpu.affinity if number >= host.cpu.logical]
    if absent:
        yield problem(
            pointer("vms", vm.name, "cpu", "affinity"),
            "主机{host}没有逻辑处理器{number}，绑定在其上的虚拟机不能运行",
            'names the processor {number}, which the host "{host}" of this running machine does '
            "not have",
            host=host.name,
            number=absent[0],
        )
    if vm.guest.is_64_bit and not host.cpu.hardware_virtualization:
        yield problem(
            path,
            "64位客户机需要主机启用硬件虚拟化",
            "cannot be poweredOn: a 64-bit guest needs hardware virtualization on the host",
        )


def vm_encryption(site: Site, vm: VM) -> Iterator[Problem]:
    """Only a version that the host states contradicts it: that of the release may change."""
    version = site.hosts[vm.host].version
    if vm.is_encrypted and version and version_key(version) < version_key(FIRST_VERSION):
        yield problem(
            pointer("vms", vm.name, "encryption"),
            "已加密，而主机{host}是{version}版，{first}版起才有虚拟机加密",
            'is encrypted, but its host "{host}" is of version {version}; machines can be '
            "encrypted since {first}",
            host=vm.host,
            version=version,
            first=FIRST_VERSION,
        )


OF_VM = (
    vm_numbers,
    vm_devices,
    vm_files,
    vm_raw_disks,
    vm_processor,
    vm_running,
    vm_encryption,
)
