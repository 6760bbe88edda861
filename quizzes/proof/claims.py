"""What an option claims of a simulated site, and whether the engine agrees.

A claim is one of
    {action: {…}, expect: refused|allowed, rule: code, fault: name, type: VMO, first: [{…}]}
    {not: claim}   {all: [claims]}   {any: [claims]}
`first` are actions taken before the one in question; `rule`, `fault` and `type` narrow the claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from labs.datacenter.actions import Action
from labs.datacenter.apply import apply
from labs.datacenter.faults import FAULTS, Fault
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import Report, report
from labs.datacenter.rule import MIGRATIONS, Finding
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.wire.read import read_action
from quizzes.kinds.content import Problem, problem, unknown_keys
from studyguide.text import Text

EXPECTATIONS = ("allowed", "refused")
DEEPEST = 5
MOST_PARTS = 20
MOST_FIRST = 20
PLAIN_KEYS = frozenset(("action", "expect", "rule", "fault", "type", "first"))
COMPOSED = ("not", "all", "any")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One finding of a report the claim rests on."""

    code: str
    fault: str
    severity: str
    text: Text
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Whether a claim holds on one site; None where it cannot be tried, and `trouble` says why."""

    holds: bool | None
    verdict: str | None = None
    fault: str | None = None
    lines: tuple[Line, ...] = ()
    unverified: bool = False
    trouble: Text | None = None


# Reading.


def claim_problems(claim: object, pointer: str, *, depth: int = 0) -> Iterator[Problem]:
    """Everything wrong with the writing of a claim; whether it holds is not asked."""
    if not isinstance(claim, Mapping):
        yield problem(pointer, zh="需要一个主张", en="needs a claim: action and expect")
        return
    composed = [name for name in COMPOSED if name in claim]
    if not composed:
        yield from _plain_problems(claim, pointer)
        return
    name = composed[0]
    yield from unknown_keys(claim, frozenset((name,)), pointer)
    if depth >= DEEPEST:
        yield problem(pointer, zh="嵌套太深", en="is nested too deeply")
        return
    if name == "not":
        yield from claim_problems(claim["not"], f"{pointer}/not", depth=depth + 1)
        return
    parts = claim[name]
    if not isinstance(parts, list | tuple) or not 1 <= len(parts) <= MOST_PARTS:
        yield problem(
            f"{pointer}/{name}",
            zh=f"需要1到{MOST_PARTS}个主张的列表",
            en=f"needs a list of 1 to {MOST_PARTS} claims",
        )
        return
    for index, part in enumerate(parts):
        yield from claim_problems(part, f"{pointer}/{name}/{index}", depth=depth + 1)


def _plain_problems(claim: Mapping, pointer: str) -> Iterator[Problem]:
    yield from unknown_keys(claim, PLAIN_KEYS, pointer)
    if "action" in claim:
        yield from _action_problems(claim["action"], f"{pointer}/action")
    else:
        yield problem(pointer, zh="需要action：在站点上做什么", en="needs the key 'action'")
    if claim.get("expect") not in EXPECTATIONS:
        yield problem(
            f"{pointer}/expect",
            zh="需要allowed或refused",
            en="needs 'allowed' or 'refused'",
        )
    yield from _narrowing_problems(claim, pointer)
    first = claim.get("first", [])
    if not isinstance(first, list | tuple) or len(first) > MOST_FIRST:
        yield problem(
            f"{pointer}/first",
            zh=f"需要最多{MOST_FIRST}个操作的列表",
            en=f"needs a list of {MOST_FIRST} actions at most",
        )
        return
    for index, action in enumerate(first):
        yield from _action_problems(action, f"{pointer}/first/{index}")


def _narrowing_problems(claim: Mapping, pointer: str) -> Iterator[Problem]:
    known = (
        ("rule", [rule.code for rule in ALL_RULES], Text(zh="规则", en="a rule of the engine")),
        ("fault", FAULTS, Text(zh="故障码", en="a fault of the API")),
        ("type", MIGRATIONS, Text(zh="迁移类型", en="a migration type")),
    )
    for key, words, what in known:
        if key in claim and claim[key] not in words:
            yield problem(
                f"{pointer}/{key}",
                zh=f"“{str(claim[key])[:60]}”不是{what.zh}",
                en=f"'{str(claim[key])[:60]}' is not {what.en}",
            )
    if "fault" in claim and claim.get("expect") == "allowed":
        yield problem(
            f"{pointer}/fault",
            zh="允许的操作没有故障码",
            en="cannot stand beside 'allowed', which raises no fault",
        )


def _action_problems(action: object, pointer: str) -> Iterator[Problem]:
    _, found = read_action(action)
    for each in found:
        yield Problem(
            pointer=f"{pointer}{each.path}",
            text=Text(
                zh=each.text.in_language("zh").format(), en=each.text.in_language("en").format()
            ),
        )


# Judging.


def judge(claim: Mapping, site: Site) -> Judgement:
    """What the engine says of a claim that has no problems, on that site and under its release."""
    if "not" in claim:
        inner = judge(claim["not"], site)
        holds = None if inner.holds is None else not inner.holds
        return Judgement(
            holds=holds,
            verdict=inner.verdict,
            fault=inner.fault,
            lines=inner.lines,
            unverified=inner.unverified,
            trouble=inner.trouble,
        )
    for name, combine in (("all", all), ("any", any)):
        if name in claim:
            return _combined([judge(part, site) for part in claim[name]], combine)
    return _plain(claim, site)


def _combined(parts: list[Judgement], combine: object) -> Judgement:
    troubles = [part.trouble for part in parts if part.trouble is not None]
    return Judgement(
        holds=None if troubles else combine(part.holds for part in parts),
        lines=tuple(line for part in parts for line in part.lines),
        unverified=any(part.unverified for part in parts),
        trouble=troubles[0] if troubles else None,
    )


def _plain(claim: Mapping, site: Site) -> Judgement:
    for number, raw in enumerate(claim.get("first", ()), start=1):
        step, _ = read_action(raw)
        try:
            site, _ = apply(site, step)
        except Fault as fault:
            return Judgement(holds=None, trouble=_first_refused(number, fault.name))
    action, _ = read_action(claim["action"])
    trouble = _vacuous(claim, site, action)
    if trouble is not None:
        return Judgement(holds=None, trouble=trouble)
    found = report(site, action)
    return Judgement(
        holds=_holds(claim, found),
        verdict=found.verdict,
        fault=found.fault,
        lines=tuple(_line(finding) for finding in found.findings),
        unverified=found.unverified or _rests_on_unverified(claim, found),
    )


def _vacuous(claim: Mapping, site: Site, action: Action) -> Text | None:
    """Why a refusal would say nothing: the action names what is not there, or changes nothing."""
    missing = [reference.name for reference in action.missing(site)]
    if missing:
        names = ", ".join(missing)
        return Text(zh=f"站点上没有{names}", en=f"names {names}, which the site does not hold")
    if "rule" not in claim and action.changes_nothing(site):
        return Text(zh="操作什么也不会改变", en="asks for an action that would change nothing")
    return None


def _rests_on_unverified(claim: Mapping, found: Report) -> bool:
    return any(
        not finding.verified for finding in found.findings if finding.code == claim.get("rule")
    )


def _first_refused(number: int, fault: str) -> Text:
    return Text(
        zh=f"准备操作第{number}步被拒绝：{fault}",
        en=f"step {number} before the action is refused: {fault}",
    )


def _holds(claim: Mapping, found: Report) -> bool:
    if found.verdict != claim["expect"]:
        return False
    if "type" in claim and found.migration_type != claim["type"]:
        return False
    if "fault" in claim and claim["fault"] not in {finding.fault for finding in found.errors}:
        return False
    judged = found.errors if found.verdict == "refused" else found.warnings
    return "rule" not in claim or claim["rule"] in {finding.code for finding in judged}


def _line(finding: Finding) -> Line:
    return Line(
        code=finding.code,
        fault=finding.fault,
        severity=str(finding.severity),
        text=Text(zh=finding.say("zh"), en=finding.say("en")),
        verified=finding.verified,
    )
