"""What every template keeps: its size by its name, no inline script or style, real links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DRAWINGS = sorted((ROOT / "templates").rglob("*.svg"))
FREE_STANDING = {"base.html", "400.html", "500.html"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_extends_a_page_exactly_when_its_name_wears_no_underscore(path):
    text = path.read_text(encoding="utf-8")
    if path.name in FREE_STANDING or "django/forms" in named(path) or path.suffix != ".html":
        return

    assert ("{% extends" in text) == (not path.name.startswith("_"))


@pytest.mark.parametrize("path", [*TEMPLATES, *DRAWINGS], ids=named)
def test_no_template_carries_inline_script_style_or_handlers(path):
    text = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"))

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_no_template_loads_from_another_host(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_htmx_request_names_its_target_and_swap_on_the_element(path):
    text = path.read_text(encoding="utf-8")
    for tag in re.findall(r"<[a-z]+[^>]*\shx-(?:get|post)=[^>]*>", text):
        assert "hx-target" in tag, tag
        assert "hx-swap" in tag, tag


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_posted_form_carries_the_csrf_token_and_an_address(path):
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.S | re.I):
        assert "{% csrf_token %}" in form, form[:200]
        assert "action=" in form.partition(">")[0], form[:200]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_named_button_outside_its_form_says_that_it_submits(path):
    """htmx 2 hears which button was pressed outside a form only where the type is written out."""
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))
    for tag in re.findall(r"<button[^>]*\sform=[^>]*>", text):
        assert "name=" not in tag or 'type="submit"' in tag, tag
