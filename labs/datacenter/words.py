"""The closed vocabularies: the product's own strings, with a label in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from labs.datacenter.text import Text, name_words


class PowerState(StrEnum):
    """`VirtualMachinePowerState`."""

    ON = "poweredOn"
    OFF = "poweredOff"
    SUSPENDED = "suspended"


class Connection(StrEnum):
    """`HostSystemConnectionState`."""

    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    NOT_RESPONDING = "notResponding"


class Maintenance(StrEnum):
    """Whether a host takes part (`normal`) or is being, or has been, cleared for service."""

    NORMAL = "normal"
    ENTERING = "enteringMaintenance"
    IN = "inMaintenance"


class Link(StrEnum):
    """The link of a physical NIC."""

    UP = "up"
    DOWN = "down"


class Balancing(StrEnum):
    """How a team shares out traffic (`HostNicTeamingPolicy.policy`)."""

    PORT = "loadbalance_srcid"
    MAC = "loadbalance_srcmac"
    IP_HASH = "loadbalance_ip"
    LOAD = "loadbalance_loadbased"
    EXPLICIT = "failover_explicit"


class Detection(StrEnum):
    """How a team finds out that an uplink has failed."""

    LINK = "linkStatus"
    BEACON = "beaconProbing"


class AddressFamily(StrEnum):
    """The kind of address by which a host was added to vCenter Server."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"


class Service(StrEnum):
    """What a VMkernel port carries (`HostVirtualNicManagerNicType`)."""

    MANAGEMENT = "management"
    VMOTION = "vmotion"


class DatastoreKind(StrEnum):
    """How a datastore keeps its files."""

    VMFS = "VMFS"
    NFS = "NFS"


class Backing(StrEnum):
    """Where a datastore's blocks lie."""

    SAN = "SAN"
    ISCSI = "iSCSI"
    NAS = "NAS"
    LOCAL = "local"


class PathState(StrEnum):
    """Whether a path to a datastore can carry anything (`HostMultipathInfoPath.pathState`)."""

    ACTIVE = "active"
    DEAD = "dead"


class Outage(StrEnum):
    """How a host is cut off from a datastore."""

    APD = "allPathsDown"
    APD_TIMEOUT = "allPathsDownTimeout"
    PDL = "permanentDeviceLoss"


class PathPolicy(StrEnum):
    """Which of the live paths carry the traffic."""

    FIXED = "VMW_PSP_FIXED"
    MRU = "VMW_PSP_MRU"
    ROUND_ROBIN = "VMW_PSP_RR"


class Licence(StrEnum):
    """The edition a host is licensed for."""

    ESSENTIALS = "essentials"
    ESSENTIALS_PLUS = "essentialsPlus"
    STANDARD = "standard"
    ENTERPRISE = "enterprise"
    ENTERPRISE_PLUS = "enterprisePlus"


class MountMode(StrEnum):
    """`HostMountMode`."""

    READ_WRITE = "readWrite"
    READ_ONLY = "readOnly"


class Provision(StrEnum):
    """How a virtual disk takes its space."""

    THICK = "thick"
    THIN = "thin"


class DiskMode(StrEnum):
    """`VirtualDiskMode`."""

    PERSISTENT = "persistent"
    INDEPENDENT_PERSISTENT = "independent_persistent"
    INDEPENDENT_NONPERSISTENT = "independent_nonpersistent"


class RdmMode(StrEnum):
    """`VirtualDiskCompatibilityMode` of a raw device mapping."""

    PHYSICAL = "physicalMode"
    VIRTUAL = "virtualMode"


class BusSharing(StrEnum):
    """`VirtualSCSISharing`: who may share the controller of a disk."""

    NONE = "noSharing"
    VIRTUAL = "virtualSharing"
    PHYSICAL = "physicalSharing"


class DeviceKind(StrEnum):
    """A removable or passed-through device of a virtual machine."""

    CDROM = "cdrom"
    FLOPPY = "floppy"
    SERIAL = "serial"
    USB = "usb"
    PCI = "pci"


class BackingType(StrEnum):
    """What stands behind a virtual device."""

    ISO = "iso"
    HOST = "host"
    CLIENT = "client"
    PASSTHROUGH = "passthrough"


class Quiescing(StrEnum):
    """How the guest answers when a snapshot asks it to hold its writing."""

    SUCCEEDS = "succeeds"
    FILE_SYSTEM_FAILS = "fileSystemFails"
    APPLICATION_FAILS = "applicationFails"


class FileKind(StrEnum):
    """What a file of a machine holds (`VirtualMachineFileLayoutExFileType`)."""

    CONFIG = "config"
    NVRAM = "nvram"
    LOG = "log"
    SWAP = "swap"
    SUSPEND = "suspend"
    SNAPSHOT_LIST = "snapshotList"
    SNAPSHOT_DATA = "snapshotData"
    DISK_DESCRIPTOR = "diskDescriptor"
    DISK_EXTENT = "diskExtent"


class Pacing(StrEnum):
    """Whether what takes long in a datacenter takes its time in the site."""

    INSTANT = "instant"
    TIMED = "timed"


class TaskState(StrEnum):
    """`TaskInfoState` of a task that is not over."""

    QUEUED = "queued"
    RUNNING = "running"


class EncryptedVMotion(StrEnum):
    """`VirtualMachineConfigSpecEncryptedVMotionModes`."""

    DISABLED = "disabled"
    OPPORTUNISTIC = "opportunistic"
    REQUIRED = "required"


class BackupKind(StrEnum):
    """Whether a backup holds all data, or what was written since an earlier one."""

    FULL = "full"
    INCREMENTAL = "incremental"


class BackupProduct(StrEnum):
    """What makes the backups: Data Protection, Data Recovery, or a product of a third party."""

    VDP = "vdp"
    VDR = "vdr"
    VADP = "vadp"


class Vendor(StrEnum):
    """The maker of a processor (`HostCpuPackage.vendor`)."""

    INTEL = "intel"
    AMD = "amd"


class Verb(StrEnum):
    """A migration asked for by the name of its type."""

    COLD = "cold"
    SUSPENDED = "suspended"
    VMOTION = "vmotion"
    STORAGE_VMOTION = "storage_vmotion"
    CROSS_HOST = "cross_host"


class Kind(StrEnum):
    """The five migration types, as the rules' matrix names them."""

    COLD = "COLD"
    SUSP = "SUSP"
    VMO = "VMO"
    SVMO = "SVMO"
    XHOST = "XHOST"


KIND_OF_VERB = {
    Verb.COLD: Kind.COLD,
    Verb.SUSPENDED: Kind.SUSP,
    Verb.VMOTION: Kind.VMO,
    Verb.STORAGE_VMOTION: Kind.SVMO,
    Verb.CROSS_HOST: Kind.XHOST,
}

name_words(
    {
        PowerState.ON: Text(zh="开机（poweredOn）", en="powered on (poweredOn)"),
        PowerState.OFF: Text(zh="关机（poweredOff）", en="powered off (poweredOff)"),
        PowerState.SUSPENDED: Text(zh="挂起（suspended）", en="suspended"),
        Connection.CONNECTED: Text(zh="已连接（connected）", en="connected"),
        Connection.DISCONNECTED: Text(zh="已断开（disconnected）", en="disconnected"),
        Connection.NOT_RESPONDING: Text(
            zh="无响应（notResponding）", en="not responding (notResponding)"
        ),
        Maintenance.NORMAL: Text(zh="正常运行", en="in normal operation"),
        Maintenance.ENTERING: Text(zh="正在进入维护模式", en="entering maintenance mode"),
        Maintenance.IN: Text(zh="处于维护模式", en="in maintenance mode"),
        Link.UP: Text(zh="链路接通", en="link up"),
        Link.DOWN: Text(zh="链路断开", en="link down"),
        Balancing.PORT: Text(
            zh="基于源虚拟端口（loadbalance_srcid）", en="originating virtual port"
        ),
        Balancing.MAC: Text(zh="基于源MAC（loadbalance_srcmac）", en="source MAC hash"),
        Balancing.IP_HASH: Text(zh="基于IP哈希（loadbalance_ip）", en="IP hash"),
        Balancing.LOAD: Text(
            zh="基于物理网卡负载（loadbalance_loadbased）", en="physical NIC load"
        ),
        Balancing.EXPLICIT: Text(
            zh="明确的故障切换顺序（failover_explicit）", en="explicit failover order"
        ),
        Detection.LINK: Text(zh="仅链路状态", en="link status only"),
        Detection.BEACON: Text(zh="信标探测", en="beacon probing"),
        AddressFamily.IPV4: Text(zh="IPv4", en="IPv4"),
        AddressFamily.IPV6: Text(zh="IPv6", en="IPv6"),
        Service.MANAGEMENT: Text(zh="管理流量", en="management"),
        Service.VMOTION: Text(zh="vMotion", en="vMotion"),
        DatastoreKind.VMFS: Text(zh="VMFS", en="VMFS"),
        DatastoreKind.NFS: Text(zh="NFS", en="NFS"),
        Backing.SAN: Text(zh="光纤通道SAN", en="Fibre Channel SAN"),
        Backing.ISCSI: Text(zh="iSCSI", en="iSCSI"),
        Backing.NAS: Text(zh="NAS", en="NAS"),
        Backing.LOCAL: Text(zh="本地磁盘", en="local disk"),
        PathState.ACTIVE: Text(zh="可用（active）", en="active"),
        PathState.DEAD: Text(zh="中断（dead）", en="dead"),
        Outage.APD: Text(zh="全部路径中断（APD）", en="all paths down (APD)"),
        Outage.APD_TIMEOUT: Text(
            zh="全部路径中断已超时（APD timeout）",
            en="all paths down past the timeout (APD timeout)",
        ),
        Outage.PDL: Text(zh="设备永久丢失（PDL）", en="permanent device loss (PDL)"),
        PathPolicy.FIXED: Text(zh="固定（Fixed）", en="Fixed"),
        PathPolicy.MRU: Text(zh="最近使用（MRU）", en="Most Recently Used"),
        PathPolicy.ROUND_ROBIN: Text(zh="循环（Round Robin）", en="Round Robin"),
        Licence.ESSENTIALS: Text(zh="Essentials", en="Essentials"),
        Licence.ESSENTIALS_PLUS: Text(zh="Essentials Plus", en="Essentials Plus"),
        Licence.STANDARD: Text(zh="Standard", en="Standard"),
        Licence.ENTERPRISE: Text(zh="Enterprise", en="Enterprise"),
        Licence.ENTERPRISE_PLUS: Text(zh="Enterprise Plus", en="Enterprise Plus"),
        MountMode.READ_WRITE: Text(zh="读写", en="read-write"),
        MountMode.READ_ONLY: Text(zh="只读", en="read-only"),
        Provision.THICK: Text(zh="厚置备", en="thick"),
        Provision.THIN: Text(zh="精简置备", en="thin"),
        DiskMode.PERSISTENT: Text(zh="持久（persistent）", en="persistent"),
        DiskMode.INDEPENDENT_PERSISTENT: Text(
            zh="独立持久（independent_persistent）", en="independent_persistent"
        ),
        DiskMode.INDEPENDENT_NONPERSISTENT: Text(
            zh="独立非持久（independent_nonpersistent）", en="independent_nonpersistent"
        ),
        RdmMode.PHYSICAL: Text(zh="物理兼容模式", en="physical compatibility mode"),
        RdmMode.VIRTUAL: Text(zh="虚拟兼容模式", en="virtual compatibility mode"),
        BusSharing.NONE: Text(zh="不共享总线", en="no bus sharing"),
        BusSharing.VIRTUAL: Text(zh="虚拟总线共享", en="virtual bus sharing"),
        BusSharing.PHYSICAL: Text(zh="物理总线共享", en="physical bus sharing"),
        DeviceKind.CDROM: Text(zh="光驱", en="CD/DVD drive"),
        DeviceKind.FLOPPY: Text(zh="软驱", en="floppy drive"),
        DeviceKind.SERIAL: Text(zh="串口", en="serial port"),
        DeviceKind.USB: Text(zh="USB设备", en="USB device"),
        DeviceKind.PCI: Text(zh="PCI设备", en="PCI device"),
        BackingType.ISO: Text(zh="ISO映像", en="ISO image"),
        BackingType.HOST: Text(zh="主机设备", en="host device"),
        BackingType.CLIENT: Text(zh="客户端设备", en="client device"),
        BackingType.PASSTHROUGH: Text(zh="直通设备", en="passthrough device"),
        Quiescing.SUCCEEDS: Text(zh="静默成功", en="quiescing succeeds"),
        Quiescing.FILE_SYSTEM_FAILS: Text(zh="文件系统静默失败", en="the file system fails"),
        Quiescing.APPLICATION_FAILS: Text(zh="应用程序静默失败", en="an application fails"),
        FileKind.CONFIG: Text(zh="配置文件", en="configuration"),
        FileKind.NVRAM: Text(zh="BIOS设置文件", en="BIOS settings"),
        FileKind.LOG: Text(zh="日志文件", en="log"),
        FileKind.SWAP: Text(zh="交换文件", en="swap file"),
        FileKind.SUSPEND: Text(zh="挂起状态文件", en="suspended state"),
        FileKind.SNAPSHOT_LIST: Text(zh="快照清单", en="list of snapshots"),
        FileKind.SNAPSHOT_DATA: Text(zh="快照状态文件", en="state of a snapshot"),
        FileKind.DISK_DESCRIPTOR: Text(zh="磁盘描述文件", en="disk descriptor"),
        FileKind.DISK_EXTENT: Text(zh="磁盘数据文件", en="disk data"),
        Pacing.INSTANT: Text(zh="操作立即完成", en="done at once"),
        Pacing.TIMED: Text(zh="操作需要时间", en="takes its time"),
        TaskState.QUEUED: Text(zh="排队中（queued）", en="queued"),
        TaskState.RUNNING: Text(zh="正在运行（running）", en="running"),
        EncryptedVMotion.DISABLED: Text(zh="已禁用（disabled）", en="disabled"),
        EncryptedVMotion.OPPORTUNISTIC: Text(zh="视机会而定（opportunistic）", en="opportunistic"),
        EncryptedVMotion.REQUIRED: Text(zh="必需（required）", en="required"),
        BackupKind.FULL: Text(zh="完整备份", en="full backup"),
        BackupKind.INCREMENTAL: Text(zh="增量备份", en="incremental backup"),
        BackupProduct.VDP: Text(zh="vSphere Data Protection", en="vSphere Data Protection"),
        BackupProduct.VDR: Text(zh="VMware Data Recovery", en="VMware Data Recovery"),
        BackupProduct.VADP: Text(zh="第三方备份产品", en="third-party backup product"),
        Vendor.INTEL: Text(zh="Intel", en="Intel"),
        Vendor.AMD: Text(zh="AMD", en="AMD"),
    }
)
name_words(
    {
        Verb.COLD: Text(zh="冷迁移", en="cold migration"),
        Verb.SUSPENDED: Text(zh="挂起迁移", en="suspended migration"),
        Verb.VMOTION: Text(zh="vMotion", en="vMotion"),
        Verb.STORAGE_VMOTION: Text(zh="Storage vMotion", en="Storage vMotion"),
        Verb.CROSS_HOST: Text(zh="跨主机vMotion", en="cross-host vMotion"),
        Kind.COLD: Text(zh="冷迁移", en="cold migration"),
        Kind.SUSP: Text(zh="挂起迁移", en="suspended migration"),
        Kind.VMO: Text(zh="vMotion", en="vMotion"),
        Kind.SVMO: Text(zh="Storage vMotion", en="Storage vMotion"),
        Kind.XHOST: Text(zh="跨主机vMotion", en="cross-host vMotion"),
    }
)

# kind of object, as keys name it -> what people call it
KIND_NAMES: Mapping[str, Text] = {
    "backup_job": Text(zh="备份作业", en="backup job"),
    "backup_store": Text(zh="备份存储", en="backup store"),
    "cluster": Text(zh="集群", en="cluster"),
    "datacenter": Text(zh="数据中心", en="datacenter"),
    "datastore": Text(zh="数据存储", en="datastore"),
    "device": Text(zh="设备", en="device"),
    "disk": Text(zh="虚拟磁盘", en="virtual disk"),
    "key_server": Text(zh="密钥服务器", en="key server"),
    "distributed_switch": Text(zh="分布式交换机", en="distributed switch"),
    "host": Text(zh="主机", en="host"),
    "network": Text(zh="端口组", en="port group"),
    "nic": Text(zh="虚拟网卡", en="network adapter"),
    "path": Text(zh="路径", en="path"),
    "pnic": Text(zh="物理网卡", en="physical NIC"),
    "restore_point": Text(zh="恢复点", en="restore point"),
    "snapshot": Text(zh="快照", en="snapshot"),
    "standard_switch": Text(zh="标准交换机", en="standard switch"),
    "standard_network": Text(zh="标准端口组", en="standard port group"),
    "host_network": Text(zh="端口组", en="port group"),
    "dv_network": Text(zh="分布式端口组", en="distributed port group"),
    "switch": Text(zh="交换机", en="switch"),
    "task": Text(zh="任务", en="task"),
    "uplink": Text(zh="上行链路", en="uplink"),
    "vcenter": Text(zh="vCenter Server", en="vCenter Server"),
    "vm": Text(zh="虚拟机", en="virtual machine"),
    "unregistered_vm": Text(zh="未注册的虚拟机", en="unregistered virtual machine"),
    "vmkernel": Text(zh="VMkernel端口", en="VMkernel port"),
}
