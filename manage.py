#!/usr/bin/env python3
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studyguide.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("The project's packages are not installed: run `make run` (or activate .venv).")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
