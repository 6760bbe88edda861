"""Standing warnings: what is wrong with a site although nobody asks anything of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.network import AnySwitch
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import (
    FEWEST_PROBED,
    Network,
    carrying,
    of_switch,
    team_of,
)
from labs.datacenter.text import Fact, Quantity, Ref, Text, as_json
from labs.datacenter.words import Balancing, Detection, Outage

HOUR_S = 3600

WARNINGS: Mapping[str, Text] = {
    "encryption.key_server_lost": Text(
        zh="密钥服务器{key_server}失去联系，{count}台虚拟机的密钥在其中",
        en="key server {key_server} cannot be reached; machines whose keys it holds: {count}",
    ),
    "vcenter.clocks_apart": Text(
        zh="{vcenter}与{other}的时钟相差{apart}，超过单点登录令牌所容许的{most}",
        en="the clocks of {vcenter} and {other} are {apart} apart, more than the {most} that "
        "single sign-on tokens tolerate",
    ),
    "network.connectivity_lost": Text(
        zh="{host}的{switch}没有一条上行链路接通（共{count}条）：虚拟机继续运行，但对外通信中断",
        en="{switch} of {host} has no uplink with a link (uplinks: {count}): machines run on, "
        "but nothing reaches them from outside",
    ),
    "network.redundancy_lost": Text(
        zh="{host}的{switch}只剩一条接通的上行链路{nics}（共{count}条），再断一条就失去对外通信",
        en="{switch} of {host} has one uplink with a link left, {nics} (uplinks: {count}); "
        "without it nothing reaches the outside",
    ),
    "network.redundancy_degraded": Text(
        zh="{host}的{switch}只有{nics}接通（上行链路共{count}条）",
        en="{switch} of {host} has a link on {nics} alone (uplinks: {count})",
    ),
    "network.upstream_unnoticed": Text(
        zh="{host}的{switch}仍在使用{nics}：链路接通，但上游网络已中断，只有信标探测能发现",
        en="{switch} of {host} goes on using {nics}, whose link is up, but nothing passes beyond; "
        "only beacon probing finds out",
    ),
    "network.no_uplink": Text(
        zh="{host}的{network}没有活动和备用的上行链路：其上的流量到不了外部",
        en="{network} of {host} has no active and no standby uplink: nothing on it reaches the "
        "outside",
    ),
    "network.beacon_undecided": Text(
        zh="{host}的{network}用信标探测，但只有{count}块网卡：至少要{least}块才能判断哪一块失效",
        en="{network} of {host} probes with beacons over NICs: {count}; it takes {least} to tell "
        "which one fails",
    ),
    "network.beacon_with_ip_hash": Text(
        zh="{host}的{network}用IP哈希，信标探测不起作用",
        en="{network} of {host} shares out by IP hash, with which beacon probing does not work",
    ),
    "storage.connectivity_lost": Text(
        zh="{host}到{datastore}的路径全部中断（共{count}条）",
        en="{host} has lost every path to {datastore} (paths: {count})",
    ),
    "storage.apd_timeout": Text(
        zh="{host}到{datastore}的路径全部中断已超过{timeout}，主机不再等待（APD超时）",
        en="{host} has had every path to {datastore} down for {timeout} and no longer waits "
        "(APD timeout)",
    ),
    "storage.device_lost": Text(
        zh="{host}永久丢失了{datastore}的设备（PDL）",
        en="{host} has lost the device of {datastore} for good (PDL)",
    ),
    "storage.redundancy_lost": Text(
        zh="{host}到{datastore}只剩一条路径{live}（共{count}条），冗余已丧失",
        en="{host} has one path to {datastore} left, {live} (paths: {count}): no redundancy",
    ),
    "storage.redundancy_degraded": Text(
        zh="{host}到{datastore}只有{live}可用（路径共{count}条）",
        en="{host} reaches {datastore} over {live} alone (paths: {count})",
    ),
    "storage.datastore_inaccessible": Text(
        zh="{datastore}发生故障，所有主机都无法访问",
        en="{datastore} has failed, and no host reaches it",
    ),
    "snapshot.too_old": Text(
        zh="{vm}的快照{snapshot}已有{age}，建议不超过{most}：快照不是备份",
        en="snapshot {snapshot} of {vm} is {age} old; no more than {most} is advised, "
        "for a snapshot is no backup",
    ),
    "snapshot.chain_long": Text(
        zh="{vm}的快照链有{levels}层，建议不超过{most}层",
        en="{vm} has {levels} snapshots in a chain; no more than {most} are advised",
    ),
    "snapshot.needs_consolidation": Text(
        zh="{vm}的磁盘有任何快照都不再需要的增量文件，需要整合",
        en="{vm} has disks with deltas that no snapshot needs any more: consolidation is needed",
    ),
    "storage.base_disk_lost": Text(
        zh="{vm}的{disk}的基础磁盘文件丢失或损坏，只有备份能恢复它",
        en="{vm} has lost the base disk of {disk}; only a backup can bring it back",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingWarning:
    """One of them: facts only, its sentence is in `WARNINGS`."""

    code: str
    facts: tuple[tuple[str, Fact], ...]

    def say(self, language: str) -> str:
        return WARNINGS[self.code].fill(language, dict(self.facts))

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "facts": {name: as_json(fact) for name, fact in self.facts},
            "text": {language: self.say(language) for language in ("en", "zh")},
        }


def standing(site: Site) -> tuple[StandingWarning, ...]:
    """Every standing warning: of the whole site, by host, of datastores, of machines."""
    of_hosts = (one for host in site.hosts.values() for one in of_host(site, host))
    of_site = (*_of_clocks(site), *_of_key_servers(site))
    of_machines = (*_of_disks(site), *_of_snapshots(site))
    return (*of_site, *of_hosts, *_of_datastores(site), *of_machines)


def _of_clocks(site: Site) -> Iterator[StandingWarning]:
    """vCenter Servers of which each takes the tokens of the other for invalid."""
    for here, there in combinations(site.vcenters.values(), 2):
        if not here.is_in_time_with(there):
            facts = {
                "vcenter": Ref("vcenter", here.name),
                "other": Ref("vcenter", there.name),
                "apart": Quantity(abs(here.clock_ahead_s - there.clock_ahead_s), "s"),
                "most": Quantity(min(here.clock_tolerance_s, there.clock_tolerance_s), "s"),
            }
            yield StandingWarning(code="vcenter.clocks_apart", facts=tuple(facts.items()))


def _of_datastores(site: Site) -> Iterator[StandingWarning]:
    for datastore in site.datastores.values():
        if not datastore.accessible:
            about = (("datastore", Ref("datastore", datastore.name)),)
            yield StandingWarning(code="storage.datastore_inaccessible", facts=about)


def _of_disks(site: Site) -> Iterator[StandingWarning]:
    for vm in site.vms.values():
        for disk in vm.hardware.disks:
            if disk.lost:
                about = (("vm", Ref("vm", vm.name)), ("disk", Ref("disk", disk.label)))
                yield StandingWarning(code="storage.base_disk_lost", facts=about)


def _of_key_servers(site: Site) -> Iterator[StandingWarning]:
    for name, server in site.key_servers.items():
        if not server.reachable:
            held = sum(vm.encryption.key_server == name for vm in site.vms.values())
            facts = (("key_server", Ref("key_server", name)), ("count", held))
            yield StandingWarning(code="encryption.key_server_lost", facts=facts)


def _of_snapshots(site: Site) -> Iterator[StandingWarning]:
    """Snapshots kept longer, and chains longer, than VMware's advice (KB 1025279, as quoted)."""
    oldest_h, longest = site.limit("snapshot_age_advised_h"), site.limit("snapshot_levels_advised")
    for vm in site.vms.values():
        about = ("vm", Ref("vm", vm.name))
        for one in vm.snapshots.tree:
            age_s = site.now_s - one.at_s
            if age_s > oldest_h * HOUR_S:
                facts = {
                    "snapshot": Ref("snapshot", one.name),
                    "age": Quantity(age_s // HOUR_S, "h"),
                    "most": Quantity(oldest_h, "h"),
                }
                yield StandingWarning(code="snapshot.too_old", facts=(about, *facts.items()))
        levels = max((len(vm.snapshots.chain(one.name)) for one in vm.snapshots.tree), default=0)
        if levels > longest:
            facts = {"levels": levels, "most": longest}
            yield StandingWarning(code="snapshot.chain_long", facts=(about, *facts.items()))
        if vm.needs_consolidation:
            yield StandingWarning(code="snapshot.needs_consolidation", facts=(about,))


def of_host(site: Site, host: Host) -> Iterator[StandingWarning]:
    """Those of one host: its switches, then its paths."""
    for switch in site.switches_on(host.name):
        yield from _of_switch(host, switch)
    yield from _of_paths(site, host)


def _of_switch(host: Host, switch: AnySwitch) -> Iterator[StandingWarning]:
    """A switch that lost a link of several, or all of them; an internal one has none to lose."""
    networks = of_switch(host, switch)
    yield from _unnoticed(host, switch)
    for network in networks:
        yield from _of_probing(network)
        if network.name and not network.team and not network.is_internal:
            about = {"host": Ref("host", host.name), "network": Ref("network", network.name)}
            yield StandingWarning(code="network.no_uplink", facts=tuple(about.items()))
    team = team_of(host, switch)
    alive = {nic.name for network in networks for nic in network.alive}
    up = tuple(Ref("pnic", nic.name) for nic in team if nic.name in alive)
    if len(up) == len(team):
        return
    facts = {
        "host": Ref("host", host.name),
        "switch": Ref("switch", switch.name),
        "nics": up,
        "count": len(team),
    }
    if not up:
        facts.pop("nics")
    yield StandingWarning(code=f"network.{_loss(len(up))}", facts=tuple(facts.items()))


def _unnoticed(host: Host, switch: AnySwitch) -> Iterator[StandingWarning]:
    """NICs in use that have a link and carry nothing."""
    silent = [nic for nic in carrying(host, switch) if not nic.passes]
    if silent:
        facts = {
            "host": Ref("host", host.name),
            "switch": Ref("switch", switch.name),
            "nics": tuple(Ref("pnic", nic.name) for nic in silent),
        }
        yield StandingWarning(code="network.upstream_unnoticed", facts=tuple(facts.items()))


def _of_probing(network: Network) -> Iterator[StandingWarning]:
    """A network that is set to probe with beacons and cannot."""
    if network.detection is not Detection.BEACON or network.probes or not network.team:
        return
    facts = {"host": Ref("host", network.host.name), "network": Ref("network", network.name)}
    if network.balancing is Balancing.IP_HASH:
        yield StandingWarning(code="network.beacon_with_ip_hash", facts=tuple(facts.items()))
        return
    facts |= {"count": len(network.team), "least": FEWEST_PROBED}
    yield StandingWarning(code="network.beacon_undecided", facts=tuple(facts.items()))


def _of_paths(site: Site, host: Host) -> Iterator[StandingWarning]:
    """Datastores to which a path of several, or every path, is dead, or whose device is gone."""
    timeout = site.limit("apd_timeout_s")
    for mount in host.mounts:
        about = (("host", Ref("host", host.name)), ("datastore", Ref("datastore", mount.datastore)))
        outage = mount.outage(site.now_s, timeout)
        if outage is Outage.PDL:
            yield StandingWarning(code="storage.device_lost", facts=about)
            continue
        if outage is Outage.APD_TIMEOUT:
            facts = (*about, ("timeout", Quantity(timeout, "s")))
            yield StandingWarning(code="storage.apd_timeout", facts=facts)
            continue
        live = tuple(Ref("path", name) for name in mount.live)
        if len(live) == len(mount.paths):
            continue
        facts = (("live", live), ("count", len(mount.paths)))[0 if live else 1 :]
        yield StandingWarning(code=f"storage.{_loss(len(live))}", facts=(*about, *facts))


def _loss(left: int) -> str:
    """What is lost when this many are left of more."""
    return {0: "connectivity_lost", 1: "redundancy_lost"}.get(left, "redundancy_degraded")
