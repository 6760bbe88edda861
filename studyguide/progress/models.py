"""What a learner has read, and what a learner's answers and labs prove about each objective."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Reading(models.Model):
    """One lesson in one learner's hands: when last open, how far, and whether marked as read."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings"
    )
    chapter = models.CharField(max_length=80)
    lesson = models.CharField(max_length=80)
    section = models.CharField(max_length=16, blank=True)  # anchor of the last section on screen
    seen_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "chapter", "lesson"], name="one_reading_a_lesson"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter}/{self.lesson}"


class Source(models.TextChoices):
    QUESTION = "question"
    LAB = "lab"
    CARD = "card"


class Evidence(models.Model):
    """One answered question or finished lab, once for each objective that it touches.

    A first try is the first answer to a question on a day: what follows on that day has seen
    the explanation.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evidence"
    )
    objective = models.CharField(max_length=8)
    source = models.CharField(max_length=12, choices=Source.choices)
    item = models.CharField(max_length=160)  # slug of the question or the lab
    score = models.FloatField()
    is_right = models.BooleanField()
    is_first_try = models.BooleanField()
    at = models.DateTimeField()
    day = models.DateField()  # of `at`, in the site's time zone

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["learner", "source", "objective", "-at"], name="evidence_by_goal"),
        ]

    def __str__(self) -> str:
        return f"{self.objective} {self.item}"
