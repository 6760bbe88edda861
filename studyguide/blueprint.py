"""The blueprint: seven chapters, their objectives, and what really holds where the notes err."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from studyguide.text import Text
from studyguide.yaml_files import Problem, line_of, read_yaml

PATH = Path(__file__).resolve().parent / "content" / "blueprint.yaml"

CORRECT = "correct"
STATUSES = (CORRECT, "imprecise", "dated", "wrong")
PRODUCT_RELEASES = ("5.5", "6.7", "7.0", "8.0")
MATERIALS = ("lesson", "question", "lab")
UNVERIFIED = "unverified"

OBJECTIVE_ID = re.compile(r"[1-9]\.[0-9]{2}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Words under /guide/ that are pages of their own.
RESERVED_SLUGS = frozenset(
    {"errata", "coverage", "objectives", "figures", "place"}
    | {"sandbox", "judge", "not-modelled", "schema"}
)

CHAPTER_KEYS = {"id", "slug", "title_zh", "title_en"}
OBJECTIVE_KEYS = {
    *("id", "title_zh", "title_en", "claim_zh", "claim_en"),
    *("status", "source", "systems", "teaches_by"),
}
TRUTH_KEYS = {"truth_zh", "truth_en"}
OPTIONAL_KEYS = TRUTH_KEYS | {"holds_in"}


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter of the course, whether or not it has lessons yet."""

    id: int
    slug: str
    title: Text


@dataclass(frozen=True, kw_only=True)
class Erratum:
    """Where the notes err: what they say, what holds, and by which source."""

    objective: str
    status: str
    said: Text
    holds: Text
    holds_in: tuple[str, ...] | None  # product releases where the notes are right; None: not known
    source: str

    @property
    def is_verified(self) -> bool:
        return UNVERIFIED not in self.source and UNVERIFIED not in self.holds.en


@dataclass(frozen=True, kw_only=True)
class Objective:
    """One line of the blueprint: a claim as the notes state it, and what became of it."""

    id: str
    chapter: Chapter
    title: Text
    claim: Text
    status: str
    truth: Text | None
    holds_in: tuple[str, ...] | None
    source: str
    systems: tuple[str, ...]
    teaches_by: tuple[str, ...]

    @property
    def is_verified(self) -> bool:
        return self.source != UNVERIFIED

    @property
    def needs_lab(self) -> bool:
        return "lab" in self.teaches_by

    @cached_property
    def erratum(self) -> Erratum | None:
        if self.truth is None:
            return None
        return Erratum(
            objective=self.id,
            status=self.status,
            said=self.claim,
            holds=self.truth,
            holds_in=self.holds_in,
            source=self.source,
        )


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """All chapters and objectives, in the order of the course."""

    chapters: tuple[Chapter, ...]
    objectives: Mapping[str, Objective]

    def chapter(self, slug: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.slug == slug), None)

    def of_chapter(self, chapter: Chapter) -> tuple[Objective, ...]:
        return tuple(each for each in self.objectives.values() if each.chapter == chapter)

    def is_disputed(self, objective_id: str) -> bool:
        """Whether the notes' claim does not simply hold. KeyError for no objective."""
        return self.objectives[objective_id].status != CORRECT

    @cached_property
    def disputed(self) -> tuple[Objective, ...]:
        return tuple(each for each in self.objectives.values() if each.status != CORRECT)

    @cached_property
    def unverified(self) -> tuple[Objective, ...]:
        return tuple(each for each in self.objectives.values() if not each.is_verified)


@lru_cache(maxsize=1)
def blueprint() -> Blueprint:
    """The shipped blueprint. A broken one stops the site: everything hangs on it."""
    value, problems = read_blueprint(PATH.read_text(encoding="utf-8"), path=PATH.name)
    if value is None:
        raise ValueError("\n".join(str(problem) for problem in problems))
    return value


def read_blueprint(text: str, *, path: str) -> tuple[Blueprint | None, list[Problem]]:
    """The blueprint in `text`, or everything that is wrong with it."""
    raw, lines, problems = read_yaml(text, path=path)
    if problems:
        return None, problems
    problems = [
        Problem(path=path, line=line_of(lines, pointer), message=message)
        for pointer, message in _problems_in(raw)
    ]
    if problems:
        return None, sorted(problems, key=lambda problem: problem.line)
    chapters = tuple(_chapter(each) for each in raw["chapters"])
    by_id = {chapter.id: chapter for chapter in chapters}
    objectives = {each["id"]: _objective(each, by_id) for each in raw["objectives"]}
    return Blueprint(chapters=chapters, objectives=MappingProxyType(objectives)), []


def _chapter(raw: dict) -> Chapter:
    return Chapter(
        id=raw["id"], slug=raw["slug"], title=Text(zh=raw["title_zh"], en=raw["title_en"])
    )


def _objective(raw: dict, chapters: Mapping[int, Chapter]) -> Objective:
    has_truth = "truth_en" in raw
    return Objective(
        id=raw["id"],
        chapter=chapters[int(raw["id"][0])],
        title=Text(zh=raw["title_zh"], en=raw["title_en"]),
        claim=Text(zh=raw["claim_zh"], en=raw["claim_en"]),
        status=raw["status"],
        truth=Text(zh=raw["truth_zh"], en=raw["truth_en"]) if has_truth else None,
        holds_in=tuple(raw["holds_in"]) if "holds_in" in raw else None,
        source=raw["source"],
        systems=tuple(raw["systems"]),
        teaches_by=tuple(raw["teaches_by"]),
    )


Trouble = tuple[str, str]  # JSON pointer, message


def _problems_in(raw: object) -> Iterator[Trouble]:
    if not isinstance(raw, dict):
        yield "", "needs the keys 'chapters' and 'objectives'"
        return
    yield from _wrong_keys("", raw, needed={"chapters", "objectives"}, optional=set())
    chapters, objectives = raw.get("chapters", []), raw.get("objectives", [])
    for name, rows in (("chapters", chapters), ("objectives", objectives)):
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield f"/{name}", f"needs a list of mappings under '{name}'"
            return
    for number, chapter in enumerate(chapters):
        yield from _problems_in_chapter(f"/chapters/{number}", chapter)
    yield from _repeated("chapters", chapters, "id")
    yield from _repeated("chapters", chapters, "slug")
    known = [chapter.get("id") for chapter in chapters]
    for number, objective in enumerate(objectives):
        yield from _problems_in_objective(f"/objectives/{number}", objective, known)
    yield from _repeated("objectives", objectives, "id")
    yield from _out_of_order(objectives)


def _wrong_keys(at: str, raw: dict, *, needed: set[str], optional: set[str]) -> Iterator[Trouble]:
    for key in sorted(needed - raw.keys()):
        yield at, f"needs the key '{key}'"
    for key in sorted(raw.keys() - needed - optional):
        yield f"{at}/{key}", f"does not know the key '{key}'"


def _problems_in_chapter(at: str, raw: dict) -> Iterator[Trouble]:
    yield from _wrong_keys(at, raw, needed=CHAPTER_KEYS, optional=set())
    if "id" in raw and not (type(raw["id"]) is int and 1 <= raw["id"] <= 9):
        yield f"{at}/id", "needs a whole number from 1 to 9 as id"
    slug = raw.get("slug", "a")
    if not isinstance(slug, str) or not SLUG.fullmatch(slug):
        yield f"{at}/slug", f"needs a slug of a-z, 0-9 and single hyphens, not {slug!r}"
    elif slug in RESERVED_SLUGS:
        yield f"{at}/slug", f"cannot take the slug '{slug}': it is an address of its own"
    yield from _not_texts(at, raw, ("title_zh", "title_en"))


def _problems_in_objective(at: str, raw: dict, chapters: list) -> Iterator[Trouble]:
    yield from _wrong_keys(at, raw, needed=OBJECTIVE_KEYS, optional=OPTIONAL_KEYS)
    texts = sorted((OBJECTIVE_KEYS | TRUTH_KEYS) - {"id", "status", "systems", "teaches_by"})
    yield from _not_texts(at, raw, tuple(texts))
    identity = raw.get("id", "1.01")
    if not isinstance(identity, str) or not OBJECTIVE_ID.fullmatch(identity):
        yield f"{at}/id", f"needs an id such as '6.03', in quotes, not {identity!r}"
    elif chapters and int(identity[0]) not in chapters:
        yield f"{at}/id", f"belongs to no chapter: there is no chapter {identity[0]}"
    yield from _problems_of_status(at, raw)
    yield from _not_among(at, raw, "holds_in", PRODUCT_RELEASES)
    yield from _not_among(at, raw, "teaches_by", MATERIALS)
    systems = raw.get("systems", [""])
    if not isinstance(systems, list) or not all(isinstance(each, str) for each in systems):
        yield f"{at}/systems", "needs a list of texts under 'systems'"


def _problems_of_status(at: str, raw: dict) -> Iterator[Trouble]:
    status = raw.get("status", CORRECT)
    if status not in STATUSES:
        yield f"{at}/status", f"status {status!r} is not one of {', '.join(STATUSES)}"
    elif status == CORRECT:
        for key in sorted(OPTIONAL_KEYS & raw.keys()):
            yield f"{at}/{key}", f"is correct and needs no '{key}'"
    else:
        for key in sorted(TRUTH_KEYS - raw.keys()):
            yield at, f"is {status} and needs the key '{key}'"


def _not_among(at: str, raw: dict, key: str, known: tuple[str, ...]) -> Iterator[Trouble]:
    values = raw.get(key, [])
    if not isinstance(values, list):
        yield f"{at}/{key}", f"needs a list under '{key}'"
        return
    for number, value in enumerate(values):
        if value not in known:
            yield f"{at}/{key}/{number}", f"{value!r} is not one of {', '.join(known)}"
        elif value in values[:number]:
            yield f"{at}/{key}/{number}", f"has {value!r} twice"


def _not_texts(at: str, raw: dict, keys: tuple[str, ...]) -> Iterator[Trouble]:
    for key in keys:
        if key in raw and not (isinstance(raw[key], str) and raw[key].strip()):
            yield f"{at}/{key}", f"needs text under '{key}'"


def _repeated(name: str, rows: list[dict], key: str) -> Iterator[Trouble]:
    seen = []
    for number, row in enumerate(rows):
        if key in row and row[key] in seen:
            yield f"/{name}/{number}/{key}", f"has the {key} {row[key]!r} twice"
        seen.append(row.get(key))


def _out_of_order(objectives: list[dict]) -> Iterator[Trouble]:
    before = ""
    for number, row in enumerate(objectives):
        identity = row.get("id")
        if not isinstance(identity, str):
            continue
        if identity < before:
            yield f"/objectives/{number}/id", f"comes after {before}: needs the order of the ids"
        before = max(before, identity)
