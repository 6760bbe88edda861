"""What a proof, or the lack of one, allows a question to be used for."""

from __future__ import annotations

from collections.abc import Mapping

from quizzes.kinds.content import Problem, Stage, problem
from quizzes.proof.outcome import Outcome, Proof
from quizzes.proof.proving import prove
from quizzes.proof.writing import problems
from studyguide.blueprint import blueprint
from studyguide.text import Text

GRADED_ALIKE = ("correct", "imprecise")  # statuses whose claim decides a question the same way


def may_publish(content: object, *, stage: Stage = Stage.PUBLISHED) -> list[Problem]:
    """Everything that forbids putting the question in use; an empty list is permission."""
    found = problems(content, stage)
    if found:
        return found
    proof = prove(content)
    if content.get("proof"):
        return _proof_refusals(proof)
    return _dispute_refusals(content)


def _proof_refusals(proof: Proof) -> list[Problem]:
    said = {
        Outcome.REFUTED: Text(zh="答案与引擎不符", en="is refuted by the engine"),
        Outcome.DEPENDS: Text(
            zh="答案随版本而变，题目却没有注明版本",
            en="holds in some releases only, and the question names none",
        ),
        Outcome.UNDECIDABLE: Text(zh="证明无法判定", en="cannot be decided"),
    }.get(proof.outcome)
    if said is None:
        return []
    return [
        Problem(
            pointer="/proof",
            text=Text(zh=f"{said.zh}。{reason.zh}", en=f"{said.en}. {reason.en}"),
        )
        for reason in proof.reasons
    ]


def _dispute_refusals(content: Mapping) -> list[Problem]:
    """A disputed claim decides no question unless a release is named or the engine has spoken."""
    if content.get("releases"):
        return []
    known = blueprint().objectives
    return [
        problem(
            "/releases",
            zh=f"目标{each}的说法有争议：请注明版本，或给出证明",
            en=f"needs a release or a proof: the claim of objective {each} is disputed",
        )
        for each in content.get("objectives") or ()
        if known[each].status not in GRADED_ALIKE
    ]


def may_use_in_exam(content: Mapping) -> bool:
    """Whether a graded exam may ask it: publishable, and resting on nothing unverified."""
    if may_publish(content):
        return False
    known = blueprint().objectives
    return prove(content).outcome != Outcome.UNVERIFIED and all(
        known[each].is_verified for each in content["objectives"]
    )
