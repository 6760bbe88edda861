"""Hosts that have lost every path to a datastore: after a while they stop waiting (APD timeout)."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.actions.action import Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.host import Host, Mount
from labs.datacenter.inventory.site import Site
from labs.datacenter.text import Quantity, Ref


def due(site: Site) -> int | None:
    """When the next host stops waiting."""
    timeout = site.limit("apd_timeout_s")
    ends = (mount.lost_s + timeout for _, mount in _waiting(site))
    return min((one for one in ends if one > site.now_s), default=None)


def fire(site: Site) -> Outcome:
    """What is told of the hosts that stop waiting now; the site shows it by its time alone."""
    timeout = site.limit("apd_timeout_s")
    return site, tuple(
        event(
            "ApdTimedOut",
            site.now_s,
            host=Ref("host", host.name),
            datastore=Ref("datastore", mount.datastore),
            timeout=Quantity(timeout, "s"),
        )
        for host, mount in _waiting(site)
        if mount.lost_s + timeout == site.now_s
    )


def _waiting(site: Site) -> Iterator[tuple[Host, Mount]]:
    """Where all paths are down, and not because the device is gone."""
    for host in site.hosts.values():
        for mount in host.mounts:
            if mount.paths and not mount.device_lost and not mount.live:
                yield host, mount
