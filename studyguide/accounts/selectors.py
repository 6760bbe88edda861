"""Looking people up."""

from __future__ import annotations

import difflib

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.http import urlsafe_base64_decode

from studyguide.accounts.models import ADMINISTRATORS, INSTRUCTORS, User
from studyguide.accounts.names import name_key

LARGEST_ID = 2**63 - 1
IS_ADMINISTRATOR = Q(groups__name=ADMINISTRATORS) | Q(is_superuser=True)


def is_name_taken(username: str) -> bool:
    """Whether somebody has this name in any spelling."""
    return User.objects.filter(name_key=name_key(username)).exists()


def people() -> QuerySet[User]:
    """Everybody with an account that works here; guests have none."""
    accounts = User.objects.filter(is_guest=False).order_by("name_key")
    return accounts if settings.DEBUG else accounts.filter(is_demo=False)


def find_people(words: str, *, among: QuerySet[User]) -> QuerySet[User]:
    """People whose user name, shown name or student number holds every word."""
    found = among
    for word in words.split():
        found = found.filter(
            Q(name_key__contains=name_key(word))
            | Q(display_name__icontains=word)
            | Q(student_number__icontains=word)
        )
    return found


def person_or_none(identifier: str, *, among: QuerySet[User]) -> User | None:
    """The person with this id as a form sends it; None for nonsense and for others."""
    if not (identifier.isascii() and identifier.isdecimal() and len(identifier) < 20):
        return None
    return among.filter(pk=min(int(identifier), LARGEST_ID)).first()


def person_of_link(uidb64: str) -> User | None:
    """The person a reset link is made for; None for nonsense and for who cannot log in."""
    try:
        identifier = urlsafe_base64_decode(uidb64).decode("ascii")
    except ValueError:
        return None
    return person_or_none(identifier, among=people().filter(is_active=True))


def reset_link_candidates(*, maker: User) -> QuerySet[User]:
    """Whom `maker` may help to a new password: an instructor helps learners only."""
    others = people().filter(is_active=True).exclude(pk=maker.pk)
    if maker.is_administrator:
        return others
    return others.exclude(
        pk__in=User.objects.filter(IS_ADMINISTRATOR | Q(groups__name=INSTRUCTORS)).values("pk")
    )


def administrators() -> QuerySet[User]:
    """Those who can really act as one: active, and not a demonstration that production refuses."""
    return people().filter(IS_ADMINISTRATOR, is_active=True).distinct()


def near_names(username: str, *, count: int = 3) -> list[str]:
    """User names that somebody may have meant."""
    keys = dict(people().values_list("name_key", "username"))
    return [keys[key] for key in difflib.get_close_matches(name_key(username), keys, n=count)]
