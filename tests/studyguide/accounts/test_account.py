"""One's own account: profile and farewell."""

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Attempt
from studyguide.accounts.models import User
from tests.conftest import client_of
from tests.people import PASSWORD, AdministratorFactory, GuestFactory, UserFactory

ACCOUNT = reverse("accounts:account")
DELETE = reverse("accounts:delete")
PROFILE = {"display_name": "林小雨", "student_number": "20260017", "email": "lin@example.org"}


@pytest.fixture
def lin(db):
    return UserFactory(username="linxy", email="lin@example.org")


def test_saves_a_profile_and_says_so(lin):
    client = client_of(lin)

    response = client.post(ACCOUNT, PROFILE)

    assert response.url == ACCOUNT
    lin.refresh_from_db()
    assert (lin.display_name, lin.student_number) == ("林小雨", "20260017")
    assert "Saved." in client.get(ACCOUNT).text


def test_a_new_address_needs_the_password(lin):
    other = PROFILE | {"email": "other@example.org"}

    refused = client_of(lin).post(ACCOUNT, other)
    wrong = client_of(lin).post(ACCOUNT, other | {"password": "wrong"})
    lin.refresh_from_db()
    unchanged = lin.email
    client_of(lin).post(ACCOUNT, other | {"password": PASSWORD})

    assert (refused.status_code, wrong.status_code) == (422, 422)
    assert "it protects the e-mail address" in refused.text
    assert 'value="other@example.org"' in refused.text
    assert unchanged == "lin@example.org"
    lin.refresh_from_db()
    assert lin.email == "other@example.org"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        pytest.param({"display_name": "x" * 81}, "at most 80", id="a huge name"),
        pytest.param({"display_name": "a\u202eb"}, "visible", id="reversed text"),
        pytest.param({"student_number": "1" * 41}, "at most 40", id="a huge number"),
        pytest.param({"student_number": "a\x00"}, "Null", id="a zero byte"),
        pytest.param({"email": "lin"}, "valid email", id="half an address"),
    ],
)
def test_refuses_and_leaves_the_bar_as_it_is(lin, changes, complaint):
    before = lin.display_name

    response = client_of(lin).post(ACCOUNT, PROFILE | changes)

    assert response.status_code == 422
    assert complaint in response.text
    assert f"Account of {before}" in response.text
    lin.refresh_from_db()
    assert lin.display_name == before


def test_cannot_give_oneself_rights(lin):
    client_of(lin).post(ACCOUNT, PROFILE | {"is_staff": "on", "is_superuser": "on", "groups": "1"})
    lin.refresh_from_db()
    assert (lin.is_staff, lin.is_superuser, lin.groups.count()) == (False, False, 0)


def test_shows_markup_in_a_name_as_text(lin):
    client_of(lin).post(ACCOUNT, PROFILE | {"display_name": "<script>alert(1)</script>"})
    page = client_of(lin).get(ACCOUNT).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("address", [ACCOUNT, DELETE])
def test_sends_visitors_to_the_log_in_and_guests_to_the_sign_up(visitor, address):
    assert visitor.get(address).url == f"{reverse('accounts:login')}?next={address}"
    assert client_of(GuestFactory()).get(address).url.startswith(reverse("accounts:signup"))


def test_deletes_an_account_with_its_work(lin):
    Attempt.objects.create(
        learner=lin, quiz="q", release="notes", seed="s", started_at=timezone.now(), maximum=5
    )
    client = client_of(lin)
    assert "questions, stays without your name" in client.get(DELETE).text

    response = client.post(DELETE, {"password": PASSWORD})

    assert response.url == "/"
    assert not User.objects.exists()
    assert not Attempt.objects.exists()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("password", ["", "wrong", "x" * 4096, "a\x00"])
def test_deletes_nothing_without_the_password(lin, password):
    response = client_of(lin).post(DELETE, {"password": password})

    assert response.status_code == 422
    assert User.objects.filter(pk=lin.pk).exists()


def test_guesses_at_the_password_are_counted(lin):
    client = client_of(lin)
    answers = [client.post(DELETE, {"password": f"guess {n}"}).status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 429]


def test_the_only_administrator_stays(db):
    olga = AdministratorFactory()

    response = client_of(olga).post(DELETE, {"password": PASSWORD})

    assert response.status_code == 422
    assert "You are the only administrator" in response.text
    assert User.objects.filter(pk=olga.pk).exists()


def test_one_of_two_administrators_may_go(db):
    olga, _ = AdministratorFactory.create_batch(2)
    assert client_of(olga).post(DELETE, {"password": PASSWORD}).status_code == 302


@override_settings(DEBUG=False)
def test_a_demonstration_does_not_count_as_an_administrator(db):
    olga = AdministratorFactory()
    AdministratorFactory(is_demo=True)
    assert client_of(olga).post(DELETE, {"password": PASSWORD}).status_code == 422
