"""One YAML file, one question: read whole, or refused with every problem and its line."""

from pathlib import Path

import pytest
import yaml

from quizzes.exchange.misconceptions import misconceptions, read_misconceptions
from quizzes.exchange.question_files import FOLDER, read_folder, read_question
from quizzes.kinds import kind_of
from tests.quizzes.factories import a_claim, a_move, a_proof, a_question, a_true_false, an_option

TERRIBLE = Path(__file__).parent / "terrible.yaml"
CHAPTER = "vmotion-storage-vmotion"


def written(content):
    return yaml.safe_dump(content, allow_unicode=True)


def read(content):
    value, problems = read_question(written(content), path="q.yaml")
    return value, [problem.message for problem in problems]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / CHAPTER).mkdir()
    return tmp_path


def put(folder, name, content=None, *, data=None):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(content or a_question()).encode() if data is None else data)


def test_reads_what_was_written():
    assert read(a_question()) == (a_question(), [])


def test_writes_out_what_a_file_leaves_to_its_default():
    content = a_question()
    bare = {key: content[key] for key in content if key not in ("releases", "scoring", "proof")}

    assert read(bare) == (content, [])


def test_says_everything_about_a_terrible_file():
    _, problems = read_question(TERRIBLE.read_text(encoding="utf-8"), path="terrible.yaml")

    assert [str(problem) for problem in problems] == [
        "terrible.yaml:1: /source: needs a source",
        "terrible.yaml:2: /objectives/1: '9.99' is not an objective of the blueprint",
        "terrible.yaml:2: /objectives/2: has '6.03' twice",
        "terrible.yaml:3: /releases/0: '9.0' is not a known release",
        "terrible.yaml:4: /colour: does not know the key 'colour'",
        "terrible.yaml:5: /stem: needs the language 'en'",
        "terrible.yaml:7: /stem/fr: does not know the key 'fr'",
        "terrible.yaml:11: /options/0/correct: "
        "needs true, false or a fraction as text such as '1/2'",
        "terrible.yaml:12: /options/0/why: needs the language 'en'",
        "terrible.yaml:13: /options/1/key: has the option 'a' twice",
        "terrible.yaml:13: /options/1/why: needs a text",
        "terrible.yaml:14: /options/1/text: needs texts keyed by language: {zh: …, en: …}",
        "terrible.yaml:15: /options/1/correct: "
        "needs true, false or a fraction as text such as '1/2'",
        "terrible.yaml:16: /options/1/misconception: "
        "needs a tag of small letters, digits and hyphens, 60 characters at most",
        "terrible.yaml:17: /options/2: needs keys such as key, text and correct",
        "terrible.yaml:19: /scoring: would give full marks for ticking everything, "
        "so it cannot be used",
        "terrible.yaml:20: /explanation/zh: is empty",
        "terrible.yaml:21: /difficulty: needs a whole number from 1 to 5",
    ]


def test_refuses_a_key_that_the_engine_refutes():
    wrong = a_true_false(proof=a_proof(true=a_claim(a_move(host="esx-amd"), "allowed")))

    value, problems = read(wrong)

    assert value is None
    assert all(each.startswith("/proof: is refuted by the engine") for each in problems)


def test_refuses_a_misconception_without_a_sentence():
    options = [an_option("a", correct=True), an_option("b", misconception="not-in-the-list")]

    assert read(a_question(options=options)) == (
        None,
        ["/options/1/misconception: 'not-in-the-list' is not in misconceptions.yaml"],
    )


@pytest.mark.parametrize("text", ["", "a: [", "&a x: *a", "a: 1\na: 2", "- a", "!!python/none x"])
def test_refuses_what_is_no_question(text):
    value, problems = read_question(text, path="q.yaml")

    assert value is None
    assert len(problems) >= 1


class TestFolder:
    def test_takes_the_slug_from_the_path(self, folder):
        put(folder, f"{CHAPTER}/one-question.yaml")

        read = read_folder(folder)

        assert list(read.questions) == [f"{CHAPTER}/one-question"]
        assert (read.broken, read.problems) == ((), ())

    def test_leaves_bad_files_out_and_keeps_the_good_ones(self, folder):
        put(folder, f"{CHAPTER}/good.yaml")
        put(folder, f"{CHAPTER}/bad.yaml", {**a_question(), "stem": {}})

        read = read_folder(folder)

        assert list(read.questions) == [f"{CHAPTER}/good"]
        assert read.broken == (f"{CHAPTER}/bad",)
        assert [str(each) for each in read.problems] == [
            f"{CHAPTER}/bad.yaml:{_line_of_stem()}: /stem: needs a text"
        ]

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("alone.yaml", "needs to stand in a chapter's folder"),
            ("nowhere/q.yaml", "stands in 'nowhere', which is not the slug of a chapter"),
            (f"{CHAPTER}/q.yml", "needs a name that ends in .yaml"),
            (f"{CHAPTER}/Q 1.yaml", "needs a name of small letters, digits and hyphens"),
            (f"{CHAPTER}/deep/q.yaml", "needs a name of small letters, digits and hyphens"),
        ],
    )
    def test_refuses_a_file_in_the_wrong_place(self, folder, name, message):
        put(folder, name)

        read = read_folder(folder)

        assert read.questions == {}
        assert [each.message for each in read.problems] == [message]

    @pytest.mark.parametrize(
        ("data", "line", "message"),
        [
            (b"kind: x\nstem: \xff", 2, "is not UTF-8"),
            (b"x" * 2_000_001, 1, "is larger than 2 MB"),
        ],
        ids=["another encoding", "huge"],
    )
    def test_refuses_a_file_that_is_no_text(self, folder, data, line, message):
        put(folder, f"{CHAPTER}/q.yaml", data=data)

        (problem,) = read_folder(folder).problems

        assert (problem.line, problem.message) == (line, message)

    def test_an_empty_folder_holds_nothing(self, folder):
        assert read_folder(folder).questions == {}


class TestMisconceptions:
    def test_ships_a_sentence_for_every_tag_in_use_and_none_besides(self):
        used = {
            tag
            for content in read_folder(FOLDER).questions.values()
            for _pointer, tag in kind_of(content).tags(content)
        }

        assert used == set(misconceptions())

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("- a", "needs tags, each with zh and en"),
            ("a tag: {zh: 一, en: One}", "/a tag: 'a tag' is not a tag"),
            ("tag: {zh: 一}", "/tag: needs the language 'en'"),
            ("tag: text", "/tag: needs texts keyed by language: {zh: …, en: …}"),
        ],
    )
    def test_refuses(self, text, message):
        sentences, problems = read_misconceptions(text, path="m.yaml")

        assert sentences == {}
        assert [each.message for each in problems] == [message]


def _line_of_stem():
    lines = written({**a_question(), "stem": {}}).splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith("stem:"))
