"""Ready-made sites of realistic shape, and the builders they are made with."""

from __future__ import annotations

from labs.datacenter.inventory.cpu import Cpu
from labs.datacenter.inventory.hardware import (
    Device,
    DeviceBacking,
    Disk,
    Hardware,
    VirtualNic,
)
from labs.datacenter.inventory.host import Host, Mount
from labs.datacenter.inventory.network import (
    DistributedSwitch,
    Member,
    PhysicalNic,
    PortGroup,
    Switch,
    UplinkNic,
    VmkernelPort,
)
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.storage import Datastore
from labs.datacenter.inventory.vm import VM, CpuAllocation, Files, MemoryAllocation
from labs.datacenter.words import Backing, BackingType, DatastoreKind, PowerState, Service

GB = 1024


def a_switch(name: str, uplinks: tuple[str, ...], *networks: str) -> Switch:
    groups = tuple(PortGroup(name=network) for network in sorted(networks))
    return Switch(name=name, uplinks=uplinks, port_groups=groups)


def a_distributed_switch(
    name: str,
    *networks: str,
    hosts: tuple[str, ...],
    nics: tuple[str, ...],
    datacenter: str = "DC-A",
    **changes: object,
) -> DistributedSwitch:
    """A switch to which every host gives the NICs of these names, one for each uplink."""
    uplinks = tuple(f"Uplink {n}" for n in range(1, len(nics) + 1))
    given = tuple(UplinkNic(uplink=u, nic=n) for u, n in zip(uplinks, nics, strict=True))
    fields = {
        "uplinks": uplinks,
        "port_groups": tuple(PortGroup(name=network) for network in sorted(networks)),
        "members": tuple(Member(host=host, nics=given) for host in sorted(hosts)),
    }
    return DistributedSwitch(name=name, datacenter=datacenter, **{**fields, **changes})


def a_host(
    name: str,
    *,
    datastores: tuple[str, ...],
    datacenter: str = "DC-A",
    generation: str = "intel-haswell",
    networks: tuple[str, ...] = ("Production",),
    internal: tuple[str, ...] = (),
    memory_gb: int = 128,
    **changes: object,
) -> Host:
    """A host with a switch each for management, vMotion and machines, and perhaps an internal one.

    vmnic3 serves no switch.
    """
    switches = [
        a_switch("vSwitch0", ("vmnic0",), "Management"),
        a_switch("vSwitch1", ("vmnic1",), "vMotion"),
        a_switch("vSwitch2", ("vmnic2",), *networks),
    ]
    if internal:
        switches.append(a_switch("vSwitch3", (), *internal))
    fields = {
        "cpu": Cpu(generation=generation),
        "memory_mb": memory_gb * GB,
        "nics": tuple(PhysicalNic(name=f"vmnic{n}", mbps=10000) for n in range(4)),
        "switches": tuple(switches),
        "vmkernel": (
            VmkernelPort(name="vmk0", network="Management", services=(Service.MANAGEMENT,)),
            VmkernelPort(name="vmk1", network="vMotion", services=(Service.VMOTION,)),
        ),
        "mounts": tuple(Mount(datastore=name) for name in sorted(datastores)),
    }
    return Host(name=name, datacenter=datacenter, **{**fields, **changes})


def a_vm(
    name: str,
    *,
    host: str,
    datastore: str,
    power: PowerState = PowerState.ON,
    vcpus: int = 2,
    memory_gb: int = 4,
    disk_gb: int = 40,
    networks: tuple[str, ...] = ("Production",),
    devices: tuple[Device, ...] = (),
    reservation_mb: int = 512,
    reservation_mhz: int = 200,
    **changes: object,
) -> VM:
    """A machine with one thick disk and an adapter for each network."""
    nics = tuple(
        VirtualNic(label=f"Network adapter {n}", network=network)
        for n, network in enumerate(networks, start=1)
    )
    disk = Disk(label="Hard disk 1", datastore=datastore, size_mb=disk_gb * GB)
    hardware = Hardware(
        vcpus=vcpus, memory_mb=memory_gb * GB, disks=(disk,), nics=nics, devices=devices
    )
    fields = {
        "files": Files(config=datastore),
        "hardware": hardware,
        "cpu": CpuAllocation(reservation_mhz=reservation_mhz),
        "memory": MemoryAllocation(reservation_mb=reservation_mb),
    }
    return VM(name=name, host=host, power=power, **{**fields, **changes})


def a_datastore(name: str, backing: Backing = Backing.SAN, *, gb: int = 2000) -> Datastore:
    kind = DatastoreKind.NFS if backing is Backing.NAS else DatastoreKind.VMFS
    return Datastore(name=name, kind=kind, backing=backing, capacity_mb=gb * GB)


def an_image(datastore: str, *, connected: bool = True) -> Device:
    """A CD/DVD drive with an ISO image from a datastore."""
    backing = DeviceBacking(type=BackingType.ISO, datastore=datastore, file="setup.iso")
    return Device(label="CD/DVD drive 1", backing=backing, connected=connected)


def two_hosts(release: str = "8.0") -> Site:
    """Two hosts with shared storage: nothing stands in the way of a vMotion of web-01."""
    return Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            a_datastore("san-01"),
            a_datastore("local-01", Backing.LOCAL, gb=500),
            a_datastore("local-02", Backing.LOCAL, gb=500),
            a_host("esx-01", datastores=("san-01", "local-01")),
            a_host("esx-02", datastores=("san-01", "local-02")),
            a_vm("web-01", host="esx-01", datastore="san-01"),
            a_vm("db-01", host="esx-02", datastore="san-01", memory_gb=16, disk_gb=200),
            a_vm("old-01", host="esx-01", datastore="local-01", power=PowerState.OFF),
        ),
        release=release,
    )


def two_datacenters(release: str = "notes") -> Site:
    """Two datacenters of one vCenter Server, a host in each, with and without shared storage."""
    return Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            Datacenter(name="DC-B", vcenter="vc-01"),
            a_datastore("nas-01", Backing.NAS),
            a_datastore("san-a"),
            a_datastore("san-b"),
            a_host("esx-a1", datastores=("nas-01", "san-a")),
            a_host("esx-b1", datastores=("nas-01", "san-b"), datacenter="DC-B"),
            a_vm("cold-01", host="esx-a1", datastore="san-a", power=PowerState.OFF),
            a_vm("susp-01", host="esx-a1", datastore="nas-01", power=PowerState.SUSPENDED),
            a_vm("web-01", host="esx-a1", datastore="nas-01"),
        ),
        release=release,
    )


def four_errors(release: str = "notes") -> Site:
    """A vMotion of web-01 to esx-02 here meets four errors, one from each part of the check."""
    return Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            a_datastore("local-01", Backing.LOCAL, gb=500),
            a_datastore("local-02", Backing.LOCAL, gb=500),
            a_host("esx-01", datastores=("local-01",), internal=("Test",)),
            a_host(
                "esx-02",
                datastores=("local-02",),
                generation="amd-zen",
                networks=("Production", "Test"),
            ),
            a_vm(
                "web-01",
                host="esx-01",
                datastore="local-01",
                networks=("Test",),
                devices=(an_image("local-01"),),
            ),
        ),
        release=release,
    )


def distributed(release: str = "8.0") -> Site:
    """Three hosts, the first two on one distributed switch that carries Shop and vMotion."""
    standard = (a_switch("vSwitch0", ("vmnic0",), "Management"),)
    third = a_switch("vSwitch1", ("vmnic1",), "vMotion-3"), a_switch("vSwitch2", (), "Test")
    ports = (
        VmkernelPort(name="vmk0", network="Management", services=(Service.MANAGEMENT,)),
        VmkernelPort(name="vmk1", network="vMotion-dv", services=(Service.VMOTION,)),
    )
    alone = (ports[0], VmkernelPort(name="vmk1", network="vMotion-3", services=ports[1].services))
    return Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            a_datastore("san-01"),
            a_host("esx-01", datastores=("san-01",), switches=standard, vmkernel=ports),
            a_host("esx-02", datastores=("san-01",), switches=standard, vmkernel=ports),
            a_host("esx-03", datastores=("san-01",), switches=standard + third, vmkernel=alone),
            a_distributed_switch(
                "dvs-01",
                "Shop",
                "vMotion-dv",
                hosts=("esx-01", "esx-02"),
                nics=("vmnic1", "vmnic2"),
            ),
            a_vm("web-01", host="esx-01", datastore="san-01", networks=("Shop",)),
            a_vm("db-01", host="esx-02", datastore="san-01", networks=("Shop",)),
        ),
        release=release,
    )


PRESETS = {
    "distributed": distributed,
    "two-hosts": two_hosts,
    "two-datacenters": two_datacenters,
    "four-errors": four_errors,
}
