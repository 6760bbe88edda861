"""The pages of switches and port groups."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from labs.console.sheet import Fact, Meter, Section, link, number, table
from labs.console.subjects import (
    DV_NETWORK,
    STANDARD_NETWORK,
    STANDARD_SWITCH,
    Subject,
    ref_of_part,
    standard_groups,
)
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.network import AnySwitch, DistributedSwitch, PortGroup
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import Network, carrying, nics_behind
from labs.datacenter.text import word
from labs.vocabulary import speed


def refs_of_networks(site: Site, host: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The pages of networks as a host has them."""
    found = (site.network_of(host, name) for name in names)
    return tuple(
        ref_of_part(DV_NETWORK, one.switch.name, one.name)
        if one.is_distributed
        else ref_of_part(STANDARD_NETWORK, site.hosts[host].datacenter, one.name)
        for one in found
        if one is not None
    )


def team_words(network: Network, language: str) -> str:
    """Its team on one host: active and standby NICs, and how traffic is shared out."""
    parts = []
    for label, nics in ((_("active"), network.active), (_("standby"), network.standby)):
        if nics:
            parts.append(f"{label} {_(', ').join(nic.name for nic in nics)}")
    if not parts:
        return _("no uplink")
    return _("; ").join((*parts, word(network.balancing).in_language(language)))


def _hosts(site: Site, subject: Subject) -> tuple[Host, ...]:
    """The hosts that have the switch or the network."""
    if subject.kind == STANDARD_SWITCH:
        return (site.hosts[subject.owner],)
    if subject.kind == STANDARD_NETWORK:
        names = [host for host, _group in standard_groups(site, subject.owner, subject.label)]
    else:
        switch = _switch(site, subject)
        names = [member.host for member in switch.members]
    return tuple(site.hosts[name] for name in dict.fromkeys(names))


def _switch(site: Site, subject: Subject) -> AnySwitch:
    if subject.kind == DV_NETWORK:
        return site.distributed_switches[subject.owner]
    return subject.thing


def _is_network(subject: Subject) -> bool:
    return subject.kind in (STANDARD_NETWORK, DV_NETWORK)


def _machines(site: Site, subject: Subject) -> tuple[str, ...]:
    """References of the machines with an adapter on the network, or on one of the switch."""
    names = (
        {subject.label}
        if _is_network(subject)
        else {group.name for group in subject.thing.port_groups}
    )
    wants_distributed = subject.kind in (DV_NETWORK, "distributed_switch")
    found = []
    for host in _hosts(site, subject):
        for vm in site.vms_on(host.name):
            for nic in vm.hardware.nics:
                network = site.network_of(host.name, nic.network) if nic.network in names else None
                if network is not None and network.is_distributed == wants_distributed:
                    found.append(f"vm:{vm.name}")
    return tuple(dict.fromkeys(found))


def summary(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    if subject.owner_ref:
        label = {
            STANDARD_SWITCH: _("Host"),
            STANDARD_NETWORK: _("Datacenter"),
            DV_NETWORK: _("Switch"),
        }[subject.kind]
        yield Fact(label=label, refs=(subject.owner_ref,))
    if _is_network(subject):
        vlans = _vlans(site, subject)
        yield Fact(label="VLAN", value=_(", ").join(str(one or _("none")) for one in vlans))
    else:
        yield from _switch_facts(subject.thing, language)
    if subject.kind != STANDARD_SWITCH:
        hosts = tuple(f"host:{host.name}" for host in _hosts(site, subject))
        yield Fact(label=_("Hosts"), value="" if hosts else _("no host"), refs=hosts)
    machines = _machines(site, subject)
    yield Fact(
        label=_("Virtual machines"), value="" if machines else _("no machine"), refs=machines
    )


def _vlans(site: Site, subject: Subject) -> tuple[int, ...]:
    if subject.kind == DV_NETWORK:
        return (subject.thing.vlan,)
    groups = standard_groups(site, subject.owner, subject.label)
    return tuple(sorted({group.vlan for _host, group in groups}))


def _switch_facts(switch: AnySwitch, language: str) -> Iterator[Fact]:
    if isinstance(switch, DistributedSwitch):
        yield Fact(label=_("Datacenter"), refs=(f"datacenter:{switch.datacenter}",))
        if switch.version is not None:
            yield Fact(label=_("Version"), value=switch.version)
    uplinks = _(", ").join(switch.uplinks) or _("no uplink: its traffic stays on the host")
    yield Fact(label=_("Uplinks"), value=uplinks)
    yield Fact(label=_("Load balancing"), value=word(switch.balancing).in_language(language))
    yield Fact(label=_("Failure detection"), value=word(switch.detection).in_language(language))


def meters(site: Site, subject: Subject) -> Iterator[Meter]:
    """A network has no measure of its own: what serves it is told in words."""
    return iter(())


def figures(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    """What carries its traffic on each host at this moment."""
    for host in _hosts(site, subject):
        if _is_network(subject):
            network = site.network_of(host.name, subject.label)
            nics = network.in_use if network else ()
        else:
            nics = carrying(host, subject.thing)
        value = _(", ").join(nic.name for nic in nics)
        yield Fact(
            label=_("In use on %s") % host.name,
            value=value or _("no uplink"),
            refs=(f"host:{host.name}",),
            is_warning=not value and bool(_team(host, site, subject)),
        )


def _team(host: Host, site: Site, subject: Subject) -> tuple:
    if _is_network(subject):
        network = site.network_of(host.name, subject.label)
        return network.team if network else ()
    return nics_behind(host, subject.thing, subject.thing.uplinks)


def configure(site: Site, subject: Subject, language: str) -> Iterator[Section]:
    hosts = _hosts(site, subject)
    if _is_network(subject):
        rows = []
        for host in hosts:
            network = site.network_of(host.name, subject.label)
            if network is not None:
                vlan = number(network.group.vlan or "–")
                team = team_words(network, language)
                detection = word(network.detection).in_language(language)
                rows.append(
                    (link(f"host:{host.name}"), vlan, team, detection, _yes(network.failback))
                )
        columns = (_("Host"), "VLAN", _("Teaming"), _("Failure detection"), _("Failback"))
        yield table(_("Teaming and failover"), columns, rows, empty=_("No host has it."))
        return
    switch: AnySwitch = subject.thing
    yield Section(title=_("Teaming and failover"), facts=tuple(_teaming(switch, language)))
    yield _groups(switch, subject, language)
    yield _uplinks(site, hosts, switch, language)


def _yes(truth: bool) -> str:
    return _("yes") if truth else _("no")


def _teaming(switch: AnySwitch, language: str) -> Iterator[Fact]:
    resting = {*switch.standby, *switch.unused}
    active = [name for name in switch.uplinks if name not in resting]
    for label, names in (
        (_("Active uplinks"), active),
        (_("Standby uplinks"), switch.standby),
        (_("Unused uplinks"), switch.unused),
    ):
        yield Fact(label=label, value=_(", ").join(names) or _("none"))
    yield Fact(label=_("Load balancing"), value=word(switch.balancing).in_language(language))
    yield Fact(label=_("Failure detection"), value=word(switch.detection).in_language(language))
    yield Fact(label=_("Notify switches"), value=_yes(switch.notify))
    yield Fact(label=_("Failback"), value=_yes(switch.failback))


def _groups(switch: AnySwitch, subject: Subject, language: str) -> Section:
    rows = ((_group(subject, group), number(group.vlan or "–")) for group in switch.port_groups)
    return table(_("Port groups"), (_("Port group"), "VLAN"), rows, empty=_("No port group."))


def _group(subject: Subject, group: PortGroup) -> object:
    if subject.kind == "distributed_switch":
        return link(ref_of_part(DV_NETWORK, subject.label, group.name))
    return group.name


def _uplinks(site: Site, hosts: tuple[Host, ...], switch: AnySwitch, language: str) -> Section:
    rows = []
    for host in hosts:
        for uplink in switch.uplinks:
            for nic in nics_behind(host, switch, (uplink,)):
                state = word(nic.link).in_language(language)
                rows.append(
                    (link(f"host:{host.name}"), uplink, nic.name, number(speed(nic.mbps)), state)
                )
    columns = (_("Host"), _("Uplink"), _("Physical NIC"), _("Speed"), _("Link"))
    return table(_("Uplinks"), columns, rows, empty=_("No uplink: its traffic stays on the host."))


def related(site: Site, subject: Subject) -> Iterator[Fact]:
    if subject.kind == "distributed_switch":
        place = f"datacenter:{subject.thing.datacenter}"
        yield Fact(label=_("Datacenter"), refs=(place,))
        groups = tuple(
            ref_of_part(DV_NETWORK, subject.label, one.name) for one in subject.thing.port_groups
        )
        yield Fact(label=_("Port groups"), value="" if groups else _("none"), refs=groups)
    elif subject.kind == STANDARD_SWITCH:
        names = tuple(group.name for group in subject.thing.port_groups)
        refs = refs_of_networks(site, subject.owner, names)
        yield Fact(label=_("Port groups"), value="" if refs else _("none"), refs=refs)
    hosts = tuple(f"host:{host.name}" for host in _hosts(site, subject))
    yield Fact(label=_("Hosts"), value="" if hosts else _("no host"), refs=hosts)
    machines = _machines(site, subject)
    yield Fact(
        label=_("Virtual machines"), value="" if machines else _("no machine"), refs=machines
    )


def state(subject: Subject) -> tuple[str, str]:
    return "", ""
