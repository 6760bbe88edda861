"""Doubted verdicts as they are found again, by their learner and by instructors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from labs.datacenter.actions import Action
from labs.datacenter.inventory.site import Site
from labs.datacenter.report import Report, report
from labs.datacenter.wire.read import read_action, read_site
from labs.models import LabRun
from labs.verdicts.models import VerdictClaim
from studyguide.accounts.models import User

OPEN = "open"


@dataclass(frozen=True)
class Today:
    """A doubted verdict judged again by the engine as it is now.

    `site` and `action` are None where the engine no longer reads them.
    """

    claim: VerdictClaim

    @cached_property
    def site(self) -> Site | None:
        return read_site(self.claim.site)[0]

    @cached_property
    def action(self) -> Action | None:
        return read_action(self.claim.action)[0]

    @cached_property
    def report(self) -> Report | None:
        return report(self.site, self.action) if self.site and self.action else None

    @property
    def differs(self) -> bool:
        """Whether another verdict, or another rule, comes out today."""
        if self.report is None:
            return False
        return self.claim.rules.split() != [one.code for one in self.report.errors]


def claim_of(*, learner: User, id: UUID) -> VerdictClaim | None:
    """The learner's own claim; None for anybody else's."""
    return VerdictClaim.objects.select_related("run").filter(learner=learner, id=id).first()


def any_claim(*, id: UUID) -> VerdictClaim | None:
    """Anybody's claim, for instructors."""
    return VerdictClaim.objects.select_related("learner", "run", "settled_by").filter(id=id).first()


def claims_of(*, learner: User) -> QuerySet[VerdictClaim]:
    return VerdictClaim.objects.filter(learner=learner)


def claims_of_run(*, run: LabRun) -> QuerySet[VerdictClaim]:
    """What the run's own learner doubted in it."""
    return VerdictClaim.objects.filter(run=run, learner=run.learner_id)


def all_claims(*, state: str = "", source: str = "", rule: str = "") -> QuerySet[VerdictClaim]:
    """Everybody's, newest first; `state` is "open" or an outcome, `rule` a part of a rule's code
    that the engine named or the learner claims."""
    found = VerdictClaim.objects.select_related("learner")
    if state:
        found = found.filter(outcome="" if state == OPEN else state)
    if source:
        found = found.filter(source=source)
    if rule:
        found = found.filter(Q(rules__icontains=rule) | Q(rule__icontains=rule))
    return found


def counts() -> dict[str, int]:
    """How many claims there are of each state."""
    rows = VerdictClaim.objects.order_by().values("outcome").annotate(n=Count("pk"))
    return {row["outcome"] or OPEN: row["n"] for row in rows}
