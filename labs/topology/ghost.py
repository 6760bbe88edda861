"""The move under review: an outline at the target and the way there."""

from __future__ import annotations

from collections.abc import Sequence

from labs.topology.datacenter import MOST_SLOTS, Placed, slot_box
from labs.topology.lettering import fit
from labs.topology.shapes import Box, Ghost, HostShape, VmShape


def ghost_of(placed: Sequence[Placed], move: tuple[str, str]) -> Ghost | None:
    """The ghost of a change of host; none where the machine stays or nothing is to be seen."""
    vm = next((one for part in placed for one in part.vms if one.name == move[0]), None)
    host = next((one for part in placed for one in part.hosts if one.name == move[1]), None)
    if vm is None or host is None or not vm.leaves:
        return None
    there = sum(1 for part in placed for one in part.vms if _inside(one, host))
    box = slot_box(host.box, min(there, MOST_SLOTS - 1))
    start, end = _ends(vm.box, box)
    bend = 26.0 if end[0] > start[0] else -26.0
    # past other columns the way dips below the machines that stand in between
    is_far = abs(end[0] - start[0]) > vm.box.w
    low = (8 * (host.box.bottom - 14) - start[1] - end[1]) / 6
    first, second = (low, low) if is_far else (start[1], end[1])
    reach = 3 * bend if is_far else bend
    return Ghost(
        vm=vm.name,
        label=fit(vm.name, box.w - 34),
        box=box,
        path=f"M{start[0]:g} {start[1]:g}C{start[0] + bend:g} {first:g} "
        f"{end[0] - reach:g} {second:g} {end[0] - bend / 3:g} {end[1]:g}",
        head=_arrow_head(end, to_the_right=bend > 0),
    )


def _ends(source: Box, target: Box) -> tuple[tuple[float, float], tuple[float, float]]:
    """From the side that faces the target to the side that faces the source."""
    rightward = target.middle >= source.middle
    start = source.right if rightward else source.x
    end = target.x if rightward else target.right
    if abs(target.middle - source.middle) < source.w / 2:
        start = end = source.right
        return (start, source.y + source.h / 2), (target.right, target.y + target.h / 2)
    return (start, source.y + source.h / 2), (end, target.y + target.h / 2)


def _arrow_head(end: tuple[float, float], *, to_the_right: bool) -> str:
    x, y = end
    back = -9 if to_the_right else 9
    return f"M{x:g} {y:g}l{back:g}-5v10z"


def _inside(vm: VmShape, host: HostShape) -> bool:
    return host.box.x < vm.box.middle < host.box.right and host.box.y < vm.box.y < host.box.bottom
