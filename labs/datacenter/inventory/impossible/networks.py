"""What no switch, port group or VMkernel port may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.network import AnySwitch, DistributedSwitch
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import is_version
from labs.datacenter.words import Balancing

MOST_VLAN = 4095


def host_uplinks(site: Site, host: Host) -> Iterator[Problem]:
    path = pointer("hosts", host.name, "switches")
    for name in sorted({name for switch in host.switches for name in switch.uplinks}):
        if host.nic(name) is None:
            yield problem(
                path,
                "上行链路{name}不是该主机的物理网卡",
                'uses the uplink "{name}", which is no physical NIC of the host',
                name=name,
            )
    uses = [name for switch in host.switches for name in switch.uplinks]
    for switch in site.distributed_on(host.name):
        uses += [one.nic for one in switch.member(host.name).nics]
    for name, count in sorted(Counter(uses).items()):
        if count > 1:
            yield problem(
                path,
                "物理网卡{name}被用作上行链路{count}次",
                'uses the NIC "{name}" as an uplink {count} times',
                name=name,
                count=count,
            )


def host_networks(site: Site, host: Host) -> Iterator[Problem]:
    path = pointer("hosts", host.name)
    for switch in host.switches:
        yield from _teaming(f"{path}/switches" + pointer(switch.name), switch)
        yield from _groups(f"{path}/switches" + pointer(switch.name), switch)
        if switch.balancing is Balancing.LOAD:
            yield _load(f"{path}/switches" + pointer(switch.name, "balancing"))
        for group in switch.port_groups:
            if group.teaming.balancing is Balancing.LOAD:
                yield _load(f"{path}/switches" + pointer(switch.name, "port_groups", group.name))
    names = Counter(one.name for one in site.networks_of(host.name))
    for name, count in sorted(names.items()):
        if count > 1:
            yield problem(
                f"{path}/switches",
                "有{count}个端口组都叫{name}",
                'has {count} port groups named "{name}"',
                name=name,
                count=count,
            )
    switches = Counter(one.name for one in site.switches_on(host.name))
    for name, count in sorted(switches.items()):
        if count > 1:
            yield problem(
                f"{path}/switches",
                "有{count}个交换机都叫{name}",
                'has {count} switches named "{name}"',
                name=name,
                count=count,
            )


def _load(path: str) -> Problem:
    return problem(
        path,
        "只有分布式交换机能按物理网卡负载分配流量",
        "is for distributed switches only: a standard one does not know the load of a NIC",
    )


def host_ports(site: Site, host: Host) -> Iterator[Problem]:
    for port in host.vmkernel:
        if site.network_of(host.name, port.network) is None:
            yield problem(
                pointer("hosts", host.name, "vmkernel", port.name, "network"),
                "主机没有名为{name}的端口组",
                'names the port group "{name}", which the host does not have',
                name=port.network,
            )
    for bench in host.benched:
        network = site.network_of(host.name, bench.network)
        team = {nic.name for nic in network.team} if network else set()
        if network is None or network.failback or not bench.nics or set(bench.nics) - team:
            yield problem(
                pointer("hosts", host.name, "benched", bench.network),
                "只有不回切的网络才有恢复后仍不使用的网卡，而且必须是其团队中的网卡",
                "needs a network without failback, and NICs of its team",
            )


def distributed_switch(site: Site, switch: DistributedSwitch) -> Iterator[Problem]:
    path = pointer("distributed_switches", switch.name)
    if switch.version is not None and not is_version(switch.version):
        yield problem(
            f"{path}/version",
            "应为产品版本，例如6.6.0",
            "must be a product version, such as 6.6.0",
        )
    if not switch.uplinks:
        yield problem(f"{path}/uplinks", "至少要有一条上行链路", "must name at least one uplink")
    yield from _teaming(path, switch)
    yield from _groups(path, switch)
    for member in switch.members:
        host = site.hosts[member.host]
        at = f"{path}/members" + pointer(member.host)
        if host.datacenter != switch.datacenter:
            yield problem(
                at,
                "主机不在交换机所在的数据中心{datacenter}中",
                'is a host outside the datacenter of the switch, "{datacenter}"',
                datacenter=switch.datacenter,
            )
        for one in member.nics:
            if one.uplink not in switch.uplinks or host.nic(one.nic) is None:
                yield problem(
                    f"{at}/nics" + pointer(one.uplink),
                    "没有这条上行链路，或主机没有物理网卡{nic}",
                    'is no uplink of the switch, or "{nic}" is no NIC of the host',
                    nic=one.nic,
                )


def distributed_names(site: Site, switch: DistributedSwitch) -> Iterator[Problem]:
    """A name stands for one distributed network of a datacenter, or for standard ones."""
    taken = Counter(
        group.name
        for other in site.distributed_switches.values()
        if other.datacenter == switch.datacenter
        for group in other.port_groups
    )
    standard = {
        group.name
        for host in site.hosts.values()
        if host.datacenter == switch.datacenter
        for own in host.switches
        for group in own.port_groups
    }
    for group in switch.port_groups:
        if taken[group.name] > 1 or group.name in standard:
            yield problem(
                pointer("distributed_switches", switch.name, "port_groups", group.name),
                "数据中心{datacenter}里已有同名的网络",
                'is a name that another network of the datacenter "{datacenter}" has',
                datacenter=switch.datacenter,
            )


def _groups(path: str, switch: AnySwitch) -> Iterator[Problem]:
    most = MOST_VLAN - 1 if isinstance(switch, DistributedSwitch) else MOST_VLAN
    for group in switch.port_groups:
        at = f"{path}/port_groups" + pointer(group.name)
        if group.vlan > most:
            yield problem(
                f"{at}/vlan", "应在0到{most}之间", "must lie between 0 and {most}", most=most
            )
        own = group.teaming
        named = (*(own.active or ()), *own.standby)
        if own.active is None and own.standby:
            yield problem(
                f"{at}/teaming/standby",
                "要与active一起设置",
                "is set together with active",
            )
        for name in sorted(set(named) - set(switch.uplinks)):
            yield problem(
                f"{at}/teaming",
                "{name}不是该交换机的上行链路",
                '"{name}" is no uplink of the switch',
                name=name,
            )
        if len(set(named)) < len(named):
            yield problem(
                f"{at}/teaming",
                "同一条上行链路不能既是活动又是备用",
                "names an uplink as both active and standby",
            )


def _teaming(path: str, switch: AnySwitch) -> Iterator[Problem]:
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


NETWORKS_OF_HOST = (host_uplinks, host_networks, host_ports)
OF_DISTRIBUTED_SWITCH = (distributed_switch, distributed_names)
