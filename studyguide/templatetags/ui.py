"""The few tags all templates share: icons, state glyphs, and texts keyed by language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from studyguide.text import HTML_LANGUAGES, Text, localized

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """The drawing `templates/icons/<name>.svg`, hidden from readers: a word stands beside it."""
    return _sign(f"icons/{name}.svg", extra=extra)


@register.simple_tag
def glyph(state: str, size: int = 15) -> SafeString:
    """The 16 px sign of a state of the datacenter, `templates/glyphs/<state>.svg`."""
    return _sign(f"glyphs/{state}.svg", size=size)


@lru_cache(maxsize=512)
def _sign(template_name: str, **options: object) -> SafeString:
    """A small drawing, rendered once: a page of a lab has fifty of them."""
    return render_to_string(template_name, options)


@register.simple_tag(takes_context=True)
def text(context: template.Context, texts: Text | Mapping[str, str]) -> str:
    """A text in the reader's language, marked where only the other language has it."""
    wanted = context.get("lang", "zh")
    words, language = localized(texts, wanted)
    if language == wanted:
        return words
    return format_html('<span lang="{}">{}</span>', HTML_LANGUAGES[language], words)


@register.simple_tag
def release_name(release: str) -> str:
    """What a rule set is called where people read it."""
    if release == "notes":
        return gettext("Course notes")
    return gettext("Release %(release)s") % {"release": release}


@register.filter
def in_language(texts: Text | Mapping[str, str], language: str) -> str:
    """The text in a given language, or in another that has it."""
    return localized(texts, language)[0]
