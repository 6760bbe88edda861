"""`manage.py setrole USER administrator`: how a site gets its first administrator."""

from __future__ import annotations

import argparse

from django.core.management.base import BaseCommand, CommandError

from studyguide.accounts import selectors, services
from studyguide.accounts.models import User


class Command(BaseCommand):
    """Gives a person one of the three roles; administrators can do the same in the browser."""

    help = "Make a person a learner, an instructor or an administrator."
    requires_system_checks = []  # `prepare` and `check` prove the content, which takes seconds

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("user", help="user name, in any spelling")
        parser.add_argument("role", help=" | ".join(services.ROLE_GROUPS))

    def handle(self, *, user: str, role: str, **options: object) -> None:
        if role not in services.ROLE_GROUPS:
            raise CommandError(
                f"There is no role {role!r}. The roles are {', '.join(services.ROLE_GROUPS)}."
            )
        person = _person(user)
        was = person.role
        try:
            services.set_role(person=person, role=role)
        except services.LastAdministrator as error:
            raise CommandError(
                f"{person.username} is the only administrator. Name another one first."
            ) from error
        note = "already was" if was == role else f"was {was}, is now"
        self.stdout.write(f"{person.username} {note} {role}.")


def _person(name: str) -> User:
    try:
        person = User.objects.get_by_natural_key(name)
    except User.DoesNotExist:
        near = selectors.near_names(name)
        hint = f" Did you mean {' or '.join(near)}?" if near else " Sign up in the browser first."
        raise CommandError(f"There is no user {name!r}.{hint}") from None
    if person.is_guest:
        raise CommandError(f"{name} is a guest. Sign up in the browser first.")
    return person
