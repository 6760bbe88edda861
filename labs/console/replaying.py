"""One step of a run as its replay shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from labs import topology
from labs.datacenter.actions import Migrate
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import Report, report
from labs.difference import Change, difference
from labs.history import Moment
from labs.selectors import Standing


@dataclass(frozen=True)
class Replay:
    """The run after `place` of its steps; 0 is the start. `asked_beyond`: no such step exists."""

    standing: Standing
    place: int
    asked_beyond: bool = False

    @property
    def count(self) -> int:
        return len(self.standing.moments)

    @property
    def places(self) -> range:
        return range(self.count + 1)

    @property
    def before(self) -> int | None:
        return self.place - 1 if self.place else None

    @property
    def after(self) -> int | None:
        return self.place + 1 if self.place < self.count else None

    @property
    def moment(self) -> Moment | None:
        return self.standing.moments[self.place - 1] if self.place else None

    @property
    def site(self) -> Site:
        return self.moment.site if self.moment else self.standing.start

    @property
    def site_before(self) -> Site:
        """The site that the step was asked of."""
        if self.place > 1:
            return self.standing.moments[self.place - 2].site
        return self.standing.start

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the step changed; nothing for the start and for a refusal."""
        return difference(self.site_before, self.site) if self.place else ()

    @property
    def marked(self) -> frozenset[str]:
        """The objects that the step changed, as the drawings mark them."""
        return frozenset(change.ref for change in self.changes)

    @cached_property
    def report(self) -> Report | None:
        """What the rules say of the step, on the site it was asked of."""
        if self.moment is None or self.moment.action is None:
            return None
        if self.moment.refusal is not None:
            return self.moment.refusal
        return report(self.site_before, self.moment.action)

    @property
    def selected(self) -> str:
        """The machine the step is about, as the drawing marks it."""
        vm = getattr(self.moment.action, "vm", "") if self.moment else ""
        return f"vm:{vm}" if vm else ""

    @cached_property
    def drawings_before(self) -> tuple[topology.Drawing, ...]:
        """The site before the step, where the step changed something."""
        if not self.changes:
            return ()
        return tuple(
            topology.layout(self.site_before, form=form) for form in (topology.FLAT, topology.TALL)
        )

    @cached_property
    def drawings(self) -> tuple[topology.Drawing, ...]:
        """The site after the step; a refused migration with its ghost."""
        move = None
        action = self.moment.action if self.moment else None
        if isinstance(action, Migrate) and action.host and self.moment.refusal:
            move = (action.vm, action.host)
        return tuple(
            topology.layout(self.site, form=form, move=move)
            for form in (topology.FLAT, topology.TALL)
        )


def frame(standing: Standing, asked: str) -> Replay:
    """The step asked for, the last one if it asks for none or for one that does not exist."""
    last = len(standing.moments)
    if asked.isascii() and asked.isdigit() and len(asked) < 8 and int(asked) <= last:
        return Replay(standing, int(asked))
    return Replay(standing, last, asked_beyond=asked != "")
