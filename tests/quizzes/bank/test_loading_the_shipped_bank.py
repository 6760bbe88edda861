"""`loadbank`: the shipped questions come in, follow their files, and leave edited ones alone."""

from io import StringIO

import pytest
import yaml
from django.core.management import CommandError, call_command

from quizzes.bank import selectors, services
from quizzes.bank.loading import load_bank
from quizzes.bank.models import Question, QuestionVersion
from quizzes.checks import check_misconceptions, check_questions
from studyguide import search
from tests.quizzes.factories import a_claim, a_move, a_proof, a_question, a_true_false, stored

pytestmark = pytest.mark.django_db
SLUG = "vmotion-storage-vmotion/one"
OLD, NEW, NEWER = a_question(), a_question(difficulty=4), a_question(difficulty=5)


def load(content=OLD, **more):
    return load_bank(files={SLUG: content, "esxi/stays": a_question()}, **more)


def load_without_it(**more):
    return load_bank(files={"esxi/stays": a_question()}, **more)


def edit(author, **changes):
    question = Question.objects.get(slug=SLUG)
    draft = services.save_draft(question=question, content=a_question(**changes), author=author)
    return services.publish(version=draft)


def history():
    """Origin and state of each version, oldest first."""
    versions = QuestionVersion.objects.filter(question__slug=SLUG).order_by("number")
    return [(each.origin, each.state) for each in versions]


def in_use():
    return Question.objects.get(slug=SLUG).published


class TestAFileThatIsNew:
    def test_is_added_and_published(self):
        report = load()

        assert report.added == ["esxi/stays", SLUG]
        assert history() == [("shipped", "published")]

    def test_waits_where_an_authored_question_has_its_slug(self):
        mine = stored(slug=SLUG)

        report = load(NEW)

        assert [version.number for version in report.waiting] == [2]
        assert in_use() == mine


class TestAFileThatIsUnchanged:
    def test_changes_nothing(self):
        load()
        before = list(QuestionVersion.objects.values())

        report = load()

        assert report.unchanged == ["esxi/stays", SLUG]
        assert list(QuestionVersion.objects.values()) == before

    def test_changes_nothing_of_a_question_edited_here(self, ines):
        load()
        mine = edit(ines, difficulty=1)

        report = load()

        assert report.unchanged == ["esxi/stays", SLUG]
        assert in_use() == mine

    def test_does_not_bring_back_what_a_person_took_out_of_use(self):
        load()
        services.unpublish(question=Question.objects.get(slug=SLUG))

        load()

        assert in_use() is None


class TestAFileThatChanged:
    def test_is_added_and_published_in_place_of_the_one_before(self):
        load()

        report = load(NEW)

        assert report.updated == [SLUG]
        assert history() == [("shipped", "retired"), ("shipped", "published")]
        assert in_use().content["difficulty"] == 4

    def test_waits_where_the_question_was_edited_here(self, ines):
        load()
        mine = edit(ines, difficulty=1)

        report = load(NEW)

        assert [version.content["difficulty"] for version in report.waiting] == [4]
        assert in_use() == mine
        assert [each.question.slug for each in selectors.pending_updates()] == [SLUG]

    def test_waits_beside_a_draft_that_is_not_published_yet(self, ines):
        load()
        services.save_draft(
            question=Question.objects.get(slug=SLUG), content=a_question(difficulty=1), author=ines
        )

        report = load(NEW)

        assert len(report.waiting) == 1
        assert in_use().content["difficulty"] == 2

    def test_goes_on_waiting_when_loaded_again(self, ines):
        load()
        edit(ines, difficulty=1)
        load(NEW)

        report = load(NEW)

        assert len(report.waiting) == 1
        assert len(history()) == 3

    def test_takes_the_place_of_an_update_that_waited(self, ines):
        load()
        mine = edit(ines, difficulty=1)
        load(NEW)

        report = load(NEWER)

        assert [version.content["difficulty"] for version in report.waiting] == [5]
        assert in_use() == mine
        assert history() == [
            ("shipped", "retired"),
            ("authored", "published"),
            ("shipped", "retired"),
            ("shipped", "review"),
        ]

    def test_is_followed_again_once_an_instructor_took_the_update(self, ines):
        load()
        edit(ines, difficulty=1)
        (waiting,) = load(NEW).waiting
        services.publish(version=waiting)

        report = load(NEWER)

        assert report.updated == [SLUG]
        assert in_use().content["difficulty"] == 5

    def test_waits_where_a_person_took_the_question_out_of_use(self):
        load()
        services.unpublish(question=Question.objects.get(slug=SLUG))

        report = load(NEW)

        assert len(report.waiting) == 1
        assert in_use() is None


class TestAFileThatIsGone:
    def test_retires_its_question(self):
        load()

        report = load_without_it()

        assert report.retired == [SLUG]
        assert history() == [("shipped", "retired")]

    def test_retires_it_once(self):
        load()
        load_without_it()

        assert load_without_it().retired == []

    def test_leaves_a_question_that_was_edited_here(self, ines):
        load()
        mine = edit(ines, difficulty=1)

        report = load_without_it()

        assert (report.retired, report.kept) == ([], [SLUG])
        assert in_use() == mine

    def test_leaves_authored_questions(self):
        stored(slug="authored/mine")

        assert load_without_it().retired == []

    def test_brings_its_question_back_when_it_comes_back(self):
        load()
        load_without_it()

        report = load()

        assert report.returned == [SLUG]
        assert history() == [("shipped", "published")]

    def test_may_come_back_in_other_words(self):
        load()
        load_without_it()

        report = load(NEW)

        assert report.updated == [SLUG]
        assert in_use().content["difficulty"] == 4

    def test_is_not_gone_because_it_cannot_be_read(self):
        load()

        report = load_without_it(broken=[SLUG])

        assert report.retired == []
        assert in_use() is not None


def test_says_where_the_engine_now_judges_otherwise():
    content = a_true_false(proof=a_proof(true=a_claim(a_move(host="esx-amd"), "refused")))
    version = stored(content, slug="authored/mine")
    QuestionVersion.objects.filter(pk=version.pk).update(proof="refuted")

    report = load_without_it()

    version.refresh_from_db()
    assert report.judged_anew == ["authored/mine"]
    assert version.proof == "proven"


def test_makes_published_stems_findable_and_forgets_the_rest():
    load(a_question(stem={"en": "Which walrus?", "zh": "哪只海象？"}))
    assert search.find("walrus", language="en").total == 1

    load_without_it()

    assert search.find("walrus", language="en").total == 0


class TestTheCommand:
    def folder(self, tmp_path, **contents):
        place = tmp_path / "esxi"
        place.mkdir(exist_ok=True)
        for name, content in contents.items():
            text = yaml.safe_dump(content, allow_unicode=True)
            (place / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    def run(self, folder):
        out, err = StringIO(), StringIO()
        call_command("loadbank", folder=folder, stdout=out, stderr=err)
        return out.getvalue()

    def test_loads_all_that_ships_and_again_changes_nothing(self):
        out = StringIO()

        call_command("loadbank", stdout=out)
        added = QuestionVersion.objects.count()
        call_command("loadbank", stdout=out)

        first, second = out.getvalue().splitlines()
        assert first.startswith(f"Questions: {added} added, 0 updated, 0 unchanged")
        assert second.startswith(f"Questions: 0 added, 0 updated, {added} unchanged")
        assert QuestionVersion.objects.count() == added >= 19

    def test_loads_the_good_files_and_fails_for_the_bad_ones(self, tmp_path):
        folder = self.folder(tmp_path, good=OLD, bad={**OLD, "stem": {}, "difficulty": 9})
        out, err = StringIO(), StringIO()

        with pytest.raises(CommandError, match=r"2 problems in 1 files, which were left out"):
            call_command("loadbank", folder=folder, stdout=out, stderr=err)

        assert [question.slug for question in Question.objects.all()] == ["esxi/good"]
        assert len(err.getvalue().splitlines()) == 2
        assert "esxi/bad.yaml:" in err.getvalue()

    def test_refuses_a_wrong_key(self, tmp_path):
        wrong = a_true_false(proof=a_proof(true=a_claim(a_move(host="esx-amd"), "allowed")))

        with pytest.raises(CommandError):
            self.run(self.folder(tmp_path, good=OLD, wrong=wrong))

        assert not Question.objects.filter(slug="esxi/wrong").exists()

    def test_does_nothing_where_it_finds_no_question(self, tmp_path):
        stored(origin="shipped", slug="esxi/one")

        with pytest.raises(CommandError, match="nothing was done"):
            self.run(tmp_path / "nowhere")

        assert Question.objects.get().published is not None

    def test_shows_how_a_waiting_update_differs(self, tmp_path, ines):
        self.run(self.folder(tmp_path, one=OLD))
        question = Question.objects.get()
        services.publish(
            version=services.save_draft(
                question=question, content=a_question(source="Mine"), author=ines
            )
        )

        said = self.run(self.folder(tmp_path, one=a_question(source="Theirs")))

        assert "esxi/one: was edited here; the shipped update waits as version 3." in said
        assert "    - Mine\n    + Theirs" in said


def test_the_checks_of_content_are_silent():
    assert check_questions(None) == []
    assert check_misconceptions(None) == []


def test_the_checks_of_content_say_the_file_and_the_line(monkeypatch, tmp_path):
    place = tmp_path / "esxi"
    place.mkdir()
    (place / "bad.yaml").write_text("kind: essay\n", encoding="utf-8")
    monkeypatch.setattr("quizzes.checks.FOLDER", tmp_path)

    (message,) = check_questions(None)

    assert (message.id, message.obj) == ("quizzes.E001", "quizzes/content/esxi/bad.yaml:1")
    assert "is not one of single_choice" in message.msg
