"""What the editor's screen shows: the boxes of the form with what is typed and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from quizzes.bank.models import Origin, Question, QuestionVersion
from quizzes.exchange.misconceptions import misconceptions
from quizzes.kinds import KINDS
from quizzes.kinds.choice import MOST_OPTIONS
from quizzes.modes import FOLDED, MODES, OFFERED
from quizzes.teach.draft import Draft, OptionDraft
from quizzes.teach.fields import LABELS, LANGUAGE_LABELS, Errors, option_label, part_of
from quizzes.teach.posted import fields_of
from quizzes.teach.preview import Side
from quizzes.teach.slugs import new_slug
from studyguide.blueprint import Chapter, Objective, blueprint
from studyguide.text import HTML_LANGUAGES, LANGUAGE_NAMES, LANGUAGES, Text

EXAMPLE = (Path(__file__).parent / "example_proof.yaml").read_text(encoding="utf-8")
DIFFICULTIES = ("1", "2", "3", "4", "5")


@dataclass(frozen=True, kw_only=True)
class Box:
    """One field to type in."""

    id: str
    name: str
    label: str
    value: str
    language: str = ""
    errors: tuple[str, ...] = ()

    @property
    def html_language(self) -> str:
        return HTML_LANGUAGES.get(self.language, "")


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """One option's boxes and what can be done with it."""

    id: str
    key: str
    index: int
    label: str
    is_right: bool
    texts: tuple[Box, ...]
    whys: tuple[Box, ...]
    fraction: Box
    misconception: Box
    errors: tuple[str, ...]
    is_first: bool
    is_last: bool

    @property
    def up_id(self) -> str:
        return f"{self.id}-up"

    @property
    def down_id(self) -> str:
        return f"{self.id}-down"

    @property
    def correct_id(self) -> str:
        return f"{self.id}-correct"

    @property
    def is_unfolded(self) -> bool:
        """Whether a message waits behind the fold."""
        return any(box.errors for box in (*self.whys, self.fraction, self.misconception))

    @property
    def told_why(self) -> tuple[str, ...]:
        """The languages in which a reason is written."""
        return tuple(LANGUAGE_NAMES[box.language] for box in self.whys if box.value.strip())


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of several values, and whether it is the one."""

    value: str
    label: str | Text
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Somebody else's version that was stored while this one was being written."""

    theirs: QuestionVersion
    changes: tuple = ()


@dataclass(frozen=True, kw_only=True)
class Editor:
    """Everything the templates of the editor ask for."""

    draft: Draft
    slug: str
    base: str
    shown: str
    side: Side
    question: Question | None = None
    versions: tuple[QuestionVersion, ...] = ()
    errors: Errors = field(default_factory=Errors)
    conflict: Conflict | None = None
    saved: QuestionVersion | None = None
    focus: str = ""
    copy_slug: str = field(default_factory=new_slug)
    notice: str = ""

    @property
    def newest(self) -> QuestionVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def waiting_update(self) -> QuestionVersion | None:
        """A version shipped since the question was edited here, which nobody has judged yet."""
        newest = self.newest
        return newest if newest and newest.is_open and newest.origin == Origin.SHIPPED else None

    @property
    def is_true_false(self) -> bool:
        return self.draft.kind == "true_false"

    @property
    def has_part(self) -> bool:
        return self.draft.has_part

    @property
    def part(self) -> Box:
        return self._box("part", str(LABELS["part"]), self.draft.part, name=self.part_name)

    @property
    def part_name(self) -> str:
        return f"part_{self.draft.kind}"

    @property
    def is_multiple(self) -> bool:
        return self.draft.kind == "multiple_response"

    @property
    def kinds(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(value=name, label=kind.label, is_chosen=name == self.draft.kind)
            for name, kind in KINDS.items()
        )

    @property
    def stem(self) -> tuple[Box, ...]:
        return self._boxes("stem", _("Stem"), self.draft.stem)

    @property
    def explanation(self) -> tuple[Box, ...]:
        return self._boxes("explanation", _("Explanation"), self.draft.explanation)

    @property
    def source(self) -> Box:
        return self._box("source", _("Source"), self.draft.source)

    @property
    def proof(self) -> Box:
        return self._box("proof", _("Proof, in YAML"), self.draft.proof)

    @property
    def example(self) -> str:
        """A whole proof for the two options a (right) and b (wrong)."""
        return EXAMPLE

    @property
    def misconceptions(self) -> Mapping[str, Text]:
        """The tags in use, each with its sentence; an author may make others."""
        return misconceptions()

    @property
    def rows(self) -> tuple[OptionRow, ...]:
        prefix = "truth" if self.is_true_false else "option"
        return tuple(
            self._row(prefix, index, option) for index, option in enumerate(self.draft.rows)
        )

    @property
    def may_add(self) -> bool:
        return len(self.draft.options) < MOST_OPTIONS

    @property
    def offered_modes(self) -> tuple[Choice, ...]:
        return self._modes(OFFERED)

    @property
    def folded_modes(self) -> tuple[Choice, ...]:
        return self._modes(FOLDED)

    @property
    def uses_folded_mode(self) -> bool:
        return any(mode.is_chosen for mode in self.folded_modes)

    @property
    def difficulties(self) -> tuple[Choice, ...]:
        return self._choices(DIFFICULTIES, self.draft.difficulty)

    @property
    def chosen_objectives(self) -> tuple[Objective | str, ...]:
        """Those ticked, first; what is no objective stays as the word that was sent."""
        known = blueprint().objectives
        return tuple(known.get(id, id) for id in self.draft.objectives)

    @property
    def other_objectives(self) -> tuple[tuple[Chapter, tuple[Objective, ...]], ...]:
        course = blueprint()
        return tuple(
            (
                chapter,
                tuple(
                    each
                    for each in course.of_chapter(chapter)
                    if each.id not in self.draft.objectives
                ),
            )
            for chapter in course.chapters
        )

    @property
    def kept_aside(self) -> tuple[tuple[str, str], ...]:
        """Fields of the other kinds, which travel along unseen so that nothing is lost."""
        options, truths = {"option_", "correct"}, {"truth_", "truth"}
        hidden = options if self.is_true_false else truths
        if self.has_part:
            hidden = {*options, *truths, "proof"}
        unseen = {"tells_count", "scoring"} if not self.is_multiple else set()
        return tuple(
            (name, value)
            for name, values in fields_of(self.draft).items()
            if name in unseen
            or name.startswith(tuple(hidden))
            or (name.startswith("part_") and name != self.part_name)
            for value in values
        )

    def _modes(self, names: tuple[str, ...]) -> tuple[Choice, ...]:
        chosen = self.draft.scoring or "exact"
        return tuple(
            Choice(value=name, label=MODES[name].label, is_chosen=name == chosen) for name in names
        )

    def _choices(self, values: tuple[str, ...], chosen: str) -> tuple[Choice, ...]:
        """The values, and the one that was sent though it is none of them."""
        extra = (chosen,) if chosen and chosen not in values else ()
        return tuple(
            Choice(value=value, label=value, is_chosen=value == chosen)
            for value in (*values, *extra)
        )

    def _boxes(self, name: str, label: str, texts: Mapping[str, str]) -> tuple[Box, ...]:
        return tuple(self._text_box(name, name, label, texts, each) for each in LANGUAGES)

    def _text_box(
        self, id: str, name: str, label: str, texts: Mapping[str, str], language: str
    ) -> Box:
        return Box(
            id=f"{id}-{language}",
            name=f"{name}_{language}",
            label=part_of(label, LANGUAGE_LABELS[language]),
            value=texts[language],
            language=language,
            errors=self.errors.at(f"{id}-{language}"),
        )

    def _box(self, id: str, label: str, value: str, *, name: str = "") -> Box:
        return Box(id=id, name=name or id, label=label, value=value, errors=self.errors.at(id))

    def _row(self, prefix: str, index: int, option: OptionDraft) -> OptionRow:
        id, label = f"{prefix}-{index}", option_label(option.key)
        why = part_of(label, _("why"))
        return OptionRow(
            id=id,
            key=option.key,
            index=index,
            label=label,
            is_right=option.correct,
            texts=tuple(
                self._text_box(f"{id}-text", f"{prefix}_text", label, option.text, each)
                for each in LANGUAGES
            ),
            whys=tuple(
                self._text_box(f"{id}-why", f"{prefix}_why", why, option.why, each)
                for each in LANGUAGES
            ),
            fraction=self._box(
                f"{id}-fraction",
                _("Fraction, such as 1/2"),
                option.fraction,
                name=f"{prefix}_fraction",
            ),
            misconception=self._box(
                f"{id}-misconception",
                _("Tag of the misconception"),
                option.misconception,
                name=f"{prefix}_misconception",
            ),
            errors=self.errors.at(f"{id}-correct"),
            is_first=index == 0,
            is_last=index == len(self.draft.rows) - 1,
        )
