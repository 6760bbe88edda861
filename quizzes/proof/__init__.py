"""Proof of a key: the engine decides each option's claim under every release.

An option belongs to the key exactly where its claim holds. Where no proof is given, or a claim
cannot be tried, nothing is decided and nothing is pretended.
"""

from __future__ import annotations

from quizzes.proof.claims import Judgement, Line
from quizzes.proof.outcome import OUTCOME_LABELS, Cell, Outcome, Proof, Row
from quizzes.proof.proving import prove, stored_outcome
from quizzes.proof.publishing import may_publish, may_use_in_exam
from quizzes.proof.writing import problems

__all__ = [
    "OUTCOME_LABELS",
    "Cell",
    "Judgement",
    "Line",
    "Outcome",
    "Proof",
    "Row",
    "may_publish",
    "may_use_in_exam",
    "problems",
    "prove",
    "stored_outcome",
]
