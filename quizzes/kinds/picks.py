"""Grading picked options: the receipt of a mode, or of the one option that was picked."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from quizzes.kinds.grade import EMPTY, Grade, Other, Receipt, Share
from quizzes.modes import MODES, Mode, Picks
from studyguide.text import Text

if TYPE_CHECKING:
    from quizzes.kinds.choice import ChoiceKind

ENUMERABLE = 12  # options up to which chance is counted over every set of picks
SINGLE_LABEL = Text(zh="所选选项的分值", en="The worth of the option picked")


def grade_picks(
    kind: ChoiceKind, content: Mapping, response: Mapping | None, *, mode: str | None
) -> Grade:
    """The grade of picks. KeyError for a mode that is none, ValueError for a strange option."""
    chosen = MODES[mode or content.get("scoring", "exact")]
    picks = _picks(kind, content, response)
    if kind.has_modes:
        score = _score(chosen, picks)
        receipt = _receipt_of_mode(content, chosen, picks, score)
    else:
        score = max((picks.weights[key] for key in picks.picked), default=Fraction(0))
        receipt = _receipt_of_one(picks, score)
    return Grade(score=score, correct=picks.picked == picks.key, receipt=receipt)


def _picks(kind: ChoiceKind, content: Mapping, response: Mapping | None) -> Picks:
    options = kind.options(content)
    picked = kind.picked(response)
    strangers = picked - {option.key for option in options}
    if strangers:
        raise ValueError(f"The answer names options the question lacks: {sorted(strangers)}.")
    return Picks(
        options=tuple(option.key for option in options),
        key=kind.key(content),
        picked=picked,
        weights={option.key: option.weight for option in options},
    )


def _score(mode: Mode, picks: Picks) -> Fraction:
    return mode.score(picks) if picks.picked else Fraction(0)


def _receipt_of_mode(content: Mapping, mode: Mode, picks: Picks, score: Fraction) -> Receipt:
    return Receipt(
        mode=mode.name,
        label=mode.label,
        formula=mode.formula(picks) if picks.picked else EMPTY,
        shares=_shares(picks, mode),
        others=tuple(
            Other(mode=other.name, label=other.label, score=_score(other, picks))
            for other in MODES.values()
            if other.name != mode.name and _is_comparable(other, picks)
        ),
        chance=_chance(content, mode, picks),
    )


def _is_comparable(mode: Mode, picks: Picks) -> bool:
    """Weights are worth a comparison only where the author gave fractions."""
    return mode.name != "weights" or any(
        weight.denominator != 1 or weight < 0 for weight in picks.weights.values()
    )


def _receipt_of_one(picks: Picks, score: Fraction) -> Receipt:
    formula = Text(
        zh=f"所选选项值{score}分 → {score}", en=f"the option picked is worth {score} → {score}"
    )
    return Receipt(
        mode="exact",
        label=SINGLE_LABEL,
        formula=formula if picks.picked else EMPTY,
        shares=tuple(
            Share(
                key=key,
                picked=key in picks.picked,
                correct=key in picks.key,
                share=picks.weights[key] if key in picks.picked else Fraction(0),
            )
            for key in picks.options
        ),
        others=(),
        chance=sum(picks.weights.values(), Fraction(0)) / len(picks.options),
    )


def _shares(picks: Picks, mode: Mode) -> tuple[Share, ...]:
    return tuple(
        Share(
            key=key,
            picked=key in picks.picked,
            correct=key in picks.key,
            share=mode.share(picks, key) if mode.share and picks.picked else None,
        )
        for key in picks.options
    )


def _chance(content: Mapping, mode: Mode, picks: Picks) -> Fraction | None:
    """The mean score over every set of picks that fits the instruction, the empty set left out."""
    count = len(picks.options)
    if count > ENUMERABLE:
        return None
    choose = content.get("choose")
    sizes = (choose,) if choose else range(1, count + 1)
    scores = [
        mode.score(
            Picks(
                options=picks.options,
                key=picks.key,
                picked=frozenset(chosen),
                weights=picks.weights,
            )
        )
        for size in sizes
        for chosen in combinations(picks.options, size)
    ]
    return sum(scores, Fraction(0)) / len(scores)
