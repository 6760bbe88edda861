"""The pages of what holds hosts: vCenter Servers, datacenters, clusters."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from labs.console.sheet import Fact, Meter, Section, link, number, table
from labs.console.subjects import STANDARD_NETWORK, Subject, ref_of_part
from labs.console.tree import state_of_host
from labs.datacenter.figures import place_figures
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.places import VCenter
from labs.datacenter.inventory.site import Site
from labs.vocabulary import host_state, size


def _hosts(site: Site, subject: Subject) -> tuple[Host, ...]:
    name = subject.label
    holds = {
        "vcenter": lambda host: site.vcenter_of(host.name) == name,
        "datacenter": lambda host: host.datacenter == name,
        "cluster": lambda host: host.cluster == name,
    }[subject.kind]
    return tuple(host for host in site.hosts.values() if holds(host))


def _told(site: Site, subject: Subject) -> dict[str, object]:
    return place_figures(site, tuple(host.name for host in _hosts(site, subject)))


def summary(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    told = _told(site, subject)
    if subject.kind == "vcenter":
        yield Fact(
            label=_("Version"), value=f"vCenter Server {site.version_of_vcenter(subject.label)}"
        )
    elif subject.kind == "datacenter":
        yield Fact(label="vCenter Server", refs=(f"vcenter:{subject.thing.vcenter}",))
    else:
        yield Fact(label=_("Datacenter"), refs=(f"datacenter:{subject.thing.datacenter}",))
    hosts = tuple(f"host:{name}" for name in told["hosts"])
    yield Fact(label=_("Hosts"), value="" if hosts else _("no host"), refs=hosts)
    yield Fact(
        label=_("Virtual machines"),
        value=_("%(all)d, %(running)d of them running")
        % {"all": told["vms"], "running": told["running"]},
    )


def meters(site: Site, subject: Subject) -> Iterator[Meter]:
    told = _told(site, subject)
    of = _("%(used)s of %(all)s")
    mb, mhz = told["reservable_mb"], told["reservable_mhz"]
    used_mb, used_mhz = mb - told["unreserved_mb"], mhz - told["unreserved_mhz"]
    yield Meter(
        label=_("Memory reserved"),
        used=used_mb,
        total=mb,
        text=of % {"used": size(used_mb), "all": size(mb)},
        bad_at=100,
    )
    yield Meter(
        label=_("CPU reserved"),
        used=used_mhz,
        total=mhz,
        text=of % {"used": f"{used_mhz} MHz", "all": f"{mhz} MHz"},
        bad_at=100,
    )


def figures(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    told = _told(site, subject)
    yield Fact(label=_("Hosts"), value=str(len(told["hosts"])))
    yield Fact(label=_("Virtual machines"), value=str(told["vms"]))
    yield Fact(label=_("Running"), value=str(told["running"]))


def configure(site: Site, subject: Subject, language: str) -> Iterator[Section]:
    if subject.kind == "vcenter":
        yield Section(title=_("Settings"), facts=tuple(_settings(site, subject.thing)))
    rows = (
        (
            link(f"host:{host.name}"),
            f"ESXi {site.version_of(host.name)}",
            host_state(state_of_host(host)),
            number(size(host.memory_mb)),
            number(len(site.vms_on(host.name))),
        )
        for host in _hosts(site, subject)
    )
    columns = (_("Host"), _("Version"), _("State"), _("Memory"), _("Machines"))
    yield table(_("Hosts"), columns, rows, empty=_("No host."))


def _settings(site: Site, vcenter: VCenter) -> Iterator[Fact]:
    yield Fact(label=_("Version"), value=site.version_of_vcenter(vcenter.name))
    yield Fact(label=_("Single sign-on domain"), value=vcenter.sso_domain)
    ahead = _("%d s ahead") % vcenter.clock_ahead_s if vcenter.clock_ahead_s else _("in time")
    yield Fact(label=_("Clock"), value=ahead)
    tests = _("on") if vcenter.tests_internal_networks else _("off")
    yield Fact(label=_("Test for internal networks before migrating"), value=tests)


def related(site: Site, subject: Subject) -> Iterator[Fact]:
    hosts = _hosts(site, subject)
    if subject.kind == "vcenter":
        places = (one for one in site.datacenters.values() if one.vcenter == subject.label)
        yield _refs(_("Datacenters"), (f"datacenter:{one.name}" for one in places))
    if subject.kind != "cluster":
        names = {host.datacenter for host in hosts} | {subject.label}
        inside = (one for one in site.clusters.values() if one.datacenter in names)
        yield _refs(_("Clusters"), (f"cluster:{one.name}" for one in inside))
    yield _refs(_("Hosts"), (f"host:{host.name}" for host in hosts))
    machines = (vm.name for host in hosts for vm in site.vms_on(host.name))
    yield _refs(_("Virtual machines"), (f"vm:{name}" for name in machines))
    stores = sorted({mount.datastore for host in hosts for mount in host.mounts})
    yield _refs(_("Datastores"), (f"datastore:{name}" for name in stores))
    if subject.kind == "datacenter":
        yield from _networks(site, subject, hosts)


def _networks(site: Site, subject: Subject, hosts: tuple[Host, ...]) -> Iterator[Fact]:
    switches = (
        one.name for one in site.distributed_switches.values() if one.datacenter == subject.label
    )
    yield _refs(_("Distributed switches"), (f"distributed_switch:{name}" for name in switches))
    names = {group.name for host in hosts for one in host.switches for group in one.port_groups}
    refs = (ref_of_part(STANDARD_NETWORK, subject.label, name) for name in sorted(names))
    yield _refs(_("Networks"), refs)


def _refs(label: str, refs: Iterator[str]) -> Fact:
    found = tuple(refs)
    return Fact(label=label, value="" if found else _("none"), refs=found)


def state(subject: Subject) -> tuple[str, str]:
    return "", ""
