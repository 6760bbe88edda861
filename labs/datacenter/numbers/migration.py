"""How many migrations run at once, and how long a copy takes."""

from __future__ import annotations

TEN_GIGABIT_MBPS = 10_000


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
