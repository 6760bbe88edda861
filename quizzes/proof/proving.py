"""Asking the engine: each option's claim, under every release."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.wire.read import read_site
from quizzes import kinds
from quizzes.kinds.content import canonical
from quizzes.proof.claims import judge
from quizzes.proof.outcome import Cell, Outcome, Proof, Row
from quizzes.proof.reasons import each_once, objection, trouble, weakness
from quizzes.proof.writing import problems
from studyguide.text import Text

REMEMBERED = 512


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
                judgement=judge(claim, site.with_release(release)),
            )
            for release in RELEASES
        ),
    )


def _decided(rows: tuple[Row, ...], scope: tuple[str, ...], *, names_releases: bool) -> Proof:
    cells = [(row, cell) for row in rows for cell in row.cells if cell.in_scope]
    troubles = [(row, cell) for row, cell in cells if cell.holds is None]
    amiss = [(row, cell) for row, cell in cells if not cell.agrees]
    if troubles:
        outcome, reasons = Outcome.UNDECIDABLE, each_once(trouble, troubles)
    elif amiss and not names_releases and _holds_somewhere(rows, scope):
        outcome, reasons = Outcome.DEPENDS, each_once(objection, amiss)
    elif amiss:
        outcome, reasons = Outcome.REFUTED, each_once(objection, amiss)
    else:
        weak = [(row, cell) for row, cell in cells if cell.judgement.unverified]
        outcome = Outcome.UNVERIFIED if weak else Outcome.PROVEN
        reasons = each_once(weakness, weak)
    return Proof(outcome=outcome, scope=scope, rows=rows, reasons=reasons)


def _holds_somewhere(rows: tuple[Row, ...], scope: tuple[str, ...]) -> bool:
    """Whether some release in scope agrees with the whole key."""
    places = [RELEASES.index(release) for release in scope]
    return any(all(row.cells[place].agrees for row in rows) for place in places)


def stored_outcome(content: Mapping) -> str:
    """The outcome as a word to store; empty where no proof is given, or none that can be tried."""
    if not content.get("proof") or problems(content):
        return ""
    return str(prove(content).outcome)
