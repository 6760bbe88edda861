"""What changed between two contents of a question: field by field, texts word by word."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

# Han characters one by one, Latin words whole with the space behind them, other signs alone.
TOKEN = re.compile(r"[0-9A-Za-z_\u00c0-\u024f]+\s*|\s+|.", re.DOTALL)
# Matching costs more than the pairs of equal tokens: beyond this, lines are compared.
MOST_PAIRS = 60_000
FIELDS = (
    *("kind", "objectives", "releases", "stem", "choose", "answer", "options", "answers"),
    *("unit", "other_units", "case_matters", "steps", "prompts", "choices"),
    *("passage", "blanks", "scoring", "explanation", "source", "difficulty", "proof"),
)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A run of text that both have ("same"), or only one of them ("removed", "added")."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One leaf that differs. `path` is its field, then the option's key or the deeper names."""

    path: tuple[str, ...]
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != "added")

    @property
    def after(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != "removed")


def changes_between(before: Mapping, after: Mapping) -> tuple[Change, ...]:
    """Every leaf whose text differs, in the order in which a question is written."""
    old, new = dict(leaves_of(before)), dict(leaves_of(after))
    paths = sorted({**old, **new}, key=lambda path: _place(path, [*new, *old]))
    return tuple(
        Change(path=path, pieces=pieces_between(old.get(path, ""), new.get(path, "")))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    )


def leaves_of(content: Mapping) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each leaf as text under its path; a proof is one leaf, in YAML."""
    for field, value in content.items():
        if field == "proof":
            yield (field,), as_yaml(value) if value else ""
        elif field == "options":
            yield (field, "order"), " ".join(_key(option) for option in value)
            for option in value:
                yield from _leaves((field, _key(option)), option, leave_out="key")
        else:
            yield from _leaves((field,), value)


def pieces_between(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts laid over each other; neither loses a character."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if _is_costly(old, new):
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if _is_costly(old, new):
        old, new = [before], [after]
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for verb, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if verb == "equal":
            pieces.append(Piece(kind="same", text="".join(old[from_old:to_old])))
            continue
        if to_old > from_old:
            pieces.append(Piece(kind="removed", text="".join(old[from_old:to_old])))
        if to_new > from_new:
            pieces.append(Piece(kind="added", text="".join(new[from_new:to_new])))
    return tuple(pieces)


def _is_costly(old: list[str], new: list[str]) -> bool:
    """Whether too many tokens could lie on each other: a text of one word repeated, say."""
    if old == new:
        return False
    counts = Counter(new)
    return sum(counts[token] for token in old) > MOST_PAIRS


def as_yaml(value: object) -> str:
    """YAML as an author would write it: keys in their order, no aliases, Han as it is."""
    return yaml.dump(value, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=100)


class _PlainDumper(yaml.SafeDumper):
    """The strict reader accepts no aliases, so equal parts are written out twice."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _leaves(
    path: tuple[str, ...], value: object, *, leave_out: str = ""
) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name != leave_out:
                yield from _leaves((*path, str(name)), inner)
    elif isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        for place, item in enumerate(value, start=1):
            key = _key(item) if isinstance(item, Mapping) else ""
            yield from _leaves((*path, key or str(place)), item, leave_out="key")
    elif isinstance(value, list | tuple):
        yield path, ", ".join(_word(item) for item in value)
    else:
        yield path, _word(value)


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _key(option: Mapping) -> str:
    return str(option.get("key", ""))


def _place(path: tuple[str, ...], paths: list[tuple[str, ...]]) -> tuple[int, int]:
    field = FIELDS.index(path[0]) if path[0] in FIELDS else len(FIELDS)
    return field, paths.index(path)
