"""Where in the editor a problem of the content belongs: which field, and what people call it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.kinds import KINDS, Problem
from quizzes.teach.draft import TRUTHS, Draft
from studyguide.yaml_files import line_of, read_yaml

# Fields from the top of the form to its end, by the first word of their ids.
ORDER = (
    *("kind", "objectives", "releases", "stem", "options", "option", "truth", "part", "scoring"),
    *("choose", "explanation", "source", "difficulty", "proof"),
)
LANGUAGE_LABELS = {"zh": gettext_lazy("Chinese"), "en": gettext_lazy("English")}
LABELS = {
    "kind": gettext_lazy("Kind"),
    "objectives": gettext_lazy("Objectives tested"),
    "releases": gettext_lazy("Releases"),
    "stem": gettext_lazy("Stem"),
    "options": gettext_lazy("Options"),
    "part": gettext_lazy("Answers, in YAML"),
    "choose": gettext_lazy("How many to choose"),
    "scoring": gettext_lazy("Scoring"),
    "explanation": gettext_lazy("Explanation"),
    "source": gettext_lazy("Source"),
    "difficulty": gettext_lazy("Difficulty"),
    "proof": gettext_lazy("Proof"),
}
PART_LABELS = {
    "key": gettext_lazy("letter"),
    "text": gettext_lazy("text"),
    "why": gettext_lazy("why"),
    "correct": gettext_lazy("correct"),
    "misconception": gettext_lazy("misconception"),
}


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """One message beside one field; `id` is that of the element to jump to."""

    id: str
    label: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Errors:
    """All messages: in the order of the form for the summary, and by field for the fields."""

    all: tuple[FieldError, ...] = ()
    by_id: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def at(self, id: str) -> tuple[str, ...]:
        return self.by_id.get(id, ())

    def __bool__(self) -> bool:
        return bool(self.all)


def errors_of(problems: Iterable[Problem], draft: Draft, language: str) -> Errors:
    """The problems as messages in the reader's language, each once, at their fields."""
    lines, lines_of_part = _lines_of(draft.proof), _lines_of(draft.part)
    found: dict[FieldError, None] = {}
    for problem in problems:
        message = problem.text.in_language(language)
        if problem.pointer.startswith("/proof/"):
            line = line_of(lines, problem.pointer.removeprefix("/proof"))
            message = _("line %(line)d: %(message)s") % {"line": line, "message": message}
        elif is_in_part(problem.pointer, draft) and problem.pointer != "/part":
            pointer = problem.pointer.removeprefix("/part")
            message = _("line %(line)d: %(message)s") % {
                "line": line_of(lines_of_part, pointer),
                "message": f"{pointer}: {message}",
            }
        error = FieldError(
            id=field_id(problem.pointer, draft),
            label=field_label(problem.pointer, draft),
            message=message,
        )
        found[error] = None
    by_id: dict[str, tuple[str, ...]] = {}
    for error in found:
        by_id[error.id] = (*by_id.get(error.id, ()), error.message)
    return Errors(all=tuple(sorted(found, key=_place)), by_id=by_id)


def _place(error: FieldError) -> int:
    """Where the field stands in the form; sorting keeps the order within a field."""
    return ORDER.index(error.id.partition("-")[0])


def field_id(pointer: str, draft: Draft) -> str:
    """The id of the element that a JSON pointer of the content speaks of."""
    name, *rest = pointer.strip("/").split("/")
    if is_in_part(pointer, draft):
        return "part"
    if name == "options" and rest:
        return _option_id(rest, draft)
    if name in {"stem", "explanation"}:
        language = rest[0] if rest and rest[0] in LANGUAGE_LABELS else _first_language(draft)
        return f"{name}-{language}"
    return name if name in LABELS else "kind"


def _option_id(rest: list[str], draft: Draft) -> str:
    index = int(rest[0]) if rest[0].isascii() and rest[0].isdigit() else 0
    if index >= len(draft.rows):
        return "options"
    start = f"{'truth' if draft.kind == 'true_false' else 'option'}-{index}"
    part = rest[1] if len(rest) > 1 else "text"
    if part in {"text", "why"}:
        language = rest[2] if len(rest) > 2 and rest[2] in LANGUAGE_LABELS else "zh"
        return f"{start}-{part}-{language}"
    if part == "correct":
        return f"{start}-fraction" if draft.rows[index].fraction.strip() else f"{start}-correct"
    return f"{start}-misconception" if part == "misconception" else f"{start}-text-zh"


def is_in_part(pointer: str, draft: Draft) -> bool:
    """Whether a problem stands in the kind's own part, which is one field of YAML."""
    name = pointer.strip("/").partition("/")[0]
    return draft.has_part and (name == "part" or name in KINDS[draft.kind].own_keys)


def field_label(pointer: str, draft: Draft) -> str:
    """What people call the field, such as "Option B, text, English"."""
    if is_in_part(pointer, draft):
        return str(LABELS["part"])
    name, *rest = pointer.strip("/").split("/")
    label = str(LABELS.get(name, LABELS["kind"]))
    if name == "options" and rest[:1] and rest[0].isdigit() and int(rest[0]) < len(draft.rows):
        label = option_label(draft.rows[int(rest[0])].key)
        rest = rest[1:]
    for part in rest:
        known = PART_LABELS.get(part) or LANGUAGE_LABELS.get(part)
        label = part_of(label, known) if known else label
    return label


def part_of(label: str, part: object) -> str:
    """The label of one part of a field, such as "Stem, English"."""
    return _("%(field)s, %(part)s") % {"field": label, "part": part}


def option_label(key: str) -> str:
    """The name of an option: its letter, by which the proof calls it too, or true and false."""
    if key in TRUTHS:
        return _("True") if key == "true" else _("False")
    return _("Option %(letter)s") % {"letter": key.upper()}


def _first_language(draft: Draft) -> str:
    return "en" if draft.stem["en"].strip() and not draft.stem["zh"].strip() else "zh"


def _lines_of(typed: str) -> dict[str, int]:
    return read_yaml(typed, path="proof")[1] if typed.strip() else {}
