"""A run judged: each check met or not, the points, and the rules that refused an action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from labs.datacenter import goals
from labs.datacenter.events import Event
from labs.datacenter.goals import Goal, History
from labs.datacenter.inventory.site import Site
from labs.datacenter.text import Fact, render, word
from labs.history import Moment
from labs.scenarios import Check, Group, Lab, by_objective
from studyguide.text import LANGUAGES, Text


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A check on a run: whether it is met, what was expected and what was found.

    A group's outcome has those of its checks in `parts`; `earned` of `points`.
    """

    check: Check | Group
    met: bool
    earned: int
    expected: Text | None = None
    found: Text | None = None
    needed: Text | None = None
    parts: tuple[Outcome, ...] = ()

    @property
    def key(self) -> str:
        return self.check.key

    @property
    def says(self) -> Text:
        return self.check.says

    @property
    def points(self) -> int:
        return self.check.points

    @property
    def objective(self) -> str:
        """The first of its objectives: where to read first; "" where it has none of its own."""
        return self.check.objectives[0] if self.check.objectives else ""

    def as_json(self) -> dict[str, object]:
        texts = {"expected": self.expected, "found": self.found, "needed": self.needed}
        return {
            "key": self.key,
            "says": self.says.as_json(),
            "met": self.met,
            "earned": self.earned,
            "points": self.points,
            "objective": self.objective,
            "parts": [one.as_json() for one in self.parts],
            **{name: text.as_json() if text else None for name, text in texts.items()},
        }


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A rule that refused something, and how often; `says` is what it said the first time."""

    code: str
    objective: str
    count: int
    fault: str
    says: Text

    def as_json(self) -> dict[str, object]:
        told = {"code": self.code, "objective": self.objective, "count": self.count}
        return {**told, "fault": self.fault, "says": self.says.as_json()}


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """All checks of a lab on one line of steps."""

    outcomes: tuple[Outcome, ...]
    broken: tuple[Broken, ...]
    carried_out: int
    refused: int
    par: int
    objectives: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        return sum(outcome.earned for outcome in self.outcomes)

    @property
    def maximum(self) -> int:
        return sum(outcome.points for outcome in self.outcomes)

    @property
    def lines(self) -> tuple[Outcome, ...]:
        """What gives points: checks, and groups that count as one."""
        return tuple(_scoring(self.outcomes))

    @property
    def met_count(self) -> int:
        return sum(outcome.met for outcome in self.lines)

    @property
    def is_full(self) -> bool:
        return self.points == self.maximum

    @property
    def shares(self) -> dict[str, Fraction]:
        """Objective -> share of its checks' points that was reached.

        An objective that no check is about, but a rule exercises, has the share of the whole lab.
        """
        reached = {outcome.key: outcome for outcome in self.lines}
        groups = by_objective([outcome.check for outcome in self.outcomes])
        whole = Fraction(self.points, self.maximum) if self.maximum else Fraction()
        shares = dict.fromkeys(self.objectives, whole)
        for objective, checks in groups.items():
            lines = [reached[check.key] for check in checks]
            shares[objective] = Fraction(
                sum(line.earned for line in lines), sum(line.points for line in lines)
            )
        return shares

    def as_json(self) -> dict[str, object]:
        return {
            "points": self.points,
            "maximum": self.maximum,
            "checks": [outcome.as_json() for outcome in self.outcomes],
            "broken": [rule.as_json() for rule in self.broken],
            "carried_out": self.carried_out,
            "refused": self.refused,
            "par": self.par,
        }


def assess(lab: Lab, start: Site, moments: Sequence[Moment]) -> Assessment:
    """Every check of the lab on the line of steps from `start`."""
    # a goal asks a step for `site`, `events` and `accepted`, which moments have
    history = History(start=start, steps=tuple(moments))
    refusals = [moment.refusal for moment in moments if moment.refusal is not None]
    errors = [finding for refusal in refusals for finding in refusal.errors]
    counts = Counter(finding.code for finding in errors)
    first = {finding.code: finding for finding in reversed(errors)}
    return Assessment(
        outcomes=_outcomes(lab, history),
        broken=tuple(
            Broken(
                code=code,
                objective=first[code].objective,
                count=count,
                fault=first[code].fault,
                says=Text(zh=first[code].say("zh"), en=first[code].say("en")),
            )
            for code, count in sorted(counts.items())
        ),
        carried_out=sum(moment.accepted for moment in moments),
        refused=len(refusals),
        par=lab.par,
        objectives=lab.objectives,
    )


def _scoring(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    for one in outcomes:
        if isinstance(one.check, Group) and not one.check.needed:
            yield from _scoring(one.parts)
        else:
            yield one


def _outcomes(lab: Lab, history: History) -> tuple[Outcome, ...]:
    holding = {check.key: check.goal.is_met(history) for check in lab.every_check}
    known = {check.key: check for check in lab.every_check}

    def outcome(check: Check | Group) -> Outcome:
        if isinstance(check, Group):
            return _of_group(check, tuple(outcome(one) for one in check.checks))
        met = holding[check.key] and holding.get(check.needs, True)
        return _of_check(check, history, met=met, needed=known.get(check.needs))

    return tuple(outcome(check) for check in lab.checks)


def _of_group(group: Group, parts: tuple[Outcome, ...]) -> Outcome:
    if not group.needed:
        met, earned = all(one.met for one in parts), sum(one.earned for one in parts)
    else:
        met = sum(one.met for one in parts) >= group.needed
        earned = group.points if met else 0
    return Outcome(check=group, met=met, earned=earned, parts=parts)


def _of_check(check: Check, history: History, *, met: bool, needed: Check | None) -> Outcome:
    return Outcome(
        check=check,
        met=met,
        earned=check.points if met else 0,
        needed=needed.says if needed else None,
        expected=Text(zh=check.goal.say("zh"), en=check.goal.say("en")),
        found=found(check.goal, history),
    )


_NOTHING = Text(zh="没有", en="nothing")


def found(goal: Goal, history: History) -> Text:
    """What the run has instead of, or as, what the goal asks."""
    missing = next(goal.missing(history.site), None)
    if missing is not None:
        return Text(zh=f"没有{missing.name}", en=f"there is no {missing.name}")
    told = _FOUND.get(type(goal))
    return told(goal, history) if told else _listed(goal.found(history), none=_NOTHING)


def _said(goal: Goal, **changes: object) -> Text:
    """The goal's own sentence with what was found in it."""
    actual = replace(goal, **changes)
    return Text(zh=actual.say("zh"), en=actual.say("en"))


def _listed(facts: Sequence[Fact], *, none: Text) -> Text:
    if not facts:
        return none
    return Text(**{language: render(tuple(facts), language) for language in LANGUAGES})


def _vm_host(goal: goals.VmOnHost | goals.VmLeftHost, history: History) -> Text:
    there = goals.VmOnHost(vm=goal.vm, host=goal.host)
    return _said(there, host=history.site.vms[goal.vm].host)


def _vm_power(goal: goals.VmPower, history: History) -> Text:
    return _said(goal, power=history.site.vms[goal.vm].power)


def _vm_datastore(goal: goals.VmOnDatastore | goals.VmLeftDatastore, history: History) -> Text:
    there = goals.VmOnDatastore(vm=goal.vm, datastore=goal.datastore)
    return _said(there, datastore=", ".join(history.site.vms[goal.vm].datastores))


def _nic_connected(goal: goals.NicConnected | goals.NeverDisconnected, history: History) -> Text:
    nic = history.site.vms[goal.vm].nic(goal.nic)
    if nic is not None and nic.connected:
        return Text(zh="已连接", en="connected")
    return Text(zh="已断开", en="disconnected")


def _vm_migrated_by(goal: goals.VmMigratedBy, history: History) -> Text:
    mine = [event for event in history.events if str(event.fact("vm")) == f"vm:{goal.vm}"]
    kinds = dict.fromkeys(event.fact("kind") for event in mine if event.fact("kind"))
    return _listed(tuple(kinds), none=Text(zh="没有迁移", en="not migrated"))


def _host_empty(goal: goals.HostEmpty, history: History) -> Text:
    names = history.site.vms_of_host.get(goal.host, ())
    return _listed(names, none=Text(zh="没有虚拟机", en="no machine"))


def _host_maintenance(goal: goals.HostInMaintenance, history: History) -> Text:
    label = word(history.site.hosts[goal.host].maintenance)
    return Text(zh=label.in_language("zh"), en=label.in_language("en"))


def _datastore_empty(goal: goals.DatastoreEmpty, history: History) -> Text:
    site = history.site
    names = (
        *site.vms_of_datastore.get(goal.datastore, ()),
        *site.unregistered_of_datastore.get(goal.datastore, ()),
    )
    return _listed(names, none=Text(zh="没有虚拟机的文件", en="no machine's file"))


def _told(events: Sequence[Event], *, none: Text) -> Text:
    if not events:
        return none
    return Text(
        zh="；".join(event.say("zh") for event in events),
        en="; ".join(event.say("en") for event in events),
    )


def _never_interrupted(goal: goals.NeverInterrupted, history: History) -> Text:
    events = [event for event in history.events if event.interrupts(goal.vm)]
    return _told(events, none=Text(zh="没有中断过", en="never interrupted"))


def _never_disconnected(goal: goals.NeverDisconnected, history: History) -> Text:
    events = [event for event in history.events if event.disconnects(goal.vm, goal.nic)]
    return _told(events, none=_nic_connected(goal, history))


def _never_lost_data(goal: goals.NeverLostData, history: History) -> Text:
    return _listed(goal.found(history), none=Text(zh="没有丢失过", en="nothing lost"))


def _copies(goal: goals.CopiesAtMost, history: History) -> Text:
    return _listed(goal.found(history), none=Text(zh="没有复制过", en="not copied"))


def _power_unchanged(goal: goals.PowerUnchanged, history: History) -> Text:
    events = [event for event in history.events if event.changes_power(goal.vm)]
    return _told(events, none=Text(zh="没有改变过", en="never changed"))


def _refusals(goal: goals.RefusalsAtMost, history: History) -> Text:
    count = len(history.refused)
    return Text(zh=f"{count}次被拒绝", en=f"{count} refused")


def _steps(goal: goals.StepsAtMost, history: History) -> Text:
    count = len(history.steps) - len(history.refused)
    return Text(zh=f"执行了{count}步", en=f"{count} carried out")


_FOUND: dict[type[Goal], Callable[[Goal, History], Text]] = {
    goals.VmOnHost: _vm_host,
    goals.VmLeftHost: _vm_host,
    goals.VmPower: _vm_power,
    goals.VmOnDatastore: _vm_datastore,
    goals.VmLeftDatastore: _vm_datastore,
    goals.NicConnected: _nic_connected,
    goals.VmMigratedBy: _vm_migrated_by,
    goals.HostEmpty: _host_empty,
    goals.HostInMaintenance: _host_maintenance,
    goals.DatastoreEmpty: _datastore_empty,
    goals.NeverInterrupted: _never_interrupted,
    goals.NeverDisconnected: _never_disconnected,
    goals.NeverLostData: _never_lost_data,
    goals.CopiesAtMost: _copies,
    goals.PowerUnchanged: _power_unchanged,
    goals.RefusalsAtMost: _refusals,
    goals.StepsAtMost: _steps,
}
