"""The kinds of question, by name, and the one check that all content passes."""

from __future__ import annotations

from collections.abc import Mapping

from quizzes.kinds.choice import ChoiceKind, Option
from quizzes.kinds.content import Problem, Stage, digest, problem
from quizzes.kinds.content import languages as languages_of_texts
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.single_choice import SingleChoice
from quizzes.kinds.true_false import TrueFalse

KINDS: dict[str, ChoiceKind] = {
    kind.name: kind for kind in (SingleChoice(), MultipleResponse(), TrueFalse())
}

DEFAULTS = {
    "objectives": [],
    "releases": [],
    "options": [],
    "explanation": {},
    "source": "",
    "difficulty": None,
    "scoring": "exact",
    "proof": None,
}
OPTION_DEFAULTS = {"correct": False, "why": {}, "misconception": None}

__all__ = [
    "KINDS",
    "ChoiceKind",
    "Option",
    "Problem",
    "Stage",
    "digest",
    "kind",
    "kind_of",
    "languages",
    "normalised",
    "problems",
]


def kind(name: str) -> ChoiceKind:
    """The kind of that name; KeyError for a name that is none."""
    return KINDS[name]


def kind_of(content: Mapping) -> ChoiceKind:
    return KINDS[content["kind"]]


def problems(content: object, stage: Stage = Stage.PUBLISHED) -> list[Problem]:
    """Everything that keeps content from that stage; an empty list means it is fit.

    The proof's inside is judged by `quizzes.proof`, which knows the engine.
    """
    if not isinstance(content, Mapping):
        return [problem("", zh="需要一道题的各个键", en="needs the keys of a question")]
    name = content.get("kind")
    if not isinstance(name, str) or name not in KINDS:
        return [
            problem(
                "/kind",
                zh=f"需要题型：{'、'.join(KINDS)}",
                en=f"is not one of {', '.join(KINDS)}",
            )
        ]
    return list(KINDS[name].problems(content, stage))


def languages(content: Mapping) -> tuple[str, ...]:
    """The languages in which stem and all options are written."""
    return languages_of_texts(content, kind_of(content).options(content))


def normalised(content: Mapping) -> dict:
    """The content with every default written out, so that equal content has an equal digest."""
    whole = {**DEFAULTS, **content}
    if "choose" in kind_of(content).content_keys:
        whole.setdefault("choose", None)
    whole["options"] = [{**OPTION_DEFAULTS, **option} for option in whole["options"]]
    return whole
