"""A run as its list of steps: which line leads to the head, and the site at each step of it.

No database and no clock: steps come in as entries. Undo and redo are questions about the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from labs.datacenter.actions import Action
from labs.datacenter.apply import apply
from labs.datacenter.events import Event
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import Report
from labs.datacenter.wire.read import read_action

START = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A step as it was recorded; `parent` is the number of the step it followed, or START."""

    number: int
    parent: int
    action: Mapping[str, object]
    accepted: bool
    fault: str = ""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A step replayed: what it asks, what the rules say of it now, and the site after it.

    `action` is None where the engine no longer knows the action; the site then stays as it was.
    """

    entry: Entry
    action: Action | None
    refusal: Report | None
    events: tuple[Event, ...]
    site: Site

    @property
    def number(self) -> int:
        return self.entry.number

    @property
    def accepted(self) -> bool:
        return self.action is not None and self.refusal is None

    @property
    def report(self) -> Report | None:
        """What the rules said against it, as goals ask a step of the engine; None: nothing."""
        return self.refusal

    @property
    def differs(self) -> bool:
        """Whether the rules judge the step otherwise than when it was recorded."""
        return self.accepted != self.entry.accepted


def line(entries: Iterable[Entry], end: int) -> tuple[Entry, ...]:
    """The steps from the start to `end`, oldest first; KeyError for a step that is not there."""
    known = {entry.number: entry for entry in entries}
    found: list[Entry] = []
    while end != START:
        found.append(known[end])
        end = known[end].parent
    return tuple(reversed(found))


def undone(steps: Sequence[Entry]) -> int | None:
    """Where the head goes when the last carried-out step of its line is undone; None: nowhere.

    Refused steps behind it changed nothing and go with it.
    """
    return next((step.parent for step in reversed(steps) if step.accepted), None)


def redone(steps: Sequence[Entry], head: int) -> int | None:
    """Where the head goes from `head` on the line `steps` that leads to the tip; None: nowhere.

    It passes one carried-out step and the refused ones behind it, so it undoes an undo exactly.
    """
    numbers = [step.number for step in steps]
    ahead = list(steps[numbers.index(head) + 1 if head != START else 0 :])
    first = next((place for place, step in enumerate(ahead) if step.accepted), None)
    if first is None:
        return None
    rest = ahead[first + 1 :]
    count = next((place for place, step in enumerate(rest) if step.accepted), len(rest))
    return ahead[first + count].number


@dataclass(frozen=True, kw_only=True)
class Branch:
    """Steps that were undone before something else was done: where they leave the line, and they.

    `fork` is the last step that both share, START where they share none.
    """

    fork: int
    steps: tuple[Entry, ...]

    @property
    def end(self) -> int:
        return self.steps[-1].number


def branches(entries: Sequence[Entry], tip: int) -> tuple[Branch, ...]:
    """Every line that does not lead to `tip`, in the order in which they were left."""
    shared = {START, *(step.number for step in line(entries, tip))}
    followed = {entry.parent for entry in entries}
    found = []
    for entry in entries:
        if entry.number in shared or entry.number in followed:
            continue
        whole = line(entries, entry.number)
        own = tuple(step for step in whole if step.number not in shared)
        found.append(Branch(fork=own[0].parent, steps=own))
    return tuple(found)


def replay(site: Site, steps: Iterable[Entry]) -> tuple[Moment, ...]:
    """Every step in turn. It never stops: what is refused or unknown changes nothing."""
    moments: list[Moment] = []
    for step in steps:
        moment = _moment(site, step)
        site = moment.site
        moments.append(moment)
    return tuple(moments)


def _moment(site: Site, entry: Entry) -> Moment:
    action, problems = read_action(dict(entry.action))
    if problems:
        return Moment(entry=entry, action=None, refusal=None, events=(), site=site)
    try:
        after, events = apply(site, action)
    except Fault as fault:
        return Moment(entry=entry, action=action, refusal=fault.report, events=(), site=site)
    return Moment(entry=entry, action=action, refusal=None, events=events, site=after)
