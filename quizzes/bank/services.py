"""Writing to the bank: drafts, publishing, and taking back. Each call is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.timezone import now

from quizzes import kinds, proof
from quizzes.bank import index
from quizzes.bank.models import Origin, Question, QuestionVersion, State, is_slug
from quizzes.drafts import Draft, Imported


class BankError(Exception):
    """The bank refuses a write; each subclass is one reason that a person can act on."""


class SlugTaken(BankError):
    """Another question has that slug."""


class BadSlug(BankError):
    """The slug is not made of small letters, digits, hyphens and at most one slash."""


class StaleDraft(BankError):
    """Somebody else saved the draft in the meantime; `newest` is what now stands."""

    def __init__(self, newest: QuestionVersion) -> None:
        super().__init__(f"The draft is now at {newest.digest[:12]}.")
        self.newest = newest


class Gone(BankError):
    """The question or the version was deleted in the meantime."""


class NotADraft(BankError):
    """Only a draft may be discarded."""


class ContentProblems(BankError):
    """The content is not fit; `problems` says everything that is wrong with it."""

    def __init__(self, problems: list[kinds.Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


def draft_content(content: Mapping) -> dict:
    """The content with its defaults, once fit to be kept. Raises ContentProblems."""
    problems = proof.problems(content, kinds.Stage.DRAFT)
    if problems:
        raise ContentProblems(problems)
    return kinds.normalised(content)


@transaction.atomic
def create_question(
    *, content: Mapping, author: AbstractBaseUser | None, slug: str | None = None
) -> QuestionVersion:
    """A new question with one draft. Without a slug it gets one from its words."""
    whole = draft_content(content)
    if slug is None:
        slug = _free_slug(whole)
    if not is_slug(slug):
        raise BadSlug(slug)
    question, created = Question.objects.get_or_create(slug=slug)
    if not created:
        raise SlugTaken(slug)
    return add_version(
        question=question, content=whole, state=State.DRAFT, origin=Origin.AUTHORED, author=author
    )


@transaction.atomic
def save_draft(
    *,
    question: Question,
    content: Mapping,
    author: AbstractBaseUser | None,
    expected_digest: str | None = None,
) -> QuestionVersion:
    """Keep the content as the question's newest draft.

    A draft of the same author is replaced; somebody else's stays, and a version is added, so that
    of two instructors both texts are kept. The same words as the newest version add nothing.
    `expected_digest` is that of the version the author began with; another one now is StaleDraft.
    """
    whole = draft_content(content)
    question = _locked(question)
    newest = _newest(question)
    if expected_digest is not None and newest and newest.digest != expected_digest:
        raise StaleDraft(newest)
    if newest is not None and newest.digest == kinds.digest(whole):
        return newest
    if newest is None or not _is_own_draft(newest, author):
        return add_version(
            question=question,
            content=whole,
            state=State.DRAFT,
            origin=Origin.AUTHORED,
            author=author,
        )
    newest.kind, newest.content = whole["kind"], whole
    newest.digest, newest.state, newest.created_at = kinds.digest(whole), State.DRAFT, now()
    newest.save(update_fields=["kind", "content", "digest", "state", "created_at"])
    return newest


@transaction.atomic
def new_draft(*, question: Question, author: AbstractBaseUser | None) -> QuestionVersion:
    """The draft that stands, or a copy of the version in use (else of the newest) to work on."""
    question = _locked(question)
    newest = _newest(question)
    if newest is None:
        raise BankError(f"{question.slug} has no version.")
    if newest.is_open and newest.origin == Origin.AUTHORED:
        return newest
    origin = question.published or newest
    return add_version(
        question=question,
        content=origin.content,
        state=State.DRAFT,
        origin=Origin.AUTHORED,
        author=author,
    )


@transaction.atomic
def discard_draft(*, version: QuestionVersion) -> None:
    """Remove a draft nobody was set; a question without any version goes with it."""
    question = _locked(version.question)
    version = _fresh(version)
    if not version.is_open or version.attemptitem_set.exists():
        raise NotADraft(str(version))
    version.delete()
    if not question.versions.exists():
        question.delete()


@transaction.atomic
def publish(*, version: QuestionVersion) -> QuestionVersion:
    """Put the version in use and retire the one before it.

    Raises ContentProblems where the content, its key or its proof forbids it.
    """
    question = _locked(version.question)
    version = _fresh(version)
    problems = proof.may_publish(version.content)
    if problems:
        raise ContentProblems(problems)
    put_in_use(question=question, version=version)
    return version


@transaction.atomic
def unpublish(*, question: Question) -> None:
    """Take the question out of use; running and past attempts keep their version."""
    question = _locked(question)
    take_out_of_use(question=question, file_gone=False)


@transaction.atomic
def import_drafts(*, drafts: Iterable[Draft], author: AbstractBaseUser | None = None) -> Imported:
    """Add each draft whose slug is new; what is there already is never touched."""
    added, unchanged, kept = [], [], []
    for draft in drafts:
        whole = draft_content(draft.content)
        question = Question.objects.filter(slug=draft.slug).first()
        if question is None:
            create_question(content=whole, author=author, slug=draft.slug)
            added.append(draft.slug)
        elif question.versions.filter(digest=kinds.digest(whole)).exists():
            unchanged.append(draft.slug)
        else:
            kept.append(draft.slug)
    return Imported(added=tuple(added), unchanged=tuple(unchanged), kept=tuple(kept))


# Steps that the loader of the shipped bank shares; the caller holds the transaction.


def add_version(
    *,
    question: Question,
    content: Mapping,
    state: State,
    origin: Origin,
    author: AbstractBaseUser | None = None,
) -> QuestionVersion:
    """The next version of the question, with content already judged."""
    newest = _newest(question)
    return QuestionVersion.objects.create(
        question=question,
        number=newest.number + 1 if newest else 1,
        kind=content["kind"],
        content=dict(content),
        digest=kinds.digest(content),
        state=state,
        origin=origin,
        author=author,
    )


def put_in_use(*, question: Question, version: QuestionVersion) -> None:
    """Publish a version already judged, and let the search find its stem."""
    before = question.published
    if before is not None and before.pk != version.pk:
        before.state = State.RETIRED
        before.save(update_fields=["state"])
    version.state = State.PUBLISHED
    version.save(update_fields=["state"])
    question.published, question.file_gone = version, False
    question.save(update_fields=["published", "file_gone"])
    index.put(question, version.content)


def take_out_of_use(*, question: Question, file_gone: bool) -> None:
    """Retire what is published, if anything, and let the search forget it."""
    version = question.published
    question.published, question.file_gone = None, file_gone
    question.save(update_fields=["published", "file_gone"])
    if version is not None:
        version.state = State.RETIRED
        version.save(update_fields=["state"])
    index.remove(question)


def _locked(question: Question) -> Question:
    """The question as it stands, held until the transaction ends (SQLite holds the whole file)."""
    found = Question.objects.select_for_update().filter(pk=question.pk).first()
    if found is None:
        raise Gone(question.slug)
    return found


def _fresh(version: QuestionVersion) -> QuestionVersion:
    found = QuestionVersion.objects.filter(pk=version.pk).first()
    if found is None:
        raise Gone(str(version))
    return found


def _is_own_draft(version: QuestionVersion, author: AbstractBaseUser | None) -> bool:
    is_authored_draft = version.is_open and version.origin == Origin.AUTHORED
    return is_authored_draft and version.author_id == (author.pk if author else None)


def _newest(question: Question) -> QuestionVersion | None:
    return question.versions.order_by("-number").first()


def _free_slug(content: Mapping) -> str:
    start = f"authored/{kinds.digest(content)[:12]}"
    slug, number = start, 2
    while Question.objects.filter(slug=slug).exists():
        slug, number = f"{start}-{number}", number + 1
    return slug
