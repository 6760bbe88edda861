"""Demonstration users exist under DEBUG alone, and leave real accounts alone."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings
from django.urls import reverse

from studyguide.accounts.models import User
from studyguide.management.commands.demousers import CAST
from tests.people import PASSWORD, UserFactory


def test_are_refused_without_debug(db):
    with pytest.raises(CommandError, match="only with DEBUG=1"):
        call_command("demousers")
    assert not User.objects.exists()


@override_settings(DEBUG=True)
def test_are_made_once_and_put_right_again(db, capsys):
    call_command("demousers")
    User.objects.get(username="ada").groups.clear()
    changed = User.objects.get(username="ines")
    changed.set_password("something else")
    changed.save()
    changed.groups.clear()

    call_command("demousers")

    assert User.objects.count() == len(CAST)
    assert all(User.objects.values_list("is_demo", flat=True))
    roles = {person.username: person.role for person in User.objects.all()}
    assert roles == {demo.username: demo.role for demo in CAST}
    printed = capsys.readouterr().out
    for demo in CAST:
        assert demo.username in printed
        assert demo.password in printed
        answer = Client().post(
            reverse("accounts:login"), {"username": demo.username, "password": demo.password}
        )
        assert answer.status_code == 302


@override_settings(DEBUG=True)
def test_leave_a_real_account_alone(db, capsys):
    mine = UserFactory(username="ADA")

    call_command("demousers")

    mine.refresh_from_db()
    assert mine.check_password(PASSWORD)
    assert not mine.is_demo
    assert "left alone" in capsys.readouterr().out
