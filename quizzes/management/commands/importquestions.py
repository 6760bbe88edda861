"""`manage.py importquestions --format notes FILE`: somebody's questions as drafts."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quizzes.bank.services import import_drafts
from quizzes.exchange import notes

READERS = {"notes": notes.read_notes}


class Command(BaseCommand):
    """All or nothing: a file with a problem brings in no question, and every problem is said."""

    help = "Import questions as drafts; the same file again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to read")
        parser.add_argument(
            "--format", choices=sorted(READERS), required=True, help="how the file is written"
        )

    def handle(self, *, file: Path, format: str, **options: object) -> None:
        drafts, encoding, problems = READERS[format](_bytes_of(file), path=file.name)
        if problems:
            for problem in problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{file.name} has problems ({len(problems)}): nothing was imported.")
        if encoding != "UTF-8":
            self.stdout.write(f"{file.name} was read as {encoding}.")
        result = import_drafts(drafts=drafts)
        self.stdout.write(
            f"{len(drafts)} questions: {len(result.added)} added as drafts, "
            f"{len(result.unchanged)} unchanged, {len(result.kept)} changed since and left alone."
        )


def _bytes_of(file: Path) -> bytes:
    """At most one byte more than is accepted, so that a huge file takes no memory."""
    try:
        with file.open("rb") as stream:
            return stream.read(notes.MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
