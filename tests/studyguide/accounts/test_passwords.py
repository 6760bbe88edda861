"""Passwords: changed, forgotten, and set anew through a link that works once."""

import re
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail as outbox
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from studyguide.accounts import mail, services
from studyguide.accounts.models import User
from tests.conftest import client_of
from tests.people import (
    PASSWORD,
    AdministratorFactory,
    GuestFactory,
    InstructorFactory,
    UserFactory,
)

CHANGE = reverse("accounts:password")
RESET = reverse("accounts:reset")
LINKS = reverse("accounts:reset_links")
LOG_IN = reverse("accounts:login")
FRESH = "a fresh horse 8"
TWICE = {"password": FRESH, "password_again": FRESH}


@pytest.fixture
def lin(db):
    return UserFactory(username="linxy", display_name="林晓雨", email="lin@example.org")


@pytest.fixture
def letters(monkeypatch):
    """The letters sent, at once instead of in a thread."""
    cache.clear()
    monkeypatch.setattr(mail, "in_background", lambda task: task())
    with override_settings(EMAIL_HOST="mail.example.org"):
        yield outbox.outbox


def open_link(client, address):
    """The form behind a link, and where it is sent."""
    return client.get(address, follow=True)


def can_log_in(password, username="linxy"):
    return Client().post(LOG_IN, {"username": username, "password": password}).status_code == 302


def test_changes_a_password_and_stays_logged_in(lin):
    here, elsewhere = client_of(lin), client_of(lin)

    response = here.post(CHANGE, {"old_password": PASSWORD, **TWICE})

    assert response.url == reverse("accounts:account")
    assert here.get(CHANGE).status_code == 200
    assert elsewhere.get(CHANGE).status_code == 302
    assert can_log_in(FRESH)
    assert not can_log_in(PASSWORD)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"old_password": "wrong"}, "not your password", id="a wrong old one"),
        pytest.param({"old_password": ""}, "required", id="no old one"),
        pytest.param({"password_again": "other"}, "differ", id="two new ones"),
        pytest.param({"password": "abc", "password_again": "abc"}, "too short", id="a short one"),
        pytest.param({"password": "x" * 4096}, "at most 200", id="a huge one"),
        pytest.param({"password": "a\x00b"}, "Null characters", id="a zero byte"),
    ],
)
def test_changes_nothing_without(lin, changes, complaint):
    response = client_of(lin).post(CHANGE, {"old_password": PASSWORD, **TWICE, **changes})

    assert response.status_code == 422
    assert complaint in response.text
    assert can_log_in(PASSWORD)


def test_a_visitor_who_wants_to_change_a_password_logs_in_first(visitor):
    assert visitor.get(CHANGE).url == f"{LOG_IN}?next={CHANGE}"


def test_a_guest_who_wants_a_password_is_offered_an_account(db):
    response = client_of(GuestFactory()).get(CHANGE)
    assert response.url == f"{reverse('accounts:signup')}?next=%2Faccount%2Fpassword%2F"


def test_without_mail_the_page_says_whom_to_ask(visitor, chinese_visitor):
    assert "ask your instructor" in visitor.get(RESET).text
    assert "请联系您的教师或管理员" in chinese_visitor.get(RESET).text
    assert visitor.post(RESET, {"email": "lin@example.org"}).status_code == 200


def test_sends_a_letter_in_both_languages(visitor, lin, letters):
    response = visitor.post(RESET, {"email": "LIN@example.org"})

    assert response.url == reverse("accounts:reset_sent")
    assert visitor.get(response.url).status_code == 200
    (letter,) = letters
    assert letter.to == ["lin@example.org"]
    assert "设置新密码" in letter.subject
    assert "Set a new password" in letter.subject
    assert letter.body.count("http://testserver/account/reset/") == 2
    assert "linxy" in letter.body


def test_the_link_in_the_letter_sets_a_password(visitor, lin, letters):
    visitor.post(RESET, {"email": "lin@example.org"})
    address = re.search(r"http://testserver(\S+)", letters[0].body)[1]

    page = open_link(visitor, address)
    response = visitor.post(page.request["PATH_INFO"], TWICE)

    assert response.url == LOG_IN
    assert can_log_in(FRESH)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"email": "other@example.org"}, id="another address"),
        pytest.param({"is_active": False}, id="an account switched off"),
        pytest.param({"is_demo": True}, id="a demonstration"),
        pytest.param({"is_guest": True}, id="a guest"),
    ],
)
def test_answers_the_same_when_there_is_nobody_to_write_to(visitor, letters, fields):
    UserFactory(**({"email": "lin@example.org"} | fields))

    response = visitor.post(RESET, {"email": "lin@example.org"})

    assert (response.status_code, response.url) == (302, reverse("accounts:reset_sent"))
    assert letters == []


def test_writes_to_everybody_who_shares_an_address(visitor, letters):
    UserFactory.create_batch(2, email="family@example.org")
    visitor.post(RESET, {"email": "family@example.org"})
    assert len(letters) == 2


def test_does_not_flood_a_mailbox(visitor, lin, letters):
    for _ in range(3):
        visitor.post(RESET, {"email": "lin@example.org"})
    assert len(letters) == 1


@pytest.mark.parametrize("email", ["", "nobody", "x" * 5000 + "@example.org", "a\x00@b.org"])
def test_refuses_what_is_no_address(visitor, letters, email):
    assert visitor.post(RESET, {"email": email}).status_code == 422


def test_a_mail_server_that_is_down_is_logged_and_not_shown(visitor, lin, letters, monkeypatch):
    def refuses(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(mail, "get_connection", refuses)
    assert visitor.post(RESET, {"email": "lin@example.org"}).status_code == 302


def test_letters_leave_in_a_thread_of_their_own():
    done = []
    mail.in_background(lambda: done.append(True))
    for _ in range(100):
        if done:
            break
        time.sleep(0.01)
    assert done == [True]


def test_an_instructor_makes_a_link_that_works_once(visitor, lin):
    ines = InstructorFactory()

    page = client_of(ines).post(LINKS, {"person": lin.pk})

    address = re.search(r'value="http://testserver([^"]+)"', page.text)[1]
    assert page.headers["Cache-Control"].count("no-store") == 1
    form = open_link(visitor, address)
    assert "linxy" in form.text
    assert address not in form.request["PATH_INFO"]
    assert visitor.post(form.request["PATH_INFO"], TWICE).status_code == 302
    assert can_log_in(FRESH)
    assert open_link(Client(), address).status_code == 410
    assert visitor.post(form.request["PATH_INFO"], TWICE).status_code == 410
    note = LogEntry.objects.get()
    assert (note.user, note.object_id) == (ines, str(lin.pk))


@pytest.mark.parametrize(
    "happens",
    [
        pytest.param(lambda lin: can_log_in(PASSWORD), id="a log-in"),
        pytest.param(
            lambda lin: services.set_password(person=lin, password=FRESH), id="a new password"
        ),
        pytest.param(
            lambda lin: User.objects.filter(pk=lin.pk).update(is_active=False), id="switching off"
        ),
        pytest.param(lambda lin: lin.delete(), id="deleting"),
    ],
)
def test_a_link_ends_with(visitor, lin, happens):
    address = services.reset_address(lin)
    happens(lin)
    assert open_link(visitor, address).status_code == 410


@pytest.mark.parametrize(
    ("hours", "status"),
    [pytest.param(23, 200, id="an hour early"), pytest.param(25, 410, id="an hour late")],
)
def test_a_link_works_for_one_day(visitor, lin, hours, status, monkeypatch):
    address = services.reset_address(lin)
    generator = "django.contrib.auth.tokens.PasswordResetTokenGenerator._now"
    now = services.default_token_generator._now()
    later = now + type(now - now)(hours=hours)
    monkeypatch.setattr(generator, lambda self: later)
    assert open_link(visitor, address).status_code == status


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/account/reset/x/y/", id="nonsense"),
        pytest.param("/account/reset/MQ/set/", id="a form without its link"),
        pytest.param("/account/reset/%00/%00/", id="zero bytes"),
        pytest.param("/account/reset/OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5/a-b/", id="a huge number"),
        pytest.param(f"/account/reset/{'x' * 3000}/{'y' * 3000}/", id="a huge address"),
        pytest.param("/account/reset/4pyT/a-b/", id="a character that is no number"),
        pytest.param("/account/reset/LTE/a-b/", id="a negative number"),
    ],
)
def test_a_broken_link_says_how_to_get_another(visitor, lin, address):
    response = visitor.get(address)

    assert response.status_code == 410
    assert "no longer works" in response.text
    assert RESET in response.text


def test_a_link_refuses_a_weak_password_and_goes_on_working(visitor, lin):
    page = open_link(visitor, services.reset_address(lin))
    where = page.request["PATH_INFO"]

    response = visitor.post(where, {"password": "linxy", "password_again": "linxy"})

    assert response.status_code == 422
    assert "too short" in response.text
    assert visitor.post(where, TWICE).status_code == 302


@pytest.mark.parametrize(
    ("factory", "fields"),
    [
        pytest.param(InstructorFactory, {}, id="another instructor"),
        pytest.param(AdministratorFactory, {}, id="an administrator"),
        pytest.param(UserFactory, {"is_superuser": True}, id="a superuser"),
        pytest.param(UserFactory, {"is_active": False}, id="an account switched off"),
        pytest.param(GuestFactory, {}, id="a guest"),
        pytest.param(UserFactory, {"is_demo": True}, id="a demonstration"),
    ],
)
def test_an_instructor_makes_no_link_for(db, factory, fields):
    person = factory(display_name="Target", **fields)
    client = client_of(InstructorFactory(display_name="Ines"))

    response = client.post(LINKS, {"person": person.pk})

    assert response.status_code == 422
    assert "No link was made" in response.text
    assert "/account/reset/M" not in response.text
    assert "Nobody matches “Target”" in client.get(LINKS, {"q": "Target"}).text


def test_nobody_makes_a_link_for_themselves(db):
    olga = AdministratorFactory()
    assert client_of(olga).post(LINKS, {"person": olga.pk}).status_code == 422


def test_an_administrator_makes_links_for_instructors(db):
    ines = InstructorFactory()
    response = client_of(AdministratorFactory()).post(LINKS, {"person": ines.pk})
    assert response.status_code == 200


@pytest.mark.parametrize("person", ["", "x", "-1", "1.5", "９", "9" * 19, "9" * 5000, "\x00"])
def test_answers_nonsense_about_whom_to_help(as_ines, person):
    assert as_ines.post(LINKS, {"person": person}).status_code == 422


@pytest.mark.parametrize("words", ["LIN", "晓雨", "2026", "linxy 晓雨"])
def test_finds_a_person_by_name_or_number(as_ines, lin, words):
    User.objects.filter(pk=lin.pk).update(student_number="20260017")
    assert "linxy" in as_ines.get(LINKS, {"q": words}).text


def test_lists_nobody_unasked(as_ines, lin):
    assert "linxy" not in as_ines.get(LINKS).text


@pytest.mark.parametrize(
    "query",
    [{"q": "zzz"}, {"q": "\x00"}, {"q": "x" * 5000}, {"q": "%_'\""}, {"q": "lin", "page": "x"}],
)
def test_searches_for_nonsense_in_peace(as_ines, lin, query):
    assert as_ines.get(LINKS, query).status_code == 200


def test_only_instructors_know_the_page(as_ada, visitor):
    assert as_ada.get(LINKS).status_code == 404
    assert as_ada.post(LINKS, {"person": 1}).status_code == 404
    assert visitor.get(LINKS).url == f"{LOG_IN}?next={LINKS}"


def test_many_matches_cost_no_more_queries(as_ines, django_assert_max_num_queries):
    UserFactory.create_batch(45)
    with django_assert_max_num_queries(6):
        page = as_ines.get(LINKS, {"q": "learner", "page": 2})
    assert 'aria-current="page">2<' in page.text
