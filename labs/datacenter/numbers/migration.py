"""How many migrations run at once, and how long a copy takes."""

from __future__ import annotations

from collections.abc import Mapping

from labs.datacenter.releases import Since, since

TEN_GIGABIT_MBPS = 10_000

# "Limits on simultaneous migrations", vCenter Server and Host Management 6.5 and 6.7, but for the
# last three: how fast a disk is copied and how long a machine takes to start are the engine's own
# choice; 140 s is the default of Misc.APDTimeout as the trade knows it, not read.
STANDARD: Mapping[str, Since[int]] = {
    "host_most": since({"5.0": 8}),
    "host_vmotion": since({"5.0": 1}),
    "host_storage_vmotion": since({"5.0": 4}),
    "host_cross_host": since({"5.1": 4}),
    "host_provisioning": since({"5.0": 1}),
    "network_most_1g": since({"5.0": 4}),
    "network_most_10g": since({"5.0": 8}),
    "network_vmotion": since({"5.0": 1}),
    "datastore_most": since({"5.0": 128}),
    "datastore_vmotion": since({"5.0": 1}),
    "datastore_storage_vmotion": since({"5.0": 16}),
    "copy_mbps": since({"5.0": 1000}),
    "power_on_s": since({"5.0": 10}),
    "apd_timeout_s": since({"5.1": 140}),
}


def standard(name: str, version: str) -> int:
    """The limit or duration that a product version has; KeyError for a name that is none."""
    return STANDARD[name].at(version)


def network_limit(mbps: int) -> str:
    """Name of the limit for the vMotion network of a host, by the speed of its link.

    Source: "Limits on simultaneous migrations" (6.5, 6.7) gives one for 1 GbE and one for 10 GbE;
    a link between the two counts as 1 GbE.
    """
    return "network_most_10g" if mbps >= TEN_GIGABIT_MBPS else "network_most_1g"


def fits(used: int, cost: int, most: int) -> bool:
    """Whether one more operation may start: the costs of all may reach the limit, not pass it."""
    return used + cost <= most


def copy_seconds(mb: int, mbps: int) -> int:
    """Whole seconds to copy so many MB over a link: 8 Mb a MB, rounded up, at least 1.

    Engine's choice: the link is used to the full, nothing is sent twice, and copies that run at
    the same time do not slow each other down.
    """
    return max(1, -(-mb * 8 // max(1, mbps)))
