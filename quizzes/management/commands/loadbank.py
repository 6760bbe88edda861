"""`manage.py loadbank`: brings the shipped questions into the bank, or up to date."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quizzes.bank.loading import LoadReport, load_bank
from quizzes.bank.models import QuestionVersion
from quizzes.exchange.question_files import FOLDER, read_folder
from quizzes.teach.difference import changes_between
from studyguide.yaml_files import Problem

SHORTENED = 200


class Command(BaseCommand):
    """Never touches what was edited here; a bad file gives its problems and changes nothing."""

    help = "Load the shipped questions; again changes nothing, and edited questions stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=FOLDER, help="where the files lie")

    def handle(self, *, folder: Path, **options: object) -> None:
        read = read_folder(folder)
        for problem in read.problems:
            self.stderr.write(str(problem))
        if not read.questions:
            raise CommandError(f"{folder} holds no question that can be loaded: nothing was done.")
        report = load_bank(files=read.questions, broken=read.broken)
        self._print(report)
        if read.problems:
            raise CommandError(_complaint(read.broken, read.problems))

    def _print(self, report: LoadReport) -> None:
        self.stdout.write(
            f"Questions: {len(report.added)} added, {len(report.updated)} updated, "
            f"{len(report.unchanged)} unchanged, {len(report.returned)} returned, "
            f"{len(report.retired)} retired, {len(report.waiting)} shipped updates waiting."
        )
        for slug in report.kept:
            self.stdout.write(f"{slug}: its file is gone, but it was edited here, so it stays.")
        for slug in report.judged_anew:
            self.stdout.write(f"{slug}: the engine now judges its proof otherwise.")
        for version in report.waiting:
            self._print_update(version)

    def _print_update(self, version: QuestionVersion) -> None:
        question = version.question
        self.stdout.write(
            f"{question.slug}: was edited here; the shipped update waits as version "
            f"{version.number}. What differs from the version in use:"
        )
        before = question.published.content if question.published else {}
        for change in changes_between(before, version.content):
            self.stdout.write(f"  {'/'.join(change.path)}")
            self.stdout.write(f"    - {_shortened(change.before)}")
            self.stdout.write(f"    + {_shortened(change.after)}")


def _complaint(broken: tuple[str, ...], problems: tuple[Problem, ...]) -> str:
    return f"{len(problems)} problems in {len(broken)} files, which were left out."


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORTENED else f"{line[:SHORTENED]}…"
