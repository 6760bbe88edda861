"""The palette: every pair of text and ground can be read, in both themes (WCAG 1.4.3, 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[2] / "static/css/app.css").read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"--([a-z-]+):light-dark\((#[0-9a-f]+, ?#[0-9a-f]+)\)", CSS))
GROUNDS = ("page", "card", "sunk")
TEXTS = ("ink", "muted", "brand", "brand-deep", "ok", "bad", "warn", "susp", "maint")
SOFT = ("brand", "ok", "bad", "warn", "susp", "maint")


def colour(token: str, theme: str) -> tuple[float, float, float]:
    value = TOKENS[token].split(",")[theme == "dark"].strip().lstrip("#")
    if len(value) == 3:
        value = "".join(2 * digit for digit in value)
    return tuple(int(value[i : i + 2], 16) / 255 for i in (0, 2, 4))


def luminance(rgb: tuple[float, float, float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str, theme: str) -> float:
    lighter, darker = sorted(
        (luminance(colour(one, theme)), luminance(colour(other, theme))), reverse=True
    )
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read_on_every_ground(text, ground, theme):
    assert contrast(text, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", SOFT)
def test_a_verdict_and_plain_text_can_be_read_on_its_soft_ground(name, theme):
    assert contrast(name, f"{name}-soft", theme) >= 4.5
    assert contrast("ink", f"{name}-soft", theme) >= 4.5
    assert contrast("muted", f"{name}-soft", theme) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_edge_of_a_control_can_be_seen(ground, theme):
    assert contrast("control", ground, theme) >= 3
    assert contrast("brand", ground, theme) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_on_the_brand_can_be_read(theme):
    assert contrast("on-brand", "brand", theme) >= 4.5
    assert contrast("page", "ink", theme) >= 4.5
