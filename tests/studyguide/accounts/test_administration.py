"""Django's administration: administrators alone, mostly for looking."""

import pytest
from axes.models import AccessAttempt
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from studyguide.accounts.models import User
from tests.people import AdministratorFactory, UserFactory

INDEX = reverse("admin:index")
PEOPLE = reverse("admin:studyguide_user_changelist")


def a_page(person):
    return reverse("admin:studyguide_user_change", args=[person.pk])


def test_uses_the_one_log_in_of_the_site(visitor):
    response = visitor.get(PEOPLE, follow=True)
    assert response.redirect_chain[-1][0].startswith("/account/login/?next=")
    assert "admin" in response.redirect_chain[-1][0]


@pytest.mark.parametrize("address", [INDEX, PEOPLE, reverse("admin:login")])
def test_does_not_exist_for_others(as_ines, address):
    assert as_ines.get(address, follow=True).status_code == 404


def test_staff_without_the_role_stays_out(client, db):
    client.force_login(
        UserFactory(is_staff=True), backend="studyguide.accounts.backends.AccountBackend"
    )
    assert client.get(INDEX, follow=True).status_code == 404


@pytest.mark.parametrize("name", ["studyguide_user", "axes_accessattempt", "admin_logentry"])
def test_shows_lists(as_olga, olga, name):
    AccessAttempt.objects.create(username="x", failures_since_start=1)
    LogEntry.objects.create(user=olga, action_flag=2, object_repr="x")
    assert as_olga.get(reverse(f"admin:{name}_changelist"), {"q": "x"}).status_code == 200


def test_switches_an_account_off_and_nothing_else(as_olga, ada):
    response = as_olga.post(a_page(ada), {"username": "eve", "is_superuser": "on"})

    assert response.status_code == 302
    ada.refresh_from_db()
    assert (ada.is_active, ada.username, ada.is_superuser) == (False, "ada", False)


def test_does_not_switch_the_last_administrator_off(as_olga, olga):
    as_olga.post(a_page(olga), {})
    olga.refresh_from_db()
    assert olga.is_active


def test_does_not_switch_another_last_administrator_off(as_olga):
    other = AdministratorFactory()
    User.objects.filter(username="olga").update(is_demo=True)
    as_olga.post(a_page(other), {})
    other.refresh_from_db()
    assert other.is_active


@pytest.mark.parametrize("deed", ["add", "delete"])
def test_adds_and_deletes_nobody(as_olga, ada, deed):
    arguments = [ada.pk] if deed == "delete" else []
    response = as_olga.get(reverse(f"admin:studyguide_user_{deed}", args=arguments))
    assert response.status_code == 403


def test_forgets_failed_log_ins(as_olga):
    attempt = AccessAttempt.objects.create(username="x", failures_since_start=5)
    as_olga.post(reverse("admin:axes_accessattempt_delete", args=[attempt.pk]), {"post": "yes"})
    assert not AccessAttempt.objects.exists()


def test_shows_no_password(as_olga, ada):
    page = as_olga.get(a_page(ada)).text
    assert ada.password not in page
