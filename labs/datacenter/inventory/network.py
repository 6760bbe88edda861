"""Networks: physical NICs, switches of one host and of many, port groups, VMkernel ports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from labs.datacenter.meaning import describe
from labs.datacenter.text import Text
from labs.datacenter.words import Balancing, Detection, Link, Service

# field metadata: the order of the names matters, so they are not sorted when they are read
ORDERED = {"ordered": True}

UP = Link.UP
VMOTION = Service.VMOTION


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysicalNic:
    """A network card of a host.

    `upstream` is down where the link is up but nothing passes beyond the next physical switch.
    """

    name: str
    mbps: int = 1000
    link: Link = Link.UP
    upstream: Link = Link.UP

    @property
    def passes(self) -> bool:
        """Whether what it sends arrives."""
        return self.link is UP and self.upstream is UP


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaming:
    """What a port group sets for itself of its team of uplinks; None: as its switch has it.

    `active` and `standby` are set together; uplinks in neither are unused.
    """

    active: tuple[str, ...] | None = field(default=None, metadata=ORDERED)
    standby: tuple[str, ...] = field(default=(), metadata=ORDERED)
    balancing: Balancing | None = None
    detection: Detection | None = None
    failback: bool | None = None
    notify: bool | None = None


AS_THE_SWITCH = Teaming()


@dataclass(frozen=True, slots=True, kw_only=True)
class PortGroup:
    """A port group. VLAN 0 means none, 4095 on a standard switch every one, left to the guest."""

    name: str
    vlan: int = 0
    teaming: Teaming = AS_THE_SWITCH


def _port_group(switch: Switch | DistributedSwitch, name: str) -> PortGroup | None:
    return next((group for group in switch.port_groups if group.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A standard switch; without an uplink it is internal: its traffic stays on the host.

    Uplinks are active, in their order, but for those named in `standby`, of which the first that
    works serves when no active one does, and in `unused`, which never serve. `notify`: the
    physical switches are told when a machine is reached over another uplink.
    """

    name: str
    uplinks: tuple[str, ...] = field(default=(), metadata=ORDERED)
    port_groups: tuple[PortGroup, ...] = ()
    standby: tuple[str, ...] = field(default=(), metadata=ORDERED)
    unused: tuple[str, ...] = ()
    balancing: Balancing = Balancing.PORT
    detection: Detection = Detection.LINK
    failback: bool = True
    notify: bool = True

    def port_group(self, name: str) -> PortGroup | None:
        return _port_group(self, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class UplinkNic:
    """The physical NIC that a host gives for an uplink of a distributed switch."""

    uplink: str
    nic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A host that belongs to a distributed switch."""

    host: str
    nics: tuple[UplinkNic, ...] = ()

    def nic_of(self, uplink: str) -> str | None:
        return next((one.nic for one in self.nics if one.uplink == uplink), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributedSwitch:
    """A switch of a datacenter that all its member hosts share; vCenter Server manages it.

    `uplinks` are names, for each of which a member gives a physical NIC or none. `version` is
    that of the switch; None: that of the site's release. The rest is as in `Switch`.
    """

    name: str
    datacenter: str
    version: str | None = None
    uplinks: tuple[str, ...] = field(default=("Uplink 1",), metadata=ORDERED)
    port_groups: tuple[PortGroup, ...] = ()
    members: tuple[Member, ...] = ()
    standby: tuple[str, ...] = field(default=(), metadata=ORDERED)
    unused: tuple[str, ...] = ()
    balancing: Balancing = Balancing.PORT
    detection: Detection = Detection.LINK
    failback: bool = True
    notify: bool = True

    def port_group(self, name: str) -> PortGroup | None:
        return _port_group(self, name)

    def member(self, host: str) -> Member | None:
        return next((one for one in self.members if one.host == host), None)


AnySwitch = Switch | DistributedSwitch


def with_nic(switch: DistributedSwitch, host: str, nic: str) -> DistributedSwitch:
    """The switch with the host as a member that gives this NIC for the first uplink free."""
    old = switch.member(host) or Member(host=host)
    free = next(name for name in switch.uplinks if old.nic_of(name) is None)
    nics = sorted((*old.nics, UplinkNic(uplink=free, nic=nic)), key=lambda one: one.uplink)
    return with_member(switch, replace(old, nics=tuple(nics)))


def without_nic(switch: DistributedSwitch, host: str, nic: str) -> DistributedSwitch:
    """The switch whose member keeps that NIC to itself."""
    old = switch.member(host)
    kept = tuple(one for one in old.nics if one.nic != nic)
    return with_member(switch, replace(old, nics=kept))


def with_member(switch: DistributedSwitch, member: Member) -> DistributedSwitch:
    """The switch with that member in the place of the one for its host, or besides the others."""
    others = (one for one in switch.members if one.host != member.host)
    members = sorted((*others, member), key=lambda one: one.host)
    return replace(switch, members=tuple(members))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Physical NICs that came back and yet stay out of use for a network without failback."""

    network: str
    nics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VmkernelPort:
    """A VMkernel port on a port group, with the services it carries."""

    name: str
    network: str
    services: tuple[Service, ...] = ()


class VMotionNetwork(NamedTuple):
    """What a host has for vMotion: the networks of its ports, and the physical NICs behind them.

    Derived, and for every live migration; as a tuple it costs a fraction of a frozen record.
    `fastest_mbps` is that of the links that are up.
    """

    names: tuple[str, ...] = ()
    links: tuple[PhysicalNic, ...] = ()
    has_link: bool = False
    fastest_mbps: int = 0


NO_VMOTION = VMotionNetwork()


def vmotion_over(
    ports: Iterable[VmkernelPort], behind: Callable[[str], Iterable[PhysicalNic]]
) -> VMotionNetwork:
    """Of a host's VMkernel ports; `behind` tells the NICs that may serve a network."""
    names = sorted({port.network for port in ports if VMOTION in port.services})
    if not names:
        return NO_VMOTION
    links = tuple([nic for name in names for nic in behind(name)])
    up = [nic.mbps for nic in links if nic.link is UP]
    return VMotionNetwork(tuple(names), links, bool(up), max(up, default=0))


describe(
    PhysicalNic,
    Text(zh="主机的一块物理网卡", en="a physical NIC of a host"),
    mbps=Text(zh="链路速率", en="speed of its link"),
    link=Text(zh="链路状态", en="state of its link"),
    upstream=Text(
        zh="物理交换机之外是否还通", en="whether what it sends gets beyond the next physical switch"
    ),
)
describe(
    PortGroup,
    Text(zh="标准交换机的一个端口组", en="a port group of a standard switch"),
    vlan=Text(zh="VLAN编号；0表示没有", en="VLAN; 0 means none"),
    teaming=Text(
        zh="端口组自己的网卡成组设置", en="what it sets for itself of its team of uplinks"
    ),
)
describe(
    Switch,
    Text(
        zh="主机的一台标准交换机；没有上行链路时流量不出主机",
        en="a standard switch of a host; without an uplink its traffic stays on the host",
    ),
    uplinks=Text(zh="作为上行链路的物理网卡", en="physical NICs that are its uplinks"),
    port_groups=Text(zh="端口组", en="its port groups"),
    standby=Text(
        zh="备用的上行链路：活动链路全部中断时，由其中第一条接替",
        en="uplinks on standby: the first serves when no active one has a link",
    ),
    unused=Text(zh="从不使用的上行链路", en="uplinks that never serve"),
    balancing=Text(zh="负载均衡方式", en="load balancing"),
    detection=Text(zh="如何发现链路失效", en="how the failure of a link is detected"),
    failback=Text(zh="恢复后是否切回", en="whether traffic goes back to a link that works again"),
    notify=Text(
        zh="切换链路时是否通知物理交换机",
        en="whether physical switches are told of a change of uplink",
    ),
)
describe(
    VmkernelPort,
    Text(zh="主机的一个VMkernel端口", en="a VMkernel port of a host"),
    network=Text(zh="所在的端口组", en="the port group it is on"),
    services=Text(zh="承载的流量", en="the traffic it carries"),
)
describe(
    Teaming,
    Text(
        zh="端口组自己的网卡成组设置", en="what a port group sets for itself of its team of uplinks"
    ),
    active=Text(zh="活动的上行链路；null与交换机相同", en="active uplinks; null: as the switch"),
    standby=Text(zh="备用的上行链路", en="uplinks on standby"),
    balancing=Text(zh="负载均衡方式；null与交换机相同", en="load balancing; null: as the switch"),
    detection=Text(
        zh="如何发现链路失效；null与交换机相同",
        en="how the failure of a link is detected; null: as the switch",
    ),
    failback=Text(
        zh="恢复后是否切回；null与交换机相同",
        en="whether traffic goes back to a link that works again; null: as the switch",
    ),
    notify=Text(
        zh="切换链路时是否通知物理交换机；null与交换机相同",
        en="whether physical switches are told of a change of uplink; null: as the switch",
    ),
)
describe(
    UplinkNic,
    Text(
        zh="主机给分布式交换机的一条上行链路提供的物理网卡",
        en="the physical NIC a host gives for an uplink of a distributed switch",
    ),
    nic=Text(zh="物理网卡", en="the physical NIC"),
)
describe(
    Member,
    Text(zh="属于分布式交换机的一台主机", en="a host that belongs to a distributed switch"),
    nics=Text(zh="它为各上行链路提供的物理网卡", en="the physical NICs it gives for the uplinks"),
)
describe(
    DistributedSwitch,
    Text(
        zh="一个数据中心中由多台主机共享的分布式交换机",
        en="a distributed switch, shared by hosts of one datacenter",
    ),
    datacenter=Text(zh="所在的数据中心", en="the datacenter it is in"),
    version=Text(
        zh="交换机的版本；null与站点的版本相同",
        en="version of the switch; null: that of the release",
    ),
    uplinks=Text(zh="上行链路的名称", en="names of its uplinks"),
    port_groups=Text(zh="端口组", en="its port groups"),
    members=Text(zh="成员主机", en="hosts that belong to it"),
    standby=Text(zh="备用的上行链路", en="uplinks on standby"),
    unused=Text(zh="从不使用的上行链路", en="uplinks that never serve"),
    balancing=Text(zh="负载均衡方式", en="load balancing"),
    detection=Text(zh="如何发现链路失效", en="how the failure of a link is detected"),
    failback=Text(zh="恢复后是否切回", en="whether traffic goes back to a link that works again"),
    notify=Text(
        zh="切换链路时是否通知物理交换机",
        en="whether physical switches are told of a change of uplink",
    ),
)
describe(
    Bench,
    Text(
        zh="恢复后仍不使用的物理网卡，因为该网络不切回",
        en="physical NICs that came back and stay out of use for a network without failback",
    ),
    nics=Text(zh="这些物理网卡", en="these physical NICs"),
)
