"""The panel at the foot of the console: recent tasks, events, alarms; and the clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from labs.console.spoken import refs_in
from labs.datacenter.actions import Action, Advance, CancelTask
from labs.datacenter.clock import next_due
from labs.datacenter.events import Event
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.inventory.task import LATEST_S, Task
from labs.datacenter.naming import naming_fields
from labs.datacenter.standing import StandingWarning
from labs.datacenter.text import Ref
from labs.datacenter.words import Pacing
from labs.history import Moment
from labs.selectors import Standing
from labs.timing import MINUTE_S, duration, progress_of

TABS = ("tasks", "events", "alarms")
ON_A_PAGE = 20
STEPS_MIN = (1, 10)  # minutes that one press lets pass
OVER = {"TaskCompleted": "done", "TaskFailed": "failed", "TaskCancelled": "cancelled"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A task of the list: a step of the run, or a task that the lab began with.

    `state`: done, refused, queued, running, failed, cancelled, undone or unknown.
    """

    state: str
    action: Action | None
    number: int = 0
    fault: str = ""
    refs: tuple[Ref, ...] = ()
    at_s: int = 0
    task: str = ""
    percent: int | None = None
    is_head: bool = False
    can_cancel: bool = False

    @property
    def cancel(self) -> CancelTask:
        return CancelTask(task=self.task)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """An event of the run, with the step in which it came about."""

    event: Event
    number: int
    refs: tuple[Ref, ...]


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """A standing warning, with the objects it names that have a page."""

    warning: StandingWarning
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Panel:
    """The panel with one of its tabs open, or none; `asked` are the values of the address."""

    standing: Standing
    asked: Mapping[str, str]

    @property
    def tab(self) -> str:
        asked = self.asked.get("panel", "")
        return asked if asked in TABS else ""

    @property
    def site(self) -> Site:
        return self.standing.site

    # tabs

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Everything that was asked for, newest first; what runs of old comes last."""
        steps = tuple(_of_steps(self.standing))
        stepped = {row.task for row in steps if row.task}
        others = (task for task in self.site.tasks.values() if task.name not in stepped)
        old = (_of_task(self.site, task, self.standing.lab.actions) for task in others)
        return (*reversed(steps), *old)

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        found = self.standing.alarms
        return tuple(Alarm(warning=one, refs=_shown(self.site, refs_in(one))) for one in found)

    @cached_property
    def every_event(self) -> tuple[Happening, ...]:
        """The events of the line up to the head, newest first."""
        found = (
            Happening(event=event, number=one.number, refs=_shown(self.site, refs_in(event)))
            for one in self.standing.moments
            for event in one.events
        )
        return tuple(reversed(tuple(found)))

    @property
    def of(self) -> str:
        """The object whose events alone are shown; empty for those of all."""
        asked = self.asked.get("of", "")
        return asked if asked in self.objects else ""

    @cached_property
    def objects(self) -> tuple[str, ...]:
        """References of all objects that some event is about, in the order of their names."""
        found = {str(ref) for one in self.every_event for ref in one.refs}
        return tuple(sorted(found, key=lambda ref: ref.partition(":")[2]))

    @cached_property
    def events(self) -> tuple[Happening, ...]:
        return tuple(
            one for one in self.every_event if not self.of or self.of in map(str, one.refs)
        )

    # pages of what is open

    @property
    def all_shown(self) -> Sequence[object]:
        return {"tasks": lambda: self.rows, "events": lambda: self.events}.get(
            self.tab, lambda: self.alarms
        )()

    @property
    def page(self) -> int:
        asked = self.asked.get("page", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
        return min(max(1, number), self.pages)

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.all_shown) // ON_A_PAGE))

    @property
    def shown(self) -> Sequence[object]:
        first = (self.page - 1) * ON_A_PAGE
        return self.all_shown[first : first + ON_A_PAGE]

    # addresses, each with what stands in the console kept

    @property
    def links(self) -> dict[str, str]:
        """Tab -> query that opens it; the open one: that closes it."""
        return {tab: self._query(panel="none" if tab == self.tab else tab) for tab in TABS}

    @property
    def older(self) -> str:
        return self._query(panel=self.tab, of=self.of, page=self.page + 1)

    @property
    def newer(self) -> str:
        return self._query(panel=self.tab, of=self.of, page=self.page - 1)

    @property
    def kept(self) -> dict[str, str]:
        """What a form of the panel sends along, so that the rest of the console stays."""
        mine = ("panel", "of", "page", "told", "go", "line")
        return {name: value for name, value in self.asked.items() if name not in mine}

    def _query(self, **changes: object) -> str:
        return urlencode({name: one for name, one in {**self.kept, **changes}.items() if one})


def _of_steps(run: Standing) -> Iterator[Row]:
    before = run.start
    ended = _endings(run.moments)
    for place, moment in enumerate(run.all_moments):
        if place < len(run.line):
            yield _of_step(run, moment, before, ended)
        else:
            yield _row(moment, before, state="undone")
        before = moment.site


def _row(moment: Moment, before: Site, **more: object) -> Row:
    return Row(
        action=moment.action,
        number=moment.number,
        refs=_shown(before, _named(moment.action)),
        at_s=before.now_s,
        **more,
    )


def _of_step(run: Standing, moment: Moment, before: Site, ended: Mapping[str, Event]) -> Row:
    site = run.site
    state, fault, percent, task = "done", "", None, ""
    if moment.action is None:
        state = "unknown"
    elif moment.refusal is not None:
        state, fault = "refused", moment.refusal.fault or ""
    elif moment.site.last_task > before.last_task:
        task = f"task-{moment.site.last_task}"
        if task in site.tasks:
            state, percent = _under_way(site, site.tasks[task])
        elif task in ended:
            state, fault = OVER[ended[task].code], str(ended[task].fact("fault") or "")
    return _row(
        moment,
        before,
        state=state,
        fault=fault,
        task=task,
        percent=percent,
        is_head=moment.number == run.head,
        can_cancel=_can_cancel(site, task, run.lab.actions),
    )


def _of_task(site: Site, task: Task, allowed: Sequence[str]) -> Row:
    state, percent = _under_way(site, task)
    return Row(
        state=state,
        action=task.action,
        refs=_shown(site, task.subjects),
        at_s=task.asked_s,
        task=task.name,
        percent=percent,
        can_cancel=_can_cancel(site, task.name, allowed),
    )


def _under_way(site: Site, task: Task) -> tuple[str, int | None]:
    return ("queued" if task.is_queued else "running"), progress_of(task, site.now_s)


def _can_cancel(site: Site, task: str, allowed: Sequence[str]) -> bool:
    found = site.tasks.get(task)
    return found is not None and "CancelTask" in allowed and found.action.is_cancelable


def _endings(moments: Sequence[Moment]) -> dict[str, Event]:
    """Task -> the event that ended it."""
    return {
        event.fact("task").name: event
        for moment in moments
        for event in moment.events
        if event.code in OVER
    }


def _named(action: Action | None) -> Iterator[Ref]:
    for one in naming_fields(type(action)) if action is not None else ():
        name = getattr(action, one.name)
        if name is not None:
            yield Ref(one.kind, name)


def _shown(site: Site, refs: Iterator[Ref] | Sequence[Ref]) -> tuple[Ref, ...]:
    """The objects that have a page, each once."""
    found = (one for one in refs if one.kind in KINDS and one.kind != "task")
    return tuple(dict.fromkeys(one for one in found if site.find(one.kind, one.name) is not None))


# the clock


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The time of a site in which time can pass; `due_s`: when something happens by itself."""

    now_s: int
    due_s: int | None
    can_advance: bool
    running: int = 0
    queued: int = 0

    @property
    def steps(self) -> tuple[Advance, ...]:
        """What its buttons let pass, in one press each."""
        lengths = (minutes for minutes in STEPS_MIN if self.now_s + minutes * MINUTE_S <= LATEST_S)
        return tuple(Advance(minutes=one) for one in lengths) if self.can_advance else ()

    @property
    def to_next(self) -> Advance | None:
        if self.due_s is None or not self.can_advance:
            return None
        minutes, seconds = divmod(self.due_s - self.now_s, MINUTE_S)
        return Advance(minutes=minutes, seconds=seconds)

    @property
    def wait(self) -> str:
        """How long it is until then."""
        return duration(self.due_s - self.now_s) if self.due_s is not None else ""


def clock_of(site: Site, allowed: Sequence[str]) -> Clock | None:
    """The clock; None where no time passes and nothing takes any."""
    can_advance = "Advance" in allowed
    if site.pacing is not Pacing.TIMED and not can_advance:
        return None
    queued = sum(task.is_queued for task in site.tasks.values())
    return Clock(
        now_s=site.now_s,
        due_s=next_due(site),
        can_advance=can_advance,
        running=len(site.tasks) - queued,
        queued=queued,
    )
