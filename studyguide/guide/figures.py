"""The figures that lessons may show: which exist, and what each says in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from labs.figures import FIGURES
from studyguide.text import Text
from studyguide.yaml_files import Problem, line_of, read_yaml

PATH = Path(__file__).resolve().parents[1] / "content" / "figures.yaml"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawing `templates/figures/<name>.svg`, or a figure that the engine computes."""

    name: str
    title: Text
    description: Text

    @property
    def is_computed(self) -> bool:
        return self.name in COMPUTED

    @property
    def is_live(self) -> bool:
        """Whether one can act in it."""
        return self.name in FIGURES


COMPUTED = frozenset({"migration-matrix", *FIGURES})


def read_figures(text: str, *, path: str) -> tuple[dict[str, Figure], list[Problem]]:
    """The figures named in `text`, or everything that is wrong with it."""
    raw, lines, problems = read_yaml(text, path=path)
    if problems:
        return {}, problems
    figures = {}
    for pointer, message in _problems_in(raw):
        problems.append(Problem(path=path, line=line_of(lines, pointer), message=message))
    if not problems:
        for name, entry in raw.items():
            title, description = Text(**entry["title"]), Text(**entry["description"])
            figures[name] = Figure(name=name, title=title, description=description)
    return figures, sorted(problems, key=lambda problem: problem.line)


def _problems_in(raw: object) -> Iterator[tuple[str, str]]:
    if not isinstance(raw, dict):
        yield "", "needs the name of a figure as each key"
        return
    for name in sorted(COMPUTED - raw.keys()):
        yield "", f"needs the title and description of the computed figure '{name}'"
    for name, entry in raw.items():
        if not NAME.fullmatch(name):
            yield f"/{name}", f"needs a name of a-z, 0-9 and single hyphens, not {name!r}"
        if not isinstance(entry, dict) or entry.keys() != {"title", "description"}:
            yield f"/{name}", f"needs exactly 'title' and 'description' under '{name}'"
            continue
        for key, texts in entry.items():
            yield from _problems_in_texts(f"/{name}/{key}", key, texts)


def _problems_in_texts(at: str, key: str, texts: object) -> Iterator[tuple[str, str]]:
    if not isinstance(texts, Mapping) or texts.keys() != {"zh", "en"}:
        yield at, f"needs exactly 'zh' and 'en' under '{key}'"
        return
    for language, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            yield f"{at}/{language}", f"needs text under '{language}'"
