"""A datastore as a bar: what takes how much of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labs.datacenter.inventory.site import Site
from labs.datacenter.text import Text
from labs.figures.scene import size
from labs.figures.shapes import Sheet
from labs.topology.lettering import NOTE_PX, width_of

HEIGHT = 62
LEAST_PX = 2.0

_USED = Text(zh="已用{used}，共{all}", en="{used} of {all} used")
_FREE = Text(zh="空闲{free}", en="{free} free")


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one kind of file takes; `kind` names its pattern."""

    label: str
    mb: int
    kind: str


def used_words(site: Site, datastore: str, language: str) -> str:
    """12 GB of 40 GB used."""
    facts = {"used": size(site.used_mb(datastore)), "all": _capacity(site, datastore)}
    return _USED.fill(language, facts)


def draw_bar(
    sheet: Sheet, site: Site, datastore: str, shares: Sequence[Share], language: str, *, y: float
) -> None:
    """The bar across the whole sheet, `HEIGHT` high, its parts named where there is room."""
    sheet.words(datastore, 1, y + 12, "b")
    sheet.words(used_words(site, datastore, language), sheet.width - 1, y + 12, "m end")
    capacity, wide, x = site.datastores[datastore].capacity_mb, sheet.width - 2, 1.0
    sheet.plate("well", 1, y + 20, wide, 22, 2)
    for share in shares:
        if share.mb:
            part = max(LEAST_PX, wide * share.mb / capacity)
            sheet.plate(f"share {share.kind}", x, y + 20, part, 22, 0)
            _name(sheet, share.label, x, part, y)
            x += part
    free = _FREE.fill(language, {"free": size(max(0, site.free_mb(datastore)))})
    _name(sheet, free, x, sheet.width - 1 - x, y)


def _name(sheet: Sheet, label: str, x: float, wide: float, y: float) -> None:
    if width_of(label, size=NOTE_PX) < wide - 6:
        sheet.words(label, x + wide / 2, y + 56, "m mid")


def _capacity(site: Site, datastore: str) -> str:
    return size(site.datastores[datastore].capacity_mb)
