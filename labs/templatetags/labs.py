"""Arithmetic for drawings, and the short sentences that go with their shapes."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from labs.topology.shapes import DatastoreShape, HostShape, VmShape
from labs.vocabulary import host_state, machine_state

register = template.Library()


@register.filter
def plus(value: float, more: float) -> float:
    return round(value + more, 1)


@register.filter
def minus(value: float, less: float) -> float:
    return round(value - less, 1)


@register.filter
def times(value: float, factor: float) -> float:
    return round(value * factor, 1)


@register.filter
def speed(mbps: int) -> str:
    """A link's speed as networks print it: 10 GbE, 100 Mb/s."""
    return f"{mbps // 1000} GbE" if mbps and mbps % 1000 == 0 else f"{mbps} Mb/s"


@register.filter
def size(megabytes: int) -> str:
    """Megabytes for reading: whole GB or TB where that loses nothing, else one decimal, floored."""
    if abs(megabytes) < 1024:
        return f"{megabytes} MB"
    unit, step = ("TB", 1024 * 1024) if abs(megabytes) >= 1024 * 1024 else ("GB", 1024)
    whole, rest = divmod(megabytes, step)
    return f"{whole}.{rest * 10 // step} {unit}" if rest * 10 // step else f"{whole} {unit}"


@register.simple_tag
def vm_label(vm: VmShape) -> str:
    return _("%(name)s, %(state)s") % {"name": vm.name, "state": machine_state(vm.state)}


@register.simple_tag
def host_label(host: HostShape) -> str:
    return _("%(name)s, host, %(state)s, memory %(percent)d%%") % {
        "name": host.name,
        "state": host_state(host.state),
        "percent": host.memory_percent,
    }


@register.simple_tag
def free_space(store: DatastoreShape) -> str:
    return pgettext("datastore", "%(size)s free") % {"size": size(store.free_mb)}


@register.simple_tag
def store_label(store: DatastoreShape) -> str:
    return _("%(name)s, datastore, %(space)s") % {
        "name": store.name,
        "space": free_space(store),
    }
