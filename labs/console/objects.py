"""The selected object: the tab of its page that is asked for, and its actions menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType

from django.utils.translation import gettext as _

from labs.console.menu import Group, menu
from labs.console.sheet import Fact, Meter, Section
from labs.console.sheets import sheet_of
from labs.console.subjects import STANDARD_SWITCH, Subject, is_first_about, resolve
from labs.datacenter.actions import ACTIONS
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import Task
from labs.datacenter.inventory.vm import VM
from labs.datacenter.standing import StandingWarning, standing
from labs.datacenter.text import Ref

SUMMARY, MONITOR, CONFIGURE, RELATED = "summary", "monitor", "configure", "related"
TABS = (SUMMARY, MONITOR, CONFIGURE, RELATED)


@dataclass(frozen=True)
class Selected:
    """An object and all its pane shows; nothing is computed before it is asked for.

    `alarms`: the standing warnings of the whole site, where they are known already.
    """

    site: Site
    subject: Subject
    language: str
    allowed: tuple[str, ...]
    tab: str = SUMMARY
    alarms: tuple[StandingWarning, ...] | None = None

    @property
    def kind(self) -> str:
        return self.subject.kind

    @property
    def name(self) -> str:
        """The short name."""
        return self.subject.label

    @property
    def ref(self) -> str:
        return self.subject.ref

    @property
    def kind_word(self) -> str:
        return self.subject.kind_word(self.language)

    @property
    def _sheet(self) -> ModuleType:
        return sheet_of(self.kind)

    @cached_property
    def _state(self) -> tuple[str, str]:
        return self._sheet.state(self.subject)

    @property
    def state(self) -> str:
        """Its sign, as the glyphs are named; empty where it has none."""
        return self._state[0]

    @property
    def state_word(self) -> str:
        return self._state[1]

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Those of the summary, of the figures under Monitor, or of what is related."""
        if self.tab == MONITOR:
            return tuple(self._sheet.figures(self.site, self.subject, self.language))
        if self.tab == RELATED:
            return tuple(self._sheet.related(self.site, self.subject))
        if self.tab == CONFIGURE:
            return ()
        return tuple(self._sheet.summary(self.site, self.subject, self.language))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What the Configure tab holds."""
        if self.tab != CONFIGURE:
            return ()
        return tuple(self._sheet.configure(self.site, self.subject, self.language))

    @cached_property
    def meters(self) -> tuple[Meter, ...]:
        if self.tab != MONITOR:
            return ()
        return tuple(self._sheet.meters(self.site, self.subject))

    @cached_property
    def warnings(self) -> tuple[StandingWarning, ...]:
        """Standing warnings that name the object."""
        known = standing(self.site) if self.alarms is None else self.alarms
        return tuple(one for one in known if _names(one, self.subject))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Tasks that work on it, or take something of it."""
        return self.site.tasks_on(self.kind, self.name)

    @cached_property
    def menu(self) -> tuple[Group, ...]:
        return menu(self.site, self.subject, allowed=self.allowed, language=self.language)

    @property
    def entry_count(self) -> int:
        return sum(len(group.entries) for group in self.menu)

    @property
    def can_migrate(self) -> bool:
        return isinstance(self.subject.thing, VM) and "Migrate" in self.allowed

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        words = {
            SUMMARY: _("Summary"),
            MONITOR: _("Monitor"),
            CONFIGURE: _("Configure"),
            RELATED: _("Related"),
        }
        return tuple(words.items())


def _names(warning: StandingWarning, subject: Subject) -> bool:
    refs = {str(fact) for _name, fact in warning.facts if isinstance(fact, Ref)}
    if subject.kind == STANDARD_SWITCH:
        return {f"switch:{subject.label}", subject.owner_ref} <= refs
    if subject.kind == "distributed_switch":
        return f"switch:{subject.label}" in refs
    return subject.ref in refs


def select(
    site: Site,
    ref: str,
    *,
    language: str,
    allowed: tuple[str, ...],
    tab: str = SUMMARY,
    alarms: tuple[StandingWarning, ...] | None = None,
) -> Selected | None:
    """The object a reference names; None where the site has no such thing."""
    subject = resolve(site, ref)
    if subject is None:
        return None
    return Selected(site, subject, language, allowed, tab if tab in TABS else SUMMARY, alarms)


def first_ref(site: Site, named: Iterable[Ref], allowed: Sequence[str]) -> str:
    """What to look at where nothing was asked for: of machines, then hosts, then datastores,
    those `named` before the others, the first that an allowed action is about; the first of
    all where there is none such, "" where the site is empty."""
    wanted = [str(ref) for ref in named]
    there = [
        ref
        for kind, table in (("vm", site.vms), ("host", site.hosts), ("datastore", site.datastores))
        for ref in sorted((f"{kind}:{name}" for name in table), key=_order(wanted))
    ]
    kinds = [ACTIONS[name] for name in allowed if name in ACTIONS]
    for ref in there:
        subject = resolve(site, ref)
        if any(is_first_about(kind, subject) for kind in kinds):
            return ref
    return next(iter(there), "")


def _order(wanted: Sequence[str]) -> Callable[[str], int]:
    """By place among those wanted, all others behind them as they come."""
    places = {ref: place for place, ref in reversed(list(enumerate(wanted)))}
    return lambda ref: places.get(ref, len(wanted))
