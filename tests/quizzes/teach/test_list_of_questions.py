"""The list: what is in the bank, narrowed by what stands in the address."""

from __future__ import annotations

import pytest
from django.urls import reverse

from quizzes.bank import services
from tests.quizzes.factories import a_multiple_response, a_question, a_true_false, stored

LIST = reverse("teach:questions")


@pytest.fixture
def bank(db, ines):
    """Three questions: one in use, one in use with newer changes, one draft."""
    stored(
        a_question(stem={"zh": "冷迁移要停机吗", "en": "A stop for cold migration"}), slug="c/one"
    )
    stored(
        a_multiple_response(objectives=["7.01"], stem={"zh": "高可用", "en": "About HA"}),
        slug="c/two",
    )
    services.save_draft(
        question=services.Question.objects.get(slug="c/two"),
        content=a_multiple_response(objectives=["7.01"], stem={"en": "More about HA"}),
        author=ines,
    )
    stored(a_true_false(stem={"zh": "只有中文"}), slug="c/three", state="draft", author=ines)


def stems(response) -> set[str]:
    """The Chinese of each, else its English: a database may keep the languages in any order."""
    found = (version.content["stem"] for version in response.context["page"])
    return {stem.get("zh") or stem["en"] for stem in found}


def test_shows_each_question_once_by_its_newest_words(as_ines, bank):
    response = as_ines.get(LIST)

    assert stems(response) == {"冷迁移要停机吗", "More about HA", "只有中文"}
    assert "More about HA" in response.content.decode()
    assert "c/one" not in response.content.decode().replace("questions/c/one/", "")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({"text": "停机"}, {"冷迁移要停机吗"}, id="words in Chinese"),
        pytest.param({"text": "COLD stop"}, {"冷迁移要停机吗"}, id="words in any order and case"),
        pytest.param({"text": "c/two"}, {"More about HA"}, id="a slug"),
        pytest.param({"kind": "true_false"}, {"只有中文"}, id="a kind"),
        pytest.param({"objective": "7"}, {"More about HA"}, id="a chapter"),
        pytest.param({"objective": "7.01"}, {"More about HA"}, id="an objective"),
        pytest.param({"objective": "7.02"}, set(), id="an objective that none tests"),
        pytest.param({"state": "published"}, {"冷迁移要停机吗", "More about HA"}, id="in use"),
        pytest.param({"state": "changed"}, {"More about HA"}, id="in use with newer changes"),
        pytest.param({"state": "draft"}, {"只有中文"}, id="never published"),
        pytest.param({"proof": "proven"}, set(), id="a proof"),
        pytest.param({"text": "HA", "kind": "true_false"}, set(), id="two filters at once"),
    ],
)
def test_is_narrowed_by_the_address(as_ines, bank, asked, found):
    assert stems(as_ines.get(LIST, asked)) == found


def test_a_filter_nobody_knows_is_said_and_left_out(as_ines, bank):
    response = as_ines.get(LIST, {"kind": "essay", "text": "\0"})

    assert response.status_code == 200
    assert len(stems(response)) == 3
    assert response.content.decode().count("is not understood and was left out") == 2


def test_an_empty_bank_says_what_to_do_first(as_ines, db):
    page = as_ines.get(LIST).content.decode()

    assert "No questions yet" in page
    assert reverse("teach:new_question") in page
    assert "Filter the questions" not in page


def test_filters_that_find_nothing_offer_all_questions_again(as_ines, bank):
    page = as_ines.get(LIST, {"text": "no such words"}).content.decode()

    assert "No question fits these filters" in page
    assert "Show all questions" in page


def test_a_question_in_the_other_language_alone_is_marked(as_ines, bank):
    assert '<span lang="zh-Hans">只有中文</span>' in as_ines.get(LIST).content.decode()


def fill(count: int) -> None:
    for number in range(count):
        stored(a_question(stem={"en": f"Question {number}"}), slug=f"many/q{number}")


@pytest.mark.parametrize("count", [1, 30, 60])
def test_asks_the_database_ten_times_at_most_however_large_the_bank(
    as_ines, count, django_assert_max_num_queries
):
    fill(count)

    with django_assert_max_num_queries(10):
        assert as_ines.get(LIST, {"text": "question", "objective": "6"}).status_code == 200


def test_pages_keep_the_filters(as_ines, db):
    fill(60)

    page = as_ines.get(LIST, {"text": "question", "page": "2"})

    assert page.context["page"].number == 2
    assert "?text=question&amp;page=3" in page.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x", ""])
def test_a_page_that_is_none_shows_the_nearest(as_ines, db, number):
    fill(30)

    assert as_ines.get(LIST, {"page": number}).status_code == 200


def test_htmx_gets_the_table_alone(as_ines, bank):
    page = as_ines.get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert 'id="questions"' in page


def test_the_list_is_for_instructors(client, as_ada, as_olga, db):
    assert client.get(LIST)["Location"].startswith(reverse("accounts:login"))
    assert as_ada.get(LIST).status_code == 404
    assert as_olga.get(LIST).status_code == 200


def test_tells_two_questions_apart_that_differ_in_their_release_alone(as_ines, db):
    words = {"zh": "关机的虚拟机可以换数据中心", "en": "A powered-off machine may move"}
    stored(a_true_false(stem=words, releases=["notes"]), slug="c/notes")
    stored(a_true_false(stem=words, releases=["8.0"]), slug="c/newest")

    page = as_ines.get(LIST, {"lang": "zh"}).content.decode()

    assert "按课程笔记，关机的虚拟机" in page
    assert "8.0" in page.partition("questions/c/newest/")[2].partition("</a>")[0]
