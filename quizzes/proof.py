"""Proof of a key: the engine decides each option's claim under every release.

An option belongs to the key exactly where its claim holds. Where no proof is given, or a claim
cannot be tried, nothing is decided and nothing is pretended.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.wire.read import read_site
from quizzes import claims, kinds
from quizzes.kinds.content import Problem, Stage, canonical, escaped, problem, unknown_keys
from studyguide.blueprint import blueprint
from studyguide.text import Text

PROOF_KEYS = frozenset(("site", "claims"))
LARGEST = 100_000
REMEMBERED = 512
GRADED_ALIKE = ("imprecise",)  # statuses whose claim still decides a question the same way


class Outcome(StrEnum):
    PROVEN = "proven"
    REFUTED = "refuted"
    DEPENDS = "depends"
    UNVERIFIED = "unverified"
    UNDECIDABLE = "undecidable"


OUTCOME_LABELS: dict[Outcome, Text] = {
    Outcome.PROVEN: Text(zh="已由引擎证明", en="Proven by the engine"),
    Outcome.REFUTED: Text(zh="被引擎驳回", en="Refuted by the engine"),
    Outcome.DEPENDS: Text(zh="答案随版本而变", en="Key depends on the release"),
    Outcome.UNVERIFIED: Text(zh="依据未核实的规则", en="Rests on an unverified rule"),
    Outcome.UNDECIDABLE: Text(zh="没有可判定的证明", en="No proof to decide by"),
}


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One option under one release: what was claimed there, and what the engine found."""

    release: str
    in_scope: bool
    is_key: bool
    judgement: claims.Judgement

    @property
    def holds(self) -> bool | None:
        return self.judgement.holds

    @property
    def agrees(self) -> bool:
        return self.judgement.holds == self.is_key


@dataclass(frozen=True, kw_only=True)
class Row:
    """One claimed option across the releases."""

    option: str
    is_key: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What the engine says of a key; rows are empty where no proof was given."""

    outcome: Outcome
    scope: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    reasons: tuple[Text, ...] = ()

    @property
    def label(self) -> Text:
        return OUTCOME_LABELS[self.outcome]

    @property
    def by_release(self) -> dict[str, dict[str, bool | None]]:
        """Release -> option -> whether its claim holds there."""
        return {
            release: {row.option: row.cells[place].holds for row in self.rows}
            for place, release in enumerate(RELEASES)
            if self.rows
        }

    def agrees_in(self, release: str) -> bool:
        place = RELEASES.index(release)
        return bool(self.rows) and all(row.cells[place].agrees for row in self.rows)


# Validation.


def problems(content: object, stage: Stage = Stage.PUBLISHED) -> list[Problem]:
    """Everything wrong with content, the inside of its proof included."""
    found = kinds.problems(content, stage)
    if isinstance(content, Mapping) and content.get("proof") is not None:
        found += proof_problems(content, complete=stage is not Stage.DRAFT and not found)
    return list(found)


def proof_problems(content: Mapping, *, complete: bool) -> Iterator[Problem]:
    """What is wrong with the writing of a proof; `complete` asks for every option's claim."""
    proof = content["proof"]
    if not isinstance(proof, Mapping):
        yield problem("/proof", zh="需要site和claims", en="needs the keys site and claims")
        return
    if len(json.dumps(proof, default=str)) > LARGEST:
        yield problem("/proof", zh="太大", en=f"is larger than {LARGEST} characters")
        return
    yield from unknown_keys(proof, PROOF_KEYS, "/proof")
    yield from _site_problems(proof.get("site"))
    given = proof.get("claims")
    if not isinstance(given, Mapping):
        yield problem(
            "/proof/claims",
            zh="需要每个选项的主张",
            en="needs the claims of the options, by their keys",
        )
        return
    for key, claim in given.items():
        yield from claims.claim_problems(claim, f"/proof/claims/{escaped(str(key))}")
    if complete:
        yield from _coverage_problems(content, given)


def _site_problems(site: object) -> Iterator[Problem]:
    if not isinstance(site, Mapping):
        yield problem("/proof/site", zh="需要一个站点", en="needs a site")
        return
    for each in read_site(dict(site))[1]:
        yield Problem(
            pointer=f"/proof/site{each.path}",
            text=Text(
                zh=each.text.in_language("zh").format(), en=each.text.in_language("en").format()
            ),
        )


def _coverage_problems(content: Mapping, given: Mapping) -> Iterator[Problem]:
    wanted = kinds.kind_of(content).claimed(content)
    for key in wanted:
        if key not in given:
            yield problem(
                "/proof/claims",
                zh=f"需要选项“{key}”的主张",
                en=f"needs a claim for the option '{key}'",
            )
    for key in given:
        if key not in wanted:
            yield problem(
                f"/proof/claims/{escaped(str(key))}",
                zh=f"没有需要主张的选项“{str(key)[:20]}”",
                en=f"'{str(key)[:20]}' is not an option that needs a claim",
            )


# Proving.


def prove(content: Mapping) -> Proof:
    """The proof of content that has no problems, remembered by what it rests on."""
    rests_on = ("kind", "options", "releases", "proof", "choose")
    return _prove(canonical({key: content[key] for key in rests_on if key in content}))


@lru_cache(maxsize=REMEMBERED)
def _prove(text: str) -> Proof:
    content = json.loads(text)
    scope = tuple(content.get("releases") or RELEASES)
    if not content.get("proof"):
        return Proof(
            outcome=Outcome.UNDECIDABLE,
            scope=scope,
            reasons=(Text(zh="这道题没有证明。", en="The question carries no proof."),),
        )
    site, _ = read_site(content["proof"]["site"])
    rows = tuple(_row(content, key, site, scope) for key in kinds.kind_of(content).claimed(content))
    return _decided(rows, scope, names_releases=bool(content.get("releases")))


def _row(content: Mapping, option: str, site: Site, scope: tuple[str, ...]) -> Row:
    is_key = option in kinds.kind_of(content).key(content)
    claim = content["proof"]["claims"][option]
    return Row(
        option=option,
        is_key=is_key,
        cells=tuple(
            Cell(
                release=release,
                in_scope=release in scope,
                is_key=is_key,
                judgement=claims.judge(claim, site.with_release(release)),
            )
            for release in RELEASES
        ),
    )


def _decided(rows: tuple[Row, ...], scope: tuple[str, ...], *, names_releases: bool) -> Proof:
    cells = [(row, cell) for row in rows for cell in row.cells if cell.in_scope]
    troubles = [(row, cell) for row, cell in cells if cell.holds is None]
    amiss = [(row, cell) for row, cell in cells if not cell.agrees]
    if troubles:
        outcome, reasons = Outcome.UNDECIDABLE, _each_once(_trouble, troubles)
    elif amiss and not names_releases and _holds_somewhere(rows, scope):
        outcome, reasons = Outcome.DEPENDS, _each_once(_objection, amiss)
    elif amiss:
        outcome, reasons = Outcome.REFUTED, _each_once(_objection, amiss)
    else:
        weak = [(row, cell) for row, cell in cells if cell.judgement.unverified]
        outcome = Outcome.UNVERIFIED if weak else Outcome.PROVEN
        reasons = _each_once(_weakness, weak)
    return Proof(outcome=outcome, scope=scope, rows=rows, reasons=reasons)


def _holds_somewhere(rows: tuple[Row, ...], scope: tuple[str, ...]) -> bool:
    """Whether some release in scope agrees with the whole key."""
    places = [RELEASES.index(release) for release in scope]
    return any(all(row.cells[place].agrees for row in rows) for place in places)


def _each_once(say: object, cells: list[tuple[Row, Cell]]) -> tuple[Text, ...]:
    """One sentence for each option and cause, naming all releases it is true of."""
    releases: dict[tuple[str, Text], list[str]] = {}
    for row, cell in cells:
        releases.setdefault((row.option, say(cell)), []).append(cell.release)
    return tuple(
        Text(
            zh=f"{_named(where, 'zh')}：选项{option} {cause.zh}",
            en=f"{_named(where, 'en')}: option {option} {cause.en}",
        )
        for (option, cause), where in releases.items()
    )


def _named(releases: list[str], language: str) -> str:
    notes = {"zh": "笔记", "en": "notes"}[language]
    shown = [notes if release == "notes" else release for release in releases]
    return ("、" if language == "zh" else ", ").join(shown)


def _trouble(cell: Cell) -> Text:
    return cell.judgement.trouble


def _objection(cell: Cell) -> Text:
    by = _by_rules(cell)
    if cell.is_key:
        return Text(zh=f"是答案，但主张不成立{by.zh}", en=f"is keyed, but its claim fails{by.en}")
    return Text(zh=f"不是答案，但主张成立{by.zh}", en=f"is not keyed, but its claim holds{by.en}")


def _by_rules(cell: Cell) -> Text:
    errors = [line for line in cell.judgement.lines if line.severity == "error"]
    if errors:
        shown = ", ".join(dict.fromkeys(f"{line.code} ({line.fault})" for line in errors))
        return Text(zh=f"：被拒绝，{shown}", en=f": refused by {shown}")
    if cell.judgement.verdict == "allowed":
        return Text(zh="：操作被允许", en=": the action is allowed")
    return Text(zh="", en="")


def _weakness(cell: Cell) -> Text:
    codes = ", ".join(
        dict.fromkeys(line.code for line in cell.judgement.lines if not line.verified)
    )
    return Text(
        zh=f"依据未核实的规则 {codes}".rstrip(), en=f"rests on an unverified rule {codes}".rstrip()
    )


def stored_outcome(content: Mapping) -> str:
    """The outcome as a word to store; empty where no proof is given, or none that can be tried."""
    if not content.get("proof") or problems(content):
        return ""
    return str(prove(content).outcome)


# What may be used.


def may_publish(content: object, *, stage: Stage = Stage.PUBLISHED) -> list[Problem]:
    """Everything that forbids putting the question in use; an empty list is permission."""
    found = problems(content, stage)
    if found:
        return found
    proof = prove(content)
    if content.get("proof"):
        return _proof_refusals(proof)
    return _dispute_refusals(content)


def _proof_refusals(proof: Proof) -> list[Problem]:
    said = {
        Outcome.REFUTED: Text(zh="答案与引擎不符", en="is refuted by the engine"),
        Outcome.DEPENDS: Text(
            zh="答案随版本而变，题目却没有注明版本",
            en="holds in some releases only, and the question names none",
        ),
        Outcome.UNDECIDABLE: Text(zh="证明无法判定", en="cannot be decided"),
    }.get(proof.outcome)
    if said is None:
        return []
    return [
        Problem(
            pointer="/proof",
            text=Text(zh=f"{said.zh}。{reason.zh}", en=f"{said.en}. {reason.en}"),
        )
        for reason in proof.reasons
    ]


def _dispute_refusals(content: Mapping) -> list[Problem]:
    """A disputed claim decides no question unless a release is named or the engine has spoken."""
    if content.get("releases"):
        return []
    known = blueprint().objectives
    return [
        problem(
            "/releases",
            zh=f"目标{each}的说法有争议：请注明版本，或给出证明",
            en=f"needs a release or a proof: the claim of objective {each} is disputed",
        )
        for each in content.get("objectives") or ()
        if known[each].status not in ("correct", *GRADED_ALIKE)
    ]


def may_use_in_exam(content: Mapping) -> bool:
    """Whether a graded exam may ask it: publishable, and resting on nothing unverified."""
    if may_publish(content):
        return False
    known = blueprint().objectives
    return prove(content).outcome != Outcome.UNVERIFIED and all(
        known[each].is_verified for each in content["objectives"]
    )
