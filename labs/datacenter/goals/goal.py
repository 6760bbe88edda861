"""The contract of a goal, and the history it is asked of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.apply import Step, replay
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.naming import Naming
from labs.datacenter.text import Fact


@dataclass(frozen=True, kw_only=True)
class History:
    """A site and the steps taken from it, refused ones too."""

    start: Site
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, start: Site, actions: Iterable) -> History:
        """Replay these actions."""
        return cls(start=start, steps=replay(start, actions))

    @property
    def site(self) -> Site:
        """The site as it is now."""
        return self.steps[-1].site if self.steps else self.start

    def vm(self, name: str) -> VM | None:
        """The machine as it is now; None where it has left the inventory."""
        return self.site.vms.get(name)

    @property
    def refused(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if not step.accepted)

    @property
    def events(self) -> tuple:
        return tuple(event for step in self.steps for event in step.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Naming):
    """One thing that must hold. `code` names the kind of goal in JSON.

    `lasts`: once broken it stays broken, whatever is done after. `remembers`: the site alone does
    not tell whether it holds.
    """

    code: ClassVar[str]
    lasts: ClassVar[bool] = False
    remembers: ClassVar[bool] = False

    def holds(self, history: History) -> bool:
        raise NotImplementedError

    def found(self, history: History) -> tuple[Fact, ...]:
        """What the site or the history has where the goal asks for something; () for nothing."""
        raise NotImplementedError

    def is_met(self, history: History) -> bool:
        """Whether it holds; it does not while something it names does not exist."""
        return next(self.missing(history.site), None) is None and self.holds(history)

    def distance(self, history: History) -> int:
        """How far it is from holding, 0 when it holds: what lowers it helps."""
        return 0 if self.is_met(history) else 1
