"""The page of a virtual machine or a template."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from labs.console.sheet import Branch, Fact, Meter, Section, link, number, table
from labs.console.subjects import DV_NETWORK, STANDARD_NETWORK, Subject, ref_of_part
from labs.datacenter.inventory import cpu
from labs.datacenter.inventory.hardware import Device, Disk, VirtualNic
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.snapshot import Snapshot
from labs.datacenter.inventory.vm import VM
from labs.datacenter.text import word
from labs.datacenter.words import EncryptedVMotion
from labs.vocabulary import clock, machine_state, size, state_of_machine


def summary(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    vm: VM = subject.thing
    hardware = vm.hardware
    yield Fact(label=_("Host"), refs=(f"host:{vm.host}",))
    yield Fact(
        label=_("vCPU and memory"),
        value=_("%(vcpus)d vCPU, %(memory)s")
        % {"vcpus": hardware.vcpus, "memory": size(hardware.memory_mb)},
    )
    yield Fact(label=_("Processor seen"), value=cpu.label(site.cpu_seen_by(vm)).en)
    yield Fact(label=_("Files"), value=size(vm.files_mb), refs=_stores(vm.datastores))
    for disk in vm.disks:
        yield Fact(label=disk.label, value=_disk(disk, language), refs=_stores((disk.datastore,)))
    for nic in hardware.nics:
        refs = tuple(filter(None, (ref_of_network(site, vm.host, nic.network),)))
        yield Fact(label=nic.label, value=_nic(site, vm, nic), refs=refs)
    for device in hardware.devices:
        yield Fact(label=device.label, value=_device(device, language))
    yield from _peculiar(vm, language)


def _peculiar(vm: VM, language: str) -> Iterator[Fact]:
    """What is said only of machines that have it."""
    if vm.snapshots.tree:
        value = pgettext("snapshots", "%(all)d, %(chain)d of them in the chain it runs on")
        counted = {"all": len(vm.snapshots.tree), "chain": vm.snapshots.levels}
        yield Fact(label=_("Snapshots"), value=value % counted)
    if vm.needs_consolidation:
        yield Fact(label=_("Disks"), value=_("need consolidation"), is_warning=True)
    if vm.guest.crashed:
        yield Fact(label=_("Guest"), value=_("has crashed"), is_warning=True)
    if vm.guest.tools_installer_mounted:
        yield Fact(label=_("VMware Tools installer"), value=_("mounted"))
    if vm.is_encrypted:
        ref = f"key_server:{vm.encryption.key_server}"
        yield Fact(label=_("Encrypted with a key of"), refs=(ref,))
    if vm.files.locked_by is not None:
        yield Fact(label=_("Files locked by"), refs=(f"host:{vm.files.locked_by}",))
    for label, numbers in (
        (_("Bound to processors"), vm.cpu.affinity),
        (_("Bound to NUMA nodes"), vm.memory.affinity),
    ):
        if numbers:
            yield Fact(label=label, value=_(", ").join(map(str, numbers)))
    lost = [disk.label for disk in vm.disks if disk.lost]
    if lost:
        yield Fact(label=_("Base disk lost"), value=_(", ").join(lost), is_warning=True)


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
    parts.append(connection(nic.connected))
    return _(", ").join(parts)


def _device(device: Device, language: str) -> str:
    backing = device.backing
    file = f"[{backing.datastore}] {backing.file or ''}".strip() if backing.datastore else ""
    what = file or word(backing.type).in_language(language)
    return _(", ").join((what, connection(device.connected)))


def connection(connected: bool) -> str:
    return _("connected") if connected else _("disconnected")


def ref_of_network(site: Site, host: str, name: str) -> str:
    """The page of a network as a host has it; empty where the host has none of that name."""
    network = site.network_of(host, name)
    if network is None:
        return ""
    if network.is_distributed:
        return ref_of_part(DV_NETWORK, network.switch.name, name)
    return ref_of_part(STANDARD_NETWORK, site.hosts[host].datacenter, name)


def meters(site: Site, subject: Subject) -> Iterator[Meter]:
    vm: VM = subject.thing
    if vm.snapshots.tree:
        levels, most = vm.snapshots.levels, site.limit("snapshot_levels")
        advised = site.limit("snapshot_levels_advised")
        yield Meter(
            label=_("Snapshots in the chain"),
            used=levels,
            total=most,
            text=_("%(used)d of %(most)d; no more than %(advised)d are advised")
            % {"used": levels, "most": most, "advised": advised},
            warn_at=100 * (advised + 1) // max(1, most),
            bad_at=100,
        )
    deltas = sum(disk.taken_mb - disk.base_mb for disk in vm.hardware.disks)
    if deltas:
        yield Meter(
            label=_("Delta disks beside all files"),
            used=deltas,
            total=vm.files_mb,
            text=_("%(used)s of %(all)s") % {"used": size(deltas), "all": size(vm.files_mb)},
            warn_at=101,
        )
    memory = vm.hardware.memory_mb
    yield Meter(
        label=_("Memory reserved"),
        used=vm.memory.reservation_mb,
        total=memory,
        text=_("%(used)s of %(all)s")
        % {"used": size(vm.memory.reservation_mb), "all": size(memory)},
        warn_at=101,
    )


def figures(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    """Space by datastore, and what the power state keeps beside the disks."""
    vm: VM = subject.thing
    for name in vm.datastores:
        yield Fact(
            label=_("Space taken on %s") % name,
            value=size(vm.taken_mb(name)),
            refs=(f"datastore:{name}",),
        )
    yield Fact(label=_("Swap file while it runs"), value=size(vm.swap_file_mb))
    if vm.snapshots.memory_mb:
        yield Fact(label=_("Memory in snapshots"), value=size(vm.snapshots.memory_mb))
    yield Fact(label=_("CPU reserved"), value=f"{vm.cpu.reservation_mhz} MHz")


def configure(site: Site, subject: Subject, language: str) -> Iterator[Section]:
    vm: VM = subject.thing
    yield Section(title=_("Virtual hardware"), facts=tuple(_hardware(vm)))
    yield _disks(vm, language)
    yield _nics(site, vm)
    yield _devices(vm, language)
    yield Section(
        title=_("Snapshots"),
        tree=snapshot_tree(vm, language) if vm.snapshots.tree else None,
        empty=_("No snapshot, but deltas are left on its disks: they need consolidation.")
        if vm.needs_consolidation
        else _("No snapshot. The machine writes straight to its base disks."),
    )
    yield _files(vm, language)
    yield Section(title=_("Guest and encryption"), facts=tuple(_options(vm, language)))


def _hardware(vm: VM) -> Iterator[Fact]:
    hardware = vm.hardware
    yield Fact(label=_("Processors"), value=_("%d vCPU") % hardware.vcpus)
    yield Fact(label=_("Memory"), value=size(hardware.memory_mb))
    version = hardware.version
    stated = str(version) if version is not None else _("one that every host runs")
    yield Fact(label=_("Virtual hardware version"), value=stated)
    yield Fact(label=_("CPU reserved"), value=f"{vm.cpu.reservation_mhz} MHz")
    yield Fact(label=_("Memory reserved"), value=size(vm.memory.reservation_mb))


def _disks(vm: VM, language: str) -> Section:
    rows = (
        (
            disk.label if disk.attached else _("%s (removed, snapshots rest on it)") % disk.label,
            link(f"datastore:{disk.datastore}"),
            number(size(disk.size_mb)),
            number(size(disk.taken_mb)),
            _disk_kind(disk, language),
            word(disk.mode).in_language(language),
        )
        for disk in vm.hardware.disks
    )
    columns = (
        _("Disk"),
        _("Datastore"),
        _("Size"),
        _("Takes"),
        _("Format"),
        _("Mode"),
    )
    return table(_("Disks"), columns, rows, empty=_("No disk."))


def _disk_kind(disk: Disk, language: str) -> str:
    if disk.rdm is None:
        return word(disk.provision).in_language(language)
    return f"{word(disk.rdm.mode).in_language(language)}, {disk.rdm.lun}"


def _nics(site: Site, vm: VM) -> Section:
    rows = []
    for nic in vm.hardware.nics:
        network = site.network_of(vm.host, nic.network)
        ref = ref_of_network(site, vm.host, nic.network)
        where = _("not on %s") % vm.host
        if network is not None:
            name = network.switch.name
            where = _("%s, no uplink") % name if network.is_internal else name
        rows.append(
            (nic.label, link(ref) if ref else nic.network, where, connection(nic.connected))
        )
    columns = (_("Adapter"), _("Network"), _("Switch"), _("State"))
    return table(_("Network adapters"), columns, rows, empty=_("No network adapter."))


def _devices(vm: VM, language: str) -> Section:
    rows = (
        (
            device.label,
            word(device.kind).in_language(language),
            _device(device, language).rpartition(_(", "))[0],
            connection(device.connected),
        )
        for device in vm.hardware.devices
    )
    columns = (_("Device"), pgettext("of an object", "Kind"), _("Backing"), _("State"))
    return table(_("Devices"), columns, rows, empty=_("No removable or passthrough device."))


def _files(vm: VM, language: str) -> Section:
    rows = (
        (
            f"[{one.datastore}] {vm.name}/{one.name}",
            word(one.kind).in_language(language),
            number(size(one.size_mb) if one.size_mb else "–"),
        )
        for one in vm.file_list
    )
    columns = (_("File"), pgettext("of an object", "Kind"), _("Size"))
    return table(_("Files"), columns, rows, note=_("Files of kilobytes show no size."))


def _options(vm: VM, language: str) -> Iterator[Fact]:
    guest = vm.guest
    answers = pgettext("VMware Tools", "running") if guest.answers else _("not running")
    yield Fact(label="VMware Tools", value=answers)
    yield Fact(label=_("Guest"), value=_("64-bit") if guest.is_64_bit else _("32-bit"))
    if vm.is_encrypted:
        ref = f"key_server:{vm.encryption.key_server}"
        yield Fact(label=_("Encrypted with a key of"), refs=(ref,))
    mode: EncryptedVMotion = vm.encryption.vmotion
    yield Fact(label=_("Encrypted vMotion"), value=word(mode).in_language(language))


def snapshot_tree(vm: VM, language: str) -> Branch:
    """The whole tree under the machine; "you are here" stands under the current snapshot."""
    tops = tuple(_branch(vm, one) for one in vm.snapshots.tree if one.parent is None)
    return Branch(name=vm.name, is_here=vm.snapshots.current is None, branches=tops)


def _branch(vm: VM, one: Snapshot) -> Branch:
    children = tuple(_branch(vm, child) for child in vm.snapshots.tree if child.parent == one.name)
    return Branch(
        name=one.name,
        notes=tuple(_notes(one)),
        is_here=vm.snapshots.current == one.name,
        branches=children,
    )


def _notes(one: Snapshot) -> Iterator[str]:
    yield clock(one.at_s)
    if one.memory_mb:
        yield _("with memory, %s") % size(one.memory_mb)
    elif one.quiesced:
        yield _("quiesced")
    else:
        yield _("disks only, as after a power cut")


def related(site: Site, subject: Subject) -> Iterator[Fact]:
    vm: VM = subject.thing
    host = site.hosts[vm.host]
    yield Fact(label=_("Host"), refs=(f"host:{vm.host}",))
    if host.cluster:
        yield Fact(label=_("Cluster"), refs=(f"cluster:{host.cluster}",))
    yield Fact(label=_("Datacenter"), refs=(f"datacenter:{host.datacenter}",))
    yield Fact(label=_("Datastores"), refs=_stores(vm.datastores))
    networks = (ref_of_network(site, vm.host, nic.network) for nic in vm.hardware.nics)
    refs = tuple(dict.fromkeys(filter(None, networks)))
    yield Fact(label=_("Networks"), value="" if refs else _("none"), refs=refs)
    points = tuple(f"restore_point:{name}" for name in site.points_of_vm.get(vm.name, ()))
    if points:
        yield Fact(label=_("Restore points"), refs=points)


def state(subject: Subject) -> tuple[str, str]:
    """Its sign, and the word for it."""
    sign = state_of_machine(subject.thing)
    return sign, machine_state(sign)
