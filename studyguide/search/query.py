"""What a reader typed, as terms: each a set of words that mean the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from studyguide.search.tokens import folded, pairs, runs
from studyguide.yaml_files import read_yaml

ALIASES = Path(__file__).resolve().parents[1] / "content" / "aliases.yaml"
MAX_CHARACTERS = 200
MAX_TERMS = 12
MIN_PREFIX = 3  # a shorter Latin word is looked for whole: "ha" is not "has"

Run = tuple[str, bool]  # the word, and whether it is Chinese
Phrase = tuple[Run, ...]  # words in a row


@dataclass(frozen=True, kw_only=True)
class Term:
    """Alternatives for one idea; the first is what was typed."""

    phrases: tuple[Phrase, ...]


def terms_of(query: str) -> tuple[Term, ...]:
    """The ideas in a query, at most `MAX_TERMS`; nothing for what holds no letter or digit."""
    typed = list(runs(query[:MAX_CHARACTERS]))
    terms: list[Term] = []
    while typed and len(terms) < MAX_TERMS:
        phrase, alternatives = _known_words(typed)
        terms.append(Term(phrases=(phrase, *(each for each in alternatives if each != phrase))))
        typed = typed[len(phrase) :]
    return tuple(dict.fromkeys(terms))


def loosened(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Each word and each pair of characters for itself: for a query that finds nothing whole."""
    words: dict[Phrase, None] = {}
    for term in terms:
        for phrase in term.phrases:
            for run, is_han in phrase:
                parts = pairs(run)[:-1] if is_han and len(run) > 1 else [run]
                words |= dict.fromkeys(((part, is_han),) for part in parts)
    return tuple(Term(phrases=(word,)) for word in list(words)[: 2 * MAX_TERMS])


def patterns(terms: tuple[Term, ...]) -> list[str]:
    """Regular expressions for the places to mark in a folded text, longest first."""
    phrases = {phrase for term in terms for phrase in term.phrases}
    in_order = sorted(phrases, key=lambda phrase: -sum(len(run) for run, _ in phrase))
    return [r"[\W_]*".join(_pattern(run, is_han) for run, is_han in each) for each in in_order]


def _pattern(run: str, is_han: bool) -> str:
    return re.escape(run) if is_han else rf"(?<![a-z0-9]){re.escape(run)}"


def as_fts5(terms: tuple[Term, ...], *, join: str) -> str:
    """The query in SQLite's words; every string quoted, so that none is an operator."""
    return f" {join} ".join(f"({' OR '.join(map(_fts5_phrase, term.phrases))})" for term in terms)


def as_tsquery(terms: tuple[Term, ...], *, join: str) -> str:
    """The query in PostgreSQL's words."""
    sign = {"AND": "&", "OR": "|"}[join]
    return f" {sign} ".join(f"({' | '.join(map(_ts_phrase, term.phrases))})" for term in terms)


def _known_words(typed: list[Run]) -> tuple[Phrase, tuple[Phrase, ...]]:
    """The longest alias that the query begins with, or its first word alone."""
    for length in range(min(len(typed), 4), 0, -1):
        phrase = tuple(typed[:length])
        if phrase in aliases():
            return phrase, aliases()[phrase]
    return tuple(typed[:1]), ()


@lru_cache(maxsize=1)
def aliases() -> dict[Phrase, tuple[Phrase, ...]]:
    """Every word of the table of aliases with its whole group."""
    groups, _, problems = read_yaml(ALIASES.read_text(encoding="utf-8"), path=ALIASES.name)
    if problems:
        raise ValueError("\n".join(str(problem) for problem in problems))
    table: dict[Phrase, tuple[Phrase, ...]] = {}
    for group in groups:
        phrases = tuple(tuple(runs(word)) for word in group["words"])
        for phrase in phrases:
            table[phrase] = phrases
    return table


def _tokens(phrase: Phrase) -> tuple[list[str], bool]:
    """The phrase as the index holds it, and whether its last token is only a beginning."""
    tokens: list[str] = []
    for run, is_han in phrase:
        tokens += (pairs(run)[:-1] or [run]) if is_han else [run]
    last, is_han = phrase[-1]
    return tokens, len(last) == 1 if is_han else len(last) >= MIN_PREFIX


def _fts5_phrase(phrase: Phrase) -> str:
    tokens, is_prefix = _tokens(phrase)
    return f'"{" ".join(tokens)}"{"*" if is_prefix else ""}'


def _ts_phrase(phrase: Phrase) -> str:
    tokens, is_prefix = _tokens(phrase)
    return " <-> ".join(f"'{token}'" for token in tokens) + (":*" if is_prefix else "")


def is_too_long(query: str) -> bool:
    return len(folded(query)) > MAX_CHARACTERS
