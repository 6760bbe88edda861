"""A learner's run of a lab: its version, its steps, its grade, and the links that show it."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from labs.datacenter.releases import RELEASES
from labs.verdicts.models import VerdictClaim

__all__ = ["LabRun", "LabVersion", "Mode", "Step", "VerdictClaim"]


class LabVersion(models.Model):
    """A lab as it stood when somebody began it; never changed, so that runs outlive new files."""

    lab = models.CharField(max_length=160)
    digest = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["lab"])]

    def __str__(self) -> str:
        return f"{self.lab} {self.digest[:8]}"


class Mode(models.TextChoices):
    """How a run is taken: practice offers repairs and hints, graded does not."""

    PRACTICE = "practice", _("Practice")
    GRADED = "graded", _("Graded")


class LabRun(models.Model):
    """One go at a lab. `head` is the step it stands at, `tip` the end of its line (none: start).

    Undo moves the head towards the start, redo towards the tip; a new action moves both.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lab_runs"
    )
    version = models.ForeignKey(LabVersion, on_delete=models.PROTECT, related_name="runs")
    lab = models.CharField(max_length=160)
    release = models.CharField(max_length=8, choices=[(name, name) for name in RELEASES])
    seed = models.PositiveIntegerField(default=0)
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.PRACTICE)
    head = models.ForeignKey(
        "Step", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    tip = models.ForeignKey(
        "Step", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hints = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    points = models.PositiveIntegerField(null=True, blank=True)
    maximum = models.PositiveIntegerField(null=True, blank=True)
    grade = models.JSONField(null=True, blank=True)
    engine_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["learner", "-changed_at"]),
            models.Index(fields=["learner", "lab"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(release__in=RELEASES), name="run_release_is_one_that_is_known"
            ),
            models.CheckConstraint(
                condition=Q(deadline_at__isnull=True) | Q(mode="graded"),
                name="run_has_a_deadline_only_when_graded",
            ),
            models.CheckConstraint(
                condition=Q(
                    finished_at__isnull=True,
                    grade__isnull=True,
                    points__isnull=True,
                    maximum__isnull=True,
                )
                | Q(
                    finished_at__isnull=False,
                    grade__isnull=False,
                    points__lte=F("maximum"),
                ),
                name="run_is_graded_when_it_is_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lab} {self.id}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_practice(self) -> bool:
        """Whether repairs, hints, passages and checks before the end are offered."""
        return self.mode == Mode.PRACTICE

    @property
    def is_graded(self) -> bool:
        return self.mode == Mode.GRADED

    @property
    def may_be_shown(self) -> bool:
        """Whether its steps and its site may leave the site: a graded run only once it is over."""
        return self.is_practice or self.is_finished

    @property
    def ran_out(self) -> bool:
        """Whether its time closed it rather than its learner."""
        return self.deadline_at is not None and self.finished_at == self.deadline_at

    def is_overdue(self, now: datetime) -> bool:
        """Whether its time is up and nobody has closed it yet."""
        return not self.is_finished and self.deadline_at is not None and now >= self.deadline_at

    @property
    def percent(self) -> int | None:
        """The score as shown: whole per cent, rounded down; none before the end."""
        return (
            None if self.points is None or not self.maximum else 100 * self.points // self.maximum
        )


class Step(models.Model):
    """One action asked for, carried out or refused; `parent` is the step it followed.

    `token` comes from the form, so the same form sent twice is one step.
    """

    run = models.ForeignKey(LabRun, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    token = models.UUIDField()
    action = models.JSONField()
    accepted = models.BooleanField()
    fault = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="step_number_once_in_a_run"),
            models.UniqueConstraint(fields=["run", "token"], name="step_token_once_in_a_run"),
            models.CheckConstraint(condition=Q(number__gte=1), name="step_numbers_begin_at_one"),
            models.CheckConstraint(
                condition=Q(accepted=True, fault="") | (Q(accepted=False) & ~Q(fault="")),
                name="step_is_refused_if_it_has_a_fault",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


def a_token() -> str:
    """A name that nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


class SharedReplay(models.Model):
    """A link by which anybody can watch a run up to a step (none: its start), until revoked."""

    token = models.CharField(max_length=40, unique=True, default=a_token, editable=False)
    run = models.ForeignKey(LabRun, on_delete=models.CASCADE, related_name="shared_replays")
    upto = models.ForeignKey(
        Step, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("created_at")),
                name="shared_replay_is_revoked_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} shared {self.created_at:%Y-%m-%d}"
