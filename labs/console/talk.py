"""What the command line answers: sentences, one a line, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from labs.assessment import Outcome
from labs.coaching import DONE, advise
from labs.commands import (
    ASKING,
    RUNNING,
    VERBS,
    Command,
    Problem,
    offered_verbs,
    read,
    typed,
    usage,
)
from labs.console.disputes import dispute_of, span_name
from labs.console.spoken import both, described, line, listed, state_of
from labs.datacenter.actions import Action
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.meaning import meaning
from labs.datacenter.naming import naming_fields
from labs.datacenter.repair import repair
from labs.datacenter.report import Report, report
from labs.datacenter.rule import Finding, Severity
from labs.datacenter.rules import ALL_RULES
from labs.history import Moment
from labs.selectors import Standing
from labs.timing import clock_time

MOST_LINES = 400
OF_A_LAB = ("check", "finish", "hint", "next", "task")  # what the sandbox is without
OK, BAD, WARN, PLAIN = "ok", "bad", "warn", ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of an answer; `tone`: ok, warn, bad, or nothing."""

    text: str
    tone: str = PLAIN


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A line that was typed, and its answer."""

    line: str
    answer: tuple[Said, ...]


def asked_now(
    standing: Standing, words: str, *, language: str, idle: bool = False
) -> Exchange | None:
    """The answer to a question, from the run as it stands; None for a line that acts.

    A line about the run itself (undo, hint …) is answered by where the run stands now; `idle`:
    there was nothing to undo or to redo.
    """
    command = read(words, standing.site, standing.lab.actions)
    if isinstance(command, Problem):
        return Exchange(line=words, answer=tuple(_problem(command, language)))
    if command.do == "act":
        return None
    answer = [*_idle(command.do, idle=idle), *_answer(standing, command, language)]
    return Exchange(line=words, answer=tuple(_plain(answer[:MOST_LINES])))


def _idle(verb: str, *, idle: bool) -> Iterator[str]:
    said = {"undo": _("There is nothing to undo."), "redo": _("There is nothing to redo.")}
    if idle and verb in said:
        yield said[verb]


def done_now(
    before: Site, moment: Moment, *, language: str, offers_repair: bool = False
) -> Exchange:
    """What an action came to: its events and the new state, or every finding against it."""
    told = moment.refusal or report(before, moment.action)
    answer = [*_verdict(told, moment, _task_of(before, moment), language), *_differs(told)]
    if moment.refusal is not None:
        words = _("Type why for what to do about it, repair for the smallest way to make it legal.")
        answer.append(Said(text=words if offers_repair else _("Type why for what to do about it.")))
    return Exchange(line=typed(moment.action), answer=tuple(answer))


def lines_of(standing: Standing, *, most: int = 50) -> list[str]:
    """The steps of the line up to the head as they can be typed again, oldest first."""
    return [typed(one.action) for one in standing.moments[-most:] if one.action is not None]


def _plain(answer: Iterable[Said | str]) -> Iterator[Said]:
    for one in answer:
        yield one if isinstance(one, Said) else Said(text=one)


def _problem(problem: Problem, language: str) -> Iterator[Said]:
    yield Said(text=problem.says.in_language(language).format(), tone=BAD)
    if problem.instead:
        yield Said(text=_("Did you mean: %s") % both(problem.instead))


# acting


def _task_of(before: Site, moment: Moment) -> str:
    """The task that the action became and that is not over; empty where it was done at once."""
    name = f"task-{moment.site.last_task}"
    is_new = moment.site.last_task > before.last_task
    return name if is_new and name in moment.site.tasks else ""


def _verdict(told: Report, moment: Moment, task: str, language: str) -> Iterator[Said]:
    if moment.refusal is not None:
        yield Said(text=_("Refused: %s.") % told.fault, tone=BAD)
        yield from _findings(told, language)
        yield Said(text=_("Nothing was changed."))
        return
    words = _("Accepted as a task: %s.") if task else _("Done: %s.")
    yield Said(text=words % moment.action.say(language), tone=OK)
    for event in moment.events:
        yield Said(text=event.say(language))
    yield from _findings(told, language)
    ref = f"task:{task}" if task else about(moment.action)
    if ref:
        yield Said(text=state_of(moment.site, ref, language))


def _findings(told: Report, language: str) -> Iterator[Said]:
    for finding in (*told.errors, *told.warnings):
        yield Said(text=_finding(finding, language), tone=_tone(finding))


def _tone(finding: Finding) -> str:
    return BAD if finding.severity is Severity.ERROR else WARN


def _finding(finding: Finding, language: str) -> str:
    kind = _("Error") if finding.severity is Severity.ERROR else _("Warning")
    says = line(f"{kind} {finding.fault}", finding.say(language))
    return says if finding.verified else f"{says} ({_('unverified')})"


def _differs(told: Report) -> Iterator[Said]:
    """Where releases judge it differently."""
    dispute = dispute_of(told)
    if dispute is None:
        return
    verdicts = {"allowed": _("allowed"), "refused": _("refused")}
    spans = [
        line(span_name(one), verdicts.get(one.verdict, str(one.verdict))) for one in dispute.spans
    ]
    says = _("Releases differ: %s") % _("; ").join(spans)
    yield Said(text=f"{says} ({_('unverified')})" if dispute.unverified else says, tone=WARN)


def about(action: Action) -> str:
    """The object an action is about, as a reference; empty where it is about none."""
    for one in naming_fields(type(action)):
        name = getattr(action, one.name)
        if one.kind in KINDS and name is not None:
            return f"{one.kind}:{name}"
    return ""


# asking


def _answer(standing: Standing, command: Command, language: str) -> Iterator[Said | str]:
    site = standing.site
    if standing.lab.is_free and command.do in OF_A_LAB:
        yield _("This is the sandbox: there is no task, no check and no hint.")
    elif command.do == "why" and command.action is None:
        yield from _why_refused(standing, language)
    elif command.do == "why":
        yield from _why(standing, command.action, language)
    elif command.do == "repair":
        yield from _repair_refused(standing, language)
    elif command.do == "next":
        yield from _next(standing, language)
    elif command.do == "describe":
        yield from described(site, command.name, language)
    elif command.do == "list":
        found = _events(standing, language) if command.name == "events" else None
        lines = tuple(found if found is not None else listed(site, command.name, language))
        yield from lines or (_("There is none."),)
    elif command.do == "help":
        yield from _help(standing, command.name, language)
    elif command.do == "hint":
        yield from _hints(standing, language)
    elif command.do == "task":
        yield standing.lab.task.in_language(language)
        if standing.lab.story:
            yield line(_("Story"), standing.lab.story.in_language(language))
        yield from _checks(standing, language, told=False)
    elif command.do == "check":
        yield from _checks(standing, language, told=True)
    else:
        yield from _stand(standing)


def _why(standing: Standing, action: Action, language: str) -> Iterator[Said]:
    told = report(standing.site, action)
    if told.errors:
        yield Said(text=_("It would be refused: %s.") % told.fault, tone=BAD)
    elif told.verdict != "allowed":
        yield Said(text=_("It would be accepted, and queued until a running task ends."), tone=WARN)
    else:
        yield Said(text=_("It would be allowed."), tone=OK)
    for finding in (*told.errors, *told.warnings):
        yield Said(text=_finding(finding, language), tone=_tone(finding))
        yield Said(text=finding.hint(language))
    if not told.findings:
        known = len(ALL_RULES)
        says = ngettext(
            "None of the %(n)s known rules objects.",
            "None of the %(n)s known rules objects.",
            known,
        )
        yield Said(text=says % {"n": known})
    yield from _differs(told)
    if told.errors and may_repair(standing):
        yield from _repair(standing, action)


def may_repair(standing: Standing) -> bool:
    """A graded run is done without help, and so is a world of the sandbox that wants none."""
    return standing.run.is_practice and bool(standing.lab.repairs)


def _last_refused(standing: Standing) -> Moment | None:
    return next((one for one in reversed(standing.moments) if one.refusal is not None), None)


def _why_refused(standing: Standing, language: str) -> Iterator[Said]:
    """The last refusal with what could be done, as it was told then."""
    moment = _last_refused(standing)
    if moment is None:
        yield Said(text=_("Nothing was refused. To ask about an action, write it after why."))
        return
    yield Said(text=line(typed(moment.action), _("Refused: %s.") % moment.refusal.fault), tone=BAD)
    for finding in moment.refusal.errors:
        yield Said(text=_finding(finding, language), tone=_tone(finding))
        yield Said(text=finding.hint(language))


def _repair_refused(standing: Standing, language: str) -> Iterator[Said]:
    """The smallest way to make what was refused last legal from here."""
    moment = _last_refused(standing)
    if standing.run.is_graded:
        yield Said(text=_("A graded run offers no repairs. Practice does."))
    elif not may_repair(standing):
        yield Said(text=_("No repairs are offered here."))
    elif moment is None:
        yield Said(text=_("Nothing was refused: there is nothing to repair."))
    elif report(standing.site, moment.action).is_allowed:
        says = _("It would be allowed now: %s") % typed(moment.action)
        yield Said(text=says, tone=OK)
    else:
        yield Said(text=_("To repair: %s") % typed(moment.action))
        yield from _repair(standing, moment.action)


def _next(standing: Standing, language: str) -> Iterator[Said]:
    """The next step as the planner sees it; the last resort of a practice."""
    if standing.run.is_graded:
        yield Said(text=_("A graded run offers no hints. Practice does."))
        return
    if not standing.may_show_next:
        yield Said(text=_("Open the hints first; the next step is the last resort."))
        return
    advice = advise(standing.lab, standing.start, standing.moments)
    for check in advice.lost:
        words = {"says": check.says.in_language(language)}
        yield Said(text=_("“%(says)s” can no longer be met from here.") % words, tone=WARN)
    if advice.next is not None:
        yield Said(text=line(_("Next step"), typed(advice.next)), tone=OK)
        yield Said(text=advice.next.say(language))
    elif advice.status == DONE:
        yield Said(text=_("Nothing is left to do here. Finish to record your score."), tone=OK)
    else:
        yield Said(text=_("No way on was found from here. Undo the last step, or reset."))


def _repair(standing: Standing, action: Action) -> Iterator[Said]:
    """The smallest way to make it legal, as it is typed."""
    lab = standing.lab
    found = repair(standing.site, action, allowed=lab.actions, tiers=lab.repairs)
    if found.actions:
        yield Said(text=_("Smallest repair: %s") % _("; ").join(map(typed, found.actions)))
    else:
        yield Said(text=_("No short repair was found. Choose another type or target."))


def _events(standing: Standing, language: str) -> Iterator[str]:
    for moment in standing.moments:
        for event in moment.events:
            yield line(clock_time(event.at_s), event.say(language))


def _hints(standing: Standing, language: str) -> Iterator[str]:
    for number, words in enumerate(standing.open_hints, start=1):
        yield line(_("Hint %d") % number, words.in_language(language))
    if not standing.open_hints:
        yield _("No hint has been opened.")
    elif len(standing.open_hints) == len(standing.lab.hints):
        yield _("That was the last hint.")


def _checks(standing: Standing, language: str, *, told: bool) -> Iterator[Said | str]:
    """The checks of the lab; with `told` also what was found, and the points."""
    if not standing.run.is_practice:
        for outcome in standing.assessment.lines:
            yield outcome.says.in_language(language)
        if told:
            yield _("This run is graded: which checks are met is told at its end.")
        return
    for outcome in standing.assessment.lines:
        yield from _check(outcome, language, told=told)
    if told:
        done = standing.assessment
        yield _("%(points)d of %(maximum)d points.") % {
            "points": done.points,
            "maximum": done.maximum,
        }
        yield _("Type finish to record the score.") if done.is_full else _("Not finished yet.")


def _check(outcome: Outcome, language: str, *, told: bool) -> Iterator[Said]:
    state = _("Met") if outcome.met else _("Open")
    text = line(state, outcome.says.in_language(language))
    yield Said(text=text, tone=OK if outcome.met else PLAIN)
    if told and not outcome.met and outcome.found is not None:
        yield Said(text=_("Found: %s") % outcome.found.in_language(language))
    if told and not outcome.met and outcome.needed is not None:
        yield Said(text=_("Counts only with: %s") % outcome.needed.in_language(language))
    for part in outcome.parts if told else ():
        yield from _check(part, language, told=True)


def _stand(standing: Standing) -> Iterator[str]:
    if not standing.moments:
        yield _("The run stands at its start.")
        return
    yield _("The run stands at step %d.") % standing.head
    yield _("The last step is: %s") % lines_of(standing, most=1)[-1]


def _help(standing: Standing, name: str, language: str) -> Iterator[str]:
    verbs = offered_verbs(standing.lab.actions)
    if name in VERBS:
        kind = VERBS[name]
        yield line(name, kind.label.in_language(language))
        yield _("Usage: %s") % usage(kind)
        for one in fields(kind):
            about = meaning(kind).of_fields.get(one.name)
            if about is not None:
                yield line(f"--{one.name.replace('_', '-')}", about.in_language(language))
        return
    words = {
        "check": _("which checks are met, and what was found"),
        "describe": _("everything about one object: describe web-01"),
        "finish": _("record the score and close the run"),
        "help": _("what can be typed, or how one command is typed: help migrate"),
        "hint": _("open the next hint"),
        "list": _("what there is, or every object of a kind: list hosts"),
        "next": _("the next step towards the checks, once every hint is open"),
        "redo": _("do again what was undone"),
        "repair": _("the smallest way to make legal what was refused last"),
        "reset": _("go back to the start; redo leads forward again"),
        "task": _("what is to be done in this lab"),
        "undo": _("take back the last action"),
        "why": _("what the rules would say of an action; alone: of the last one refused"),
    }
    shown = (name,) if name else sorted((*ASKING, *RUNNING))
    yield from (line(one, words[one]) for one in shown)
    if not name:
        yield _("Actions of this lab: %s") % both(verbs)
