#!/usr/bin/env python3
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studyguide.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import OperationalError, ProgrammingError
    except ImportError:
        sys.exit("The project's packages are not installed: run `make run` (or activate .venv).")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(error))
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in sys.argv or not lacks_a_table(str(error)):
            raise
        sys.exit("The database lacks tables: run `manage.py prepare` (`make run` does) first.")


def lacks_a_table(message: str) -> bool:
    """Whether a database says that it was never migrated; SQLite's words, then PostgreSQL's."""
    return "no such table" in message or "does not exist" in message


if __name__ == "__main__":
    main()
