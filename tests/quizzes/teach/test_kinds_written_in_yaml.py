"""Kinds whose own part is YAML: begun from an example, kept as typed, shown and tried."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.html import escape

from quizzes import kinds, proof
from quizzes.bank.models import QuestionVersion
from quizzes.kinds import KINDS, Stage
from quizzes.teach.difference import changes_between
from quizzes.teach.draft import EXAMPLES, a_blank_draft, content_of, draft_of
from quizzes.teach.posted import fields_of, read_draft
from tests.quizzes.factories import OF_KIND, stored

IN_YAML = [name for name in KINDS if not kinds.is_choice(name)]
HALF = "answers: [1, {}]\nsteps: [1, {}]\nprompts: [1]\nchoices: [2]\nblanks: [3]"
NEW = reverse("teach:new_question")


def fields(kind, part, **more):
    """What the editor sends of a question that has all but its part."""
    return {
        "kind": kind,
        "objectives": ["6.15"],
        "stem_zh": "多少？",
        "stem_en": "How many?",
        f"part_{kind}": part,
        "do": "save",
        **more,
    }


def test_every_kind_without_fields_of_its_own_has_an_example():
    assert set(EXAMPLES) == set(IN_YAML)


@pytest.mark.parametrize("kind", IN_YAML)
class TestEachKind:
    def test_begins_with_an_example_that_is_fit_once_there_is_a_stem(self, kind):
        content, problems = content_of(a_blank_draft(kind))

        assert problems == []
        whole = {**content, "stem": {"zh": "问", "en": "Ask"}, "objectives": ["6.15"]}
        assert proof.problems(whole, Stage.PUBLISHED) == []

    def test_gives_the_same_question_back_through_its_fields(self, kind):
        content = OF_KIND[kind]()
        draft = draft_of(content)

        again, problems = content_of(read_draft(fields_of(draft)))

        assert problems == []
        assert kinds.normalised(again) == content

    def test_is_written_published_tried_and_listed(self, as_ines, kind):
        html = as_ines.get(NEW, {"kind": kind}).content.decode()
        assert f'name="part_{kind}"' in html
        assert escape(EXAMPLES[kind].splitlines()[-1]) in html

        sent = fields(kind, EXAMPLES[kind].replace("\n", "\r\n"), do="publish")
        assert as_ines.post(NEW, sent).status_code == 302

        version = QuestionVersion.objects.get()
        assert (version.kind, version.state) == (kind, "published")
        slug = version.question.slug
        for name in ("edit_question", "versions", "try_question"):
            page = as_ines.get(reverse(f"teach:{name}", args=[slug]))
            assert page.status_code == 200, name
        listed = as_ines.get(reverse("teach:questions"), {"kind": kind}).content.decode()
        assert slug in listed

    def test_is_previewed_whole_and_half_written(self, as_ines, kind):
        whole = as_ines.post(reverse("teach:preview"), fields(kind, EXAMPLES[kind]))
        half = as_ines.post(reverse("teach:preview"), fields(kind, HALF))

        assert "data-answer" in whole.content.decode()
        assert half.status_code == 200
        assert "data-answer" not in half.content.decode()

    def test_is_tried_and_graded(self, as_ines, kind):
        version = stored(OF_KIND[kind]())
        where = reverse("teach:try_question", args=[version.question.slug])

        page = as_ines.post(where, {})

        assert page.status_code == 200
        assert "What the result would show" in page.content.decode()

    def test_shows_what_differs_between_versions(self, kind):
        before = OF_KIND[kind]()
        after = kinds.normalised({**before, "difficulty": 5})

        changes = changes_between(before, after)

        assert [change.path for change in changes] == [("difficulty",)]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("answers: [", "line "),
        ("- 8", "needs the keys answers, other_units, unit"),
        ("answers: []\nstem: x", "does not know the key &#x27;stem&#x27;"),
        ('answers:\n  - value: "8"\n    correct: maybe', "line 3: /answers/0/correct: needs true"),
        ("answers: !!python/object:os.system x", "line 1"),
    ],
)
def test_a_problem_names_its_line_and_place_and_loses_nothing(as_ines, part, said):
    page = as_ines.post(NEW, fields("numeric", part))

    assert page.status_code == 422
    assert said in page.content.decode()
    assert escape(part.splitlines()[0]) in page.content.decode()
    assert not QuestionVersion.objects.exists()


def test_changing_the_kind_keeps_what_was_written_for_the_other(as_ines):
    sent = fields("single_choice", 'answers: [{value: "417"}]', do="reshape")
    del sent["part_single_choice"]
    sent |= {"part_numeric": "# mine", "option_key": ["a"], "option_text_en": ["First"]}

    as_choice = as_ines.post(NEW, sent).content.decode()
    as_number = as_ines.post(NEW, {**sent, "kind": "numeric"}).content.decode()

    assert '<input type="hidden" name="part_numeric" value="# mine">' in as_choice
    assert '<input type="hidden" name="option_text_en" value="First">' in as_number
    assert "# mine</textarea>" in as_number
