"""Texts keyed by language: the shape in which all content stands, in files and in rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("zh", "en")
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}
HTML_LANGUAGES = {"zh": "zh-Hans", "en": "en"}


@dataclass(frozen=True, kw_only=True)
class Text:
    """One text in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    def as_json(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


def localized(texts: Mapping[str, str] | Text, language: str) -> tuple[str, str]:
    """The text in the language asked for, else in another, and the language it really is in.

    An instructor may publish one language alone; the reader of the other sees it labelled.
    """
    if isinstance(texts, Text):
        return texts.in_language(language), language
    for candidate in (language, *LANGUAGES):
        if texts.get(candidate):
            return texts[candidate], candidate
    return "", language
