"""The editor's other side: the question as a learner will see it, and what the engine says of it.

The preview shows whatever stands, finished or not; the proof is tried only of what is well formed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from labs.datacenter.releases import NOTES, RELEASES
from quizzes import kinds, lead_in, proof
from quizzes.kinds import KINDS, Stage
from quizzes.kinds.choice import MOST_OPTIONS
from quizzes.kinds.content import OPTION_CAP, STEM_CAP
from quizzes.proof import Line
from quizzes.teach.draft import Draft, content_of
from quizzes.teach.fields import Errors, errors_of
from quizzes.widgets import Widget, widget
from quizzes.widgets.words import Words
from studyguide.text import Text


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The question in one language, or in the other where that one is not written."""

    language: str
    stem: Words
    display: object  # None while the part of its kind cannot be drawn
    instruction: Text | None
    kind: Text
    objectives: tuple[str, ...]
    widget: Widget

    @property
    def is_empty(self) -> bool:
        texts = [self.stem, *(self.widget.texts(self.display) if self.display else ())]
        return not any(words.markdown.strip() for words in texts)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One finding of the engine on the claim of one option, and the releases that give it."""

    option: str
    line: Line
    releases: tuple[str, ...]

    @property
    def in_notes(self) -> bool:
        return NOTES in self.releases

    @property
    def versions(self) -> tuple[str, ...]:
        return tuple(release for release in self.releases if release != NOTES)


@dataclass(frozen=True, kw_only=True)
class Side:
    """`proof` is None while the draft has problems; `lacks` is what still forbids publishing."""

    preview: Preview | None
    language: str
    proof: proof.Proof | None
    is_proof_typed: bool
    names_releases: bool
    lacks: Errors
    letters: Mapping[str, str]

    @property
    def conclusions(self) -> tuple[tuple[bool, bool], ...]:
        """For each release: whether the whole key agrees, and whether the question names it."""
        return tuple(
            (self.proof.agrees_in(release), release in self.proof.scope) for release in RELEASES
        )

    @property
    def findings(self) -> tuple[Found, ...]:
        seen: dict[tuple[str, Line], list[str]] = {}
        for row in self.proof.rows:
            for cell in row.cells:
                for line in cell.judgement.lines:
                    seen.setdefault((row.option, line), []).append(cell.release)
        return tuple(
            Found(option=option, line=line, releases=tuple(dict.fromkeys(releases)))
            for (option, line), releases in seen.items()
        )


def side_of(draft: Draft, *, shown_in: str, reader: str) -> Side:
    """The side for this draft: its preview in one language, our own words in the reader's."""
    content, problems = content_of(draft)
    problems += proof.problems(content, Stage.DRAFT)
    is_fit = not problems and not proof.problems(content)
    lacks = problems or proof.may_publish(content)
    return Side(
        preview=preview_of(content, shown_in),
        language=shown_in,
        proof=proof.prove(content) if is_fit and "proof" in content else None,
        is_proof_typed=bool(draft.proof.strip()),
        names_releases=bool(draft.releases),
        lacks=errors_of(lacks, draft, reader),
        letters=letters_of(draft),
    )


def letters_of(draft: Draft) -> dict[str, str]:
    """Option key -> the letter by which the form calls it; true and false have words."""
    if draft.kind == "true_false":
        return {}
    return {option.key: option.key.upper() for option in draft.options}


def preview_of(content: Mapping, language: str) -> Preview | None:
    """What a reader of that language sees; None for content of no known kind."""
    if content.get("kind") not in KINDS:
        return None
    kind, form = KINDS[content["kind"]], widget(content["kind"])
    shown = showable(content)
    is_whole = kinds.is_choice(kind.name) or not any(kind.part_problems(shown, Stage.PUBLISHED))
    shown = kind.normalised(shown) if is_whole else shown
    stem, actual = lead_in.stem(shown, language)
    order = kind.order_to_try(shown) if is_whole else None
    return Preview(
        language=language,
        stem=Words(markdown=stem, language=actual, scope="stem"),
        display=form.shown(shown, order, None, language) if is_whole else None,
        instruction=kind.instruction(shown) if is_whole else None,
        kind=kind.label,
        objectives=tuple(shown["objectives"]),
        widget=form,
    )


def showable(content: Mapping) -> dict:
    """Content that can be drawn: what is malformed is left out, what is too long is cut."""
    shown = {
        **content,
        "releases": [each for each in content["releases"] if each in RELEASES],
        "stem": _cut(content["stem"], STEM_CAP),
        "proof": None,
    }
    if kinds.is_choice(content["kind"]):
        shown["options"] = _showable_options(content)
    return shown


def _showable_options(content: Mapping) -> list[dict]:
    is_key = KINDS[content["kind"]].is_option_key
    options: dict[str, dict] = {}
    for option in content["options"][:MOST_OPTIONS]:
        if is_key(option["key"]) and option["key"] not in options:
            text = _cut(option.get("text") or {}, OPTION_CAP)
            options[option["key"]] = {**option, "text": text, "correct": False, "why": {}}
    return list(options.values())


def _cut(texts: Mapping[str, str], cap: int) -> dict[str, str]:
    return {
        language: text if len(text) <= cap else f"{text[:cap]}…" for language, text in texts.items()
    }
