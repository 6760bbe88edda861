"""More parts in one object than any product has: bounds of our own.

Other questions look through all parts for each part; a hostile file could make that cost hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site

MOST_OF_MACHINE = 256
MOST_OF_HOST = 1024
MOST_OF_SWITCH = 4096


def crowded(site: Site) -> Iterator[Problem]:
    """Lists longer than they may be."""
    for name, vm in site.vms.items():
        yield from _long(("vms", name), vm, MOST_OF_MACHINE)
        yield from _long(("vms", name, "hardware"), vm.hardware, MOST_OF_MACHINE)
    for name, host in site.hosts.items():
        yield from _long(("hosts", name), host, MOST_OF_HOST)
        for switch in host.switches:
            yield from _long(("hosts", name, "switches", switch.name), switch, MOST_OF_HOST)
    for name, switch in site.distributed_switches.items():
        yield from _long(("distributed_switches", name), switch, MOST_OF_SWITCH)


def _long(path: tuple[str, ...], record: object, most: int) -> Iterator[Problem]:
    for one in fields(record):
        value = getattr(record, one.name)
        if type(value) is tuple and len(value) > most:
            yield problem(
                pointer(*path, one.name),
                "有{count}项，最多{most}项",
                "has {count} entries, but {most} at most",
                count=len(value),
                most=most,
            )
