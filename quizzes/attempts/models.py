"""Attempts: the paper frozen at the start, and one row for each answer."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from quizzes.bank.models import QuestionVersion


class Attempt(models.Model):
    """One learner's go at one quiz, under the release pinned when it began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts"
    )
    quiz = models.CharField(max_length=160)
    release = models.CharField(max_length=8)
    seed = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["learner", "-started_at"])]


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
        ]


class Answer(models.Model):
    """The newest answer to one item; older ones, by lease and counter, are refused."""

    item = models.OneToOneField(AttemptItem, on_delete=models.CASCADE, related_name="answer")
    response = models.JSONField()
    saved_at = models.DateTimeField()
    lease = models.PositiveBigIntegerField(default=0)
    counter = models.PositiveBigIntegerField(default=0)
