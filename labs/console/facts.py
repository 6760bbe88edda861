"""What is to say of an object: the lines of its summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from labs.console.tree import state_of_host
from labs.datacenter.inventory import cpu
from labs.datacenter.inventory.hardware import Device, Disk, VirtualNic
from labs.datacenter.inventory.host import Host, Mount
from labs.datacenter.inventory.network import PhysicalNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.teaming import nics_behind
from labs.datacenter.inventory.vm import VM
from labs.datacenter.standing import of_host
from labs.datacenter.text import word
from labs.datacenter.words import Licence, Link
from labs.vocabulary import host_state, machine_state, size, speed, state_of_machine


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a summary; `refs` are objects to go on to."""

    label: str
    value: str = ""
    refs: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """(reference, name) of each object."""
        return tuple((ref, ref.partition(":")[2]) for ref in self.refs)


def described(site: Site, thing: object, language: str) -> tuple[str, str, Iterator[Fact]]:
    """Its state, the word for that, and its facts."""
    if isinstance(thing, VM):
        state = state_of_machine(thing)
        return state, machine_state(state), _vm_facts(site, thing, language)
    if isinstance(thing, Host):
        state = state_of_host(thing)
        return state, host_state(state), _host_facts(site, thing, language)
    if isinstance(thing, Datastore):
        return "", "", _store_facts(site, thing, language)
    return "", "", _place_facts(site, thing.name)


def _vm_facts(site: Site, vm: VM, language: str) -> Iterator[Fact]:
    hardware = vm.hardware
    yield Fact(label=_("Host"), refs=(f"host:{vm.host}",))
    yield Fact(label=_("Processor seen"), value=cpu.label(site.cpu_seen_by(vm)).en)
    yield Fact(
        label=_("vCPU and memory"),
        value=_("%(vcpus)d vCPU, %(memory)s")
        % {"vcpus": hardware.vcpus, "memory": size(hardware.memory_mb)},
    )
    if hardware.version is not None:
        yield Fact(label=_("Virtual hardware version"), value=str(hardware.version))
    yield Fact(label=_("Files"), value=size(vm.files_mb), refs=_stores(vm.datastores))
    for disk in vm.disks:
        yield Fact(label=disk.label, value=_disk(disk, language), refs=_stores((disk.datastore,)))
    for nic in hardware.nics:
        yield Fact(label=nic.label, value=_nic(site, vm, nic))
    for device in hardware.devices:
        yield Fact(label=device.label, value=_device(device, language))
    if vm.guest.tools_installer_mounted:
        yield Fact(label=_("VMware Tools installer"), value=_("mounted"))
    for label, numbers in (
        (_("Bound to processors"), vm.cpu.affinity),
        (_("Bound to NUMA nodes"), vm.memory.affinity),
    ):
        if numbers:
            yield Fact(label=label, value=_(", ").join(map(str, numbers)))


def _stores(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"datastore:{name}" for name in names)


def _disk(disk: Disk, language: str) -> str:
    kind = disk.rdm.mode if disk.rdm else disk.provision
    parts = [size(disk.size_mb), word(kind).in_language(language)]
    if disk.rdm:
        parts.append(_("LUN %s") % disk.rdm.lun)
    return _(", ").join(parts)


def _nic(site: Site, vm: VM, nic: VirtualNic) -> str:
    network = site.network_of(vm.host, nic.network)
    parts = [nic.network]
    if network is not None:
        name = network.switch.name
        parts.append(_("%s, no uplink") % name if network.is_internal else name)
    parts.append(_connection(nic.connected))
    return _(", ").join(parts)


def _device(device: Device, language: str) -> str:
    backing = device.backing
    file = f"[{backing.datastore}] {backing.file}" if backing.datastore else ""
    what = file or word(backing.type).in_language(language)
    return _(", ").join((what, _connection(device.connected)))


def _connection(connected: bool) -> str:
    return _("connected") if connected else _("disconnected")


def _host_facts(site: Site, host: Host, language: str) -> Iterator[Fact]:
    running = sum(vm.hardware.memory_mb for vm in site.running_on(host.name))
    yield Fact(label=_("Datacenter"), refs=(f"datacenter:{host.datacenter}",))
    if host.version is not None:
        yield Fact(label=_("Product version"), value=f"ESXi {host.version}")
    if host.rtt_ms:
        yield Fact(label=_("Round-trip time to the core"), value=f"{host.rtt_ms} ms")
    if host.licence is not Licence.ENTERPRISE_PLUS:
        yield Fact(label=_("Licence"), value=word(host.licence).in_language(language))
    yield Fact(label=_("Processor"), value=_processor(host))
    yield Fact(
        label=_("Memory"),
        value=_("%(used)s of %(all)s configured for running machines")
        % {"used": size(running), "all": size(host.memory_mb)},
    )
    for switch in site.switches_on(host.name):
        groups = _(", ").join(group.name for group in switch.port_groups)
        links = _(", ").join(_uplinks(nics_behind(host, switch, switch.uplinks))) or _("no uplink")
        yield Fact(label=switch.name, value=f"{groups} · {links}")
    ports = [f"{port.name} ({port.network})" for port in host.vmotion_ports]
    yield Fact(label="vMotion", value=_(", ").join(ports) or _("no VMkernel port"))
    yield Fact(label=_("Datastores"), refs=_stores(tuple(m.datastore for m in host.mounts)))
    for mount in host.mounts:
        if mount.paths:
            yield Fact(label=_("Paths to %s") % mount.datastore, value=_paths(mount, language))
    for warning in of_host(site, host):
        yield Fact(label=_("Warning"), value=warning.say(language))
    if host.luns:
        yield Fact(label=_("LUNs"), value=_(", ").join(host.luns))
    machines = tuple(f"vm:{vm.name}" for vm in site.vms_on(host.name))
    yield Fact(
        label=_("Virtual machines"), value="" if machines else _("no machine"), refs=machines
    )


def _paths(mount: Mount, language: str) -> str:
    states = (f"{path.name} {word(path.state).in_language(language)}" for path in mount.paths)
    return _(", ").join((word(mount.policy).in_language(language), *states))


def _processor(host: Host) -> str:
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


def _store_facts(site: Site, store: Datastore, language: str) -> Iterator[Fact]:
    hosts = tuple(f"host:{name}" for name in site.hosts_of_datastore.get(store.name, ()))
    machines = tuple(f"vm:{name}" for name in site.vms_of_datastore.get(store.name, ()))
    yield Fact(
        label=_("Storage type"),
        value=f"{word(store.kind).in_language(language)}, "
        f"{word(store.backing).in_language(language)}",
    )
    yield Fact(label=_("Capacity"), value=size(store.capacity_mb))
    yield Fact(label=_("Free"), value=size(site.free_mb(store.name)))
    yield Fact(label=_("Mounted on"), value="" if hosts else _("no host"), refs=hosts)
    yield Fact(label=_("Files of"), value="" if machines else _("no machine"), refs=machines)
    left = site.unregistered_of_datastore.get(store.name)
    if left:
        yield Fact(label=_("Files of unregistered machines"), value=_(", ").join(left))


def _place_facts(site: Site, name: str) -> Iterator[Fact]:
    hosts = tuple(
        f"host:{host.name}"
        for host in site.hosts.values()
        if name in (host.datacenter, host.cluster, site.vcenter_of(host.name))
    )
    yield Fact(label=_("Hosts"), value="" if hosts else _("no host"), refs=hosts)
