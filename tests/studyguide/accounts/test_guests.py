"""Guests: work without an account survives signing up and logging in."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt
from studyguide import guide, progress
from studyguide.accounts import guests
from studyguide.accounts.models import User
from studyguide.progress.models import Reading
from tests.people import PASSWORD, GuestFactory, UserFactory

LOG_IN = reverse("accounts:login")
LOG_OUT = reverse("accounts:logout")
SIGN_UP = reverse("accounts:signup")
NEW = {"username": "linxy", "password": PASSWORD, "password_again": PASSWORD}


@pytest.fixture
def guest(db) -> User:
    return GuestFactory()


@pytest.fixture
def as_guest(guest) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(guest, backend=guests.BACKEND)
    return client


def an_attempt(learner):
    return Attempt.objects.create(
        learner=learner, quiz="q", release="notes", seed="s", started_at=timezone.now(), maximum=5
    )


def a_post(**cookies):
    request = RequestFactory().post("/")
    request.user = AnonymousUser()
    request.session = SessionStore()
    request.COOKIES |= cookies
    return request


def test_a_first_post_makes_a_guest_and_a_second_does_not(db):
    request = a_post(release="8.0", theme="dark", language="nonsense")

    guest = guests.learner_for(request)

    assert guest.is_guest
    assert guest.username.startswith("guest-")
    assert not guest.has_usable_password()
    assert (guest.release, guest.theme, guest.language) == ("8.0", "dark", "")
    assert guests.learner_for(request) == guest
    assert User.objects.count() == 1


def test_the_page_that_made_a_guest_may_post_again_with_its_token(db):
    request = a_post()
    request.META["CSRF_COOKIE"] = "x" * 32

    guests.learner_for(request)

    assert request.META["CSRF_COOKIE"] == "x" * 32
    assert not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")


def test_a_page_really_posts_twice_with_one_token(db):
    client = Client(enforce_csrf_checks=True)
    client.get(LOG_IN)
    token = client.cookies["csrftoken"].value
    lesson = guide.guide().chapters[0].lessons[0]
    mark = reverse("guide:mark", args=[lesson.chapter.slug, lesson.slug])

    answers = [client.post(mark, {"csrfmiddlewaretoken": token}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert User.objects.get().is_guest
    assert client.cookies["csrftoken"].value == token


def test_a_cookie_of_a_guest_who_is_gone_makes_a_new_one(as_guest, guest):
    guest.delete()
    assert as_guest.get(reverse("home")).status_code == 200


def test_signing_up_keeps_the_row_and_everything_that_hangs_on_it(as_guest, guest):
    attempt = an_attempt(guest)

    response = as_guest.post(SIGN_UP, NEW)

    person = User.objects.get()
    assert person.pk == guest.pk
    assert (person.username, person.name_key, person.is_guest) == ("linxy", "linxy", False)
    assert Attempt.objects.get() == attempt
    assert as_guest.session["_auth_user_id"] == str(person.pk)
    assert "What you did as a guest" in str(next(iter(get_messages(response.wsgi_request))))


def test_signing_up_starts_a_new_session(as_guest):
    before = as_guest.session.session_key

    as_guest.post(SIGN_UP, NEW)

    assert as_guest.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_refused_sign_up_leaves_the_guest_a_guest(as_guest, guest):
    UserFactory(username="linxy")

    response = as_guest.post(SIGN_UP, NEW)

    assert response.status_code == 422
    assert "Sign up and keep it" in response.text
    assert User.objects.get(pk=guest.pk).is_guest


def test_logging_in_moves_the_work_and_removes_the_guest(as_guest, guest):
    owner = UserFactory(username="linxy")
    mine, brought = an_attempt(owner), an_attempt(guest)
    before = as_guest.session.session_key

    response = as_guest.post(LOG_IN, {"username": "linxy", "password": PASSWORD, "next": "/labs/"})

    assert response.url == "/labs/"
    assert set(owner.attempts.all()) == {mine, brought}
    assert not User.objects.filter(pk=guest.pk).exists()
    assert as_guest.session["_auth_user_id"] == str(owner.pk)
    assert as_guest.session.session_key != before


def test_a_wrong_password_moves_nothing(as_guest, guest):
    UserFactory(username="linxy")
    an_attempt(guest)

    as_guest.post(LOG_IN, {"username": "linxy", "password": "wrong"})

    assert guest.attempts.count() == 1
    assert as_guest.session["_auth_user_id"] == str(guest.pk)


def test_what_both_have_read_is_kept_once(guest):
    owner = UserFactory()
    early, late = timezone.now() - timedelta(days=2), timezone.now()
    progress.mark_read(learner=owner, chapter="c", lesson="l", at=early)
    progress.mark_read(learner=guest, chapter="c", lesson="l", at=late)
    progress.mark_read(learner=guest, chapter="c", lesson="other", at=late)

    guests.move_work(guest=guest, owner=owner)

    assert set(Reading.objects.values_list("learner", "lesson")) == {
        (owner.pk, "l"),
        (owner.pk, "other"),
    }


def test_all_or_nothing_moves(guest, monkeypatch):
    owner = UserFactory()
    an_attempt(guest)

    def fails(*, guest, owner):
        raise RuntimeError

    monkeypatch.setitem(guests._merges, LogEntry, fails)
    with pytest.raises(RuntimeError):
        guests.move_work(guest=guest, owner=owner)
    assert guest.attempts.count() == 1


def is_once_a_person(relation):
    """Whether the field alone or with others may name a person only once."""
    meta, name = relation.related_model._meta, relation.field.name
    constrained = [
        set(constraint.fields)
        for constraint in meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    together = [set(names) for names in meta.unique_together]
    return relation.field.unique or any(name in names for names in constrained + together)


@pytest.mark.parametrize(
    "relation",
    [*guests.relations_to_people()],
    ids=lambda relation: relation.related_model.__name__,
)
def test_every_table_about_people_knows_what_becomes_of_a_guests_rows(relation):
    if is_once_a_person(relation):
        assert relation.related_model in guests.merged_models()


@pytest.mark.parametrize(
    "relation",
    [*guests.relations_to_people()],
    ids=lambda relation: relation.related_model.__name__,
)
def test_no_table_keeps_a_person_from_being_deleted(relation):
    assert relation.on_delete in {models.CASCADE, models.SET_NULL}


def test_leaving_asks_first_and_offers_to_keep_the_work(as_guest, guest):
    an_attempt(guest)

    for page in (as_guest.get(LOG_OUT, {"next": "/labs/"}), as_guest.post(LOG_OUT)):
        assert page.status_code == 200
        assert "Sign up and keep everything" in page.text
        assert User.objects.filter(pk=guest.pk).exists()


def test_leaving_for_good_discards_the_work(as_guest, guest):
    an_attempt(guest)

    response = as_guest.post(LOG_OUT, {"discard": "yes"})

    assert response.url == "/"
    assert not User.objects.exists()
    assert not Attempt.objects.exists()
    assert "_auth_user_id" not in as_guest.session


@pytest.mark.parametrize(
    ("days", "left"),
    [
        pytest.param(29, 1, id="a day before the end"),
        pytest.param(31, 0, id="a day after it"),
    ],
)
def test_idle_guests_are_removed_after_thirty_days(guest, days, left):
    removed = guests.remove_idle(at=guest.last_login + timedelta(days=days))

    assert removed == 1 - left
    assert User.objects.count() == left


def test_people_with_accounts_are_never_idle(db):
    UserFactory(last_login=timezone.now() - timedelta(days=4000))
    assert guests.remove_idle(at=timezone.now()) == 0


def test_removes_any_number_of_idle_guests(db):
    long_ago = timezone.now() - timedelta(days=40)
    GuestFactory.create_batch(230, last_login=long_ago)
    assert guests.remove_idle(at=timezone.now()) == 230


@pytest.mark.parametrize(
    ("idle", "noted"),
    [pytest.param({"hours": 23}, False, id="today"), pytest.param({"hours": 25}, True, id="later")],
)
def test_a_guest_who_still_works_is_noted_once_a_day(as_guest, guest, idle, noted):
    before = timezone.now() - timedelta(**idle)
    User.objects.update(last_login=before)

    as_guest.post(reverse("accounts:theme"), {"theme": "dark"})

    assert (User.objects.get().last_login > before) is noted


def test_reading_alone_writes_nothing(as_guest, guest):
    long_ago = timezone.now() - timedelta(days=20)
    User.objects.update(last_login=long_ago)

    as_guest.get(reverse("accounts:preferences"))

    assert User.objects.get().last_login == long_ago
