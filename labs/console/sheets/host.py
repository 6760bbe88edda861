"""The page of a host."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from labs.console.sheet import Fact, Meter, Section, link, number, table
from labs.console.sheets.network import refs_of_networks, team_words
from labs.console.subjects import STANDARD_SWITCH, Subject, ref_of_part
from labs.console.tree import state_of_host
from labs.datacenter.inventory import cpu
from labs.datacenter.inventory.host import Host, Mount
from labs.datacenter.inventory.network import AnySwitch, DistributedSwitch, PhysicalNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import carrying, nics_behind
from labs.datacenter.text import word
from labs.datacenter.words import Licence, Link
from labs.vocabulary import host_state, size, speed


def summary(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    host: Host = subject.thing
    running = sum(vm.hardware.memory_mb for vm in site.running_on(host.name))
    yield Fact(label=_("Datacenter"), refs=(f"datacenter:{host.datacenter}",))
    if host.cluster:
        yield Fact(label=_("Cluster"), refs=(f"cluster:{host.cluster}",))
    if host.version is not None:
        yield Fact(label=_("Product version"), value=f"ESXi {host.version}")
    if host.rtt_ms:
        yield Fact(label=_("Round-trip time to the core"), value=f"{host.rtt_ms} ms")
    if host.licence is not Licence.ENTERPRISE_PLUS:
        yield Fact(label=_("Licence"), value=word(host.licence).in_language(language))
    yield Fact(label=_("Processor"), value=processor(host))
    yield Fact(
        label=_("Memory"),
        value=_("%(used)s of %(all)s configured for running machines")
        % {"used": size(running), "all": size(host.memory_mb)},
    )
    for switch in site.switches_on(host.name):
        groups = _(", ").join(group.name for group in switch.port_groups)
        links = _(", ").join(_uplinks(nics_behind(host, switch, switch.uplinks))) or _("no uplink")
        yield Fact(label=switch.name, value=f"{groups} · {links}", refs=(ref_of(host, switch),))
    ports = [f"{port.name} ({port.network})" for port in host.vmotion_ports]
    yield Fact(label="vMotion", value=_(", ").join(ports) or _("no VMkernel port"))
    yield Fact(label=_("Datastores"), refs=tuple(f"datastore:{m.datastore}" for m in host.mounts))
    for mount in host.mounts:
        if mount.paths:
            yield Fact(label=_("Paths to %s") % mount.datastore, value=_paths(mount, language))
    machines = tuple(f"vm:{vm.name}" for vm in site.vms_on(host.name))
    yield Fact(
        label=_("Virtual machines"), value="" if machines else _("no machine"), refs=machines
    )


def ref_of(host: Host, switch: AnySwitch) -> str:
    """The page of a switch of a host."""
    if isinstance(switch, DistributedSwitch):
        return f"distributed_switch:{switch.name}"
    return ref_of_part(STANDARD_SWITCH, host.name, switch.name)


def processor(host: Host) -> str:
    unit = host.cpu
    return _("%(label)s, %(logical)d logical processors") % {
        "label": cpu.label(unit.generation).en,
        "logical": unit.logical,
    }


def _uplinks(nics: tuple[PhysicalNic, ...]) -> Iterator[str]:
    for nic in nics:
        if nic.link is Link.UP:
            yield f"{nic.name} {speed(nic.mbps)}"
        else:
            yield _("%s, link down") % nic.name


def _paths(mount: Mount, language: str) -> str:
    states = (f"{path.name} {word(path.state).in_language(language)}" for path in mount.paths)
    return _(", ").join((word(mount.policy).in_language(language), *states))


def meters(site: Site, subject: Subject) -> Iterator[Meter]:
    host: Host = subject.thing
    configured = sum(vm.hardware.memory_mb for vm in site.running_on(host.name))
    free_mb, free_mhz = site.unreserved(host.name)
    reserved_mb, reserved_mhz = host.reservable_mb - free_mb, host.reservable_mhz - free_mhz
    vcpus = sum(vm.hardware.vcpus for vm in site.running_on(host.name))
    of = _("%(used)s of %(all)s")
    yield Meter(
        label=_("Memory configured for running machines"),
        used=configured,
        total=host.reservable_mb,
        text=of % {"used": size(configured), "all": size(host.reservable_mb)},
    )
    yield Meter(
        label=_("Memory reserved"),
        used=reserved_mb,
        total=host.reservable_mb,
        text=of % {"used": size(reserved_mb), "all": size(host.reservable_mb)},
        bad_at=100,
    )
    yield Meter(
        label=_("CPU reserved"),
        used=reserved_mhz,
        total=host.reservable_mhz,
        text=of % {"used": f"{reserved_mhz} MHz", "all": f"{host.reservable_mhz} MHz"},
        bad_at=100,
    )
    yield Meter(
        label=_("vCPUs that run, beside logical processors"),
        used=vcpus,
        total=host.cpu.logical,
        text=of % {"used": vcpus, "all": host.cpu.logical},
        warn_at=101,
        bad_at=10**6,
    )


def figures(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    """What carries the traffic of its switches and its storage at this moment."""
    host: Host = subject.thing
    for switch in site.switches_on(host.name):
        nics = _(", ").join(nic.name for nic in carrying(host, switch)) or _("none")
        yield Fact(
            label=_("Uplinks of %s in use") % switch.name,
            value=nics,
            refs=(ref_of(host, switch),),
        )
    for mount in host.mounts:
        if mount.paths:
            carried = _(", ").join(mount.carrying) or _("none")
            yield Fact(
                label=_("Paths to %s in use") % mount.datastore,
                value=carried,
                is_warning=not mount.carrying,
                refs=(f"datastore:{mount.datastore}",),
            )


def configure(site: Site, subject: Subject, language: str) -> Iterator[Section]:
    host: Host = subject.thing
    yield Section(title=_("Hardware"), facts=tuple(_hardware(site, host, language)))
    yield _nics(site, host, language)
    yield _switches(site, host, language)
    yield _vmkernel(host, language)
    yield _mounts(site, host, language)
    yield _path_list(host, language)
    yield Section(
        title=_("LUNs for raw device mappings"),
        facts=(Fact(label=_("LUNs"), value=_(", ").join(host.luns)),) if host.luns else (),
        empty=_("No LUN is presented besides the datastores."),
    )


def _hardware(site: Site, host: Host, language: str) -> Iterator[Fact]:
    unit = host.cpu
    yield Fact(label=_("Processor"), value=processor(host))
    yield Fact(label=_("CPU"), value=f"{unit.total_mhz} MHz")
    yield Fact(label=_("Memory"), value=size(host.memory_mb))
    if host.kept_mb or host.kept_mhz:
        kept = f"{size(host.kept_mb)}, {host.kept_mhz} MHz"
        yield Fact(label=_("Kept by the hypervisor"), value=kept)
    yield Fact(label=_("Product version"), value=f"ESXi {site.version_of(host.name)}")
    yield Fact(label=_("Licence"), value=word(host.licence).in_language(language))


def _nics(site: Site, host: Host, language: str) -> Section:
    serving = {
        nic.name: switch
        for switch in site.switches_on(host.name)
        for nic in nics_behind(host, switch, switch.uplinks)
    }
    rows = (
        (
            nic.name,
            number(speed(nic.mbps)),
            _link_words(nic, language),
            link(ref_of(host, serving[nic.name])) if nic.name in serving else _("no switch"),
        )
        for nic in host.nics
    )
    columns = (_("Physical NIC"), _("Speed"), _("Link"), _("Switch"))
    return table(_("Physical network adapters"), columns, rows, empty=_("No physical NIC."))


def _link_words(nic: PhysicalNic, language: str) -> str:
    told = word(nic.link).in_language(language)
    if nic.link is Link.UP and nic.upstream is Link.DOWN:
        return _("%s, nothing passes beyond the next switch") % told
    return told


def _switches(site: Site, host: Host, language: str) -> Section:
    rows = []
    for switch in site.switches_on(host.name):
        for group in switch.port_groups:
            network = site.network_of(host.name, group.name)
            ref = refs_of_networks(site, host.name, (group.name,))
            rows.append(
                (
                    link(ref_of(host, switch)),
                    link(ref[0]) if ref else group.name,
                    number(group.vlan or "–"),
                    team_words(network, language) if network else "",
                )
            )
    columns = (_("Switch"), _("Port group"), "VLAN", _("Teaming"))
    return table(_("Virtual switches"), columns, rows, empty=_("No port group."))


def _vmkernel(host: Host, language: str) -> Section:
    rows = (
        (
            port.name,
            port.network,
            _(", ").join(word(one).in_language(language) for one in port.services) or "–",
        )
        for port in host.vmkernel
    )
    columns = ("VMkernel", _("Network"), _("Services"))
    return table(_("VMkernel ports"), columns, rows, empty=_("No VMkernel port."))


def _mounts(site: Site, host: Host, language: str) -> Section:
    rows = (
        (
            link(f"datastore:{mount.datastore}"),
            word(site.datastores[mount.datastore].kind).in_language(language),
            number(size(site.free_mb(mount.datastore))),
            word(mount.mode).in_language(language),
        )
        for mount in host.mounts
    )
    columns = (_("Datastore"), pgettext("of an object", "Kind"), _("Free"), _("Mode"))
    return table(_("Datastores"), columns, rows, empty=_("No datastore."))


def _path_list(host: Host, language: str) -> Section:
    rows = (
        (
            link(f"datastore:{mount.datastore}"),
            path.name,
            _lost(mount, word(path.state).in_language(language)),
            _("in use") if path.name in mount.carrying else "–",
            word(mount.policy).in_language(language),
        )
        for mount in host.mounts
        for path in mount.paths
    )
    columns = (_("Datastore"), _("Path"), _("State"), _("Traffic"), _("Policy"))
    return table(
        _("Storage paths"), columns, rows, empty=_("Paths are of no interest in this site.")
    )


def _lost(mount: Mount, state: str) -> str:
    return _("%s, device lost") % state if mount.device_lost else state


def related(site: Site, subject: Subject) -> Iterator[Fact]:
    host: Host = subject.thing
    yield Fact(label="vCenter Server", refs=(f"vcenter:{site.vcenter_of(host.name)}",))
    yield Fact(label=_("Datacenter"), refs=(f"datacenter:{host.datacenter}",))
    if host.cluster:
        yield Fact(label=_("Cluster"), refs=(f"cluster:{host.cluster}",))
    machines = tuple(f"vm:{vm.name}" for vm in site.vms_on(host.name))
    yield Fact(
        label=_("Virtual machines"), value="" if machines else _("no machine"), refs=machines
    )
    stores = tuple(f"datastore:{mount.datastore}" for mount in host.mounts)
    yield Fact(label=_("Datastores"), value="" if stores else _("none"), refs=stores)
    switches = tuple(ref_of(host, switch) for switch in site.switches_on(host.name))
    yield Fact(label=_("Switches"), value="" if switches else _("none"), refs=switches)
    names = tuple(dict.fromkeys(one.name for one in site.networks_of(host.name)))
    networks = refs_of_networks(site, host.name, names)
    yield Fact(label=_("Networks"), value="" if networks else _("none"), refs=networks)


def state(subject: Subject) -> tuple[str, str]:
    sign = state_of_host(subject.thing)
    return sign, host_state(sign)
