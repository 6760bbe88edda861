"""The contract of an action: when it would change nothing, what it costs, and its effect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.events import Event
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import Naming
from labs.datacenter.words import PowerState

Outcome = tuple[Site, tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Naming):
    """Something somebody asks of the site. `effect` assumes that no rule objects."""

    needs_power: ClassVar[tuple[PowerState, ...]] = ()

    def effect(self, site: Site) -> Outcome:
        raise NotImplementedError

    def changes_nothing(self, site: Site) -> bool:
        """Whether the site already is as asked."""
        return False

    def is_gentle(self, site: Site) -> bool:
        """Whether it interrupts no running machine and loses nothing."""
        return True

    def mb_to_copy(self, site: Site) -> int:
        """Data it moves."""
        return 0
