"""`manage.py tidy`: what is over is closed or removed. Run it every night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from labs import services as runs
from quizzes.attempts import services as attempts
from studyguide.accounts import guests

# A chore says in one sentence what it did.
Chore = Callable[[datetime], str]


def remove_idle_guests(at: datetime) -> str:
    days = guests.IDLE_AFTER.days
    return f"removed {guests.remove_idle(at=at)} guests idle for {days} days"


def remove_expired_sessions(at: datetime) -> str:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return "removed expired sessions"


def forget_failed_log_ins(at: datetime) -> str:
    over = AccessAttempt.objects.filter(attempt_time__lt=at - settings.AXES_COOLOFF_TIME)
    return f"forgot {over.delete()[0]} counts of failed log-ins"


def close_overdue_attempts(at: datetime) -> str:
    return f"closed {attempts.close_overdue(now=at)} attempts whose time had run out"


def close_overdue_runs(at: datetime) -> str:
    return f"closed {runs.close_overdue(now=at)} lab runs whose time had run out"


def forget_unused_worlds(at: datetime) -> str:
    return f"forgot {runs.remove_unused_worlds()} worlds of the sandbox that no run is left in"


# Every room that leaves something lying about has its chore here.
CHORES: tuple[Chore, ...] = (
    remove_idle_guests,
    remove_expired_sessions,
    forget_failed_log_ins,
    close_overdue_attempts,
    close_overdue_runs,
    forget_unused_worlds,
)


class Command(BaseCommand):
    """Does every chore, and says what was done."""

    help = "Remove idle guests, expired sessions and whatever else is over."
    requires_system_checks = []  # `prepare` and `check` prove the content, which takes seconds

    def handle(self, **options: object) -> None:
        at = timezone.now()
        for chore in CHORES:
            self.stdout.write(f"tidy: {chore(at)}.")
