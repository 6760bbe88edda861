"""What a doubted verdict is about, found again from a reference: nobody sends a site of their own.

`run:<id>:<head>` with an action, `rule:<code>:<release>:<kind>:<seed>:<judge>`, or
`card:<seed>:<release>`.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from labs import history, judging
from labs.datacenter.actions import Action
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.rules import RULES
from labs.examples import MOST_SEEDS, example
from labs.history import START
from labs.models import LabRun
from labs.selectors import run_of, standing_of
from labs.verdicts.models import Source
from studyguide.accounts.models import User

LONGEST = 200
LONGEST_NUMBER = 10


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as the engine was asked it."""

    source: str
    site: Site
    action: Action
    run: LabRun | None = None
    head: int | None = None


def asked_about(*, learner: User, about: str, action: Action | None) -> Asked | None:
    """The request a reference stands for; None for what does not exist or is another's."""
    source, *parts = about[:LONGEST].split(":")
    if source == Source.RUN and len(parts) == 2 and action is not None:
        return _of_run(learner, *parts, action)
    if source == Source.RULE and len(parts) == 5:
        return _of_rule(*parts)
    if source == Source.CARD and len(parts) == 2:
        return _of_card(*parts)
    return None


def _of_run(learner: User, id: str, head: str, action: Action) -> Asked | None:
    run = run_of(learner=learner, id=_uuid(id)) if _uuid(id) else None
    standing = standing_of(run) if run else None
    number = _number(head)
    if standing is None or number is None or not standing.lab.allows(action):
        return None
    if number != START and number not in {entry.number for entry in standing.entries}:
        return None
    moments = history.replay(standing.start, history.line(standing.entries, number))
    site = moments[-1].site if moments else standing.start
    return Asked(source=Source.RUN, site=site, action=action, run=run, head=number)


def _of_rule(code: str, release: str, kind: str, seed: str, judge: str) -> Asked | None:
    rule, number = RULES.get(code), _number(seed)
    if (
        rule is None
        or number is None
        or number >= MOST_SEEDS
        or not {release, judge} <= {*RELEASES}
    ):
        return None
    shown = example(rule, release, kind, number) or example(rule, release)
    if shown is None:
        return None
    site = shown.site.with_release(judge)
    return Asked(source=Source.RULE, site=site, action=shown.action)


def _of_card(seed: str, release: str) -> Asked | None:
    number = _number(seed)
    if release not in RELEASES or number is None or not 1 <= number <= judging.LARGEST_SEED:
        return None
    try:
        card = judging.card(number, release)
    except LookupError:
        return None
    return Asked(source=Source.CARD, site=card.site, action=card.action)


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
