"""A problem: what is wrong with a description of a site, an action or a goal, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from labs.datacenter.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """`path` is a JSON pointer; `text` is a finished sentence in both languages."""

    path: str
    text: Text

    def say(self, language: str) -> str:
        return f"{self.path or '/'}: {self.text.in_language(language).format()}"


def problem(path: str, zh: str, en: str, /, **facts: object) -> Problem:
    """A problem with its facts filled in; nothing an author typed can act as a template."""
    told = Text(zh=_filled(zh, "zh", facts), en=_filled(en, "en", facts))
    return Problem(_encodable(path), told)


def _filled(template: str, language: str, facts: Mapping[str, object]) -> str:
    """The sentence, a fact with a name in each language by that of the sentence's."""
    shown = {
        name: fact.in_language(language) if isinstance(fact, Text) else str(fact)
        for name, fact in facts.items()
    }
    text = _encodable(template.format_map(shown))
    return text.replace("{", "{{").replace("}", "}}")


def _encodable(text: str) -> str:
    """Lone surrogates, which JSON can smuggle in, replaced: a problem must be printable."""
    return text.encode("utf-8", "replace").decode("utf-8")


def pointer(*parts: str) -> str:
    """A JSON pointer (RFC 6901) from its parts."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
