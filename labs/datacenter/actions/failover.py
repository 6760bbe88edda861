"""What follows when NICs or teams change: which of them carry traffic then, and who is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from labs.datacenter.actions.action import Outcome
from labs.datacenter.events import Event, event
from labs.datacenter.inventory.network import Bench
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import Network, benched_after
from labs.datacenter.text import Fact, Ref


def settled(before: Site, after: Site, *hosts: str) -> Outcome:
    """The site with what stays out of use remembered, and the traffic that moved on these hosts."""
    told: list[Event] = []
    for host in hosts:
        after = _remembered(before, after, host)
        for network in after.networks_of(host):
            old = before.network_of(host, network.name)
            if old is not None:
                told += _moved(old, network, after.now_s)
    return after, tuple(told)


def _remembered(before: Site, after: Site, host: str) -> Site:
    benches = []
    for network in after.networks_of(host):
        old = before.network_of(host, network.name) or network
        nics = benched_after(old, network)
        if nics:
            benches.append(Bench(network=network.name, nics=nics))
    new = replace(after.hosts[host], benched=tuple(benches))
    return after if new == after.hosts[host] else after.put(new)


def _moved(old: Network, new: Network, now_s: int) -> Iterator[Event]:
    source, target = (tuple(nic.name for nic in one.in_use) for one in (old, new))
    if source == target:
        return
    facts: dict[str, Fact] = {
        "network": Ref("network", new.name),
        "host": Ref("host", new.host.name),
    }
    if not target:
        yield event("TrafficLost", now_s, **facts)
        return
    nics = tuple(Ref("pnic", name) for name in target)
    yield event("TrafficMoved", now_s, **facts, nics=nics)
    if new.notify:
        yield event("SwitchesNotified", now_s, **facts)
