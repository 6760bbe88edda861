"""The writes of doubted verdicts: claim, say more, settle."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from labs import shelf
from labs.datacenter.report import report
from labs.datacenter.wire.write import action_json, report_json, site_json, text_of
from labs.verdicts.about import Asked
from labs.verdicts.models import Claim, Outcome, VerdictClaim
from studyguide.accounts.models import User

MOST_A_DAY = 20
DAY = timedelta(days=1)
LARGEST_SITE = 400_000  # characters of JSON


class ClaimRefusal(Exception):
    """The claim is not taken; nothing was kept."""


class TooMany(ClaimRefusal):
    """As many were made within a day as one person may make."""


class TooLarge(ClaimRefusal):
    """The site is too large to be kept beside a claim."""


class IsSettled(ClaimRefusal):
    """What is settled is only read by its learner."""


@transaction.atomic
def claim(*, learner: User, asked: Asked, at: datetime) -> VerdictClaim:
    """Keeps the verdict as it stands, claiming the opposite; the same one again is the same claim.

    Refused: it should be allowed; allowed: it should be refused. Its learner may say otherwise.
    """
    told = report(asked.site, asked.action)
    whole = text_of({"site": site_json(asked.site), "action": action_json(asked.action)})
    digest = hashlib.sha256(whole.encode()).hexdigest()
    User.objects.select_for_update().get(pk=learner.pk)
    again = VerdictClaim.objects.filter(learner=learner, digest=digest).first()
    if again is not None:
        return again
    if len(whole) > LARGEST_SITE:
        raise TooLarge
    recent = VerdictClaim.objects.filter(learner=learner, created_at__gt=at - DAY)
    if recent.count() >= MOST_A_DAY:
        raise TooMany
    return VerdictClaim.objects.create(
        learner=learner,
        source=asked.source,
        run=asked.run,
        head=asked.head,
        site=site_json(asked.site),
        action=action_json(asked.action),
        release=asked.site.release,
        verdict=report_json(told),
        rules=" ".join(one.code for one in told.errors),
        engine_digest=shelf.engine_digest(),
        digest=digest,
        claims=Claim.REFUSED if told.is_allowed else Claim.ALLOWED,
        created_at=at,
    )


@transaction.atomic
def say_more(*, claim: VerdictClaim, claims: str, rule: str, comment: str) -> VerdictClaim:
    """What the learner holds to be right, while nobody has settled it."""
    claim = VerdictClaim.objects.select_for_update().get(pk=claim.pk)
    if not claim.is_open:
        raise IsSettled
    claim.claims, claim.comment = claims, comment
    claim.rule = rule if claims == Claim.OTHER_RULE else ""
    claim.full_clean(exclude=("learner", "run"), validate_unique=False)
    claim.save(update_fields=("claims", "rule", "comment"))
    return claim


@transaction.atomic
def settle(
    *,
    claim: VerdictClaim,
    by: User,
    outcome: str,
    answer: str,
    at: datetime,
    expected: str = "",
    expected_rule: str = "",
) -> VerdictClaim:
    """An instructor's judgement, which a later one replaces."""
    claim = VerdictClaim.objects.select_for_update().get(pk=claim.pk)
    is_wrong = outcome == Outcome.WRONG
    claim.outcome, claim.answer = outcome, answer
    claim.expected = expected if is_wrong else ""
    claim.expected_rule = expected_rule if expected == Claim.OTHER_RULE and is_wrong else ""
    claim.settled_at, claim.settled_by = at, by
    claim.full_clean(exclude=("learner", "run", "settled_by"), validate_unique=False)
    claim.save(
        update_fields=(
            "outcome",
            "answer",
            "expected",
            "expected_rule",
            "settled_at",
            "settled_by",
        )
    )
    return claim


def merge_claims(*, guest: User, owner: User) -> None:
    """Hands a guest's claims over; what both said of one verdict stays as the owner has it."""
    known = VerdictClaim.objects.filter(learner=owner).values("digest")
    VerdictClaim.objects.filter(learner=guest, digest__in=known).delete()
    VerdictClaim.objects.filter(learner=guest).update(learner=owner)
