"""ESXi hosts."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.inventory.cpu import Cpu
from labs.datacenter.inventory.network import Bench, PhysicalNic, Switch, VmkernelPort
from labs.datacenter.words import (
    AddressFamily,
    Connection,
    Licence,
    Maintenance,
    MountMode,
    PathPolicy,
    PathState,
    Service,
)

VMOTION = Service.VMOTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A way from a host to a datastore: adapter, switch port, port of the array."""

    name: str
    state: PathState = PathState.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Mount:
    """A datastore as one host sees it.

    `paths`: () where they are of no interest; it is then always reached. `preferred` is for the
    Fixed policy. `used` is the path that Most Recently Used came to; None: the first by name.
    """

    datastore: str
    mode: MountMode = MountMode.READ_WRITE
    paths: tuple[Path, ...] = ()
    policy: PathPolicy = PathPolicy.FIXED
    preferred: str | None = None
    used: str | None = None

    def path(self, name: str) -> Path | None:
        return next((path for path in self.paths if path.name == name), None)

    @property
    def live(self) -> tuple[str, ...]:
        """Names of the paths that can carry something."""
        return tuple(path.name for path in self.paths if path.state is PathState.ACTIVE)

    @property
    def is_cut_off(self) -> bool:
        """Whether it has paths and every one is dead."""
        return bool(self.paths) and not self.live

    @property
    def carrying(self) -> tuple[str, ...]:
        """Names of the paths in use: one, or with Round Robin every live one in turn."""
        live = self.live
        if self.policy is PathPolicy.ROUND_ROBIN:
            return live
        wanted = self.preferred if self.policy is PathPolicy.FIXED else self.used
        return (wanted,) if wanted in live else live[:1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A host; `kept_mb` and `kept_mhz` are the hypervisor's own share, 0 unless set.

    `version` is the product version installed; None: that of the site's release. `luns` are those
    presented to it besides its datastores, for raw device mappings. `rtt_ms` is the round-trip
    time from its vMotion network to the core where the hosts meet: between two hosts it is the
    sum of both. `address` is the kind of address by which vCenter Server knows it. `benched`
    holds the NICs that wait, after a failure, because their network does not fail back.
    """

    name: str
    datacenter: str
    cluster: str | None = None
    version: str | None = None
    licence: Licence = Licence.ENTERPRISE_PLUS
    connection: Connection = Connection.CONNECTED
    maintenance: Maintenance = Maintenance.NORMAL
    cpu: Cpu
    memory_mb: int
    rtt_ms: int = 0
    kept_mb: int = 0
    kept_mhz: int = 0
    nics: tuple[PhysicalNic, ...] = ()
    switches: tuple[Switch, ...] = ()
    vmkernel: tuple[VmkernelPort, ...] = ()
    mounts: tuple[Mount, ...] = ()
    luns: tuple[str, ...] = ()
    address: AddressFamily = AddressFamily.IPV4
    benched: tuple[Bench, ...] = ()

    def mount(self, datastore: str) -> Mount | None:
        for mount in self.mounts:
            if mount.datastore == datastore:
                return mount
        return None

    def nic(self, name: str) -> PhysicalNic | None:
        return next((nic for nic in self.nics if nic.name == name), None)

    def switch(self, name: str) -> Switch | None:
        return next((switch for switch in self.switches if switch.name == name), None)

    def vmkernel_port(self, name: str) -> VmkernelPort | None:
        return next((port for port in self.vmkernel if port.name == name), None)

    def switch_of(self, network: str) -> Switch | None:
        """The standard switch with the port group `network`; `Site.network_of` knows the others."""
        for switch in self.switches:
            for group in switch.port_groups:
                if group.name == network:
                    return switch
        return None

    @property
    def vmotion_ports(self) -> tuple[VmkernelPort, ...]:
        return tuple([port for port in self.vmkernel if VMOTION in port.services])

    @property
    def reservable_mb(self) -> int:
        return self.memory_mb - self.kept_mb

    @property
    def reservable_mhz(self) -> int:
        return self.cpu.total_mhz - self.kept_mhz
