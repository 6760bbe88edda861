"""What a drawing of a site consists of: numbers and names, no colour and no sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in units of the drawing (CSS pixels at its natural size), to a tenth."""

    x: float
    y: float
    w: float
    h: float

    def __post_init__(self) -> None:
        for name in ("x", "y", "w", "h"):
            object.__setattr__(self, name, round(getattr(self, name), 1))

    @property
    def right(self) -> float:
        return round(self.x + self.w, 1)

    @property
    def bottom(self) -> float:
        return round(self.y + self.h, 1)

    @property
    def middle(self) -> float:
        return round(self.x + self.w / 2, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatacenterShape:
    """A datacenter: the frame around its hosts, switches and datastores."""

    name: str
    label: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchShape:
    """A switch: one bar for all hosts that share its name, or an internal one above its host.

    `is_distributed`: it is one switch for all of them, not one of the same name on each.
    """

    name: str
    label: str
    networks: str
    box: Box
    is_internal: bool = False
    is_distributed: bool = False
    arrows: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostShape:
    """A host; `state` is on, maintenance or error; `hidden` machines do not fit the column.

    `cut_off`: datastores that it mounts and has no path to.
    """

    name: str
    label: str
    cpu: str
    state: str
    memory_percent: int
    level_width: float
    box: Box
    hidden: int = 0
    cut_off: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        return f"host:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VmShape:
    """A machine in its host's column; `state` is on, off or suspended.

    `task`: running or queued where one works on it, or will, else empty.
    """

    name: str
    label: str
    state: str
    box: Box
    leaves: bool = False
    task: str = ""

    @property
    def ref(self) -> str:
        return f"vm:{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatastoreShape:
    """A datastore as a cylinder: `box` spans from the top ellipse's middle to the base."""

    name: str
    label: str
    kind: str
    free_mb: int
    used_percent: int
    box: Box
    receives: bool = False

    @property
    def ref(self) -> str:
        return f"datastore:{self.name}"

    @property
    def rx(self) -> float:
        return self.box.w / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wire:
    """A line; `kind` is uplink, network, vmotion, storage or dead: storage without a path."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadEnd:
    """Where the line of a host to a datastore without a path begins; words stand on one side."""

    x: float
    y: float
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSpeed:
    """What the vMotion network does from here on, `mbps` of the slowest link."""

    x: float
    mbps: int

    @property
    def is_slow(self) -> bool:
        return self.mbps < 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class VmotionLink:
    """The vMotion network of one row of hosts: its ports and its speeds.

    One speed where all hosts have the same, else one over each host.
    """

    y: float
    speeds: tuple[LinkSpeed, ...]
    ports: tuple[float, ...]

    @property
    def path(self) -> str:
        """The dotted line through all ports, with a stub down to each host."""
        stubs = "".join(f"M{port:g} {self.y:g}v20" for port in self.ports)
        return f"M{self.ports[0]:g} {self.y:g}H{self.ports[-1]:g}{stubs}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ghost:
    """Where a machine would stand after the move under review, and the way there."""

    vm: str
    label: str
    box: Box
    path: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A site laid out; `form` is flat (datacenters abreast) or tall (one below the other)."""

    form: str
    width: float
    height: float
    datacenters: tuple[DatacenterShape, ...]
    switches: tuple[SwitchShape, ...]
    hosts: tuple[HostShape, ...]
    vms: tuple[VmShape, ...]
    datastores: tuple[DatastoreShape, ...]
    wires: tuple[Wire, ...]
    vmotion: tuple[VmotionLink, ...]
    dead_ends: tuple[DeadEnd, ...] = ()
    ghost: Ghost | None = None
