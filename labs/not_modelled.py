"""What the engine does not know: no verdict covers it, and the page says so.

Whoever models something takes its gap off this list; a test keeps the faults of the gaps apart
from those that a rule declares.
"""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.text import Text


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One thing that is not modelled, and the API's faults that therefore never come."""

    says: Text
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Area:
    """Gaps that belong together."""

    title: Text
    gaps: tuple[Gap, ...]


def _gap(zh: str, en: str, *faults: str) -> Gap:
    return Gap(says=Text(zh=zh, en=en), faults=faults)


NOT_MODELLED: tuple[Area, ...] = (
    Area(
        title=Text(zh="集群及其服务", en="Clusters and their services"),
        gaps=(
            _gap(
                "FT（Fault Tolerance）的主辅虚拟机：前提、每台主机的数量限制、带FT迁移时的限制",
                "Fault Tolerance pairs: what turning it on needs, limits per host, and what may "
                "move while it is on",
                "CannotMoveFaultToleranceVm",
                "FaultToleranceAntiAffinityViolated",
                "FaultToleranceCannotEditMem",
                "FaultToleranceNeedsThickDisk",
                "FaultToleranceNotLicensed",
                "HostIncompatibleForFaultTolerance",
                "InvalidOperationOnSecondaryVm",
                "NoHostSuitableForFtSecondary",
                "SnapshotFault",
                "VmFaultToleranceConfigIssue",
                "VmFaultToleranceTooManyFtVcpusOnHost",
                "VmFaultToleranceTooManyVMsOnHost",
            ),
            _gap(
                "DRS：自动化级别、建议与迁移阈值；虚拟机之间、虚拟机与主机之间的规则",
                "DRS: levels of automation, recommendations, threshold; rules between machines, "
                "and between machines and hosts",
                "DrsDisabledOnVm",
                "NoCompatibleHost",
                "RuleViolation",
                "VmHostAffinityRuleViolation",
            ),
            _gap(
                "HA：主机失效后的重启、隔离响应、数据存储心跳、准入控制、专用故障切换主机、"
                "虚拟机监控",
                "HA: restarts after a host fails, isolation response, datastore heartbeats, "
                "admission control, dedicated failover hosts, monitoring of machines",
                "DisallowedOperationOnFailoverHost",
                "HAErrorsAtDest",
                "InsufficientFailoverResourcesFault",
                "WillLoseHAProtection",
            ),
            _gap(
                "集群的EVC模式：启用、提升、加入主机；虚拟机自己的EVC",
                "EVC modes of a cluster: enabling, raising, adding a host; EVC of one machine",
                "ActiveVMsBlockingEVC",
                "DisconnectedHostsBlockingEVC",
                "EVCAdmissionFailedCPUFeaturesForMode",
                "EVCAdmissionFailedCPUModelForMode",
                "EVCAdmissionFailedCPUVendor",
                "EVCAdmissionFailedVmActive",
                "EVCModeIllegalByVendor",
                "EVCModeUnsupportedByHosts",
                "HeterogenousHostsBlockingEVC",
            ),
            _gap(
                "资源池、份额与限制：预留只按主机计算",
                "Resource pools, shares and limits: reservations are counted on the host alone",
            ),
            _gap(
                "数据存储集群与Storage DRS",
                "Datastore clusters and Storage DRS",
                "InsufficientStorageSpace",
            ),
            _gap(
                "维护模式不会自动迁走虚拟机",
                "Maintenance mode does not move machines on its own",
            ),
        ),
    ),
    Area(
        title=Text(zh="虚拟机", en="Machines"),
        gaps=(
            _gap(
                "链接克隆；同一数据块的重复写入：客户机写入的每1 MB都算作新数据",
                "Linked clones, and blocks that are written twice: each megabyte a guest writes "
                "counts as new",
            ),
            _gap(
                "克隆与部署时的客户机自定义和换接网络，"
                "以及克隆到另一台vCenter Server时的时钟与单点登录域；"
                "清单中的文件夹与重命名：一个名称在整个站点中只能用一次",
                "Customizing the guest of a copy and mapping its networks, clocks and single "
                "sign-on domains when copying between vCenter Servers; folders and renaming: a "
                "name stands once in the whole site",
            ),
            _gap(
                "挂接已有的磁盘文件、非持久磁盘关机后丢弃的内容、SCSI控制器与vSAN存储策略",
                "Attaching a disk file that is there already, what a nonpersistent disk forgets "
                "at power-off, SCSI controllers and vSAN storage policies",
            ),
            _gap(
                "单块磁盘的加密，以及主机自存的密钥：虚拟机总是整体加密，密钥每次都从密钥服务器取得",
                "Encryption of single disks, and the keys that hosts keep for themselves: a "
                "machine is encrypted as a whole, and its key comes from the key server each time",
            ),
            _gap(
                "开机时添加vCPU或内存，资源的上限与份额，以及每台虚拟机的磁盘、网卡和设备数上限",
                "Adding vCPUs or memory to a running machine, limits and shares, and how many "
                "disks, adapters and devices a machine may have",
            ),
            _gap(
                "备份的去重、作业和时间表，备份设备自身的虚拟机；从备份恢复为新虚拟机；"
                "Data Recovery设备的第二个存储：这里每个设备只有一个",
                "Deduplication, jobs and schedules of backups, the machine a backup appliance "
                "itself is, and restoring a backup as a new machine; the second store of an "
                "appliance of Data Recovery, which has one here",
            ),
            _gap("大页与虚拟GPU", "Huge pages and virtual GPUs"),
            _gap(
                "7.0及更高版本的主机所支持的虚拟硬件版本，以及VMware Tools在客户机中所做的事",
                "The virtual hardware versions that hosts of 7.0 and later run, and what VMware "
                "Tools does in the guest",
            ),
        ),
    ),
    Area(
        title=Text(zh="主机与许可证", en="Hosts and licences"),
        gaps=(
            _gap(
                "除vMotion与Storage vMotion以外的许可证：其余功能每台主机都按其版本具备",
                "Licences, but for vMotion and Storage vMotion: every host can do all else that "
                "its release can",
            ),
            _gap(
                "操作所用的客户端：例如5.1和5.5中，"
                "只有Web Client能把运行中的虚拟机同时换主机和数据存储",
                "The client somebody uses: in 5.1 and 5.5, for instance, only the Web Client "
                "changes host and datastore of a running machine together",
            ),
            _gap(
                "Update Manager与Lifecycle Manager：基准、扫描、修补与重启",
                "Update Manager and Lifecycle Manager: baselines, scans, remediation and reboots",
                "PatchMissingDependencies",
                "PatchNotApplicable",
                "RebootRequired",
            ),
            _gap(
                "Site Recovery Manager的恢复计划、vApp、云与编排",
                "Recovery plans of Site Recovery Manager, vApps, clouds and orchestration",
            ),
        ),
    ),
    Area(
        title=Text(zh="网络与存储", en="Network and storage"),
        gaps=(
            _gap(
                "VMFS的版本，除VMFS3的文件上限以外：块大小、升级，以及哪个版本的主机能挂载；"
                "裸设备映射的大小上限",
                "Versions of VMFS, but for the largest file on VMFS3: block sizes, upgrades, and "
                "which host mounts which; how large a mapped raw device may be",
                "LargeRDMNotSupportedOnDatastore",
            ),
            _gap(
                "VLAN中继与专用VLAN、流量整形与安全策略，以及上行链路之外的物理网络：只知道它通或不通",
                "VLAN trunks and private VLANs, traffic shaping and security policies, and the "
                "physical network behind the uplinks, but for whether anything passes there",
            ),
            _gap(
                "端口号、MAC地址与网卡的负载：每块网卡走哪条上行链路由名称推算；"
                "MAC地址无效或安全策略不同，都不会使迁移被拒绝",
                "Port numbers, MAC addresses and the load of NICs: which uplink an adapter uses is "
                "worked out from its name, and no bad address and no other security policy "
                "refuses a move",
            ),
            _gap(
                "往返时间与带宽的变化，以及站点之间的带宽；只知道写明的往返时间和链路的速率",
                "Round-trip time and bandwidth as they change, and the bandwidth between sites; "
                "only stated round-trip times and the speed of the links are known",
            ),
            _gap(
                "存储I/O，以及路径全部中断或设备永久丢失后虚拟机的重启（VMCP）",
                "Storage I/O, and the restart of machines after all paths are down or a device is "
                "lost for good (VMCP)",
            ),
        ),
    ),
    Area(
        title=Text(zh="时间与负载", en="Time and load"),
        gaps=(
            _gap(
                "负载不变化；内存按配置量和预留量计算，不模拟气球、压缩与换出",
                "Load does not change; memory is counted by what is configured and reserved, "
                "without ballooning, compression or swapping",
            ),
            _gap(
                "同时进行的复制不会互相减慢；内存在复制期间不会再变脏",
                "Copies that run at the same time do not slow each other down, and no memory is "
                "written to again while it is copied",
            ),
            _gap(
                "需要时间的备份所保存的，是它结束时虚拟机的内容",
                "A backup that takes its time holds what the machine held when it ended",
            ),
            _gap(
                "置零的厚置备磁盘：新建和扩展磁盘不写入数据，总是立即完成；恢复到快照也是",
                "Eager-zeroed disks: making and extending a disk writes nothing and is always done "
                "at once, and so is reverting to a snapshot",
            ),
        ),
    ),
)
