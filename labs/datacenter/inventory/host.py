"""ESXi hosts."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.inventory.cpu import Cpu
from labs.datacenter.inventory.network import (
    VMOTION,
    Bench,
    PhysicalNic,
    PortGroup,
    Switch,
    VmkernelPort,
    VMotionNetwork,
    vmotion_over,
)
from labs.datacenter.inventory.teaming import Network
from labs.datacenter.lazy import lazy
from labs.datacenter.meaning import describe
from labs.datacenter.text import Text
from labs.datacenter.words import (
    AddressFamily,
    Connection,
    Licence,
    Maintenance,
    MountMode,
    Outage,
    PathPolicy,
    PathState,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A way from a host to a datastore: adapter, switch port, port of the array."""

    name: str
    state: PathState = PathState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A datastore as one host sees it.

    `paths`: () where they are of no interest; it is then always reached. `preferred` is for the
    Fixed policy. `used` is the path that Most Recently Used came to; None: the first by name.
    `lost_s` is when the last path died, 0 while one lives. `device_lost`: the array has told the
    host that the device is gone for good (permanent device loss), and no path is of any use.
    """

    datastore: str
    mode: MountMode = MountMode.READ_WRITE
    paths: tuple[Path, ...] = ()
    policy: PathPolicy = PathPolicy.FIXED
    preferred: str | None = None
    used: str | None = None
    lost_s: int = 0
    device_lost: bool = False

    def path(self, name: str) -> Path | None:
        return next((path for path in self.paths if path.name == name), None)

    @property
    def live(self) -> tuple[str, ...]:
        """Names of the paths that can carry something."""
        if self.device_lost:
            return ()
        return tuple(path.name for path in self.paths if path.state is PathState.ACTIVE)

    @property
    def is_cut_off(self) -> bool:
        """Whether it has paths and every one is dead, or the device behind them is gone."""
        return self.device_lost or (bool(self.paths) and not self.live)

    def outage(self, now_s: int, timeout_s: int) -> Outage | None:
        """How its host is cut off from it; a host gives up on dead paths after the timeout."""
        if not self.is_cut_off:
            return None
        if self.device_lost:
            return Outage.PDL
        return Outage.APD if now_s < self.lost_s + timeout_s else Outage.APD_TIMEOUT

    @property
    def carrying(self) -> tuple[str, ...]:
        """Names of the paths in use: one, or with Round Robin every live one in turn."""
        live = self.live
        if self.policy is PathPolicy.ROUND_ROBIN:
            return live
        wanted = self.preferred if self.policy is PathPolicy.FIXED else self.used
        return (wanted,) if wanted in live else live[:1]


@dataclass(frozen=True, kw_only=True)  # no slots: it keeps what is derived of it
class Host:
    """A host; `kept_mb` and `kept_mhz` are the hypervisor's own share, 0 unless set.

    `failed`: it has lost power, and nothing connects to it.
    `version` is the product version installed; None: that of the site's release. `luns` are those
    presented to it besides its datastores, for raw device mappings. `rtt_ms` is the round-trip
    time from its vMotion network to the core where the hosts meet: between two hosts it is the
    sum of both. `address` is the kind of address by which vCenter Server knows it. `benched`
    holds the NICs that wait, after a failure, because their network does not fail back.
    """

    name: str
    datacenter: str
    cluster: str | None = None
    version: str | None = None
    licence: Licence = Licence.ENTERPRISE_PLUS
    connection: Connection = Connection.CONNECTED
    failed: bool = False
    maintenance: Maintenance = Maintenance.NORMAL
    cpu: Cpu
    memory_mb: int
    rtt_ms: int = 0
    kept_mb: int = 0
    kept_mhz: int = 0
    nics: tuple[PhysicalNic, ...] = ()
    switches: tuple[Switch, ...] = ()
    vmkernel: tuple[VmkernelPort, ...] = ()
    mounts: tuple[Mount, ...] = ()
    luns: tuple[str, ...] = ()
    address: AddressFamily = AddressFamily.IPV4
    benched: tuple[Bench, ...] = ()

    def mount(self, datastore: str) -> Mount | None:
        for mount in self.mounts:
            if mount.datastore == datastore:
                return mount
        return None

    def nic(self, name: str) -> PhysicalNic | None:
        for nic in self.nics:
            if nic.name == name:
                return nic
        return None

    def switch(self, name: str) -> Switch | None:
        return next((switch for switch in self.switches if switch.name == name), None)

    def vmkernel_port(self, name: str) -> VmkernelPort | None:
        return next((port for port in self.vmkernel if port.name == name), None)

    def switch_of(self, network: str) -> Switch | None:
        """The standard switch with the port group `network`; `Site.network_of` knows the others."""
        place = self.places.get(network)
        return place[0] if place else None

    @property
    def vmotion_ports(self) -> tuple[VmkernelPort, ...]:
        return tuple([port for port in self.vmkernel if VMOTION in port.services])

    @lazy
    def places(self) -> dict[str, tuple[Switch, PortGroup]]:
        """Its standard switches' port groups by name, each with its switch."""
        return {
            group.name: (switch, group)
            for switch in reversed(self.switches)  # of two with one name the first counts
            for group in reversed(switch.port_groups)
        }

    @lazy
    def vmotion(self) -> VMotionNetwork:
        """What its standard switches have for vMotion."""
        return vmotion_over(self.vmkernel, self._nics_behind)

    def _nics_behind(self, network: str) -> tuple[PhysicalNic, ...]:
        place = self.places.get(network)
        return Network(self, *place).team if place else ()

    @property
    def reservable_mb(self) -> int:
        return self.memory_mb - self.kept_mb

    @property
    def reservable_mhz(self) -> int:
        return self.cpu.total_mhz - self.kept_mhz


describe(
    Path,
    Text(zh="主机到数据存储的一条路径", en="a path from a host to a datastore"),
    state=Text(zh="路径能否传输", en="whether it can carry anything"),
)
describe(
    Mount,
    Text(zh="一台主机所见的数据存储", en="a datastore as one host sees it"),
    mode=Text(zh="读写或只读", en="read-write or read-only"),
    paths=Text(
        zh="路径；空表示不关心路径，数据存储始终可达",
        en="its paths; empty: of no interest, it is always reached",
    ),
    policy=Text(zh="路径选择策略", en="path selection policy"),
    preferred=Text(zh="首选路径，用于固定策略", en="preferred path, for the Fixed policy"),
    used=Text(
        zh="“最近使用”策略正在使用的路径；null为名称排在最前的一条",
        en="the path Most Recently Used came to; null: the first by name",
    ),
    lost_s=Text(
        zh="最后一条路径中断的时刻；还有路径可用时为0",
        en="when the last path died; 0 while one lives",
    ),
    device_lost=Text(
        zh="阵列已报告设备永久丢失（PDL）",
        en="whether the array has reported the device as lost for good (PDL)",
    ),
)
describe(
    Host,
    Text(zh="一台ESXi主机", en="an ESXi host"),
    datacenter=Text(zh="所在的数据中心", en="the datacenter it is in"),
    cluster=Text(
        zh="所在的集群；null为独立主机", en="the cluster it is in; null: a host of its own"
    ),
    version=Text(
        zh="安装的产品版本；null与站点的版本相同",
        en="product version installed; null: that of the release",
    ),
    licence=Text(zh="许可证版本", en="licence edition"),
    connection=Text(zh="与vCenter Server的连接", en="connection to the vCenter Server"),
    failed=Text(zh="是否已断电、无法连接", en="whether it has lost power and cannot be reached"),
    maintenance=Text(zh="维护模式", en="maintenance mode"),
    cpu=Text(zh="处理器", en="its processors"),
    memory_mb=Text(zh="物理内存", en="physical memory"),
    rtt_ms=Text(
        zh="从vMotion网络到主机汇合处的往返时间；两台主机之间取二者之和",
        en="round-trip time from its vMotion network to where the hosts meet; "
        "between two hosts the sum of both",
    ),
    kept_mb=Text(zh="虚拟化层自留的内存", en="memory the hypervisor keeps for itself"),
    kept_mhz=Text(
        zh="虚拟化层自留的处理能力", en="processing power the hypervisor keeps for itself"
    ),
    nics=Text(zh="物理网卡", en="physical NICs"),
    switches=Text(zh="标准交换机", en="standard switches"),
    vmkernel=Text(zh="VMkernel端口", en="VMkernel ports"),
    mounts=Text(zh="挂载的数据存储", en="datastores it mounts"),
    luns=Text(
        zh="另外提供给它、用于裸设备映射的LUN",
        en="LUNs presented to it besides, for raw device mappings",
    ),
    benched=Text(
        zh="恢复后仍不使用的物理网卡", en="physical NICs that came back and stay out of use"
    ),
    address=Text(
        zh="加入vCenter Server时所用的地址种类",
        en="the kind of address by which it was added to vCenter Server",
    ),
)
