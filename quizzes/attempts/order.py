"""The order of answers: a lease given to each page by the server, and a counter in that page.

The clock alone would not do: two pages of one learner may be open, and a network delivers late
and twice. Whatever arrives in whatever order, the answer with the greatest key stands.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.core.signing import BadSignature, Signer

GREATEST_COUNTER = 2**31 - 1
_SIGNER = Signer(salt="quizzes.attempts.lease")


class OrderKey(NamedTuple):
    """Greater is newer. The same key again is a retry of the same save."""

    lease: int
    counter: int


def new_lease(*, stored: int, now: datetime) -> int:
    """A lease above the one of the stored answer (0: none), however the clock stands."""
    return max(int(now.timestamp() * 1_000_000), stored + 1)


def sign_lease(lease: int, *, item: int) -> str:
    """The lease as a page carries it: for that item alone, and not to be made up."""
    return _SIGNER.sign(f"{item}/{lease}")


def read_lease(signed: str, *, item: int) -> int | None:
    """The lease in what a page sent, or None where we never gave it to this item."""
    try:
        owner, _, lease = _SIGNER.unsign(signed).partition("/")
    except BadSignature:
        return None
    return int(lease) if owner == str(item) else None
