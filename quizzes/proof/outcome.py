"""What may become of a key that the engine is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from labs.datacenter.releases import RELEASES
from quizzes.proof.claims import Judgement
from studyguide.text import Text


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
    judgement: Judgement

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
