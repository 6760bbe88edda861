"""Lab files as text: strict YAML in, a Lab out, or every problem with its file and line."""

from __future__ import annotations

from pathlib import Path

from labs.scenario_files.content import read_content
from labs.scenarios import Lab
from studyguide.yaml_files import Problem, line_of, read_yaml

CONTENT = Path(__file__).parents[1] / "content"
SUFFIX = ".yaml"
RESERVED = frozenset({"sandbox", "judge", "not-modelled"})
MOST_TEXT = 65_000  # characters of a lab file: read within a second
MOST_VALUES = 10_000  # keys and values of a lab file


def read_lab(text: str, *, path: str) -> tuple[Lab | None, list[Problem]]:
    """The lab in `text`, named by the file's name, or everything that is wrong with it."""
    if len(text) > MOST_TEXT:
        message = f"has more than {MOST_TEXT} characters"
        return None, [Problem(path=path, line=1, message=message)]
    content, lines, problems = read_yaml(text, path=path, most_values=MOST_VALUES)
    if problems:
        return None, problems
    slug = path.rpartition("/")[2].removesuffix(SUFFIX)
    found: list[tuple[str, str]] = []
    if slug in RESERVED:
        found.append(("", f"'{slug}' is an address of the site and cannot name a lab"))
    lab, more = read_content(content, slug=slug)
    problems = [
        Problem(path=path, line=line_of(lines, pointer), message=message)
        for pointer, message in (*found, *more)
    ]
    problems.sort(key=lambda one: one.line)
    return (None, problems) if problems else (lab, [])


def read_labs(folder: Path = CONTENT) -> tuple[dict[str, Lab], list[Problem]]:
    """Every lab of a folder by its slug, and the problems of those left out."""
    labs: dict[str, Lab] = {}
    problems: list[Problem] = []
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        path = f"labs/content/{file.name}"
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            problems.append(Problem(path=path, line=1, message="is not UTF-8 text"))
            continue
        lab, more = read_lab(text, path=path)
        problems += more
        if lab is not None:
            labs[lab.slug] = lab
    return labs, problems
