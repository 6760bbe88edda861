"""Words of the interface for the states of the datacenter."""

from __future__ import annotations

from django.utils.translation import gettext as _

from labs.datacenter.words import PowerState

STATE_OF_POWER = {PowerState.ON: "on", PowerState.OFF: "off", PowerState.SUSPENDED: "suspended"}


def machine_state(state: str) -> str:
    """The word for a machine's state: on, off or suspended."""
    return {"on": _("powered on"), "off": _("powered off"), "suspended": _("suspended")}[state]


def host_state(state: str) -> str:
    """The word for a host's state: on, maintenance or error."""
    return {
        "on": _("connected"),
        "maintenance": _("maintenance mode"),
        "error": _("not connected"),
    }[state]
