"""`manage.py tidy` removes what is over, leaves what is not, and says what it did."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from studyguide.accounts.models import User
from studyguide.management.commands import tidy
from tests.people import GuestFactory, UserFactory


def a_failure(name, *, ago):
    attempt = AccessAttempt.objects.create(username=name, failures_since_start=5)
    AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=timezone.now() - ago)


def a_session(*, age_s):
    session = SessionStore()
    session["x"] = 1
    session.set_expiry(age_s)
    session.save()
    return session.session_key


def test_removes_what_is_over_and_leaves_the_rest(db, capsys):
    GuestFactory(last_login=timezone.now() - timedelta(days=31))
    kept = [GuestFactory(), UserFactory()]
    a_failure("over", ago=timedelta(minutes=11))
    a_failure("held", ago=timedelta(minutes=9))
    a_session(age_s=-60)
    running = a_session(age_s=60)

    call_command("tidy")

    assert list(User.objects.order_by("pk")) == kept
    assert [attempt.username for attempt in AccessAttempt.objects.all()] == ["held"]
    assert [session.session_key for session in Session.objects.all()] == [running]
    out = capsys.readouterr().out
    assert "removed 1 guests idle for 30 days" in out
    assert "forgot 1 counts of failed log-ins" in out


def test_says_something_for_every_chore_and_does_nothing_twice(db, capsys):
    call_command("tidy")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(tidy.CHORES)
    assert "tidy: removed 0 guests idle for 30 days." in lines
