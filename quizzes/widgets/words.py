"""A text of a question in the language a reader gets, and which language that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from studyguide.markdown import render_markdown
from studyguide.text import HTML_LANGUAGES, localized


@dataclass(frozen=True, kw_only=True)
class Words:
    """Markdown source, and its language for the `lang` attribute.

    `scope` keeps ids inside the text apart from those of other texts on the page.
    """

    markdown: str
    language: str
    scope: str = ""

    @property
    def html(self) -> SafeString:
        return render_markdown(self.markdown, scope=self.scope)

    @property
    def plain(self) -> str:
        """The words alone, on one line: for lists that show how a question begins."""
        return unescape(" ".join(strip_tags(self.html).split()))

    @property
    def html_language(self) -> str:
        return HTML_LANGUAGES[self.language]


def words(texts: Mapping[str, str], language: str, *, scope: str = "") -> Words:
    text, actual = localized(texts, language)
    return Words(markdown=text, language=actual, scope=scope)
