"""The kinds of question, by name, and the one check that all content passes."""

from __future__ import annotations

from collections.abc import Mapping

from quizzes.kinds.choice import ChoiceKind, Option
from quizzes.kinds.cloze import Cloze
from quizzes.kinds.content import Problem, Stage, digest, problem
from quizzes.kinds.kind import Kind
from quizzes.kinds.matching import Matching
from quizzes.kinds.multiple_response import MultipleResponse
from quizzes.kinds.numeric import Numeric
from quizzes.kinds.ordering import Ordering
from quizzes.kinds.short_text import ShortText
from quizzes.kinds.single_choice import SingleChoice
from quizzes.kinds.true_false import TrueFalse

_MENU = (
    SingleChoice(),
    MultipleResponse(),
    TrueFalse(),
    Numeric(),
    ShortText(),
    Ordering(),
    Matching(),
    Cloze(),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _MENU}

__all__ = [
    "KINDS",
    "ChoiceKind",
    "Kind",
    "Option",
    "Problem",
    "Stage",
    "digest",
    "is_choice",
    "kind",
    "kind_of",
    "languages",
    "normalised",
    "problems",
]


def kind(name: str) -> Kind:
    """The kind of that name; KeyError for a name that is none."""
    return KINDS[name]


def kind_of(content: Mapping) -> Kind:
    return KINDS[content["kind"]]


def is_choice(name: str) -> bool:
    """Whether questions of that kind are answered by picking options."""
    return isinstance(KINDS.get(name), ChoiceKind)


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
    """The languages in which stem and all texts of the kind are written."""
    return kind_of(content).languages(content)


def normalised(content: Mapping) -> dict:
    """The content with every default written out, so that equal content has an equal digest."""
    return kind_of(content).normalised(content)
