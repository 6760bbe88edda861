"""A folder of lesson files as one guide, or everything that is wrong with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from studyguide.blueprint import RESERVED_SLUGS, Blueprint, Chapter
from studyguide.guide.figures import Figure, read_figures
from studyguide.guide.lesson_file import Draft, FigureLine, Piece, read_lesson_file
from studyguide.guide.lessons import Guide, Lesson, Section, TaughtChapter
from studyguide.text import LANGUAGES, Text
from studyguide.yaml_files import Problem

FILE_NAME = re.compile(
    r"(?P<number>[0-9]{2})-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.(?P<language>zh|en)\.md"
)

Key = tuple[str, int, str]  # chapter's slug, lesson's number, lesson's slug
Paths = dict[str, Path]  # by language


def read_guide(folder: Path, *, blueprint: Blueprint, figures_path: Path, drawings: Path) -> Guide:
    """Every lesson under `folder`; a lesson with a problem in either language is left out."""
    figures, problems = _read_figures(figures_path, drawings)
    files, found = _lesson_files(folder, blueprint)
    problems += found
    lessons: dict[str, list[Lesson]] = defaultdict(list)
    taught_in: dict[str, str] = {}
    for (slug, number, name), paths in sorted(files.items()):
        chapter = blueprint.chapter(slug)
        objectives = frozenset(each.id for each in blueprint.of_chapter(chapter))
        drafts, found = _read_pair(paths, folder, objectives, figures)
        if not found:
            found = [
                *_differences(drafts, paths, folder),
                *_repeats(drafts, paths, folder, taught_in),
            ]
        if not found:
            lessons[slug].append(_lesson(chapter, number, name, drafts))
        problems += found
    chapters = tuple(
        TaughtChapter(chapter=chapter, lessons=tuple(lessons[chapter.slug]))
        for chapter in blueprint.chapters
        if lessons[chapter.slug]
    )
    return Guide(chapters=chapters, figures=figures, problems=tuple(problems))


def _problem(path: Path, folder: Path, message: str, *, line: int = 1) -> Problem:
    return Problem(path=path.relative_to(folder).as_posix(), line=line, message=message)


def _read_figures(path: Path, drawings: Path) -> tuple[dict[str, Figure], list[Problem]]:
    """The figures that can be shown: those computed, and those that have their drawing."""
    try:
        figures, problems = read_figures(path.read_text(encoding="utf-8"), path=path.name)
    except FileNotFoundError:
        return {}, [_problem(path, path.parent, "is missing: it names the figures")]
    except UnicodeDecodeError:
        return {}, [_problem(path, path.parent, "needs UTF-8")]
    for name in list(figures):
        if not figures[name].is_computed and not (drawings / f"{name}.svg").is_file():
            del figures[name]
            problems.append(_problem(path, path.parent, f"needs the drawing figures/{name}.svg"))
    return figures, problems


def _lesson_files(folder: Path, blueprint: Blueprint) -> tuple[dict[Key, Paths], list[Problem]]:
    """The lesson files by lesson and language, and what is wrong with their names alone."""
    files: dict[Key, Paths] = defaultdict(dict)
    problems = []
    for chapter in sorted(path for path in folder.iterdir() if path.is_dir()):
        if blueprint.chapter(chapter.name) is None:
            problems.append(_problem(chapter, folder, "is not the slug of a chapter"))
            continue
        for path in sorted(chapter.iterdir()):
            match = FILE_NAME.fullmatch(path.name)
            trouble = _trouble_with_name(match, path)
            if trouble:
                problems.append(_problem(path, folder, trouble))
            else:
                key = (chapter.name, int(match["number"]), match["slug"])
                files[key][match["language"]] = path
    for key, message in _clashes(files):
        paths = files.pop(key)
        problems += [_problem(path, folder, message) for path in paths.values()]
    return files, problems


def _trouble_with_name(match: re.Match[str] | None, path: Path) -> str:
    if not match or not path.is_file():
        return "needs a name such as 01-ways-to-migrate.zh.md"
    if match["number"] == "00":
        return "needs a number from 01"
    if match["slug"] in RESERVED_SLUGS:
        return f"cannot take the slug '{match['slug']}': it is an address of its own"
    return ""


def _clashes(files: Mapping[Key, Paths]) -> list[tuple[Key, str]]:
    """Lessons that take the number or the slug of an earlier one."""
    clashes = []
    taken: set[tuple[str, object]] = set()
    for chapter, number, slug in sorted(files):
        if (chapter, number) in taken:
            clashes.append(((chapter, number, slug), f"takes the number {number:02d} again"))
        elif (chapter, slug) in taken:
            clashes.append(((chapter, number, slug), f"takes the slug '{slug}' again"))
        taken |= {(chapter, number), (chapter, slug)}
    return clashes


def _read_pair(
    paths: Paths, folder: Path, objectives: frozenset[str], figures: Mapping[str, Figure]
) -> tuple[dict[str, Draft], list[Problem]]:
    drafts, problems = {}, []
    for language, path in sorted(paths.items()):
        draft, found = read_lesson_file(
            path.read_bytes(),
            path=path.relative_to(folder).as_posix(),
            objectives=objectives,
            figures=figures,
        )
        problems += found
        if draft:
            drafts[language] = draft
    for language in LANGUAGES:
        if language not in paths:
            path = next(iter(paths.values()))
            problems.append(_problem(path, folder, f"needs its twin in the language '{language}'"))
    return drafts, problems


def _differences(drafts: Mapping[str, Draft], paths: Paths, folder: Path) -> Iterator[Problem]:
    """Where the English file departs from the Chinese one, up to its first other id."""
    zh, en = drafts["zh"], drafts["en"]
    if _figures_of(zh.lead) != _figures_of(en.lead):
        yield _problem(paths["en"], folder, "shows other figures than its twin before its sections")
    for one, other in zip(zh.sections, en.sections, strict=False):
        if one.ids != other.ids:
            ids = f"{' '.join(other.ids)} where its twin has {' '.join(one.ids)}"
            yield _problem(paths["en"], folder, f"teaches {ids}", line=other.line)
            return
        if one.figures != other.figures:
            figures = f"{_list(other.figures)} where its twin has {_list(one.figures)}"
            yield _problem(paths["en"], folder, f"shows {figures}", line=other.line)
    if len(zh.sections) != len(en.sections):
        counts = f"{len(en.sections)} sections where its twin has {len(zh.sections)}"
        yield _problem(paths["en"], folder, f"has {counts}")


def _figures_of(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    return tuple(piece.name for piece in pieces if isinstance(piece, FigureLine))


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "no figure"


def _repeats(
    drafts: Mapping[str, Draft], paths: Paths, folder: Path, taught_in: dict[str, str]
) -> Iterator[Problem]:
    """Objectives that an earlier lesson teaches already; notes what this lesson teaches."""
    name = paths["zh"].relative_to(folder).as_posix()
    for section in drafts["zh"].sections:
        for identity in section.ids:
            earlier = taught_in.setdefault(identity, name)
            if earlier != name:
                message = f"teaches {identity} a second time: {earlier} does already"
                yield _problem(paths["zh"], folder, message, line=section.line)


def _lesson(chapter: Chapter, number: int, slug: str, drafts: Mapping[str, Draft]) -> Lesson:
    pairs = zip(drafts["zh"].sections, drafts["en"].sections, strict=True)
    return Lesson(
        chapter=chapter,
        number=number,
        slug=slug,
        title=Text(zh=drafts["zh"].title, en=drafts["en"].title),
        summary=Text(zh=drafts["zh"].summary, en=drafts["en"].summary),
        lead={language: drafts[language].lead for language in LANGUAGES},
        sections=tuple(
            Section(
                ids=zh.ids,
                title=Text(zh=zh.title, en=en.title),
                pieces={"zh": zh.pieces, "en": en.pieces},
            )
            for zh, en in pairs
        ),
    )
