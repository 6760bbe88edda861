"""A network as one host has it: the team of NICs behind it, and which of them carry traffic."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from labs.datacenter.inventory.network import (
    UP,
    AnySwitch,
    DistributedSwitch,
    PhysicalNic,
    PortGroup,
)
from labs.datacenter.words import Balancing, Detection

if TYPE_CHECKING:
    from labs.datacenter.inventory.host import Host

EXPLICIT, IP_HASH = Balancing.EXPLICIT, Balancing.IP_HASH
BEACON = Detection.BEACON

# beacons tell which NIC is cut off only where two others still hear each other
FEWEST_PROBED = 3
FEWEST_HEARD = 2

Nics = tuple[PhysicalNic, ...]


class Network(NamedTuple):
    """A port group on a host. Nothing is stored: every answer is derived from the three parts.

    A tuple, which costs less than a frozen record: each live migration asks for several.
    """

    host: Host
    switch: AnySwitch
    group: PortGroup

    @property
    def name(self) -> str:
        return self.group.name

    @property
    def is_distributed(self) -> bool:
        return isinstance(self.switch, DistributedSwitch)

    def is_same_as(self, other: Network) -> bool:
        """Whether an adapter finds there what it had here.

        A distributed port group is one network on all its members; standard ones are taken for
        one where their names agree.
        """
        if self.group.name != other.group.name:
            return False
        if self.is_distributed or other.is_distributed:
            return self.switch.name == other.switch.name
        return True

    # the settings that hold: the port group's own, else those of the switch

    def _setting(self, name: str) -> object:
        own = getattr(self.group.teaming, name)
        return getattr(self.switch, name) if own is None else own

    @property
    def balancing(self) -> Balancing:
        return self._setting("balancing")

    @property
    def detection(self) -> Detection:
        return self._setting("detection")

    @property
    def failback(self) -> bool:
        return self._setting("failback")

    @property
    def notify(self) -> bool:
        return self._setting("notify")

    @property
    def active_uplinks(self) -> tuple[str, ...]:
        if self.group.teaming.active is not None:
            return self.group.teaming.active
        switch = self.switch
        if not switch.standby and not switch.unused:
            return switch.uplinks
        resting = {*switch.standby, *switch.unused}
        return tuple(name for name in switch.uplinks if name not in resting)

    @property
    def standby_uplinks(self) -> tuple[str, ...]:
        own = self.group.teaming
        return self.switch.standby if own.active is None else own.standby

    # physical NICs

    @property
    def active(self) -> Nics:
        return nics_behind(self.host, self.switch, self.active_uplinks)

    @property
    def standby(self) -> Nics:
        return nics_behind(self.host, self.switch, self.standby_uplinks)

    @property
    def team(self) -> Nics:
        """NICs that may serve it, whether they work or not."""
        return self.active + self.standby

    @property
    def is_internal(self) -> bool:
        """Whether its switch has no physical NIC on this host: traffic stays inside."""
        uplinks = self.switch.uplinks
        if not isinstance(self.switch, DistributedSwitch):
            return not uplinks
        return not nics_behind(self.host, self.switch, uplinks)

    @property
    def probes(self) -> bool:
        """Whether beacons can decide anything for this team."""
        if self.detection is not BEACON or self.balancing is IP_HASH:
            return False
        return len(self.team) >= FEWEST_PROBED

    @property
    def alive(self) -> Nics:
        """NICs that the team takes for working."""
        linked = tuple(nic for nic in self.team if nic.link is UP)
        if not self.probes:
            return linked
        heard = tuple(nic for nic in linked if nic.upstream is UP)
        return heard if len(heard) >= FEWEST_HEARD else linked

    @property
    def benched(self) -> tuple[str, ...]:
        """Names of NICs that came back and stay out of use, for want of failback."""
        found = (one.nics for one in self.host.benched if one.network == self.name)
        return next(found, ())

    @property
    def in_use(self) -> Nics:
        """NICs that carry its traffic now: active ones that work, else the first standby."""
        return self._serving(set(self.benched)) or self._serving(set())

    def _serving(self, benched: set[str]) -> Nics:
        alive = {nic.name for nic in self.alive} - benched
        active = tuple(nic for nic in self.active if nic.name in alive)
        if active:
            return active[:1] if self.balancing is EXPLICIT else active
        return tuple(nic for nic in self.standby if nic.name in alive)[:1]

    def serving(self, vm: str, nic: str) -> Nics:
        """NICs that carry one adapter's traffic: one, or every one in use with IP hash.

        The number of a port, or an address, is what the product shares out by; a checksum of the
        names stands for either. While an adapter's uplink works, no other's failure moves it.
        """
        in_use = self.in_use
        if len(in_use) < 2 or self.balancing is IP_HASH:
            return in_use
        active = self.active
        first = crc32(f"{vm}/{nic}".encode()) % len(active)
        turns = active[first:] + active[:first]
        return tuple(one for one in turns if one in in_use)[:1]

    def reaches_outside(self, vm: str, nic: str) -> bool:
        """Whether an adapter's traffic arrives beyond the host."""
        return any(one.passes for one in self.serving(vm, nic))


def nics_behind(host: Host, switch: AnySwitch, uplinks: Iterable[str]) -> Nics:
    """The host's physical NICs for these uplinks of a switch, in their order."""
    if not uplinks:
        return ()
    names = uplinks
    if isinstance(switch, DistributedSwitch):
        member = switch.member(host.name)
        names = [member.nic_of(uplink) for uplink in uplinks] if member else ()
    return tuple([nic for name in names for nic in host.nics if nic.name == name])


def of_switch(host: Host, switch: AnySwitch) -> tuple[Network, ...]:
    """The networks a switch offers on a host; one without a name where it has no port group."""
    groups = switch.port_groups or (PortGroup(name=""),)
    return tuple(Network(host=host, switch=switch, group=group) for group in groups)


def team_of(host: Host, switch: AnySwitch) -> Nics:
    """NICs that may serve any network of a switch, in the order of its uplinks."""
    serving = {nic.name for one in of_switch(host, switch) for nic in one.team}
    return _among(host, switch, serving)


def carrying(host: Host, switch: AnySwitch) -> Nics:
    """NICs that carry anything of a switch now, in the order of its uplinks."""
    serving = {nic.name for one in of_switch(host, switch) for nic in one.in_use}
    return _among(host, switch, serving)


def _among(host: Host, switch: AnySwitch, names: set[str]) -> Nics:
    return tuple(n for n in nics_behind(host, switch, switch.uplinks) if n.name in names)


def benched_after(before: Network, after: Network) -> tuple[str, ...]:
    """What stays out of use once NICs have changed; () where the team fails back.

    A NIC that was in use and failed stays out, also when it works again, until another in use
    fails and has to be replaced.
    """
    if after.failback:
        return ()
    team = [nic.name for nic in after.team]
    alive = {nic.name for nic in after.alive}
    lost = [nic.name for nic in before.in_use if nic.name not in alive]
    benched = {name for name in (*before.benched, *lost) if name in team}
    for _ in lost:
        benched.discard(next((name for name in team if name in benched & alive), ""))
    if alive and alive <= benched:
        benched.discard(next(name for name in team if name in alive))
    return tuple(sorted(benched))
