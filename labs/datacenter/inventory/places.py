"""What holds the hosts: vCenter Servers, datacenters, clusters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class VCenter:
    """A vCenter Server."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Datacenter:
    """A datacenter object of one vCenter Server."""

    name: str
    vcenter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A cluster of hosts inside one datacenter."""

    name: str
    datacenter: str
