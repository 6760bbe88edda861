"""The contract of an action that takes long: a task where the site's pacing is timed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.actions.action import Action
from labs.datacenter.events import Event, event
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import DatastoreClaim, HostClaim, Task
from labs.datacenter.numbers.migration import copy_seconds
from labs.datacenter.text import Fact, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a task takes while it runs; its costs decide whether it may run at all."""

    hosts: tuple[HostClaim, ...] = ()
    datastores: tuple[DatastoreClaim, ...] = ()


NO_CLAIMS = Claims()


@dataclass(frozen=True, slots=True, kw_only=True)
class LongAction(Action):
    """An action with a duration.

    In a site whose pacing is instant it has its effect at once, as any other. In a timed one it
    becomes a task: queued while its claims do not fit, then running for `seconds`, and having its
    effect at the end, when the rules are asked once more. With `acts_at_start` the effect comes
    first, and the task only lasts. With `waits` it ends when `is_done`.
    """

    is_long: ClassVar = True
    acts_at_start: ClassVar[bool] = False
    is_cancelable: ClassVar[bool] = True

    def seconds(self, site: Site) -> int:
        """How long it takes from its start; 0: no time at all, or, if it waits, for ever."""
        raise NotImplementedError

    def claims(self, site: Site) -> Claims:
        """What it takes while it runs."""
        return NO_CLAIMS

    def machines(self, site: Site) -> tuple[str, ...]:
        """Machines that no other task may touch meanwhile."""
        name = getattr(self, "vm", None)
        return (name,) if name else ()

    def prepared(self, site: Site) -> Site:
        """The site as the start of the task leaves it, before its effect."""
        return site

    def is_done(self, site: Site) -> bool:
        """Whether what it waits for has come about."""
        return True

    def is_called_off(self, site: Site) -> bool:
        """Whether something else has ended the waiting."""
        return False

    def settled(self, site: Site) -> LongAction:
        """The action with what its start decides for good."""
        return self

    def breaks_off(self, site: Site) -> str | None:
        """The fault that ends the running task before its time; None while nothing does."""
        return None

    def given_up(self, site: Site) -> Site:
        """The site after a task that ran was cancelled or failed."""
        return site


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskWork(LongAction):
    """Work on files of a machine where it stands: as long as what it writes takes.

    `room_mb` is held on the datastores meanwhile. A host that fails ends it.
    """

    vm: str

    def written_mb(self, site: Site) -> int:
        """What it copies or writes; 0: it is done at once."""
        raise NotImplementedError

    def room_mb(self, site: Site) -> Mapping[str, int]:
        """What it takes of datastores."""
        raise NotImplementedError

    def seconds(self, site: Site) -> int:
        mb = self.written_mb(site)
        return copy_seconds(mb, site.limit("copy_mbps")) if mb else 0

    def claims(self, site: Site) -> Claims:
        needed = sorted(self.room_mb(site).items())
        return Claims(datastores=tuple(DatastoreClaim(name=n, mb=mb) for n, mb in needed if mb))

    def breaks_off(self, site: Site) -> str | None:
        vm = site.vms.get(self.vm)
        lost = vm is None or site.hosts[vm.host].failed
        return "HostNotConnected" if lost else None


def provisioning(site: Site, *hosts: str, datastore: str, mb: int) -> Claims:
    """The claims of a copy of a machine that does not run: cloning, deploying, cold migration."""
    cost = site.limit("host_provisioning")
    return Claims(
        hosts=tuple(HostClaim(name=name, cost=cost) for name in sorted(set(hosts))),
        datastores=(DatastoreClaim(name=datastore, mb=mb),) if mb else (),
    )


def task_event(code: str, at_s: int, task: Task, **facts: Fact) -> Event:
    """An event about a task: what it does, and to what."""
    named = (fact for fact in task.action.facts.values() if isinstance(fact, Ref))
    about = tuple(Ref("vm", name) for name in task.vms) or tuple(named)[:1]
    what = task.action.label
    return event(code, at_s, task=Ref("task", task.name), what=what, about=about, **facts)
