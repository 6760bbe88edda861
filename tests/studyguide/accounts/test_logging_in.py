"""Logging in and out."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from studyguide.accounts.models import User
from tests.people import PASSWORD, UserFactory

LOG_IN = reverse("accounts:login")
LOG_OUT = reverse("accounts:logout")


@pytest.fixture
def lin(db):
    return UserFactory(username="linxy")


@pytest.mark.parametrize("name", ["linxy", "LinXY", "ｌｉｎｘｙ", " linxy "])
def test_knows_a_person_by_any_spelling(visitor, lin, name):
    response = visitor.post(LOG_IN, {"username": name, "password": PASSWORD})

    assert response.status_code == 302
    assert visitor.session["_auth_user_id"] == str(lin.pk)


@pytest.mark.parametrize(
    "credentials",
    [
        pytest.param({"username": "linxy", "password": PASSWORD.upper()}, id="capitals"),
        pytest.param({"username": "linxy", "password": f" {PASSWORD} "}, id="spaces"),
        pytest.param({"username": "nobody", "password": PASSWORD}, id="nobody"),
        pytest.param({"username": "ﷺ" * 150, "password": "x"}, id="a name that grows"),
    ],
)
def test_says_the_same_whatever_was_wrong(visitor, lin, credentials):
    response = visitor.post(LOG_IN, credentials)

    assert response.status_code == 422
    assert "User name and password do not match" in response.text
    assert PASSWORD not in response.text


@pytest.mark.parametrize(
    "credentials",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"username": "x" * 5000, "password": "x"}, id="a huge name"),
        pytest.param({"username": "linxy", "password": "x" * 4096}, id="a huge password"),
        pytest.param({"username": "lin\x00xy", "password": PASSWORD}, id="a zero byte"),
        pytest.param({"username": ["a", "b"], "password": ["c", "d"]}, id="twice"),
    ],
)
def test_refuses_nonsense_in_words(visitor, lin, credentials):
    response = visitor.post(LOG_IN, credentials)

    assert response.status_code == 422
    assert "_auth_user_id" not in visitor.session


def test_reads_bytes_that_are_no_text(visitor):
    response = visitor.post(
        LOG_IN,
        data=b"username=%ED%A0%80%FF&password=%C0%80",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 422


def test_does_not_hash_a_huge_password(visitor, lin, monkeypatch):
    monkeypatch.setattr(User, "check_password", lambda *args: pytest.fail("was hashed"))
    visitor.post(LOG_IN, {"username": "linxy", "password": "x" * 4096})


def test_takes_as_long_for_nobody_as_for_somebody(visitor, lin, monkeypatch):
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda self, password: hashed.append(password))

    visitor.post(LOG_IN, {"username": "nobody", "password": "wrong horse"})

    assert hashed == ["wrong horse"]


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"is_active": False}, id="who was switched off"),
        pytest.param({"is_guest": True}, id="a guest"),
        pytest.param({"is_demo": True}, id="a demonstration"),
    ],
)
def test_refuses(visitor, fields):
    UserFactory(username="linxy", **fields)

    response = visitor.post(LOG_IN, {"username": "linxy", "password": PASSWORD})

    assert response.status_code == 422


@override_settings(DEBUG=True)
def test_lets_a_demonstration_in_under_debug(visitor):
    UserFactory(username="linxy", is_demo=True)

    response = visitor.post(LOG_IN, {"username": "linxy", "password": PASSWORD})

    assert response.status_code == 302


@override_settings(DEBUG=False)
def test_a_session_of_a_demonstration_ends_with_debug(visitor):
    with override_settings(DEBUG=True):
        UserFactory(username="linxy", is_demo=True)
        visitor.post(LOG_IN, {"username": "linxy", "password": PASSWORD})

    response = visitor.get(reverse("accounts:account"))

    assert response.url.startswith(LOG_IN)


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        pytest.param("/guide/?page=2#o6-03", "/guide/?page=2#o6-03", id="a page of this site"),
        pytest.param("http://testserver/labs/", "http://testserver/labs/", id="its whole address"),
        pytest.param("/guide/?lang=en&page=2", "/guide/?page=2", id="a page in one language"),
        pytest.param("//evil.example/", "/", id="another host"),
        pytest.param("https://evil.example/", "/", id="another site"),
        pytest.param("/\\evil.example", "/", id="a backslash"),
        pytest.param("\t//evil.example", "/", id="a tab"),
        pytest.param("javascript:alert(1)", "/", id="a script"),
        pytest.param("/guide/\r\nSet-Cookie: a=b", "/", id="a header"),
        pytest.param("/\x00", "/", id="a zero byte"),
        pytest.param("/" + "x" * 3000, "/", id="a huge one"),
        pytest.param("http://[", "/", id="half an address"),
    ],
)
def test_goes_on_only_within_the_site(visitor, lin, asked, reached):
    assert visitor.get(LOG_IN, {"next": asked}).status_code == 200

    response = visitor.post(LOG_IN, {"username": "linxy", "password": PASSWORD, "next": asked})

    assert response.url == reached


def test_keeps_the_way_back_through_a_typo_and_through_signing_up(visitor, lin):
    response = visitor.post(LOG_IN, {"username": "linxy", "password": "typo", "next": "/labs/"})

    assert '<input type="hidden" name="next" value="/labs/">' in response.text
    assert 'href="/account/signup/?next=%2Flabs%2F"' in response.text


def test_starts_a_new_session(visitor, lin):
    session = visitor.session
    session["planted"] = "by somebody else"
    session.save()
    before = visitor.session.session_key

    visitor.post(LOG_IN, {"username": "linxy", "password": PASSWORD})

    assert visitor.session.session_key != before


def test_sends_who_is_logged_in_on(as_ada):
    assert as_ada.get(LOG_IN, {"next": "/labs/"}).url == "/labs/"


def test_leaves_only_by_a_post(as_ada):
    page = as_ada.get(LOG_OUT)
    assert page.status_code == 200
    assert "_auth_user_id" in as_ada.session

    response = as_ada.post(LOG_OUT)

    assert response.url == "/"
    assert "_auth_user_id" not in as_ada.session


def test_leaving_twice_leads_home(as_ada):
    as_ada.post(LOG_OUT)
    assert as_ada.post(LOG_OUT).url == "/"
    assert as_ada.get(LOG_OUT).url == "/"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_knows_no_other_methods(visitor, method):
    assert getattr(visitor, method)(LOG_IN).status_code == 405


def test_needs_a_csrf_token(lin):
    client = Client(enforce_csrf_checks=True)
    assert client.post(LOG_IN, {"username": "linxy", "password": PASSWORD}).status_code == 403
