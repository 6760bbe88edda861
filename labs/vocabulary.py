"""Words and quantities of the interface for the datacenter."""

from __future__ import annotations

from django.utils.translation import gettext as _

from labs.datacenter.inventory.vm import VM
from labs.datacenter.words import PowerState

_STATE_OF_POWER = {PowerState.ON: "on", PowerState.OFF: "off", PowerState.SUSPENDED: "suspended"}


def state_of_machine(vm: VM) -> str:
    """on, off, suspended or template, as the glyphs are named."""
    return "template" if vm.template else state_of_power(vm.power)


def state_of_power(power: PowerState) -> str:
    """on, off or suspended."""
    return _STATE_OF_POWER[power]


def machine_state(state: str) -> str:
    """The word for a machine's state: on, off, suspended or template."""
    return {
        "on": _("powered on"),
        "off": _("powered off"),
        "suspended": _("suspended"),
        "template": _("template"),
    }[state]


def host_state(state: str) -> str:
    """The word for a host's state: on, maintenance or error."""
    return {
        "on": _("connected"),
        "maintenance": _("maintenance mode"),
        "error": _("not connected"),
    }[state]


def speed(mbps: int) -> str:
    """A link's speed as networks print it: 10 GbE, 100 Mb/s."""
    return f"{mbps // 1000} GbE" if mbps and mbps % 1000 == 0 else f"{mbps} Mb/s"


def size(megabytes: int) -> str:
    """Megabytes for reading: whole GB or TB where that loses nothing, else one decimal, floored."""
    if abs(megabytes) < 1024:
        return f"{megabytes} MB"
    unit, step = ("TB", 1024 * 1024) if abs(megabytes) >= 1024 * 1024 else ("GB", 1024)
    whole, rest = divmod(megabytes, step)
    return f"{whole}.{rest * 10 // step} {unit}" if rest * 10 // step else f"{whole} {unit}"


def clock(seconds: int) -> str:
    """A moment of simulated time since the start: hours, minutes and seconds, after days."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    time = f"{hour:02}:{minute:02}:{second:02}"
    return _("day %(day)d, %(time)s") % {"day": days + 1, "time": time} if days else time
