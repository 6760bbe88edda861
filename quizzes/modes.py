"""Ways to score picks against a key, as exact formulas, each under its own name.

Sources: Moodle `question/type/multichoice`, RELATE `course/page/choice.py`, edX
`capa/responsetypes.py` (EDC and halves), Canvas partial credit with penalty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from studyguide.text import Text

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, kw_only=True)
class Picks:
    """What was picked, set against the key."""

    options: tuple[str, ...]
    key: frozenset[str]
    picked: frozenset[str]
    weights: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def right(self) -> int:
        return len(self.picked & self.key)

    @property
    def wrong(self) -> int:
        return len(self.picked - self.key)

    @property
    def errors(self) -> int:
        """Options that differ from the key: picked but wrong, or right but not picked."""
        return len(self.picked ^ self.key)


@dataclass(frozen=True, kw_only=True)
class Mode:
    """One formula: the score, and the share of each option where the score is a sum."""

    name: str
    label: Text
    score: Callable[[Picks], Fraction]
    formula: Callable[[Picks], Text]
    share: Callable[[Picks, str], Fraction] | None = None


def clamped(value: Fraction) -> Fraction:
    return min(ONE, max(ZERO, value))


# Shares of one option.


def _per_right(picks: Picks, key: str, penalty: Fraction) -> Fraction:
    if key not in picks.picked:
        return ZERO
    return Fraction(1, len(picks.key)) if key in picks.key else penalty


def _even(picks: Picks, key: str) -> Fraction:
    return _per_right(picks, key, Fraction(-1, len(picks.key)))


def _harsh(picks: Picks, key: str) -> Fraction:
    return _per_right(picks, key, Fraction(-1))


def _free(picks: Picks, key: str) -> Fraction:
    return _per_right(picks, key, ZERO)


def _unless_wrong(picks: Picks, key: str) -> Fraction:
    return ZERO if picks.wrong else _per_right(picks, key, ZERO)


def _agreeing(picks: Picks, key: str) -> Fraction:
    agrees = (key in picks.picked) == (key in picks.key)
    return Fraction(1, len(picks.options)) if agrees else ZERO


def _weighted(picks: Picks, key: str) -> Fraction:
    return picks.weights.get(key, ZERO) if key in picks.picked else ZERO


def _sum_of(share: Callable[[Picks, str], Fraction]) -> Callable[[Picks], Fraction]:
    return lambda picks: clamped(sum((share(picks, key) for key in picks.options), ZERO))


# Whole scores.


def _exact(picks: Picks) -> Fraction:
    return ONE if picks.errors == 0 else ZERO


def _proportional(picks: Picks) -> Fraction:
    return Fraction(len(picks.options) - picks.errors, len(picks.options))


def _edc(picks: Picks) -> Fraction:
    """Every decision counts; blank is 0, and the score is rounded to two places."""
    return Fraction(round(_proportional(picks) * 100), 100) if picks.picked else ZERO


def _halves(picks: Picks) -> Fraction:
    count = len(picks.options)
    if picks.errors == 0:
        return ONE
    if picks.errors == 1 and count > 2:
        return Fraction(1, 2)
    if picks.errors == 2 and count > 4:
        return Fraction(1, 4)
    return ZERO


# One line that says how the number came about.


def _exact_formula(picks: Picks) -> Text:
    if picks.errors == 0:
        return Text(zh="与答案完全一致 → 1", en="all options agree with the key → 1")
    return Text(
        zh=f"{picks.errors}个选项与答案不符，须全部相符 → 0",
        en=f"options that differ from the key: {picks.errors}; all must agree → 0",
    )


def _penalty_formula(picks: Picks) -> Text:
    score = clamped(Fraction(picks.right - picks.wrong, len(picks.key)))
    size = len(picks.key)
    return Text(
        zh=f"（选对{picks.right} − 选错{picks.wrong}）÷ {size}，不低于0 → {score}",
        en=f"({picks.right} right − {picks.wrong} wrong) ÷ {size}, not below 0 → {score}",
    )


def _harsh_formula(picks: Picks) -> Text:
    score = clamped(Fraction(picks.right, len(picks.key)) - picks.wrong)
    size = len(picks.key)
    return Text(
        zh=f"选对{picks.right} ÷ {size} − 选错{picks.wrong}，不低于0 → {score}",
        en=f"{picks.right} right ÷ {size} − {picks.wrong} wrong, not below 0 → {score}",
    )


def _free_formula(picks: Picks) -> Text:
    score = Fraction(picks.right, len(picks.key))
    size = len(picks.key)
    return Text(
        zh=f"选对{picks.right} ÷ {size}，选错不扣分 → {score}",
        en=f"{picks.right} right ÷ {size}, wrong picks cost nothing → {score}",
    )


def _proportional_formula(picks: Picks) -> Text:
    count, score = len(picks.options), _proportional(picks)
    return Text(
        zh=f"（{count}个选项 − {picks.errors}处不符）÷ {count} → {score}",
        en=f"({count} options − {picks.errors} that differ) ÷ {count} → {score}",
    )


def _edc_formula(picks: Picks) -> Text:
    count, score = len(picks.options), _edc(picks)
    return Text(
        zh=f"（{count}个选项 − {picks.errors}处不符）÷ {count}，保留两位小数 → {score}",
        en=f"({count} options − {picks.errors} that differ) ÷ {count}, to two places → {score}",
    )


def _proportional_correct_formula(picks: Picks) -> Text:
    if picks.wrong:
        return Text(
            zh=f"选错{picks.wrong}项，选错即为0 → 0",
            en=f"wrong picks: {picks.wrong}; any wrong pick gives 0 → 0",
        )
    size, score = len(picks.key), Fraction(picks.right, len(picks.key))
    return Text(
        zh=f"选对{picks.right} ÷ {size} → {score}", en=f"{picks.right} right ÷ {size} → {score}"
    )


def _halves_formula(picks: Picks) -> Text:
    score = _halves(picks)
    return Text(
        zh=f"{picks.errors}处不符：每多一处减半，只容少数 → {score}",
        en=f"{picks.errors} that differ: halved for each, a few at most → {score}",
    )


def _weights_formula(picks: Picks) -> Text:
    parts = [str(picks.weights.get(key, ZERO)) for key in sorted(picks.picked)] or ["0"]
    score = _sum_of(_weighted)(picks)
    return Text(
        zh=f"所选选项的分数之和{' + '.join(parts)}，限于0到1 → {score}",
        en=f"sum of the fractions picked {' + '.join(parts)}, kept within 0 and 1 → {score}",
    )


_ALL = (
    Mode(
        name="exact",
        label=Text(zh="全部选对才得分", en="All or nothing"),
        score=_exact,
        formula=_exact_formula,
    ),
    Mode(
        name="partial",
        label=Text(zh="部分得分，选错扣分（Canvas）", en="Partial with penalty (Canvas)"),
        score=_sum_of(_even),
        formula=_penalty_formula,
        share=_even,
    ),
    Mode(
        name="proportional_correct",
        label=Text(
            zh="按选对的比例，选错即为0（RELATE）",
            en="In proportion to correct picks, 0 if any is wrong (RELATE)",
        ),
        score=_sum_of(_unless_wrong),
        formula=_proportional_correct_formula,
        share=_unless_wrong,
    ),
    Mode(
        name="weights",
        label=Text(zh="按选项分数（Moodle）", en="By the fraction of each option (Moodle)"),
        score=_sum_of(_weighted),
        formula=_weights_formula,
        share=_weighted,
    ),
    Mode(
        name="moodle_even",
        label=Text(
            zh="Moodle，选错扣一项的分", en="Moodle, a wrong pick costs what a right one earns"
        ),
        score=_sum_of(_even),
        formula=_penalty_formula,
        share=_even,
    ),
    Mode(
        name="moodle_harsh",
        label=Text(zh="Moodle，选错扣100%", en="Moodle, a wrong pick costs 100%"),
        score=_sum_of(_harsh),
        formula=_harsh_formula,
        share=_harsh,
    ),
    Mode(
        name="moodle_free",
        label=Text(zh="Moodle，选错不扣分", en="Moodle, a wrong pick costs nothing"),
        score=_sum_of(_free),
        formula=_free_formula,
        share=_free,
    ),
    Mode(
        name="proportional",
        label=Text(zh="按相符选项的比例（RELATE）", en="In proportion to agreement (RELATE)"),
        score=_proportional,
        formula=_proportional_formula,
        share=_agreeing,
    ),
    Mode(
        name="edc",
        label=Text(zh="每个判断都计分（edX EDC）", en="Every decision counts (edX EDC)"),
        score=_edc,
        formula=_edc_formula,
        share=_agreeing,
    ),
    Mode(
        name="halves",
        label=Text(zh="错一处减半（edX halves）", en="Halved for an error (edX halves)"),
        score=_halves,
        formula=_halves_formula,
    ),
)

MODES: dict[str, Mode] = {mode.name: mode for mode in _ALL}
OFFERED = ("exact", "partial", "proportional_correct")
FOLDED = ("weights", "moodle_even", "moodle_harsh", "proportional", "edc", "halves")


def selectable(name: str) -> bool:
    """Whether an author may choose the mode; `moodle_free` rewards ticking everything."""
    return name in OFFERED or name in FOLDED
