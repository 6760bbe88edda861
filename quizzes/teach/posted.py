"""The names under which the editor's fields are sent: a post read into a draft, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from quizzes.teach.draft import EXAMPLES, Draft, OptionDraft, all_truths
from studyguide.text import LANGUAGES

TEXTS = ("stem", "explanation")
OPTION_TEXTS = ("text", "why")
# The most rows that a post is read into; the kinds refuse from 27 on, with a message.
MOST_ROWS = 60


def read_draft(post: Mapping[str, Sequence[str]]) -> Draft:
    """The fields of a post (`QueryDict.lists()` as a mapping); what is missing is empty."""

    def one(name: str) -> str:
        return (post.get(name) or [""])[-1]

    return Draft(
        kind=one("kind"),
        objectives=_once(post.get("objectives") or ()),
        releases=_once(post.get("releases") or ()),
        stem={language: one(f"stem_{language}") for language in LANGUAGES},
        options=_read_options(post),
        truths=_read_truths(post),
        tells_count=bool(one("tells_count")),
        scoring=one("scoring"),
        explanation={language: one(f"explanation_{language}") for language in LANGUAGES},
        source=one("source"),
        difficulty=one("difficulty"),
        proof=one("proof"),
        parts={kind: one(f"part_{kind}") for kind in EXAMPLES if one(f"part_{kind}")},
    )


def fields_of(draft: Draft) -> dict[str, list[str]]:
    """The post that `read_draft` reads as this draft."""
    fields: dict[str, list[str]] = {
        "kind": [draft.kind],
        "objectives": list(draft.objectives),
        "releases": list(draft.releases),
        "tells_count": ["1"] if draft.tells_count else [],
        "scoring": [draft.scoring],
        "source": [draft.source],
        "difficulty": [draft.difficulty],
        "proof": [draft.proof],
        "correct": [option.key for option in draft.options if option.correct],
        "truth": [option.key for option in draft.truths if option.correct],
    }
    for name in TEXTS:
        for language in LANGUAGES:
            fields[f"{name}_{language}"] = [getattr(draft, name)[language]]
    fields.update({f"part_{kind}": [part] for kind, part in draft.parts.items() if part})
    fields.update(_row_fields("option", draft.options))
    fields.update(_row_fields("truth", draft.truths))
    return {name: values for name, values in fields.items() if values}


def _row_fields(prefix: str, rows: Sequence[OptionDraft]) -> dict[str, list[str]]:
    fields = {
        f"{prefix}_key": [row.key for row in rows],
        f"{prefix}_fraction": [row.fraction for row in rows],
        f"{prefix}_misconception": [row.misconception for row in rows],
    }
    for name in OPTION_TEXTS:
        for language in LANGUAGES:
            fields[f"{prefix}_{name}_{language}"] = [getattr(row, name)[language] for row in rows]
    return fields


def _read_options(post: Mapping[str, Sequence[str]]) -> tuple[OptionDraft, ...]:
    return _read_rows(post, "option", right=set(post.get("correct") or ()))


def _read_truths(post: Mapping[str, Sequence[str]]) -> tuple[OptionDraft, ...]:
    return all_truths(_read_rows(post, "truth", right=set(post.get("truth") or ())))


def _read_rows(
    post: Mapping[str, Sequence[str]], prefix: str, *, right: set[str]
) -> tuple[OptionDraft, ...]:
    names = [
        *("key", "fraction", "misconception"),
        *(f"{name}_{language}" for name in OPTION_TEXTS for language in LANGUAGES),
    ]
    columns = [(post.get(f"{prefix}_{name}") or ())[:MOST_ROWS] for name in names]
    rows = [dict(zip(names, row, strict=True)) for row in zip_longest(*columns, fillvalue="")]
    return tuple(
        OptionDraft(
            key=row["key"],
            text={language: row[f"text_{language}"] for language in LANGUAGES},
            correct=row["key"] in right,
            fraction=row["fraction"],
            why={language: row[f"why_{language}"] for language in LANGUAGES},
            misconception=row["misconception"],
        )
        for row in rows
    )


def _once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
