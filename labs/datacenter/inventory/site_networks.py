"""The networks of a site: what each host has, on standard and on distributed switches alike."""

from __future__ import annotations

from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.network import (
    AnySwitch,
    DistributedSwitch,
    PhysicalNic,
    VMotionNetwork,
    vmotion_over,
)
from labs.datacenter.inventory.teaming import Network, nics_behind
from labs.datacenter.table import Table


class SiteNetworks:
    """The part of a site that answers for networks; nothing of it is stored."""

    hosts: Table[Host]
    distributed_switches: Table[DistributedSwitch]
    switches_of_host: Table[tuple[str, ...]]

    def distributed_on(self, host: str) -> tuple[DistributedSwitch, ...]:
        """The distributed switches that a host is a member of."""
        names = self.switches_of_host.get(host, ())
        return tuple(self.distributed_switches[name] for name in names)

    def switches_on(self, host: str) -> tuple[AnySwitch, ...]:
        """Every switch of a host, standard ones first."""
        return (*self.hosts[host].switches, *self.distributed_on(host))

    def network_of(self, host: str, name: str) -> Network | None:
        """The network of that name as the host has it, whichever kind of switch offers it."""
        return self.network_at(self.hosts[host], name)

    def network_at(self, host: Host, name: str) -> Network | None:
        """`network_of` for whoever has the host at hand."""
        place = host.places.get(name)
        if place is not None:
            return Network(host, *place)
        for switch in self.distributed_on(host.name) if self.distributed_switches else ():
            group = switch.port_group(name)
            if group is not None:
                return Network(host, switch, group)
        return None

    def networks_of(self, host: str) -> tuple[Network, ...]:
        """Every network of a host, by name."""
        old = self.hosts[host]
        found = (
            Network(host=old, switch=switch, group=group)
            for switch in self.switches_on(host)
            for group in switch.port_groups
        )
        return tuple(sorted(found, key=lambda one: one.name))

    def nics_behind(self, host: str, network: str) -> tuple[PhysicalNic, ...]:
        """Physical NICs that may serve a network, whether they work or not."""
        return self._nics_behind(self.hosts[host], network)

    def _nics_behind(self, host: Host, network: str) -> tuple[PhysicalNic, ...]:
        found = self.network_at(host, network)
        return () if found is None else found.team

    def nics_of_switch(self, host: str, switch: str) -> tuple[str, ...]:
        """Names of the physical NICs that a host gives to a switch of either kind."""
        found = (one for one in self.switches_on(host) if one.name == switch)
        return tuple(
            nic.name for one in found for nic in nics_behind(self.hosts[host], one, one.uplinks)
        )

    def vmotion_network(self, host: str) -> VMotionNetwork:
        """The networks of a host's vMotion ports, by name, and the NICs that may serve them."""
        return self.vmotion_at(self.hosts[host])

    def vmotion_at(self, host: Host) -> VMotionNetwork:
        """`vmotion_network` for whoever has the host at hand."""
        if not self.distributed_switches:
            return host.vmotion
        return vmotion_over(host.vmkernel, lambda name: self._nics_behind(host, name))

    def free_nics(self, host: str) -> tuple[PhysicalNic, ...]:
        """Physical NICs of a host that serve no switch."""
        old = self.hosts[host]
        taken = {
            nic.name
            for switch in self.switches_on(host)
            for nic in nics_behind(old, switch, switch.uplinks)
        }
        return tuple(nic for nic in old.nics if nic.name not in taken)
