"""`manage.py prepare`: everything between an installed project and one that serves."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection


class Command(BaseCommand):
    """Migrates, loads the shipped content, indexes it; never wipes, harmless when run again."""

    help = "Migrate, load the shipped content, index it for search; never wipes anything."
    requires_system_checks = []

    def handle(self, **options: object) -> None:
        _reach_the_database()
        call_command("migrate", interactive=False, verbosity=0)
        for command in ("loadbank", "indexguide", "indexlabs"):
            try:
                call_command(command, stdout=self.stdout, stderr=self.stderr)
            except CommandError as error:
                # What could be loaded is loaded: a bad file must not keep the site from serving.
                self.stderr.write(f"{command}: {error}")
        if settings.DEBUG:
            call_command("demousers", stdout=self.stdout)


def _reach_the_database() -> None:
    """Whether it can be opened at all; raises CommandError with what the driver says."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise CommandError(
            f"The database cannot be used: {str(error).strip()}. "
            "Check DATABASE_URL, and that this user may write there."
        ) from error
