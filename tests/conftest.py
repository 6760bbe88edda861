"""The cast of the tests: Ada and Ben learn, Cleo is a stranger, Ines teaches, Olga administers."""

from __future__ import annotations

import importlib.util

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from hypothesis import settings

from studyguide.accounts.models import ADMINISTRATORS, INSTRUCTORS, User

# The browser's tests have requirements of their own, which a plain run does without.
collect_ignore = [] if importlib.util.find_spec("axe_playwright_python") else ["browser"]

# A busy machine is not a bug: bounds on time stand in the tests of hostile input alone.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def a_user(username: str, *groups: str, **fields: object) -> User:
    user = User.objects.create_user(username, password="correct horse 7", **fields)
    for name in groups:
        user.groups.add(Group.objects.get_or_create(name=name)[0])
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="studyguide.accounts.backends.AccountBackend")
    return client


@pytest.fixture
def ada(db) -> User:
    return a_user("ada", display_name="林晓雨", language="en")


@pytest.fixture
def ben(db) -> User:
    return a_user("ben", display_name="周本", language="en")


@pytest.fixture
def cleo(db) -> User:
    return a_user("cleo", display_name="Cleo", language="en")


@pytest.fixture
def ines(db) -> User:
    return a_user("ines", INSTRUCTORS, display_name="何老师", language="en")


@pytest.fixture
def olga(db) -> User:
    return a_user("olga", ADMINISTRATORS, display_name="Olga", language="en")


@pytest.fixture
def as_ada(ada) -> Client:
    return client_of(ada)


@pytest.fixture
def as_ben(ben) -> Client:
    return client_of(ben)


@pytest.fixture
def as_cleo(cleo) -> Client:
    return client_of(cleo)


@pytest.fixture
def as_ines(ines) -> Client:
    return client_of(ines)


@pytest.fixture
def as_olga(olga) -> Client:
    return client_of(olga)
