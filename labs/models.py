"""A learner's run of a lab, and its steps, append-only."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class LabRun(models.Model):
    """One go at a lab: the world it began with, and the step it stands at (none: the start)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lab_runs"
    )
    lab = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    release = models.CharField(max_length=8)
    seed = models.CharField(max_length=40, blank=True)
    site = models.JSONField()
    head = models.ForeignKey(
        "Step", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    grade = models.JSONField(null=True, blank=True)
    engine_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["learner", "-started_at"])]


class Step(models.Model):
    """One action asked for, carried out or refused; `parent` is the step it followed."""

    run = models.ForeignKey(LabRun, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    action = models.JSONField()
    accepted = models.BooleanField()
    fault = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="step_number_once")]
