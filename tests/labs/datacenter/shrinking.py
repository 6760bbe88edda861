"""Worlds made as small as they can be with the same rule speaking alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from labs.datacenter.case import Case
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.site import TABLE_OF, Site
from labs.datacenter.report import findings

PARTS_OF_HOST = ("vmkernel", "switches", "nics", "mounts")
PARTS_OF_MACHINE = ("devices", "nics")


def codes(site: Site, action: object) -> list[str]:
    return [one.code for one in findings(Case(site, action))]


def shrunk(site: Site, still: Callable[[Site], bool]) -> Site:
    """The site without every object, and every part of one, that can go while `still` holds."""
    before = None
    while site != before:
        before = site
        for smaller in _removals(site):
            after = smaller(site)
            if after != site and impossible(after) == () and still(after):
                site = after
    return site


def _removals(site: Site) -> Iterator[Callable[[Site], Site]]:
    """Ways to make it smaller: objects first, those that others rest on last."""
    for thing in reversed(list(site.things)):
        yield _without(thing)
    for host in site.hosts:
        for part in PARTS_OF_HOST:
            for one in getattr(site.hosts[host], part):
                yield _without_part_of_host(host, part, one)
    for vm in site.vms:
        for part in PARTS_OF_MACHINE:
            for one in getattr(site.vms[vm].hardware, part):
                yield _without_part_of_machine(vm, part, one)
    for name in site.datastores:
        yield _without_datastore(name)


def _without(thing: object) -> Callable[[Site], Site]:
    def smaller(site: Site) -> Site:
        return site.drop(thing) if thing.name in getattr(site, TABLE_OF[type(thing)]) else site

    return smaller


def _without_part_of_host(name: str, part: str, gone: object) -> Callable[[Site], Site]:
    def smaller(site: Site) -> Site:
        host = site.hosts.get(name)
        if host is None:
            return site
        kept = tuple(one for one in getattr(host, part) if one != gone)
        return site.put(replace(host, **{part: kept}))

    return smaller


def _without_part_of_machine(name: str, part: str, gone: object) -> Callable[[Site], Site]:
    def smaller(site: Site) -> Site:
        vm = site.vms.get(name)
        if vm is None:
            return site
        kept = tuple(one for one in getattr(vm.hardware, part) if one != gone)
        return site.put(replace(vm, hardware=replace(vm.hardware, **{part: kept})))

    return smaller


def _without_datastore(name: str) -> Callable[[Site], Site]:
    def smaller(site: Site) -> Site:
        if name not in site.datastores:
            return site
        site = site.drop(site.datastores[name])
        for host in site.hosts.values():
            mounts = tuple(mount for mount in host.mounts if mount.datastore != name)
            site = site.put(replace(host, mounts=mounts)) if mounts != host.mounts else site
        return site

    return smaller
