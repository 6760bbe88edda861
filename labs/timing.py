"""Simulated time for reading: the time of day of a site, and how far a task has come."""

from __future__ import annotations

from django.utils.translation import gettext as _

from labs.datacenter.inventory.task import Task

DAY_S, HOUR_S, MINUTE_S = 86_400, 3_600, 60


def clock_time(now_s: int) -> str:
    """The time of day, to the second; from the second day on with the number of the day."""
    day, rest = divmod(now_s, DAY_S)
    hours, rest = divmod(rest, HOUR_S)
    minutes, seconds = divmod(rest, MINUTE_S)
    time = f"{hours:02}:{minutes:02}:{seconds:02}"
    return _("day %(day)d, %(time)s") % {"day": day + 1, "time": time} if day else time


def duration(seconds: int) -> str:
    """A length of time in its two largest units: 1 h 5 min, 40 s."""
    words = (_("%d d"), _("%d h"), _("%d min"), _("%d s"))
    parts = []
    for unit, length in zip(words, (DAY_S, HOUR_S, MINUTE_S, 1), strict=True):
        count, seconds = divmod(seconds, length)
        if count:
            parts.append(unit % count)
    if len(parts) > 1:
        return _("%(large)s %(small)s") % {"large": parts[0], "small": parts[1]}
    return parts[0] if parts else words[-1] % 0


def progress_of(task: Task, now_s: int) -> int | None:
    """How much of a running task's time has passed, in whole per cent; None where none is set."""
    if task.is_queued or task.ends_s is None or task.ends_s <= task.started_s:
        return None
    passed = min(now_s, task.ends_s) - task.started_s
    return 100 * passed // (task.ends_s - task.started_s)
