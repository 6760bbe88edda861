"""What a result shows of each question: answer, key, reasons, receipt, and where to read on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quizzes import kinds, proof
from quizzes.attempts import selectors
from quizzes.attempts.models import AttemptItem
from quizzes.grading import Receipt, grade
from quizzes.lead_in import stem
from quizzes.widgets import widget
from quizzes.widgets.widget import ReceiptLine
from quizzes.widgets.words import Words, words
from studyguide.blueprint import Objective, blueprint
from studyguide.guide import passage


@dataclass(frozen=True, kw_only=True)
class Passage:
    """An objective, and the address of what teaches it."""

    objective: Objective
    address: str


@dataclass(frozen=True, kw_only=True)
class MarkedItem:
    """One question after hand-in. The score is the recorded one; the receipt explains it."""

    item: AttemptItem
    score: Fraction
    is_answered: bool
    stem: Words
    display: object
    explanation: Words | None
    source: str
    passages: tuple[Passage, ...]
    receipt: Receipt
    lines: tuple[ReceiptLine, ...]
    chosen: str
    key: str
    others: tuple[tuple[object, str], ...]
    proof: proof.Proof | None
    template: str

    @property
    def is_choice(self) -> bool:
        return kinds.is_choice(self.item.version.kind)

    @property
    def is_right(self) -> bool:
        return self.score == 1

    @property
    def is_partly_right(self) -> bool:
        return 0 < self.score < 1

    @property
    def points(self) -> str:
        return points(self.score)

    @property
    def disputed(self) -> tuple[Passage, ...]:
        return tuple(each for each in self.passages if each.objective.erratum is not None)

    @property
    def is_unverified(self) -> bool:
        """Whether key or claim rests on what nobody has read in a source."""
        by_engine = self.proof is not None and self.proof.outcome == proof.Outcome.UNVERIFIED
        return by_engine or any(not each.objective.is_verified for each in self.passages)


@dataclass(frozen=True, kw_only=True)
class ObjectiveLine:
    """How one objective went in this attempt."""

    passage: Passage
    right: int
    total: int


def marked(item: AttemptItem, language: str) -> MarkedItem:
    content, response = item.version.content, selectors.response_of(item)
    shown_in, order = widget(item.version.kind), item.option_order
    right = kinds.kind(item.version.kind).right_answer(content)
    receipt = grade(content, response).receipt
    text, actual = stem(content, language)
    scope = f"q{item.position}"
    explanation = content.get("explanation")
    return MarkedItem(
        item=item,
        score=Fraction(item.score),
        is_answered=response is not None,
        stem=Words(markdown=text, language=actual, scope=scope),
        display=shown_in.reviewed(content, order, response, language, scope=scope),
        explanation=words(explanation, language, scope=f"{scope}x") if explanation else None,
        source=content.get("source") or "",
        passages=_passages(content.get("objectives") or ()),
        receipt=receipt,
        lines=tuple(shown_in.lines(content, order, receipt)),
        chosen=_listed(shown_in.told(content, order, response, language)),
        key=_listed(shown_in.told(content, order, right, language)),
        others=tuple((other.label, points(other.score)) for other in receipt.others),
        proof=proof.prove(content) if content.get("proof") else None,
        template=shown_in.review_template,
    )


def by_objective(rows: Iterable[MarkedItem]) -> list[ObjectiveLine]:
    """One line for each objective that the paper tested, in the order of the blueprint."""
    found: dict[str, list[tuple[Passage, bool]]] = {}
    for row in rows:
        for each in row.passages:
            found.setdefault(each.objective.id, []).append((each, row.is_right))
    return [
        ObjectiveLine(
            passage=some[0][0], right=sum(is_right for _, is_right in some), total=len(some)
        )
        for _, some in sorted(found.items())
    ]


def points(score: Fraction | str) -> str:
    """A score for readers: whole, or with two decimals at most."""
    value = Fraction(score)
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def _passages(objectives: Iterable[str]) -> tuple[Passage, ...]:
    """Versions outlive the blueprint: an objective it has dropped since is left out."""
    known = blueprint().objectives
    return tuple(
        Passage(objective=known[identity], address=passage(identity))
        for identity in objectives
        if identity in known
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
