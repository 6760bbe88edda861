"""The misconceptions that wrong options are tagged with, each in a sentence for learners."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from quizzes import kinds
from quizzes.kinds.content import WORD, Stage, problem, text_problems
from studyguide.text import Text
from studyguide.yaml_files import Problem, line_of, read_yaml

PATH = Path(__file__).resolve().parent.parent / "content" / "misconceptions.yaml"
CAP = 200


@lru_cache(maxsize=1)
def misconceptions() -> Mapping[str, Text]:
    """The shipped ones, by tag; empty where the file is broken, which `check` then says."""
    try:
        return read_misconceptions(PATH.read_text(encoding="utf-8"), path=PATH.name)[0]
    except OSError:
        return {}


def read_misconceptions(text: str, *, path: str) -> tuple[dict[str, Text], list[Problem]]:
    """Tag -> sentence, or everything that is wrong with the file."""
    raw, lines, found = read_yaml(text, path=path)
    if found:
        return {}, found
    if not isinstance(raw, dict):
        return {}, [Problem(path=path, line=1, message="needs tags, each with zh and en")]
    said = []
    for tag, sentence in raw.items():
        if not WORD.fullmatch(tag) or len(tag) > 60:
            said.append(problem(f"/{tag}", zh="标签不合规", en=f"'{tag}' is not a tag"))
        said += text_problems(sentence, f"/{tag}", cap=CAP, stage=Stage.SHIPPED, required=True)
    if said:
        return {}, [
            Problem(path=path, line=line_of(lines, each.pointer), message=str(each))
            for each in said
        ]
    return {tag: Text(zh=each["zh"], en=each["en"]) for tag, each in raw.items()}, []


def problems(content: Mapping) -> list[kinds.Problem]:
    """Tags of a question that no sentence explains."""
    known = misconceptions()
    return [
        problem(
            pointer,
            zh=f"“{tag}”不在误解表中",
            en=f"'{tag}' is not in misconceptions.yaml",
        )
        for pointer, tag in kinds.kind_of(content).tags(content)
        if tag not in known
    ]
