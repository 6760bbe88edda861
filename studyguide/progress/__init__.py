"""What a learner has read, answered and done, and what is mastered (other rooms push here)."""

from __future__ import annotations

from studyguide.progress.evidence import (
    NOT_STARTED,
    NOTHING,
    Amount,
    Standing,
    amounts,
    merge_evidence,
    record,
    record_once,
    right_of,
    standings,
)
from studyguide.progress.readiness import Readiness, readiness
from studyguide.progress.reading import (
    mark_read,
    mark_unread,
    merge_readings,
    reach,
    readings,
    visit,
)

__all__ = [
    "NOTHING",
    "NOT_STARTED",
    "Amount",
    "Readiness",
    "Standing",
    "amounts",
    "mark_read",
    "mark_unread",
    "merge_evidence",
    "merge_readings",
    "reach",
    "readiness",
    "readings",
    "record",
    "record_once",
    "right_of",
    "standings",
    "visit",
]
