"""What is left of a run's time, by the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from labs.timing import MINUTE_S

MS = 1000


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """When a run closes; `now` is when the page was made."""

    at: datetime
    now: datetime

    @property
    def minutes_left(self) -> int:
        """Whole minutes, the one under way counted."""
        return max(0, -(-int((self.at - self.now).total_seconds()) // MINUTE_S))

    @property
    def at_ms(self) -> int:
        """As a browser counts time, in ms since 1970."""
        return int(self.at.timestamp() * MS)

    @property
    def now_ms(self) -> int:
        return int(self.now.timestamp() * MS)


def deadline_of(at: datetime | None, now: datetime) -> Deadline | None:
    """None where the run may take as long as it likes."""
    return None if at is None else Deadline(at=at, now=now)
