"""Datastores."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.words import Backing, DatastoreKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Datastore:
    """A datastore; `other_mb` is taken by files that belong to no machine of the site.

    `datacenter` is the one it is filed under; None: those of the hosts that mount it.
    """

    name: str
    kind: DatastoreKind = DatastoreKind.VMFS
    backing: Backing = Backing.SAN
    capacity_mb: int
    other_mb: int = 0
    datacenter: str | None = None
