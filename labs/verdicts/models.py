"""A doubted verdict, kept whole: what the engine was asked, what it said, what somebody claims."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from labs.datacenter.releases import RELEASES

LONGEST_COMMENT = 2_000
LONGEST_ANSWER = 4_000


class Claim(models.TextChoices):
    """What the verdict should have been."""

    ALLOWED = "allowed", _("should be allowed")
    REFUSED = "refused", _("should be refused")
    OTHER_RULE = "other_rule", _("should be refused by another rule")


class Outcome(models.TextChoices):
    """How an instructor settled it; none while it is open."""

    OPEN = "", _("not settled yet")
    RIGHT = "right", _("the engine is right")
    WRONG = "wrong", _("the engine is wrong")
    UNCLEAR = "unclear", _("unclear")


class Source(models.TextChoices):
    """Where the verdict was read."""

    RUN = "run", _("a lab")
    RULE = "rule", _("a rule's page")
    CARD = "card", _("judge the move")


class VerdictClaim(models.Model):
    """`site`, `action` and `verdict` are the engine's JSON as it stood; `digest` tells them apart.

    `rules`: codes of the rules that refused, in report order, between blanks.
    `head`: the step of the run on which the action was asked. `expected` and `expected_rule` are
    the instructor's: what the verdict has to be where the engine was wrong.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="verdict_claims",
    )
    source = models.CharField(max_length=8, choices=Source.choices)
    run = models.ForeignKey(
        "labs.LabRun",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="verdict_claims",
    )
    head = models.PositiveIntegerField(null=True, blank=True)
    site = models.JSONField()
    action = models.JSONField()
    release = models.CharField(max_length=8, choices=[(name, name) for name in RELEASES])
    verdict = models.JSONField()
    rules = models.TextField(blank=True)
    engine_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    claims = models.CharField(max_length=12, choices=Claim.choices)
    rule = models.CharField(max_length=80, blank=True)
    comment = models.TextField(max_length=LONGEST_COMMENT, blank=True)
    created_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    expected = models.CharField(max_length=12, choices=Claim.choices, blank=True)
    expected_rule = models.CharField(max_length=80, blank=True)
    answer = models.TextField(max_length=LONGEST_ANSWER, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["outcome", "-created_at"]),
            models.Index(fields=["learner", "-created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "digest"], name="verdict_claimed_once_by_a_learner"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at__isnull=True, expected="")
                | (~Q(outcome="") & Q(settled_at__isnull=False)),
                name="verdict_claim_is_settled_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="wrong") & ~Q(expected=""))
                | (~Q(outcome="wrong") & Q(expected="")),
                name="verdict_claim_expects_something_when_the_engine_is_wrong",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.id}"

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    @property
    def was_refused(self) -> bool:
        return self.verdict.get("verdict") == "refused"

    @property
    def can_be_exported(self) -> bool:
        """Whether it is known what the verdict has to be."""
        return self.outcome in (Outcome.RIGHT, Outcome.WRONG)
