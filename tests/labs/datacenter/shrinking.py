"""Worlds made as small as they can be with the same rule speaking alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from labs.datacenter.case import Case
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import findings


def shrunk(site: Site, still: Callable[[Site], bool]) -> Site:
    """The site without every object that can go while `still` holds of it."""
    smaller = next((one for one in _smaller(site) if _exists(one) and still(one)), None)
    while smaller is not None:
        site = smaller
        smaller = next((one for one in _smaller(site) if _exists(one) and still(one)), None)
    return site


def codes(site: Site, action: object) -> list[str]:
    return [one.code for one in findings(Case(site, action))]


def _exists(site: Site) -> bool:
    return impossible(site) == ()


def _smaller(site: Site) -> Iterator[Site]:
    for datastore in site.datastores.values():
        yield _without_datastore(site, datastore.name)
    for thing in reversed(list(site.things)):
        yield site.drop(thing)


def _without_datastore(site: Site, name: str) -> Site:
    site = site.drop(site.datastores[name])
    for host in site.hosts.values():
        mounts = tuple(mount for mount in host.mounts if mount.datastore != name)
        if mounts != host.mounts:
            site = site.put(replace(host, mounts=mounts))
    return site
