"""Our own files of questions: one YAML file, one question; its path is its slug."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quizzes import kinds, proof
from quizzes.exchange import misconceptions
from quizzes.kinds.content import WORD
from studyguide.blueprint import blueprint
from studyguide.yaml_files import MAX_BYTES, Problem, line_of, read_yaml

FOLDER = Path(__file__).resolve().parent.parent / "content"
SUFFIX = ".yaml"


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A folder of questions as read: good ones by slug, slugs of bad files, and all problems."""

    questions: dict[str, dict]
    broken: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_question(text: str, *, path: str) -> tuple[dict | None, list[Problem]]:
    """The question in a file's text, every default written out; or everything wrong with it."""
    value, lines, found = read_yaml(text, path=path)
    if found:
        return None, found
    said = proof.may_publish(value, stage=kinds.Stage.SHIPPED)
    if not said:
        said = misconceptions.problems(value)
    if said:
        found = [
            Problem(path=path, line=line_of(lines, each.pointer), message=f"{each}")
            for each in said
        ]
        return None, sorted(found, key=lambda each: each.line)
    return kinds.normalised(value), []


def read_folder(folder: Path) -> Folder:
    """Every question under the folder. A bad file gives its problems and no question."""
    questions: dict[str, dict] = {}
    broken: list[str] = []
    found: list[Problem] = []
    for path in sorted(path for path in folder.rglob("*.y*ml") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name == misconceptions.PATH.name:
            continue
        slug = name.removesuffix(SUFFIX)
        content, problems = _read_path(path, name)
        if content is None:
            broken.append(slug)
            found += problems
        else:
            questions[slug] = content
    return Folder(questions=questions, broken=tuple(broken), problems=tuple(found))


def _read_path(path: Path, name: str) -> tuple[dict | None, list[Problem]]:
    problems = _name_problems(name)
    if problems:
        return None, problems
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [Problem(path=name, line=1, message="is larger than 2 MB")]
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [Problem(path=name, line=line, message="is not UTF-8")]
    except OSError as error:
        return None, [Problem(path=name, line=1, message=f"cannot be read: {error.strerror}")]
    return read_question(text, path=name)


def _name_problems(name: str) -> list[Problem]:
    chapter, _, slug = name.removesuffix(SUFFIX).partition("/")
    if not name.endswith(SUFFIX):
        message = f"needs a name that ends in {SUFFIX}"
    elif not slug:
        message = "needs to stand in a chapter's folder"
    elif blueprint().chapter(chapter) is None:
        message = f"stands in '{chapter}', which is not the slug of a chapter"
    elif not WORD.fullmatch(slug):
        message = "needs a name of small letters, digits and hyphens"
    else:
        return []
    return [Problem(path=name, line=1, message=message)]
