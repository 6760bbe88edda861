"""Words and signs that only the pages of authoring need."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quizzes.kinds import KINDS
from quizzes.lead_in import stem
from quizzes.proof import OUTCOME_LABELS, Outcome
from quizzes.teach.fields import (
    LABELS,
    LANGUAGE_LABELS,
    PART_LABELS,
    option_label,
    part_of,
)
from studyguide.templatetags.ui import icon
from studyguide.text import HTML_LANGUAGES

register = template.Library()

EXCERPT = 140
MARKUP = re.compile(r"[*_`~#>|=^\[\]]+|\((?:https?:|/)[^)]*\)")
SIGNS = {
    Outcome.PROVEN: ("ok", "yes"),
    Outcome.REFUTED: ("bad", "error"),
    Outcome.DEPENDS: ("bad", "switch"),
    Outcome.UNVERIFIED: ("warn", "warning"),
    Outcome.UNDECIDABLE: ("warn", "question"),
}


@register.simple_tag(takes_context=True)
def excerpt(context: template.Context, content: Mapping) -> str:
    """The beginning of a stem in plain words, release first: some differ in that alone.

    Marked where only the other language has it.
    """
    wanted = context.get("lang", "zh")
    has_text = any((content.get("stem") or {}).values())
    text, language = stem(content, wanted) if has_text else ("", wanted)
    words = " ".join(MARKUP.sub("", text).split())
    short = words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1].rstrip()}…"
    if language == wanted:
        return short or "…"
    return format_html('<span lang="{}">{}</span>', HTML_LANGUAGES[language], short or "…")


@register.simple_tag(takes_context=True)
def kind_label(context: template.Context, name: str) -> str:
    kind = KINDS.get(name)
    return kind.label.in_language(context.get("lang", "zh")) if kind else name


@register.simple_tag(takes_context=True)
def proof_badge(context: template.Context, outcome: str) -> str:
    """What was stored of the proof; nothing to show where a question carries none."""
    if outcome not in set(Outcome):
        return format_html('<span class="dim">{}</span>', _("no proof"))
    sign, shape = SIGNS[Outcome(outcome)]
    label = OUTCOME_LABELS[Outcome(outcome)].in_language(context.get("lang", "zh"))
    return format_html('<span class="badge {}">{}{}</span>', sign, icon(shape), label)


@register.simple_tag
def outcome_class(outcome: Outcome) -> str:
    return SIGNS[outcome][0]


@register.simple_tag
def outcome_icon(outcome: Outcome) -> SafeString:
    return icon(SIGNS[outcome][1])


@register.simple_tag
def letter_of(letters: Mapping[str, str], key: str) -> str:
    """The letter under which the form shows an option, or the words of true and false."""
    return {"true": _("True"), "false": _("False")}.get(key, letters.get(key, key))


@register.simple_tag
def change_label(path: tuple[str, ...]) -> str:
    """What people call the place of a change, such as "Option B, text, English"."""
    name, *rest = path
    if name == "options" and rest == ["order"]:
        return _("Order of the options")
    label = str(LABELS.get(name, name))
    if name == "options" and rest:
        label = option_label(rest.pop(0))
    for part in rest:
        label = part_of(label, PART_LABELS.get(part) or LANGUAGE_LABELS.get(part, part))
    return label


@register.simple_tag
def change_text(path: tuple[str, ...], text: str) -> str:
    """A piece of a change; whether an option is correct is said in words."""
    said = {"true": _("yes"), "false": _("no")} if path[-1] == "correct" else {}
    return said.get(text, text)


@register.simple_tag
def change_language(path: tuple[str, ...]) -> str:
    """The `lang` attribute of a text that changed; none for what is no text."""
    if path[-1] not in HTML_LANGUAGES:
        return ""
    return format_html(' lang="{}"', HTML_LANGUAGES[path[-1]])
