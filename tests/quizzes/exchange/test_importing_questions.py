"""`importquestions`: drafts from somebody's file, all of them or none."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from quizzes.bank.models import Question, QuestionVersion

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parent / "notes.txt"


def run(file):
    out, err = StringIO(), StringIO()
    try:
        call_command("importquestions", str(file), format="notes", stdout=out, stderr=err)
    except CommandError as error:
        return f"{err.getvalue()}{error}"
    return out.getvalue()


def test_brings_every_question_in_as_a_draft():
    said = run(FILE)

    assert said == (
        "4 questions: 4 added as drafts, 0 unchanged, 0 changed since and left alone.\n"
    )
    versions = QuestionVersion.objects.all()
    assert {(each.state, each.origin, each.author) for each in versions} == {
        ("draft", "authored", None)
    }
    assert Question.objects.filter(published__isnull=False).count() == 0


def test_again_changes_nothing():
    run(FILE)
    before = list(QuestionVersion.objects.values())

    said = run(FILE)

    assert said.startswith("4 questions: 0 added as drafts, 4 unchanged")
    assert list(QuestionVersion.objects.values()) == before


def test_says_when_it_read_another_encoding(tmp_path):
    file = tmp_path / "old.txt"
    file.write_bytes(FILE.read_text(encoding="utf-8").encode("gb18030"))

    assert run(file).startswith("old.txt was read as GB18030.\n4 questions: 4 added")


def test_a_broken_file_says_every_problem_and_brings_in_nothing(tmp_path):
    file = tmp_path / "broken.txt"
    text = FILE.read_text(encoding="utf-8").replace("？B", "？").replace("C  NFS", "A  NFS")
    file.write_text(text, encoding="utf-8")

    said = run(file)

    assert said.splitlines() == [
        "broken.txt:10: has no key letter behind its stem",
        "broken.txt:17: names C in its key, but has no option C",
        "broken.txt:21: has the option A twice",
        "broken.txt has problems (3): nothing was imported.",
    ]
    assert Question.objects.count() == 0


@pytest.mark.parametrize("name", ["none.txt", "."], ids=["missing", "a folder"])
def test_a_file_that_cannot_be_read_is_said(tmp_path, name):
    assert "cannot be read" in run(tmp_path / name)


def test_a_file_of_any_size_is_refused_in_little_memory(tmp_path):
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(3_000_000_000)

    assert run(file).splitlines()[0] == "huge.txt:1: is larger than 2 MB"
