"""The lines between switches, hosts and datastores, so routed that they cross little."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from labs.datacenter.inventory.host import Host
from labs.topology.shapes import Box, DatastoreShape, DeadEnd, SwitchShape, Wire

GUTTER = 5.0
BUS, BUS_STEP = 10.0, 9.0
REACH = 200.0


def gutter(box: Box) -> float:
    """The middle of the gap to the right of a host, where lines pass rows of hosts."""
    return box.right + GUTTER


def network_wires(
    hosts: Mapping[str, Set[str]],
    *,
    boxes: Mapping[str, Box],
    bars: Sequence[SwitchShape],
    first: Set[str],
) -> Iterator[Wire]:
    """From each switch down to the hosts that have it; past the first row through the gap.

    `hosts`: host -> names of its switches.
    """
    for bar in bars:
        for arrow in bar.arrows:
            top = bar.box.y
            yield Wire(kind="uplink", path=f"M{arrow:g} {top:g}v-10m-4 4 4-5 4 5")
        yield from _from_bar(bar, hosts, boxes, first, order=bars.index(bar))


def _from_bar(
    bar: SwitchShape,
    hosts: Mapping[str, Set[str]],
    boxes: Mapping[str, Box],
    first: Set[str],
    *,
    order: int,
) -> Iterator[Wire]:
    for host, switches in hosts.items():
        box = boxes[host]
        nearest = not bar.is_internal or box.y - bar.box.bottom < REACH
        if bar.name not in switches or not _is_over(bar.box, box) or not nearest:
            continue
        at = max(box.x + 6, round(box.right - 24 - 9 * order, 1))
        if host in first or bar.is_internal:
            path = f"M{at:g} {bar.box.bottom:g}V{box.y:g}"
        else:
            path = f"M{gutter(box):g} {bar.box.bottom:g}V{box.y - 10:g}H{at:g}V{box.y:g}"
        yield Wire(kind="network", path=path)


def _is_over(bar: Box, host: Box) -> bool:
    return bar.x <= host.middle <= bar.right and bar.bottom <= host.y


def storage_wires(
    hosts: Sequence[Host],
    *,
    boxes: Mapping[str, Box],
    stores: Sequence[DatastoreShape],
    last: Set[str],
) -> Iterator[Wire]:
    """From each host to each datastore it mounts, every datastore on a level of its own."""
    bottom = max((box.bottom for box in boxes.values()), default=0.0)
    for host in hosts:
        box = boxes[host.name]
        for port, store in _ports(host, box, stores):
            level = bottom + BUS + BUS_STEP * stores.index(store)
            down = f"M{port:g} {box.bottom:g}"
            if host.name not in last:
                down += f"v8H{gutter(box):g}"
            end = store.box.middle
            bend = "" if abs(port - end) < 0.5 and host.name in last else f"V{level:g}H{end:g}"
            kind = "dead" if host.mount(store.name).is_cut_off else "storage"
            yield Wire(kind=kind, path=f"{down}{bend}V{store.box.y - 5:g}")


def dead_ends(
    hosts: Sequence[Host], *, boxes: Mapping[str, Box], stores: Sequence[DatastoreShape]
) -> Iterator[DeadEnd]:
    """The beginnings of the lines from hosts to datastores that they have no path to."""
    for host in hosts:
        box = boxes[host.name]
        for port, store in _ports(host, box, stores):
            if host.mount(store.name).is_cut_off:
                yield DeadEnd(x=round(port, 1), y=box.bottom, is_right=port <= box.middle)


def _ports(
    host: Host, box: Box, stores: Sequence[DatastoreShape]
) -> Iterator[tuple[float, DatastoreShape]]:
    """Where on the lower edge of a host the line to each datastore that it mounts begins."""
    mounted = [store for store in stores if host.mount(store.name)]
    for place, store in enumerate(mounted, start=1):
        yield box.x + box.w * place / (len(mounted) + 1), store
