"""What every question's content must be, whatever its kind; every problem is found at its place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes import kinds
from quizzes.kinds import Stage
from tests.quizzes.factories import OF_KIND, a_question, an_option

SHIPPED = Stage.SHIPPED
BUILDERS = list(OF_KIND.values())


def found(content, stage=Stage.PUBLISHED):
    return [str(problem) for problem in kinds.problems(content, stage)]


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize("stage", Stage)
def test_has_nothing_to_say_about_a_whole_question(build, stage):
    assert found(build(), stage) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"stem": {}}, "/stem: needs a text"),
        ({"stem": "text"}, "/stem: needs texts keyed by language: {zh: …, en: …}"),
        ({"stem": {"zh": "   "}}, "/stem/zh: is empty"),
        ({"stem": {"zh": 7}}, "/stem/zh: needs text"),
        ({"stem": {"zh": "一", "fr": "un"}}, "/stem/fr: does not know the key 'fr'"),
        ({"stem": {"zh": "a\x00b"}}, "/stem/zh: contains control characters"),
        ({"stem": {"zh": "\ud800"}}, "/stem/zh: contains control characters"),
        ({"stem": {"zh": "字" * 10_001}}, "/stem/zh: has 10001 characters; 10000 at most"),
        ({"objectives": []}, "/objectives: needs at least one objective"),
        ({"objectives": "6.03"}, "/objectives: needs a list"),
        ({"objectives": ["9.99"]}, "/objectives/0: '9.99' is not an objective of the blueprint"),
        ({"objectives": ["6.03", "6.03"]}, "/objectives/1: has '6.03' twice"),
        ({"objectives": [6.03]}, "/objectives/0: '6.03' is not an objective of the blueprint"),
        ({"objectives": [["6.03"]]}, "/objectives/0: '['6.03']' is not an objective"),
        ({"releases": ["9.0"]}, "/releases/0: '9.0' is not a known release"),
        ({"releases": ["8.0", "8.0"]}, "/releases/1: has '8.0' twice"),
        (
            {"releases": ["notes", "5.5", "6.7", "7.0", "8.0"]},
            "/releases: names every release: leave it empty instead",
        ),
        ({"difficulty": 0}, "/difficulty: needs a whole number from 1 to 5"),
        ({"difficulty": 6}, "/difficulty: needs a whole number from 1 to 5"),
        ({"difficulty": True}, "/difficulty: needs a whole number from 1 to 5"),
        ({"source": ["a"]}, "/source: needs text"),
        ({"scoring": "generous"}, "/scoring: is not a scoring of this kind"),
        ({"answer": "c"}, "/answer: does not know the key 'answer'"),
        ({"options": None}, "/options: needs a list of options"),
        ({"options": []}, "/options: needs at least two options"),
        ({"options": ["a", "b"]}, "/options/0: needs keys such as key, text and correct"),
    ],
)
def test_refuses(changes, problem):
    content = {**a_question(), **changes}

    assert any(each.startswith(problem) for each in found(content)), found(content)


@pytest.mark.parametrize("content", [None, [], "text", 7, {}, {"kind": None}, {"kind": ["a"]}])
def test_refuses_what_is_no_question_at_all(content):
    assert len(found(content)) == 1


def test_reports_everything_at_once():
    content = {**a_question(), "stem": {}, "difficulty": 9, "objectives": ["0.00"]}

    assert [each.split(":")[0] for each in found(content)] == [
        "/stem",
        "/difficulty",
        "/objectives/0",
    ]


@pytest.mark.parametrize(
    ("length", "fits"), [(10_000, True), (10_001, False)], ids=["the limit", "one more"]
)
def test_a_stem_may_be_as_long_as_the_limit(length, fits):
    assert (found(a_question(stem={"zh": "字" * length, "en": "a"})) == []) is fits


class TestLanguages:
    def test_an_instructor_may_write_one_language(self):
        options = [an_option(key, correct=key == "a", text={"en": key}, why={}) for key in "ab"]

        content = a_question(stem={"en": "Which?"}, options=options, explanation={})

        assert found(content) == []
        assert kinds.languages(content) == ("en",)

    def test_shipped_questions_need_every_language(self):
        content = a_question(stem={"en": "Which?"}, explanation={"zh": "因为"})

        assert found(content, SHIPPED) == [
            "/stem: needs the language 'zh'",
            "/explanation: needs the language 'en'",
        ]

    def test_some_language_must_be_whole(self):
        options = [an_option(key, correct=key == "a", text={"en": key}) for key in "ab"]

        content = a_question(stem={"zh": "哪个？"}, options=options)

        assert found(content) == [
            "/stem: needs one language in which the stem and every option are written"
        ]


class TestStages:
    def test_a_draft_may_lack_what_a_published_question_needs(self):
        content = {"kind": "single_choice", "stem": {"zh": "哪个？"}, "options": []}

        assert found(content, Stage.DRAFT) == []
        assert found(content) != []

    def test_a_draft_is_still_refused_for_what_it_cannot_hold(self):
        options = [an_option("a"), an_option("a"), {**an_option("b"), "colour": "red"}]
        content = {"kind": "single_choice", "stem": {"zh": "哪个？"}, "options": options}

        assert found(content, Stage.DRAFT) == [
            "/options/1/key: has the option 'a' twice",
            "/options/2/colour: does not know the key 'colour'",
        ]

    def test_shipped_questions_explain_everything(self):
        options = [an_option(key, correct=key == "a", why={}) for key in "ab"]

        content = a_question(options=options, explanation={}, source="", difficulty=None)

        assert found(content) == []
        assert found(content, SHIPPED) == [
            "/explanation: needs a text",
            "/source: needs a source",
            "/difficulty: needs a whole number from 1 to 5",
            "/options/0/why: needs a text",
            "/options/1/why: needs a text",
        ]


class TestOptions:
    @pytest.mark.parametrize("key", ["A", "aa", "1", "", None, 7, "<b>"])
    def test_are_keyed_by_one_small_letter(self, key):
        options = [an_option("a", correct=True), an_option(key)]

        assert "/options/1/key: needs one small letter, a to z" in found(
            a_question(options=options)
        )

    @pytest.mark.parametrize(
        "correct", [1, 0.5, "half", "1/0", "1/000", "0/3", "3/2", "-1/2", None, [], "１/２"]
    )
    def test_of_single_choice_are_right_wrong_or_a_fraction_between(self, correct):
        options = [an_option("a", correct=True), an_option("b", correct=correct)]

        problems = found(a_question(options=options))

        assert [each.split(":")[0] for each in problems] == ["/options/1/correct"]

    @pytest.mark.parametrize("tag", ["Space here", "a" * 61, "", 3, "a--b", "<script>"])
    def test_are_tagged_with_a_slug(self, tag):
        options = [an_option("a", correct=True), an_option("b", misconception=tag)]

        assert found(a_question(options=options)) == [
            "/options/1/misconception: needs a tag of small letters, digits and hyphens, "
            "60 characters at most"
        ]

    def test_are_twenty_six_at_most(self):
        letters = "abcdefghijklmnopqrstuvwxyz"
        options = [an_option(key, correct=key == "a") for key in letters]

        assert found(a_question(options=options)) == []
        assert found(a_question(options=[*options, an_option("a")])) == [
            "/options: has 27 options; 26 at most"
        ]


def test_messages_stand_in_both_languages():
    problems = kinds.problems({**a_question(), "stem": {}, "difficulty": 9, "kind": "essay"})

    assert all(problem.text.zh and problem.text.en for problem in problems)


def test_a_pointer_escapes_what_a_key_may_hold():
    assert found({**a_question(), "a/b~c": 1}) == ["/a~1b~0c: does not know the key 'a/b~c'"]


def test_equal_content_has_an_equal_digest_whatever_its_order_and_defaults():
    content = a_question()
    bare = {key: content[key] for key in reversed(content) if key != "proof"}

    assert kinds.digest(kinds.normalised(bare)) == kinds.digest(content)
    assert kinds.digest(kinds.normalised({**bare, "difficulty": 3})) != kinds.digest(content)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
keys = st.sampled_from(sorted({"answer", *(key for build in BUILDERS for key in build())}))


@settings(deadline=None)
@given(st.sampled_from(BUILDERS), st.dictionaries(keys, json_values), st.sampled_from(list(Stage)))
def test_answers_nonsense_with_problems_and_never_with_an_error(build, changes, stage):
    kinds.problems({**build(), **changes}, stage)


@settings(deadline=None)
@given(json_values)
def test_answers_anything_at_all(value):
    assert kinds.problems(value) != []
