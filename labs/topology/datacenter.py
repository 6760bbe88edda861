"""One datacenter laid out: how much room it needs, then where its parts stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from labs.datacenter.inventory import cpu
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.network import AnySwitch, DistributedSwitch
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import nics_behind
from labs.datacenter.words import Connection, Maintenance, PowerState
from labs.topology.lettering import NOTE_PX, fit, width_of
from labs.topology.shapes import (
    Box,
    DatacenterShape,
    DatastoreShape,
    DeadEnd,
    HostShape,
    LinkSpeed,
    VmotionLink,
    VmShape,
    Wire,
)
from labs.topology.shapes import SwitchShape as Bar
from labs.topology.wires import dead_ends, network_wires, storage_wires

PAD = 10.0
GAP = 10.0
TITLE = 46.0
BAR, BAR_STEP = 26.0, 32.0
INTERNAL, INTERNAL_STEP = 40.0, 46.0
LINK = 40.0
HEAD = 66.0
VM, VM_STEP = 34.0, 42.0
ROW_GAP = 14.0
BUS, BUS_STEP = 18.0, 9.0
STORE, STORE_STEP = 46.0, 60.0
STORE_ROOM = 106.0
FEWEST_SLOTS, MOST_SLOTS = 3, 8

_STATES = {PowerState.ON: "on", PowerState.OFF: "off", PowerState.SUSPENDED: "suspended"}


@dataclass(frozen=True, kw_only=True)
class Placed:
    """The shapes of one datacenter, each where it stands."""

    frame: DatacenterShape
    switches: tuple[Bar, ...]
    hosts: tuple[HostShape, ...]
    vms: tuple[VmShape, ...]
    datastores: tuple[DatastoreShape, ...]
    wires: tuple[Wire, ...]
    vmotion: tuple[VmotionLink, ...]
    dead_ends: tuple[DeadEnd, ...]


@dataclass(frozen=True, kw_only=True)
class DatacenterPlan:
    """What a datacenter holds, and in how many columns its hosts stand."""

    site: Site
    name: str
    columns: int
    move: tuple[str, str] | None = None
    receiving: str | None = None

    @cached_property
    def hosts(self) -> tuple[Host, ...]:
        every = (self.site.hosts[name] for name in self.site.hosts)
        return tuple(host for host in every if host.datacenter == self.name)

    @cached_property
    def rows(self) -> tuple[tuple[Host, ...], ...]:
        starts = range(0, len(self.hosts), self.columns)
        return tuple(self.hosts[start : start + self.columns] for start in starts)

    @cached_property
    def bars(self) -> tuple[str, ...]:
        """Names of the switches with an uplink: one bar each, over all hosts that have it.

        A distributed switch that no host has joined yet has a bar too.
        """
        every = (
            switch.name
            for host in self.hosts
            for switch in self.site.switches_on(host.name)
            if not _is_internal(host, switch)
        )
        memberless = (
            switch.name
            for switch in self.site.distributed_switches.values()
            if switch.datacenter == self.name and not switch.members
        )
        return tuple(sorted({*every, *memberless}))

    @property
    def _switches(self) -> dict[str, set[str]]:
        """Host -> names of its switches."""
        return {
            host.name: {switch.name for switch in self.site.switches_on(host.name)}
            for host in self.hosts
        }

    @property
    def top(self) -> float:
        """From the frame down to what stands over the first row of hosts."""
        return TITLE + len(self.bars) * BAR_STEP

    def over(self, row: tuple[Host, ...]) -> float:
        """Room over a row of hosts: their internal switches, and the vMotion network."""
        return max(len(self.internal(host)) for host in row) * INTERNAL_STEP + LINK

    @cached_property
    def stores(self) -> tuple[str, ...]:
        """Names of its datastores, each near the middle of the hosts that mount it."""
        places: dict[str, list[int]] = {}
        for place, host in enumerate(self.hosts):
            for mount in host.mounts:
                places.setdefault(mount.datastore, []).append(place % self.columns)
        return tuple(sorted(places, key=lambda name: (sum(places[name]) / len(places[name]), name)))

    def internal(self, host: Host) -> list[AnySwitch]:
        """Switches of a host that have no physical NIC there."""
        every = self.site.switches_on(host.name)
        return [switch for switch in every if _is_internal(host, switch)]

    def machines(self, host: Host) -> list[str]:
        """Machines in the host's column, the one that would come last of all."""
        names = [vm.name for vm in self.site.vms_on(host.name)]
        arrives = self.move and self.move[1] == host.name and self.move[0] not in names
        return [*names, self.move[0]] if self.move and arrives else names

    def slots(self, row: tuple[Host, ...]) -> int:
        most = max((len(self.machines(host)) for host in row), default=0)
        return min(MOST_SLOTS, max(FEWEST_SLOTS, most))

    def width(self, column: float) -> float:
        return 2 * PAD + self.columns * column + (self.columns - 1) * GAP

    def stores_abreast(self, column: float) -> int:
        inner = self.width(column) - 2 * PAD
        return max(1, min(len(self.stores), int((inner + GAP) // (STORE_ROOM + GAP))))

    def height(self, column: float) -> float:
        hosts = sum(self.over(row) + HEAD + self.slots(row) * VM_STEP for row in self.rows)
        gaps = max(0, len(self.rows) - 1) * ROW_GAP
        lines = -(-len(self.stores) // self.stores_abreast(column))
        storage = BUS + len(self.stores) * BUS_STEP + lines * STORE_STEP if self.stores else PAD
        return self.top + hosts + gaps + storage

    def placed(self, *, x: float, y: float, column: float, height: float) -> Placed:
        frame = Box(x=x, y=y, w=self.width(column), h=height)
        boxes = dict(self._host_boxes(frame, column))
        bars = tuple(self._bars(frame)) + tuple(self._internal_bars(boxes))
        stores = tuple(self._stores(frame, column))
        first = {host.name for host in self.rows[0]} if self.rows else set()
        last = {host.name for host in self.rows[-1]} if self.rows else set()
        return Placed(
            frame=DatacenterShape(
                name=self.name, label=fit(self.name, frame.w - 2 * PAD), box=frame
            ),
            switches=bars,
            hosts=tuple(self._host(host, boxes[host.name]) for host in self.hosts),
            vms=tuple(vm for host in self.hosts for vm in self._vms(host, boxes[host.name])),
            datastores=stores,
            wires=(
                *network_wires(self._switches, boxes=boxes, bars=bars, first=first),
                *storage_wires(self.hosts, boxes=boxes, stores=stores, last=last),
            ),
            vmotion=tuple(self._vmotion(boxes)),
            dead_ends=tuple(dead_ends(self.hosts, boxes=boxes, stores=stores)),
        )

    def _host_boxes(self, frame: Box, column: float) -> Iterator[tuple[str, Box]]:
        spare = frame.h - self.height(column)
        y = frame.y + self.top
        for number, row in enumerate(self.rows, start=1):
            y += self.over(row)
            height = HEAD + self.slots(row) * VM_STEP + (spare if number == len(self.rows) else 0)
            used = len(row) * column + (len(row) - 1) * GAP
            wide = column
            if len(self.rows) == 1 and len(row) < self.columns:
                wide = (frame.w - 2 * PAD - (len(row) - 1) * GAP) / len(row)
                used = frame.w - 2 * PAD
            x = frame.x + PAD + (frame.w - 2 * PAD - used) / 2
            for host in row:
                yield host.name, Box(x=x, y=y, w=wide, h=height)
                x += wide + GAP
            y += height + ROW_GAP

    def _bars(self, frame: Box) -> Iterator[Bar]:
        y = frame.y + TITLE
        for name in self.bars:
            box = Box(x=frame.x + PAD, y=y, w=frame.w - 2 * PAD, h=BAR)
            groups = {group.name for one in self._named(name) for group in one.port_groups}
            first = name == self.bars[0]
            yield _bar(
                name,
                groups,
                box,
                is_distributed=name in self.site.distributed_switches,
                arrows=(-24, 24) if first else (),
            )
            y += BAR_STEP

    def _named(self, name: str) -> Iterator[AnySwitch]:
        """The switches of that name on the hosts here, or the distributed one."""
        for host in self.hosts:
            yield from (one for one in self.site.switches_on(host.name) if one.name == name)
        if name in self.site.distributed_switches:
            yield self.site.distributed_switches[name]

    def _internal_bars(self, boxes: dict[str, Box]) -> Iterator[Bar]:
        for host in self.hosts:
            at = boxes[host.name]
            y = at.y - LINK - len(self.internal(host)) * INTERNAL_STEP
            for switch in self.internal(host):
                box = Box(x=at.x, y=y, w=at.w, h=INTERNAL)
                groups = {group.name for group in switch.port_groups}
                spread = isinstance(switch, DistributedSwitch)
                yield _bar(switch.name, groups, box, is_internal=True, is_distributed=spread)
                y += INTERNAL_STEP

    def _host(self, host: Host, box: Box) -> HostShape:
        running = sum(vm.hardware.memory_mb for vm in self.site.running_on(host.name))
        percent = round(100 * running / host.memory_mb) if host.memory_mb else 0
        level = box.w - 54
        return HostShape(
            name=host.name,
            label=fit(host.name, box.w - 44),
            cpu=fit(cpu.label(host.cpu.generation).en, box.w - 18, size=NOTE_PX),
            state=_host_state(host),
            memory_percent=percent,
            level_width=round(level * min(percent, 100) / 100, 1),
            box=box,
            hidden=max(0, len(self.machines(host)) - MOST_SLOTS),
            cut_off=tuple(sorted(one.datastore for one in host.mounts if one.is_cut_off)),
        )

    def _vms(self, host: Host, box: Box) -> Iterator[VmShape]:
        for slot, vm in enumerate(self.site.vms_on(host.name)[:MOST_SLOTS]):
            at = slot_box(box, slot)
            yield VmShape(
                name=vm.name,
                label=fit(vm.name, at.w - 34),
                task=self._task(vm.name),
                state="template" if vm.template else _STATES[vm.power],
                box=at,
                leaves=bool(self.move and self.move[0] == vm.name and self.move[1] != host.name),
            )

    def _task(self, vm: str) -> str:
        """running or queued, where a task works on the machine or waits to; else empty."""
        tasks = self.site.tasks_on("vm", vm)
        if not tasks:
            return ""
        return "queued" if all(task.is_queued for task in tasks) else "running"

    def _stores(self, frame: Box, column: float) -> Iterator[DatastoreShape]:
        abreast = self.stores_abreast(column)
        lines = -(-len(self.stores) // abreast)
        top = frame.bottom - lines * STORE_STEP + 6
        for number, name in enumerate(self.stores):
            line, place = divmod(number, abreast)
            count = min(abreast, len(self.stores) - line * abreast)
            wide = (frame.w - 2 * PAD - (count - 1) * GAP) / count
            x = frame.x + PAD + place * (wide + GAP)
            yield self._store(name, Box(x=x, y=top + line * STORE_STEP, w=wide, h=STORE - 12))

    def _store(self, name: str, box: Box) -> DatastoreShape:
        store = self.site.datastores[name]
        used = self.site.used_mb(name)
        return DatastoreShape(
            name=name,
            label=fit(name, box.w - 68),
            kind=store.kind.value,
            free_mb=self.site.free_mb(name),
            used_percent=round(100 * used / store.capacity_mb) if store.capacity_mb else 100,
            box=box,
            receives=name == self.receiving,
        )

    def _slowest(self, host: Host) -> int:
        """The fastest link behind each vMotion port, the slowest of these; 0 without any."""
        speeds = [
            max((nic.mbps for nic in self.site.nics_behind(host.name, port.network)), default=0)
            for port in host.vmotion_ports
        ]
        return min(speeds, default=0)

    def _vmotion(self, boxes: dict[str, Box]) -> Iterator[VmotionLink]:
        for row in self.rows:
            able = [host for host in row if host.vmotion_ports]
            if not able:
                continue
            y = boxes[able[0].name].y - 20
            speeds = {host.name: self._slowest(host) for host in able}
            is_one = len(set(speeds.values())) == 1
            yield VmotionLink(
                y=y,
                speeds=tuple(
                    LinkSpeed(x=boxes[host.name].x, mbps=speeds[host.name])
                    for host in (able[:1] if is_one else able)
                ),
                ports=tuple(boxes[host.name].right - 12 for host in able),
            )


def slot_box(host: Box, slot: int) -> Box:
    """Where the n-th machine of a host stands, counted from 0."""
    return Box(x=host.x + 7, y=host.y + HEAD + slot * VM_STEP, w=host.w - 14, h=VM)


def _bar(
    name: str,
    groups: set[str],
    box: Box,
    *,
    is_internal: bool = False,
    is_distributed: bool = False,
    arrows: tuple[float, ...] = (),
) -> Bar:
    """A switch's bar; `arrows` are uplinks, counted from its middle."""
    label = fit(name, box.w - 18 if is_internal else box.w * 0.55)
    room = box.w - 30 - 1.15 * width_of(label)  # the name is bold
    names = ", ".join(sorted(groups))
    return Bar(
        name=name,
        label=label,
        networks=fit(names, room, size=NOTE_PX) if room > 70 else "",
        box=box,
        is_internal=is_internal,
        is_distributed=is_distributed,
        arrows=tuple(box.middle + arrow for arrow in arrows),
    )


def _is_internal(host: Host, switch: AnySwitch) -> bool:
    return not nics_behind(host, switch, switch.uplinks)


def _host_state(host: Host) -> str:
    if host.connection is not Connection.CONNECTED:
        return "error"
    return "on" if host.maintenance is Maintenance.NORMAL else "maintenance"
