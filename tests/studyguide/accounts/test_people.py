"""Roles: given by administrators in the browser, the first one by a command."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.urls import reverse

from studyguide.accounts import services
from studyguide.accounts.models import User
from tests.people import AdministratorFactory, GuestFactory, InstructorFactory, UserFactory

PEOPLE = reverse("accounts:people")


def fresh(person):
    return User.objects.get(pk=person.pk)


@pytest.mark.parametrize(
    ("role", "instructs", "administers"),
    [("learner", False, False), ("instructor", True, False), ("administrator", True, True)],
)
def test_a_role_is_one_of_three(db, role, instructs, administers):
    AdministratorFactory()
    for start in (UserFactory(), InstructorFactory(), AdministratorFactory()):
        services.set_role(person=start, role=role)
        person = fresh(start)
        assert person.role == role
        assert (person.is_instructor, person.is_administrator) == (instructs, administers)
        assert person.is_staff is administers
        assert person.groups.count() == (role != "learner")


def test_an_administrator_gives_a_role(as_olga, olga, ada):
    response = as_olga.post(PEOPLE + "?q=ada", {"person": ada.pk, "role": "instructor"})

    assert response.url == PEOPLE + "?q=ada"
    assert fresh(ada).role == "instructor"
    assert "林晓雨: Instructor." in as_olga.get(PEOPLE).text
    assert LogEntry.objects.get().change_message == "role: instructor"


def test_takes_effect_at_once(as_ada, as_olga, ada):
    as_olga.post(PEOPLE, {"person": ada.pk, "role": "administrator"})
    assert as_ada.get(PEOPLE).status_code == 200
    as_olga.post(PEOPLE, {"person": ada.pk, "role": "learner"})
    assert as_ada.get(PEOPLE).status_code == 404


def test_never_takes_the_last_administrator_away(as_olga, olga):
    response = as_olga.post(PEOPLE, {"person": olga.pk, "role": "learner"})

    assert response.status_code == 422
    assert "is the only administrator" in response.text
    assert fresh(olga).is_administrator


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"is_active": False}, id="switched off"),
        pytest.param({"is_demo": True}, id="a demonstration"),
    ],
)
def test_does_not_count_an_administrator_who_is(olga, fields):
    AdministratorFactory(**fields)
    with pytest.raises(services.LastAdministrator):
        services.set_role(person=olga, role="instructor")


def test_counts_a_superuser_as_an_administrator(olga):
    root = UserFactory(is_superuser=True)

    services.set_role(person=olga, role="learner")

    assert fresh(root).is_administrator
    with pytest.raises(services.LastAdministrator):
        services.set_role(person=root, role="learner")


def test_a_superuser_can_become_a_learner(olga):
    root = UserFactory(is_superuser=True)
    services.set_role(person=root, role="learner")
    assert fresh(root).role == "learner"


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"person": "x", "role": "learner"}, id="no number"),
        pytest.param({"person": "9" * 30, "role": "learner"}, id="a huge number"),
        pytest.param({"person": "999999", "role": "learner"}, id="nobody"),
        pytest.param({"person": "\x00", "role": "learner"}, id="a zero byte"),
    ],
)
def test_answers_nonsense_about_a_person(as_olga, form):
    response = as_olga.post(PEOPLE, form)
    assert response.status_code == 422
    assert "Nothing was changed" in response.text


@pytest.mark.parametrize("role", ["", "king", "x" * 5000, "\x00"])
def test_answers_nonsense_about_a_role(as_olga, ada, role):
    response = as_olga.post(PEOPLE, {"person": ada.pk, "role": role})
    assert response.status_code == 422
    assert "There is no such role" in response.text


def test_gives_guests_no_role(as_olga):
    guest = GuestFactory()
    assert as_olga.post(PEOPLE, {"person": guest.pk, "role": "learner"}).status_code == 422


def test_does_not_list_guests(as_olga):
    guest = GuestFactory()
    assert guest.username not in as_olga.get(PEOPLE).text


def test_says_what_to_do_when_nobody_matches(as_olga):
    page = as_olga.get(PEOPLE, {"q": "nobody"}).text
    assert "Nobody matches “nobody”" in page
    assert f'href="{PEOPLE}"' in page


@pytest.mark.parametrize("people", [5, 120])
def test_a_long_list_costs_no_more_queries(as_olga, people, django_assert_num_queries):
    UserFactory.create_batch(people)
    with django_assert_num_queries(6):
        as_olga.get(PEOPLE)


@pytest.mark.parametrize("page", ["2", "999", "-1", "x", "\x00"])
def test_turns_pages(as_olga, page):
    UserFactory.create_batch(60)
    assert as_olga.get(PEOPLE, {"page": page}).status_code == 200


def test_only_administrators_know_the_page(as_ines, as_ada, visitor, ada):
    for client in (as_ines, as_ada):
        assert client.get(PEOPLE).status_code == 404
        assert client.post(PEOPLE, {"person": ada.pk, "role": "learner"}).status_code == 404
    assert visitor.get(PEOPLE).url.startswith(reverse("accounts:login"))


def test_the_first_administrator_is_made_by_a_command(db, capsys):
    person = UserFactory(username="linxy")

    call_command("setrole", "LinXY", "administrator")
    call_command("setrole", "linxy", "administrator")

    assert fresh(person).role == "administrator"
    assert capsys.readouterr().out.splitlines() == [
        "linxy was learner, is now administrator.",
        "linxy already was administrator.",
    ]


@pytest.mark.parametrize(
    ("user", "role", "complaint"),
    [
        ("lynxy", "instructor", "There is no user 'lynxy'. Did you mean linxy?"),
        ("zzzzz", "instructor", "There is no user 'zzzzz'. Sign up in the browser first."),
        ("linxy", "king", "The roles are learner, instructor, administrator."),
        ("olga", "learner", "olga is the only administrator. Name another one first."),
        ("guest-1", "instructor", "guest-1 is a guest. Sign up in the browser first."),
    ],
)
def test_the_command_says_what_is_wrong(olga, user, role, complaint):
    UserFactory(username="linxy")
    GuestFactory(username="guest-1")
    with pytest.raises(CommandError, match=complaint):
        call_command("setrole", user, role)
