"""A site laid out as numbers for a drawing: hosts as columns, switches above, storage below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from labs.datacenter.inventory.site import Site
from labs.topology.datacenter import GAP, PAD, DatacenterPlan, Placed
from labs.topology.ghost import ghost_of
from labs.topology.shapes import Drawing

MARGIN = 1.0
BETWEEN = 14.0
KEPT = 32  # drawings, each with its site: one is looked at many times before it changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A sheet of paper: its width, and how many columns of hosts stand abreast."""

    name: str
    width: float
    columns: int
    abreast: bool


FLAT = Form(name="flat", width=529.0, columns=4, abreast=True)
TALL = Form(name="tall", width=342.0, columns=3, abreast=False)


@lru_cache(maxsize=KEPT)
def layout(
    site: Site,
    *,
    form: Form = FLAT,
    move: tuple[str, str] | None = None,
    receiving: str | None = None,
) -> Drawing:
    """Where everything of the site stands.

    `move` (machine, host) adds the ghost of a move, `receiving` marks the datastore it fills.

    The same site gives the same numbers; nothing here depends on who looks.
    """
    plans = [
        DatacenterPlan(
            site=site,
            name=name,
            columns=_columns(site, name, form),
            move=move,
            receiving=receiving,
        )
        for name in site.datacenters
    ]
    placed: list[Placed] = []
    y = MARGIN
    for row in _rows(plans, form):
        width = _column_width(row, form)
        x = MARGIN
        height = max((plan.height(width) for plan in row), default=0.0)
        for plan in row:
            placed.append(plan.placed(x=x, y=y, column=width, height=height))
            x += plan.width(width) + BETWEEN
        y += height + BETWEEN
    return Drawing(
        form=form.name,
        width=form.width,
        height=y - BETWEEN + MARGIN if plans else 2 * MARGIN,
        datacenters=tuple(one.frame for one in placed),
        switches=tuple(shape for one in placed for shape in one.switches),
        hosts=tuple(shape for one in placed for shape in one.hosts),
        vms=tuple(shape for one in placed for shape in one.vms),
        datastores=tuple(shape for one in placed for shape in one.datastores),
        wires=tuple(shape for one in placed for shape in one.wires),
        vmotion=tuple(shape for one in placed for shape in one.vmotion),
        dead_ends=tuple(shape for one in placed for shape in one.dead_ends),
        ghost=ghost_of(placed, move) if move else None,
    )


def _columns(site: Site, datacenter: str, form: Form) -> int:
    """Hosts in as few and as even rows as the form allows; two where datastores need the room."""
    hosts = [host for host in site.hosts.values() if host.datacenter == datacenter]
    stores = {mount.datastore for host in hosts for mount in host.mounts}
    rows = max(1, -(-len(hosts) // form.columns))
    return max(1, -(-len(hosts) // rows), min(2, len(stores)))


def _rows(plans: Sequence[DatacenterPlan], form: Form) -> Iterable[list[DatacenterPlan]]:
    """Datacenters side by side while their columns fit the form, else below one another."""
    row: list[DatacenterPlan] = []
    for plan in plans:
        taken = sum(one.columns for one in row)
        if row and (not form.abreast or taken + plan.columns > form.columns):
            yield row
            row = []
        row.append(plan)
    if row:
        yield row


def _column_width(row: Sequence[DatacenterPlan], form: Form) -> float:
    columns = sum(plan.columns for plan in row)
    frames = len(row) * 2 * PAD + (len(row) - 1) * BETWEEN + 2 * MARGIN
    gaps = sum(plan.columns - 1 for plan in row) * GAP
    return (form.width - frames - gaps) / columns
