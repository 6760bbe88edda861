"""Ready-made sites that are larger than an example needs: whole companies to play in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.inventory.host import Host, Mount, Path
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.inventory.network import PhysicalNic, VmkernelPort
from labs.datacenter.inventory.places import Cluster, Datacenter, VCenter
from labs.datacenter.inventory.site import Site, Thing
from labs.datacenter.presets import (
    GB,
    a_datastore,
    a_distributed_switch,
    a_host,
    a_switch,
    a_vm,
    an_image,
)
from labs.datacenter.words import Backing, Pacing, PathPolicy, PowerState, Service

OFF, SUSPENDED = PowerState.OFF, PowerState.SUSPENDED
_TWO_PATHS = (Path(name="vmhba64:C0:T0:L0"), Path(name="vmhba64:C1:T0:L0"))


def company(release: str = "8.0") -> Site:
    """A cluster of three hosts on a distributed switch, with iSCSI storage over two paths."""
    hosts = ("esx-01", "esx-02", "esx-03")
    return Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            Cluster(name="Production", datacenter="DC-A"),
            a_datastore("iscsi-01", Backing.ISCSI, gb=4000),
            a_datastore("iscsi-02", Backing.ISCSI, gb=2000),
            a_datastore("nas-iso", Backing.NAS, gb=500),
            *(a_datastore(f"local-{n}", Backing.LOCAL, gb=300) for n in (1, 2, 3)),
            *(_member(name, f"local-{n}") for n, name in enumerate(hosts, start=1)),
            a_distributed_switch(
                "dvs-01", "Office", "Servers", "vMotion-dv", hosts=hosts, nics=("vmnic2", "vmnic3")
            ),
            BackupStore(name="backup-01", vcenter="vc-01", capacity_mb=3000 * GB),
            *_machines_of_a_company(),
        ),
        release=release,
    )


def _member(name: str, local: str) -> Host:
    """A host of the cluster: management on a team of two, iSCSI with two paths, one of each LUN."""
    block = tuple(
        Mount(datastore=lun, paths=_TWO_PATHS, policy=PathPolicy.ROUND_ROBIN)
        for lun in ("iscsi-01", "iscsi-02")
    )
    return a_host(
        name,
        cluster="Production",
        datastores=(),
        mounts=(*block, Mount(datastore=local), Mount(datastore="nas-iso")),
        memory_gb=256,
        switches=(
            a_switch("vSwitch0", ("vmnic0", "vmnic1"), "Management"),
            a_switch("vSwitch1", (), "Test"),
        ),
        vmkernel=(
            VmkernelPort(name="vmk0", network="Management", services=(Service.MANAGEMENT,)),
            VmkernelPort(name="vmk1", network="vMotion-dv", services=(Service.VMOTION,)),
        ),
    )


def _machines_of_a_company() -> Iterator[Thing]:
    servers, office = ("Servers",), ("Office",)
    yield a_vm("ad-01", host="esx-01", datastore="iscsi-01", networks=servers)
    yield a_vm(
        "db-01",
        host="esx-02",
        datastore="iscsi-01",
        networks=servers,
        vcpus=4,
        memory_gb=32,
        disk_gb=400,
        reservation_mb=16 * GB,
    )
    yield a_vm("web-01", host="esx-01", datastore="iscsi-01", networks=servers)
    yield a_vm("web-02", host="esx-03", datastore="iscsi-02", networks=servers)
    yield a_vm("files-01", host="esx-03", datastore="iscsi-02", networks=office, disk_gb=600)
    yield a_vm(
        "desk-01",
        host="esx-02",
        datastore="iscsi-02",
        networks=office,
        devices=(an_image("nas-iso"),),
    )
    yield a_vm("test-01", host="esx-01", datastore="local-1", networks=("Test",), disk_gb=60)
    yield a_vm("old-erp", host="esx-02", datastore="local-2", networks=servers, power=OFF)
    plain = a_vm("tpl-linux", host="esx-03", datastore="iscsi-02", networks=servers, power=OFF)
    yield replace(plain, template=True)


def campus(release: str = "8.0") -> Site:
    """Two datacenters twelve milliseconds apart, each with storage and processors of its own."""
    south = {"datacenter": "South", "cluster": "South-Cluster", "rtt_ms": 12}
    north = {"datacenter": "North", "cluster": "North-Cluster"}
    return Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="North", vcenter="vc-01"),
            Datacenter(name="South", vcenter="vc-01"),
            Cluster(name="North-Cluster", datacenter="North"),
            Cluster(name="South-Cluster", datacenter="South"),
            a_datastore("nas-campus", Backing.NAS, gb=3000),
            a_datastore("san-north", gb=4000),
            a_datastore("iscsi-south", Backing.ISCSI, gb=2000),
            *(
                a_host(name, datastores=("nas-campus", "san-north"), **north)
                for name in ("esx-n1", "esx-n2")
            ),
            *(
                a_host(
                    name,
                    datastores=("iscsi-south", "nas-campus"),
                    generation="intel-broadwell",
                    **south,
                )
                for name in ("esx-s1", "esx-s2")
            ),
            a_vm("library-01", host="esx-n1", datastore="san-north", disk_gb=300),
            a_vm("mail-01", host="esx-n2", datastore="san-north", memory_gb=16),
            a_vm("portal-01", host="esx-n1", datastore="nas-campus"),
            a_vm("lab-01", host="esx-s1", datastore="iscsi-south", power=SUSPENDED),
            a_vm("exam-01", host="esx-s1", datastore="nas-campus", power=OFF),
            a_vm("print-01", host="esx-s2", datastore="iscsi-south"),
        ),
        release=release,
    )


def night_shift(release: str = "8.0") -> Site:
    """Three hosts in timed pacing: copies take their time, and only a few run at once."""
    slow = tuple(PhysicalNic(name=f"vmnic{n}", mbps=1000) for n in range(4))
    hosts = ("esx-01", "esx-02", "esx-03")
    shared = ("san-new", "san-old")
    return Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            Cluster(name="Night", datacenter="DC-A"),
            a_datastore("san-old", gb=3000),
            a_datastore("san-new", gb=6000),
            *(a_host(name, datastores=shared, cluster="Night", nics=slow) for name in hosts),
            BackupStore(name="backup-01", vcenter="vc-01", capacity_mb=2000 * GB),
            *(
                a_vm(
                    f"app-{n:02}",
                    host=hosts[n % len(hosts)],
                    datastore="san-old",
                    memory_gb=4 * (1 + n % 3),
                    disk_gb=50 * n,
                )
                for n in range(1, 7)
            ),
        ),
        release=release,
        pacing=Pacing.TIMED,
        now_s=22 * 3600,
        limits=Limits(copy_mbps=1600),
    )


COMPANIES = {"company": company, "campus": campus, "night-shift": night_shift}
