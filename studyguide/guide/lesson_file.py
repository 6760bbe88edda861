"""One lesson file in one language: its text cut into sections and figures, or its problems."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studyguide.blueprint import OBJECTIVE_ID
from studyguide.yaml_files import Problem, line_of, read_yaml

MAX_BYTES = 200_000
MAX_TITLE = 80
MAX_SUMMARY = 240
KEYS = {"title": MAX_TITLE, "summary": MAX_SUMMARY}

FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
HEADING = re.compile(r"##(?!#)\s*(?P<words>.*?)\s*#*\s*")
FIGURE = re.compile(r":::\s*(?P<words>.*?)\s*")
LOOKS_LIKE_ID = re.compile(r"[0-9]+[.．][0-9]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A stretch of Markdown between figures."""

    markdown: str


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """The place of a figure."""

    name: str


Piece = Prose | FigureLine


@dataclass(frozen=True, kw_only=True)
class DraftSection:
    """A section as it stands in one file."""

    line: int
    ids: tuple[str, ...]
    title: str
    pieces: tuple[Piece, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(piece.name for piece in self.pieces if isinstance(piece, FigureLine))


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A whole file as it stands: what has no heading of its own is the lead."""

    title: str
    summary: str
    lead: tuple[Piece, ...]
    sections: tuple[DraftSection, ...]


Line = tuple[int, str]


def read_lesson_file(
    data: bytes, *, path: str, objectives: frozenset[str], figures: Mapping[str, object]
) -> tuple[Draft | None, list[Problem]]:
    """The lesson in `data`, for a chapter with these objectives; a draft only without problems."""

    def problem(line: int, message: str) -> Problem:
        return Problem(path=path, line=line, message=message)

    text, troubles = _decoded(data)
    if troubles:
        return None, [problem(*trouble) for trouble in troubles]
    front, body, start, troubles = _front_matter(text)
    if front is None:
        return None, [problem(*trouble) for trouble in troubles]
    meta, meta_problems = _meta(front, path=path)
    problems = meta_problems
    lead, sections = _cut(list(enumerate(body.split("\n"), start=start)))
    problems += [problem(*each) for each in _problems_in_body(lead, sections, objectives, figures)]
    if problems:
        return None, sorted(problems, key=lambda each: each.line)
    draft_sections = tuple(_section(line, words, lines) for line, words, lines in sections)
    return Draft(**meta, lead=_pieces(lead), sections=draft_sections), []


def _decoded(data: bytes) -> tuple[str, list[tuple[int, str]]]:
    if len(data) > MAX_BYTES:
        return "", [(1, f"is larger than {MAX_BYTES // 1000} kB")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", [(line, f"needs UTF-8: the byte {data[error.start]:#04x} is none")]
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    bad = CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        return "", [(line, f"holds the control character U+{ord(bad[0]):04X}")]
    return text, []


def _front_matter(text: str) -> tuple[str | None, str, int, list[tuple[int, str]]]:
    """The front matter, the body, the body's first line, and what keeps them from being told."""
    lines = text.split("\n")
    if not text.strip():
        return None, "", 1, [(1, "is empty")]
    if lines[0].rstrip() != "---":
        message = "needs '---' as its first line: nothing may stand before the front matter"
        return None, "", 1, [(1, message)]
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(["", *lines[1:number]]), "\n".join(lines[number + 1 :]), number + 2, []
    return None, "", 1, [(1, "needs a second '---' that closes the front matter")]


def _meta(front: str, *, path: str) -> tuple[dict[str, str], list[Problem]]:
    raw, lines, problems = read_yaml(front, path=path)
    if problems:
        return {}, problems
    if not isinstance(raw, dict):
        return {}, [Problem(path=path, line=2, message="needs 'title:' and 'summary:' up here")]
    problems = [
        Problem(path=path, line=max(2, line_of(lines, pointer)), message=message)
        for pointer, message in _problems_in_meta(raw)
    ]
    return {key: str(raw.get(key, "")).strip() for key in KEYS}, problems


def _problems_in_meta(raw: dict) -> Iterator[tuple[str, str]]:
    for key in sorted(KEYS - raw.keys()):
        yield "", f"needs the key '{key}'"
    for key in sorted(raw.keys() - KEYS.keys()):
        yield f"/{key}", f"does not know the key '{key}'"
    for key in sorted(KEYS.keys() & raw.keys()):
        value = raw[key]
        if not isinstance(value, str) or not value.strip():
            yield f"/{key}", f"needs text under '{key}'"
        elif len(value) > KEYS[key]:
            yield f"/{key}", f"needs a {key} of at most {KEYS[key]} characters, not {len(value)}"


RawSection = tuple[int, str, list[Line]]


def _cut(lines: list[Line]) -> tuple[list[Line], list[RawSection]]:
    """Cuts the body at its headings of the second level, never inside a fence of code."""
    lead: list[Line] = []
    sections: list[RawSection] = []
    for number, line, fenced in _with_fences(lines):
        heading = None if fenced else HEADING.fullmatch(line)
        if heading:
            sections.append((number, heading["words"], []))
        else:
            (sections[-1][2] if sections else lead).append((number, line))
    return lead, sections


def _with_fences(lines: list[Line]) -> Iterator[tuple[int, str, bool]]:
    fence = ""
    for number, line in lines:
        mark = FENCE.match(line)
        if fence:
            yield number, line, True
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
        else:
            fence = mark[1] if mark else ""
            yield number, line, bool(mark)


def _split_heading(words: str) -> tuple[tuple[str, ...], str]:
    parts = words.split()
    ids = []
    for part in parts:
        if not LOOKS_LIKE_ID.fullmatch(part):
            break
        ids.append(part)
    return tuple(ids), " ".join(parts[len(ids) :])


def _section(line: int, words: str, lines: list[Line]) -> DraftSection:
    ids, title = _split_heading(words)
    return DraftSection(line=line, ids=ids, title=title, pieces=_pieces(lines))


def _pieces(lines: list[Line]) -> tuple[Piece, ...]:
    """Prose and figures in turn; prose first and last, perhaps empty, so that languages align."""
    pieces: list[Piece] = []
    waiting: list[str] = []
    for _, line, fenced in _with_fences(lines):
        figure = None if fenced else FIGURE.fullmatch(line)
        if figure:
            pieces += [
                Prose(markdown="\n".join(waiting).strip("\n")),
                FigureLine(name=figure["words"].removeprefix("figure").strip()),
            ]
            waiting = []
        else:
            waiting.append(line)
    return (*pieces, Prose(markdown="\n".join(waiting).strip("\n")))


def _problems_in_body(
    lead: list[Line],
    sections: list[RawSection],
    objectives: frozenset[str],
    figures: Mapping[str, object],
) -> Iterator[tuple[int, str]]:
    if not sections:
        yield (lead[0][0] if lead else 1), "needs at least one section: '## 6.03 Title'"
    taught: dict[str, int] = {}
    shown: dict[str, int] = {}
    yield from _problems_in_lines(lead, figures, shown)
    for line, words, lines in sections:
        yield from _problems_in_heading(line, words, objectives, taught)
        if not any(text.strip() for _, text in lines):
            yield line, "needs text under its heading: the section is empty"
        yield from _problems_in_lines(lines, figures, shown)


def _problems_in_heading(
    line: int, words: str, objectives: frozenset[str], taught: dict[str, int]
) -> Iterator[tuple[int, str]]:
    ids, title = _split_heading(words)
    if not ids:
        yield line, "needs an objective's id before its title: '## 6.03 Title'"
    if not title:
        yield line, "needs a title after its ids"
    elif len(title) > MAX_TITLE:
        yield line, f"needs a title of at most {MAX_TITLE} characters, not {len(title)}"
    for identity in ids:
        if not OBJECTIVE_ID.fullmatch(identity) or identity not in objectives:
            yield line, f"does not know the objective {identity} in this chapter"
        elif identity in taught:
            yield line, f"teaches {identity} a second time: line {taught[identity]} does already"
        taught.setdefault(identity, line)


def _problems_in_lines(
    lines: list[Line], figures: Mapping[str, object], shown: dict[str, int]
) -> Iterator[tuple[int, str]]:
    for number, line, fenced in _with_fences(lines):
        if fenced:
            continue
        if re.match(r"#(?!#)\s", line):
            yield number, "needs no '# ' heading: the title stands in the front matter"
        if line.startswith(":::"):
            yield from _problems_in_figure(number, line, figures, shown)


def _problems_in_figure(
    number: int, line: str, figures: Mapping[str, object], shown: dict[str, int]
) -> Iterator[tuple[int, str]]:
    word, _, name = FIGURE.fullmatch(line)["words"].partition(" ")
    if word != "figure" or not name:
        yield number, "needs '::: figure name'"
    elif name not in figures:
        yield number, f"does not know the figure '{name}'"
    elif name in shown:
        yield number, f"shows the figure '{name}' a second time: line {shown[name]} does already"
    shown.setdefault(name, number)
