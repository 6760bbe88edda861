"""`manage.py demousers`: one person of each role to try the site with, under DEBUG alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from studyguide.accounts import services
from studyguide.accounts.models import User
from studyguide.accounts.names import name_key


@dataclass(frozen=True, kw_only=True)
class DemoUser:
    """Who can be tried, and the password that everybody may know."""

    username: str
    role: str
    display_name: str

    @property
    def password(self) -> str:
        return f"demo-{self.username}"


CAST = (
    DemoUser(username="ada", role="learner", display_name="林晓雨"),
    DemoUser(username="ben", role="learner", display_name="周本"),
    DemoUser(username="ines", role="instructor", display_name="何老师"),
    DemoUser(username="olga", role="administrator", display_name="高岚"),
)


class Command(BaseCommand):
    """Makes them or puts them right; an account that somebody made under such a name is left."""

    help = "Make the demonstration users (only with DEBUG=1) and print their log-ins."

    def handle(self, **options: object) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Demonstration users have passwords that everybody knows: only with DEBUG=1."
            )
        self.stdout.write("Log in as (user name / password):")
        for demo in CAST:
            made = make(demo)
            line = f"{demo.username:<5} / {demo.password:<10} {demo.role}"
            self.stdout.write(
                f"  {line if made else f'{demo.username:<5} is an account of your own: left alone'}"
            )


@transaction.atomic
def make(demo: DemoUser) -> bool:
    """Whether the demonstration user is there now, with the known password and role."""
    person = User.objects.filter(name_key=name_key(demo.username)).first()
    if person is not None and not person.is_demo:
        return False
    person = person or User(username=demo.username, display_name=demo.display_name, is_demo=True)
    if not person.check_password(demo.password):
        person.set_password(demo.password)
        person.save()
    if person.role != demo.role:
        services.set_role(person=person, role=demo.role)
    return True
