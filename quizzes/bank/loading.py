"""Bringing the shipped bank up to date without touching what was edited here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from quizzes import kinds
from quizzes.bank import index
from quizzes.bank.models import OPEN_STATES, Origin, Question, QuestionVersion, State
from quizzes.bank.services import add_version, put_in_use, take_out_of_use
from quizzes.proof import stored_outcome


@dataclass(kw_only=True)
class LoadReport:
    """What a load did, by slug; `waiting` are shipped updates of questions that were edited."""

    unchanged: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    waiting: list[QuestionVersion] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    judged_anew: list[str] = field(default_factory=list)


@transaction.atomic
def load_bank(*, files: Mapping[str, dict], broken: Collection[str] = ()) -> LoadReport:
    """Take over the questions of the files, all fit to be published, by slug.

    A slug in `broken` has a file that could not be read: its question is left as it stands.
    """
    report = LoadReport()
    for slug, content in sorted(files.items()):
        _load_one(slug, content, report)
    _retire_missing({*files, *broken}, report)
    _judge_anew(report)
    index.rebuild()
    return report


def _load_one(slug: str, content: dict, report: LoadReport) -> None:
    question, is_new = Question.objects.get_or_create(slug=slug)
    history = [] if is_new else list(question.versions.order_by("-number"))
    shipped = next((each for each in history if each.origin == Origin.SHIPPED), None)
    if shipped is not None and shipped.digest == kinds.digest(content):
        _load_unchanged(question, shipped, history, report)
    elif _is_ours(question, history):
        version = add_version(
            question=question, content=content, state=State.REVIEW, origin=Origin.SHIPPED
        )
        put_in_use(question=question, version=version)
        (report.updated if shipped else report.added).append(slug)
    else:
        _store_update(question, content, history, report)


def _load_unchanged(
    question: Question,
    shipped: QuestionVersion,
    history: list[QuestionVersion],
    report: LoadReport,
) -> None:
    """The file is as it was. A question that left with its file comes back with it."""
    if shipped.state == State.REVIEW:
        report.waiting.append(shipped)
        return
    if question.file_gone and _is_ours(question, history):
        put_in_use(question=question, version=shipped)
        report.returned.append(question.slug)
        return
    report.unchanged.append(question.slug)


def _store_update(
    question: Question, content: dict, history: Iterable[QuestionVersion], report: LoadReport
) -> None:
    """Keep the new wording unpublished, in place of an update that waited before it."""
    for version in history:
        if version.origin == Origin.SHIPPED and version.state == State.REVIEW:
            version.state = State.RETIRED
            version.save(update_fields=["state"])
    report.waiting.append(
        add_version(question=question, content=content, state=State.REVIEW, origin=Origin.SHIPPED)
    )


def _is_ours(question: Question, history: list[QuestionVersion]) -> bool:
    """Whether nobody here has touched it: no authored version since the shipped one that was in
    use, and no person took it out of use."""
    settled = [
        each
        for each in history
        if not (each.origin == Origin.SHIPPED and each.state == State.REVIEW)
    ]
    if not settled:
        return not history
    in_use = question.published_id is not None or question.file_gone
    return settled[0].origin == Origin.SHIPPED and in_use


def _retire_missing(present: Collection[str], report: LoadReport) -> None:
    """Retire shipped questions whose file is gone, unless they were edited here."""
    shipped = Question.objects.filter(
        versions__origin=Origin.SHIPPED, published__isnull=False
    ).exclude(slug__in=present)
    for question in shipped.distinct().order_by("slug"):
        if _is_ours(question, list(question.versions.order_by("-number"))):
            take_out_of_use(question=question, file_gone=True)
            report.retired.append(question.slug)
        else:
            report.kept.append(question.slug)


def _judge_anew(report: LoadReport) -> None:
    """Store what the engine of today says of every proof that may still be used."""
    versions = QuestionVersion.objects.filter(
        state__in=(*OPEN_STATES, State.PUBLISHED), content__proof__isnull=False
    ).select_related("question")
    for version in versions.exclude(content__proof=None):
        outcome = stored_outcome(version.content)
        if outcome != version.proof:
            version.proof = outcome
            version.save(update_fields=["proof"])
            report.judged_anew.append(version.question.slug)
