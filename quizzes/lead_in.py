"""The words that name a question's releases, printed before its stem and never typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from labs.datacenter.releases import NOTES
from studyguide.text import localized

# English words that lose their capital behind the lead-in; names such as vSphere or ESXi keep it.
_PLAIN_WORDS = """
    a after all an are as at because before by can do does during each for from how if in is
    it may must no on one some suppose the these this those to two under what when where which
    while who whose why with you your
""".split()  # noqa: SIM905 - a list of words, not of quotes
_BLOCK = re.compile(r"\s*(?:[#>|]|[-*+] |\d+[.)] |```|~~~|!\[)")


def lead_in(releases: Sequence[str], language: str) -> str:
    """`In vSphere 8.0,` or `按课程笔记，`; empty where a question holds in every release."""
    versions = [release for release in releases if release != NOTES]
    if not releases:
        return ""
    if language == "zh":
        notes = "按课程笔记" if NOTES in releases else ""
        product = f"在vSphere {_listed(versions, '、', '和')}中" if versions else ""
        return f"{'，以及'.join(part for part in (notes, product) if part)}，"
    notes = "According to the course notes" if NOTES in releases else ""
    product = f"in vSphere {_listed(versions, ', ', ' and ')}" if versions else ""
    both = " and ".join(part for part in (notes, product) if part)
    return f"{both[0].upper()}{both[1:]},"


def stem(content: Mapping, language: str) -> tuple[str, str]:
    """The stem as a reader gets it, lead-in included, and the language it really is in."""
    text, actual = localized(content["stem"], language)
    lead = lead_in(content.get("releases") or (), actual)
    if not lead:
        return text, actual
    if _BLOCK.match(text):
        return f"{lead}\n\n{text}", actual
    return (f"{lead}{text}" if actual == "zh" else f"{lead} {_lowered(text)}"), actual


def _listed(words: Sequence[str], comma: str, last: str) -> str:
    return last.join(filter(None, (comma.join(words[:-1]), words[-1])))


def _lowered(text: str) -> str:
    first = re.match(r"[A-Za-z]+", text)
    if first and first.group().lower() in _PLAIN_WORDS:
        return text[0].lower() + text[1:]
    return text
