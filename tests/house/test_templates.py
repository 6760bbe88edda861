"""What every template keeps: its size by its name, no inline script or style, real links."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DRAWINGS = sorted((ROOT / "templates").rglob("*.svg"))
FREE_STANDING = {"base.html", "400.html", "500.html"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_there_are_templates_and_drawings():
    assert len(TEMPLATES) > 200
    assert len(DRAWINGS) > 50


def test_a_template_extends_a_page_exactly_when_its_name_wears_no_underscore():
    wrong = [
        named(path)
        for path in TEMPLATES
        if path.name not in FREE_STANDING
        and "django/forms" not in named(path)
        and ("{% extends" in text_of(path)) == path.name.startswith("_")
    ]

    assert wrong == []


def test_no_template_carries_inline_script_style_or_handlers():
    found = []
    for path in [*TEMPLATES, *DRAWINGS]:
        text = re.sub(r"{%.*?%}", "", text_of(path))
        inline = re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
        inline += [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
        found += [f"{named(path)}: {each}" for each in inline]

    assert found == []


def test_no_template_loads_from_another_host():
    found = [
        f"{named(path)}: {each}"
        for path in TEMPLATES
        for each in re.findall(r"(?:src|href|action)=[\"']?(?:https?:)?//", text_of(path))
    ]

    assert found == []


def test_every_htmx_request_names_its_target_and_swap_on_the_element():
    found = [
        f"{named(path)}: {tag}"
        for path in TEMPLATES
        for tag in re.findall(r"<[a-z]+[^>]*\shx-(?:get|post)=[^>]*>", text_of(path))
        if "hx-target" not in tag or "hx-swap" not in tag
    ]

    assert found == []


def test_every_posted_form_carries_the_csrf_token_and_an_address():
    found = [
        f"{named(path)}: {form[:200]}"
        for path in TEMPLATES
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text_of(path), re.S | re.I)
        if "{% csrf_token %}" not in form or "action=" not in form.partition(">")[0]
    ]

    assert found == []


def test_a_named_button_outside_its_form_says_that_it_submits():
    """htmx 2 hears which button was pressed outside a form only where the type is written out."""
    found = [
        f"{named(path)}: {tag}"
        for path in TEMPLATES
        for tag in re.findall(r"<button[^>]*\sform=[^>]*>", re.sub(r"{#.*?#}", "", text_of(path)))
        if "name=" in tag and 'type="submit"' not in tag
    ]

    assert found == []
