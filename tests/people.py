"""People for tests, with names as they occur in a Chinese classroom."""

from __future__ import annotations

from collections.abc import Callable

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from studyguide.accounts.models import ADMINISTRATORS, INSTRUCTORS, User

PASSWORD = "correct horse 7"
NAMES = ("林晓雨", "周本", "何静", "高岚", "陈思远", "吴桐", "郑可", "孙一鸣")


def _joins(name: str) -> Callable[..., None]:
    def join(person: User, create: bool, value: object, **options: object) -> None:
        person.groups.add(Group.objects.get_or_create(name=name)[0])

    return join


class UserFactory(factory.django.DjangoModelFactory):
    """A learner who can log in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"learner{n}")
    display_name = factory.Sequence(lambda n: NAMES[n % len(NAMES)])
    language = "en"
    password = factory.django.Password(PASSWORD)


class InstructorFactory(UserFactory):
    """Writes questions and helps with passwords."""

    username = factory.Sequence(lambda n: f"instructor{n}")
    group = factory.PostGeneration(_joins(INSTRUCTORS))


class AdministratorFactory(UserFactory):
    """Gives roles."""

    username = factory.Sequence(lambda n: f"administrator{n}")
    is_staff = True
    group = factory.PostGeneration(_joins(ADMINISTRATORS))


class GuestFactory(UserFactory):
    """Somebody at work without an account."""

    username = factory.Sequence(lambda n: f"guest-{n:016x}")
    display_name = ""
    is_guest = True
    password = factory.django.Password(None)
    last_login = factory.LazyFunction(timezone.now)
