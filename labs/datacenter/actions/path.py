"""Paths from hosts to datastores: one fails, one comes back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.host import Mount
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import DatastoreKind, PathPolicy, PathState


@dataclass(frozen=True, slots=True, kw_only=True)
class _PathAction(Action):
    """What both have in common: they name a path of a host to a datastore."""

    host: str = naming("host")
    datastore: str = naming("datastore")
    path: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "host": Ref("host", self.host),
            "datastore": Ref("datastore", self.datastore),
            "path": Ref("path", self.path),
        }

    def missing(self, site: Site) -> Iterator[Ref]:
        found = tuple(Action.missing(self, site))
        yield from found
        if not found:
            mount = self._mount(site)
            if mount is None or mount.path(self.path) is None:
                yield Ref("path", self.path)

    @classmethod
    def choices(cls, site: Site, one: Field, chosen: Mapping[str, object]) -> tuple:
        if one.name != "path":
            return super(_PathAction, cls).choices(site, one, chosen)
        mount = site.hosts[chosen["host"]].mount(chosen["datastore"])
        return tuple(path.name for path in mount.paths) if mount else ()

    def _mount(self, site: Site) -> Mount | None:
        return site.hosts[self.host].mount(self.datastore)

    def _state(self, site: Site) -> PathState:
        return self._mount(site).path(self.path).state

    def _with_state(self, site: Site, state: PathState) -> Site:
        host, old = site.hosts[self.host], self._mount(site)
        paths = tuple(
            replace(one, state=state) if one.name == self.path else one for one in old.paths
        )
        lives = any(one.state is PathState.ACTIVE for one in paths)
        new = replace(old, paths=paths, lost_s=0 if lives else site.now_s)
        if old.policy is PathPolicy.MRU and new.carrying != old.carrying:
            new = replace(new, used=_most_recent(old, new))
        mounts = tuple(new if one.datastore == self.datastore else one for one in host.mounts)
        return site.put(replace(host, mounts=mounts))


def _most_recent(old: Mount, new: Mount) -> str | None:
    """The path in use stays in use while it lives; only its loss chooses another."""
    before = old.carrying or ((old.used,) if old.used else ())
    stays = before and (before[0] in new.live or not new.live)
    return before[0] if stays else next(iter(new.live), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FailPath(_PathAction):
    """Cuts a path: an adapter, a cable, a switch or a port of the array fails."""

    label: ClassVar = Text(zh="使路径中断", en="Fail a path")
    sentence: ClassVar = Text(
        zh="让{host}到{datastore}的路径{path}中断", en="Fail path {path} of {host} to {datastore}"
    )

    def changes_nothing(self, site: Site) -> bool:
        return self._state(site) is PathState.DEAD

    def effect(self, site: Site) -> Outcome:
        told = [event("PathFailed", site.now_s, **self.facts)]
        after = self._with_state(site, PathState.DEAD)
        if self._mount(after).is_cut_off and not self._mount(site).is_cut_off:
            facts = {name: fact for name, fact in self.facts.items() if name != "path"}
            told.append(event("AllPathsDown", site.now_s, **facts))
        return after, tuple(told)

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorePath(_PathAction):
    """Brings a path back. Fixed returns to its preferred path, Most Recently Used stays."""

    label: ClassVar = Text(zh="恢复路径", en="Restore a path")
    sentence: ClassVar = Text(
        zh="恢复{host}到{datastore}的路径{path}",
        en="Restore path {path} of {host} to {datastore}",
    )

    def changes_nothing(self, site: Site) -> bool:
        return self._state(site) is PathState.ACTIVE

    def effect(self, site: Site) -> Outcome:
        told = event("PathRestored", site.now_s, **self.facts)
        return self._with_state(site, PathState.ACTIVE), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _DeviceAction(Action):
    """What both have in common: they name a datastore of block storage as a host sees it."""

    host: str = naming("host")
    datastore: str = naming("datastore")

    def missing(self, site: Site) -> Iterator[Ref]:
        found = tuple(Action.missing(self, site))
        yield from found
        if not found and not _is_device(site, self.host, self.datastore):
            yield Ref("device", self.datastore)

    @classmethod
    def choices(cls, site: Site, one: Field, chosen: Mapping[str, object]) -> tuple:
        names = super(_DeviceAction, cls).choices(site, one, chosen)
        if one.name != "datastore":
            return names
        return tuple(name for name in names if _is_device(site, chosen["host"], name))

    def _with_device(self, site: Site, *, lost: bool) -> Site:
        host = site.hosts[self.host]
        mounts = tuple(
            replace(one, device_lost=lost) if one.datastore == self.datastore else one
            for one in host.mounts
        )
        return site.put(replace(host, mounts=mounts))


def _is_device(site: Site, host: str, datastore: str) -> bool:
    """Whether the host mounts it from a device: a file server has none to lose."""
    is_block = site.datastores[datastore].kind is not DatastoreKind.NFS
    return is_block and site.hosts[host].mount(datastore) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseDevice(_DeviceAction):
    """The array tells a host that a device is gone for good: permanent device loss."""

    label: ClassVar = Text(zh="使设备永久丢失", en="Lose a device for good")
    sentence: ClassVar = Text(
        zh="让{host}永久丢失{datastore}的设备",
        en="Let {host} lose the device of {datastore} for good",
    )

    def changes_nothing(self, site: Site) -> bool:
        return site.hosts[self.host].mount(self.datastore).device_lost

    def effect(self, site: Site) -> Outcome:
        told = event("DeviceLost", site.now_s, **self.facts)
        return self._with_device(site, lost=True), (told,)

    def is_gentle(self, site: Site) -> bool:
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDevice(_DeviceAction):
    """The array offers the device again, and the host has scanned for it."""

    label: ClassVar = Text(zh="恢复设备", en="Bring a device back")
    sentence: ClassVar = Text(
        zh="让{host}重新获得{datastore}的设备", en="Bring the device of {datastore} back to {host}"
    )

    def changes_nothing(self, site: Site) -> bool:
        return not site.hosts[self.host].mount(self.datastore).device_lost

    def effect(self, site: Site) -> Outcome:
        told = event("DeviceReturned", site.now_s, **self.facts)
        return self._with_device(site, lost=False), (told,)


describe(
    FailPath,
    path=Text(zh="路径的名称", en="name of the path"),
)
describe(
    RestorePath,
    path=Text(zh="路径的名称", en="name of the path"),
)
