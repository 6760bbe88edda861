"""The drawing of a site: drawn once for all who see the same, its links put in for each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from labs.topology import Drawing
from labs.topology.shapes import DatastoreShape, HostShape, VmShape
from labs.vocabulary import host_state, machine_state, size, speed

register = template.Library()
register.filter(speed)

KEPT = 128  # a large world takes a quarter of a megabyte
TO_AN_OBJECT = ' href="object='  # no name can hold it: there a quotation mark is written out


@register.simple_tag
def site_drawing(
    drawing: Drawing,
    summary: str,
    *,
    selected: str = "",
    marked: Iterable[str] = (),
    link: str = "",
    errors: int | str = 0,
) -> SafeString:
    """The drawing as a picture; where there is a link, each object leads to it and its reference.

    `selected` and `marked` are references, `link` ends before "object=", `errors` hold the move
    back that is drawn.
    """
    drawn = _drawn(
        drawing, summary, selected or "", frozenset(marked), bool(link), errors or 0, get_language()
    )
    address = f' href="{escape(link)}object='
    return mark_safe(drawn.replace(TO_AN_OBJECT, address))


@lru_cache(maxsize=KEPT)
def _drawn(
    drawing: Drawing,
    summary: str,
    selected: str,
    marked: frozenset[str],
    is_linked: bool,
    errors: int,
    _language: str | None,
) -> str:
    told = {
        "drawing": drawing,
        "summary": summary,
        "selected": selected,
        "marked": marked,
        "is_linked": is_linked,
        "errors": errors,
    }
    return render_to_string("labs/_drawing.svg", told)


@register.filter
def plus(value: float, more: float) -> float:
    return round(value + more, 1)


@register.filter
def minus(value: float, less: float) -> float:
    return round(value - less, 1)


@register.filter
def times(value: float, factor: float) -> float:
    return round(value * factor, 1)


@register.simple_tag
def vm_label(vm: VmShape) -> str:
    label = _("%(name)s, %(state)s") % {"name": vm.name, "state": machine_state(vm.state)}
    if not vm.task:
        return label
    told = _("waits for a task") if vm.task == "queued" else _("a task is running")
    return _(", ").join((label, told))


@register.simple_tag
def host_label(host: HostShape) -> str:
    label = _("%(name)s, host, %(state)s, memory %(percent)d%%") % {
        "name": host.name,
        "state": host_state(host.state),
        "percent": host.memory_percent,
    }
    cut_off = [_("no path to %s") % name for name in host.cut_off]
    return _(", ").join((label, *cut_off))


@register.simple_tag
def free_space(store: DatastoreShape) -> str:
    return pgettext("datastore", "%(size)s free") % {"size": size(store.free_mb)}


@register.simple_tag
def store_label(store: DatastoreShape) -> str:
    return _("%(name)s, datastore, %(space)s") % {
        "name": store.name,
        "space": free_space(store),
    }
