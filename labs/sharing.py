"""Links that show a run to whoever has them: made, listed, revoked, followed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from labs.models import LabRun, SharedReplay
from labs.selectors import Standing, standing_of
from labs.services import RunRefusal

MOST_LINKS = 20


class NotToBeShown(RunRefusal):
    """A graded run is shown to nobody before it is over."""


class TooManyLinks(RunRefusal):
    """The run has as many links as it may; one must be revoked first."""


@transaction.atomic
def share(*, run: LabRun, at: datetime) -> SharedReplay:
    """A link to the run as it stands; what is done later is not shown by it.

    The link that shows the same line already is given back.
    """
    run = LabRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not run.may_be_shown:
        raise NotToBeShown
    links = links_of(run)
    same = next((link for link in links if link.upto_id == run.head_id), None)
    if same is not None:
        return same
    if len(links) >= MOST_LINKS:
        raise TooManyLinks
    return SharedReplay.objects.create(run=run, upto_id=run.head_id, created_at=at)


@transaction.atomic
def revoke(*, run: LabRun, token: str, at: datetime) -> None:
    """The link leads nowhere from now on; one that is no link of the run changes nothing."""
    SharedReplay.objects.filter(run=run, token=token, revoked_at=None).update(revoked_at=at)


def links_of(run: LabRun) -> list[SharedReplay]:
    """The run's links that still lead somewhere, newest first; one query."""
    return list(run.shared_replays.filter(revoked_at=None).select_related("upto"))


def shared_standing(token: str) -> Standing | None:
    """The run behind a link, as it stood when the link was made; None for a link that is none.

    Two queries. The lab may be beyond reading; the standing is then None too.
    """
    link = (
        SharedReplay.objects.filter(token=token, revoked_at=None)
        .select_related("run__version", "upto")
        .first()
    )
    if link is None:
        return None
    run = link.run
    run.head = run.tip = link.upto  # in memory alone: later steps stay the learner's own
    return standing_of(run)
