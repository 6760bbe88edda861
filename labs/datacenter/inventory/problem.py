"""A problem: what is wrong with a description of a site, an action or a goal, and where."""

from __future__ import annotations

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
    shown = {name: str(fact) for name, fact in facts.items()}
    filled = (_encodable(template.format_map(shown)) for template in (zh, en))
    zh, en = (text.replace("{", "{{").replace("}", "}}") for text in filled)
    return Problem(_encodable(path), Text(zh=zh, en=en))


def _encodable(text: str) -> str:
    """Lone surrogates, which JSON can smuggle in, replaced: a problem must be printable."""
    return text.encode("utf-8", "replace").decode("utf-8")


def pointer(*parts: str) -> str:
    """A JSON pointer (RFC 6901) from its parts."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
