"""Numbers exactly as people type them: decimal text to fractions and back, never through floats."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

DIGITS = 15
DECIMAL = re.compile(rf"[+-]?[0-9]{{1,{DIGITS}}}(?:\.[0-9]{{1,{DIGITS}}})?")
_THOUSANDS = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
_MINUS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2013": "-"})


def plain_decimal(typed: str) -> str | None:
    """What was typed as decimal text: full-width figures and thousands commas are understood.

    None where it is no number. `1,5` is none: a comma may stand between thousands alone.
    """
    text = unicodedata.normalize("NFKC", typed).translate(_MINUS).strip()
    if match := _THOUSANDS.fullmatch(text):
        text = match[1] + match[2].replace(",", "") + (match[3] or "")
    return text.removeprefix("+") if DECIMAL.fullmatch(text) else None


def decimal_text(value: Fraction) -> str:
    """The number in figures: exact where decimals end within 15 places, else marked by `≈`."""
    scaled = abs(value) * 10**DIGITS
    sign, near = ("-" if value < 0 else ""), "" if scaled.denominator == 1 else "≈"
    if near:
        scaled = Fraction(round(abs(value) * 10**6) * 10 ** (DIGITS - 6))
    whole, rest = divmod(int(scaled), 10**DIGITS)
    decimals = f"{rest:0{DIGITS}}".rstrip("0")
    return f"{near}{sign}{whole}{'.' + decimals if decimals else ''}"
