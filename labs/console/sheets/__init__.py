"""The pages of objects by kind: each module tells its summary, figures, settings and relations."""

from __future__ import annotations

from types import ModuleType

from labs.console.sheets import datastore, host, network, place, record, vm
from labs.console.subjects import DV_NETWORK, STANDARD_NETWORK, STANDARD_SWITCH

_OF_KIND: dict[str, ModuleType] = {
    "vm": vm,
    "host": host,
    "datastore": datastore,
    "vcenter": place,
    "datacenter": place,
    "cluster": place,
    "distributed_switch": network,
    STANDARD_SWITCH: network,
    STANDARD_NETWORK: network,
    DV_NETWORK: network,
}


def sheet_of(kind: str) -> ModuleType:
    """The module that tells of a kind; what no module is for is told from its record."""
    return _OF_KIND.get(kind, record)
