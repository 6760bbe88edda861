"""Attempts: the paper frozen at the start, and one row for each answer."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from quizzes.bank.models import QuestionVersion

# A save that was under way when the time ran out still counts.
GRACE = timedelta(seconds=3)


class Attempt(models.Model):
    """One learner's go at one quiz, under the release pinned when it began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts"
    )
    quiz = models.CharField(max_length=160)
    retry_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="retries"
    )
    release = models.CharField(max_length=8)
    seed = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.CharField(max_length=24, blank=True)  # an exact fraction, set at hand-in
    maximum = models.PositiveIntegerField()

    class Meta:
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["learner", "-started_at"]),
            models.Index(
                fields=["deadline_at"],
                condition=models.Q(submitted_at=None, deadline_at__isnull=False),
                name="running_against_a_deadline",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(submitted_at=None, score="")
                | (models.Q(submitted_at__isnull=False) & ~models.Q(score="")),
                name="scored_exactly_when_handed_in",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the time is up though nobody has handed in yet."""
        return self.is_open and self.deadline_at is not None and now > self.deadline_at + GRACE


class AttemptItem(models.Model):
    """One place in the paper: which version, and its options in the order shown."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT)
    option_order = models.JSONField()
    seed = models.CharField(max_length=40)
    flagged = models.BooleanField(default=False)
    score = models.CharField(max_length=24, blank=True)  # an exact fraction, set at hand-in

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="position_once"),
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="positions_count_from_one"
            ),
        ]


class Answer(models.Model):
    """The newest answer to one item; older ones, by lease and counter, are refused.

    A choice that was cleared stays as a row, `given` false: it too is newer than what it replaced.
    """

    item = models.OneToOneField(AttemptItem, on_delete=models.CASCADE, related_name="answer")
    response = models.JSONField()
    given = models.BooleanField()
    saved_at = models.DateTimeField()
    lease = models.PositiveBigIntegerField()
    counter = models.PositiveBigIntegerField()
