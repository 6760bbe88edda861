"""Signing up."""

import pytest
from django.test import Client
from django.urls import reverse

from studyguide.accounts.models import User
from tests.people import PASSWORD, UserFactory

SIGN_UP = reverse("accounts:signup")


def a_form(**changes):
    return {
        "username": "linxy",
        "display_name": "林晓雨",
        "email": "",
        "password": PASSWORD,
        "password_again": PASSWORD,
    } | changes


def test_makes_an_account_and_logs_in(visitor):
    response = visitor.post(SIGN_UP, a_form(email="Lin@EXAMPLE.org"))

    person = User.objects.get()
    assert response.status_code == 302
    assert response.url == "/"
    assert (person.username, person.shown_name, person.email) == (
        "linxy",
        "林晓雨",
        "Lin@example.org",
    )
    assert visitor.session["_auth_user_id"] == str(person.pk)
    assert person.check_password(PASSWORD)
    assert (person.role, person.is_staff, person.is_superuser) == ("learner", False, False)


def test_keeps_the_choices_made_before(visitor):
    visitor.cookies.load({"release": "8.0", "theme": "dark", "dispute": "answered"})

    visitor.post(SIGN_UP, a_form())

    person = User.objects.get()
    assert (person.release, person.theme, person.dispute) == ("8.0", "dark", "answered")
    assert person.language == ""


def test_goes_on_to_where_one_came_from(visitor):
    page = visitor.get(SIGN_UP, {"next": "/guide/?page=2"})
    assert 'value="/guide/?page=2"' in page.text

    response = visitor.post(SIGN_UP, a_form(next="/guide/?page=2"))

    assert response.url == "/guide/?page=2"


def test_carries_the_way_back_over_to_the_log_in(visitor):
    page = visitor.get(SIGN_UP, {"next": "/guide/?page=2&x=1"})
    assert 'href="/account/login/?next=%2Fguide%2F%3Fpage%3D2%26x%3D1"' in page.text


@pytest.mark.parametrize("taken", ["linxy", "LINXY", "ｌｉｎｘｙ"])
def test_refuses_a_name_that_is_taken_in_any_spelling(visitor, taken):
    UserFactory(username="LinXY")

    response = visitor.post(SIGN_UP, a_form(username=taken))

    assert response.status_code == 422
    assert "This name is taken" in response.text
    assert User.objects.count() == 1


def test_refuses_a_name_taken_between_look_and_leap(visitor, monkeypatch):
    UserFactory(username="linxy")
    monkeypatch.setattr("studyguide.accounts.forms.is_name_taken", lambda name: False)

    response = visitor.post(SIGN_UP, a_form())

    assert response.status_code == 422
    assert "This name is taken" in response.text
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"username": ""}, "This field is required", id="no name"),
        pytest.param({"username": "x" * 5000}, "this one has 5000", id="a huge name"),
        pytest.param({"username": "a\x00b"}, "Null characters", id="a zero byte"),
        pytest.param({"username": "guest-1"}, "reserved", id="a reserved name"),
        pytest.param({"display_name": "x" * 81}, "at most 80", id="a huge shown name"),
        pytest.param({"display_name": "a\u202eb"}, "visible characters", id="reversed text"),
        pytest.param({"email": "nobody"}, "valid email", id="half an address"),
        pytest.param({"password": "abc", "password_again": "abc"}, "too short", id="a short one"),
        pytest.param({"password_again": "other horse"}, "passwords differ", id="two passwords"),
        pytest.param(
            {"password": "p" * 4096, "password_again": "p" * 4096}, "at most 200", id="a huge one"
        ),
        pytest.param(
            {"password": "linxy2026", "password_again": "linxy2026"}, "too similar", id="the name"
        ),
    ],
)
def test_says_what_will_not_do_and_keeps_the_rest(visitor, changes, complaint):
    response = visitor.post(SIGN_UP, a_form(**changes))

    assert response.status_code == 422
    assert complaint in response.text
    assert changes.get("display_name", "林晓雨")[:80] in response.text
    assert PASSWORD not in response.text
    assert not User.objects.exists()


@pytest.mark.parametrize("length", [200, 201])
def test_draws_the_line_for_passwords_at_200(visitor, length):
    password = "k7" * 100 + "x" * (length - 200)

    response = visitor.post(SIGN_UP, a_form(password=password, password_again=password))

    assert (response.status_code == 302) == (length == 200)


def test_does_not_hash_a_huge_password(visitor, monkeypatch):
    monkeypatch.setattr(User, "set_password", lambda *args: pytest.fail("was hashed"))
    visitor.post(SIGN_UP, a_form(password="p" * 4096, password_again="p" * 4096))


def test_an_empty_post_names_what_is_missing(visitor):
    response = visitor.post(SIGN_UP)

    assert response.status_code == 422
    assert response.text.count("This field is required") == 3


def test_leaves_who_has_an_account_alone(as_ada):
    response = as_ada.post(SIGN_UP, a_form())

    assert response.status_code == 302
    assert User.objects.count() == 1


def test_starts_a_new_session(visitor):
    session = visitor.session
    session["planted"] = "by somebody else"
    session.save()
    before = visitor.session.session_key

    visitor.post(SIGN_UP, a_form())

    assert visitor.session.session_key != before


def test_no_field_forbids_pasting_or_cuts_a_password(visitor):
    page = visitor.get(SIGN_UP).text
    password = next(line for line in page.split("<input") if 'name="password"' in line)
    assert "maxlength" not in password
    assert 'autocomplete="new-password"' in password
    assert "onpaste" not in page


def test_speaks_chinese_to_who_reads_it(chinese_visitor):
    response = chinese_visitor.post(SIGN_UP, a_form(password="abc", password_again="abc"))
    assert "密码太短" in response.text


def test_needs_a_csrf_token(db):
    assert Client(enforce_csrf_checks=True).post(SIGN_UP, a_form()).status_code == 403
