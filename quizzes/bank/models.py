"""The bank: questions, and the immutable versions that attempts point to."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.proof import stored_outcome

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?")
SLUG_CAP = 160


def is_slug(text: object) -> bool:
    """Whether a text may name a question: small letters, digits, hyphens, one slash at most."""
    return isinstance(text, str) and len(text) <= SLUG_CAP and bool(SLUG.fullmatch(text))


def validate_slug(text: str) -> None:
    if not is_slug(text):
        raise ValidationError(
            _("Use small letters, digits and single hyphens, and one slash at most.")
        )


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


OPEN_STATES = (State.DRAFT, State.REVIEW)
DERIVED = ("objectives", "words", "proof")


class Origin(models.TextChoices):
    SHIPPED = "shipped", _("Shipped")
    AUTHORED = "authored", _("Authored")


class ImmutableVersion(Exception):
    """Somebody tried to change what readers may have seen: add a version instead."""


class Question(models.Model):
    """What stays the same while its text is mended; `published` is the version now in use."""

    slug = models.CharField(max_length=SLUG_CAP, unique=True, validators=[validate_slug])
    published = models.OneToOneField(
        "QuestionVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Retired because its file is gone, not by a person: it comes back when the file does.
    file_gone = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(slug=""), name="question_has_a_slug"),
        ]

    def __str__(self) -> str:
        return self.slug

    def save(self, *args: object, **kwargs: object) -> None:
        validate_slug(self.slug)
        version = self.published
        if version is not None and (
            version.question_id != self.pk or version.state != State.PUBLISHED
        ):
            raise ValidationError("A question publishes a published version of its own.")
        super().save(*args, **kwargs)


class VersionQuerySet(models.QuerySet):
    """Versions in bulk: their state may change, their words may not."""

    def update(self, **fields: object) -> int:
        if not set(fields) <= {"state", "author", *DERIVED}:
            raise ImmutableVersion(f"A version keeps its {', '.join(sorted(fields))}.")
        return super().update(**fields)


class QuestionVersion(models.Model):
    """One wording of a question, never changed once somebody may have seen it.

    While it is a draft or in review its content may be replaced; after that `save` refuses.
    """

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    # Derived from the content by `save`, so that the database can filter by them.
    objectives = models.CharField(max_length=200, blank=True, editable=False)  # " 6.03 6.31 "
    words = models.TextField(blank=True, editable=False)
    proof = models.CharField(max_length=12, blank=True, editable=False)  # an outcome; "": none
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    origin = models.CharField(max_length=12, choices=Origin.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="question_versions",
    )
    created_at = models.DateTimeField(default=timezone.now)  # when its words were written

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["question_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(state="published"),
                name="one_published_version",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_counts_from_one"),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="version_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="version_origin_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}.{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it may still be edited."""
        return self.state in OPEN_STATES

    def save(self, *args: object, **kwargs: object) -> None:
        fields = kwargs.get("update_fields")
        if not self._state.adding:
            self._refuse_changes(fields)
        if fields is None or "content" in fields:
            self._derive()
            if fields is not None:
                kwargs["update_fields"] = {*fields, *DERIVED}
        super().save(*args, **kwargs)

    def _derive(self) -> None:
        self.objectives = f" {' '.join(self.content.get('objectives') or ())} "
        self.words = " ".join((self.content.get("stem") or {}).values()).lower()
        self.proof = stored_outcome(self.content)

    def _refuse_changes(self, fields: object) -> None:
        if fields is not None and set(fields) <= {"state", "author", *DERIVED}:
            return
        stored = QuestionVersion.objects.values(
            "state", "number", "kind", "content", "digest", "origin", "question_id"
        ).get(pk=self.pk)
        if stored.pop("state") in OPEN_STATES:
            return
        changed = sorted(name for name, value in stored.items() if getattr(self, name) != value)
        if changed:
            raise ImmutableVersion(f"A version that was published keeps its {', '.join(changed)}.")
