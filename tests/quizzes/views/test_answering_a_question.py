"""One question of a running attempt: saving, flagging, going on, with and without htmx."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from quizzes.attempts.models import Answer
from tests.quizzes.papers import a_bank, address, an_attempt, hidden, item_of, page, post


@pytest.fixture
def attempt(ada):
    a_bank()
    return an_attempt(ada)


@pytest.fixture
def item(attempt):
    return item_of(attempt, "single_choice")


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_choice_is_saved_and_the_time_is_said_only_afterwards(as_ada, item, htmx):
    before, fields = page(as_ada, item)
    assert "Saved" not in before.content.decode()

    response = post(as_ada, item, fields, picked="b", counter=1, htmx=htmx)

    assert Answer.objects.get().response == {"picked": ["b"]}
    after = response if htmx else as_ada.get(address(item))
    assert re.search(r"Saved \d\d:\d\d:\d\d", after.content.decode())
    if htmx:
        assert "<html" not in response.content.decode()
    else:
        assert response.status_code == 302


def test_a_saved_choice_is_shown_when_the_page_is_opened_again(as_ada, item):
    _, fields = page(as_ada, item)
    post(as_ada, item, fields, picked="b", counter=1)

    shown, _ = page(as_ada, item)

    assert re.search(r'value="b" checked', shown.content.decode())


def test_htmx_gets_the_state_of_the_cell_and_the_counts_with_it(as_ada, item):
    _, fields = page(as_ada, item)

    html = post(as_ada, item, fields, picked="b", counter=1, htmx=True).content.decode()

    assert re.search(rf'class="cell a" id="cell-{item.position}"[^>]*hx-swap-oob', html)
    assert "1 answered, 5 left, 0 flagged" in html


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    ("go", "goal"),
    [
        ("next", "item:3"),
        ("previous", "item:1"),
        ("5", "item:5"),
        ("review", "review"),
        ("0", None),
        ("7", None),
        ("99999999999999999999", None),
        ("²", None),
        ("nowhere", None),
    ],
)
def test_each_button_saves_and_goes_where_it_says(as_ada, attempt, go, goal, htmx):
    item = attempt.items.select_related("version").get(position=2)
    _, fields = page(as_ada, item)
    picked = item.option_order[0]

    response = post(as_ada, item, fields, picked=picked, go=go, htmx=htmx)

    assert Answer.objects.get().response == {"picked": [picked]}
    if goal is None:
        wanted = None if htmx else address(item)
    elif goal == "review":
        wanted = reverse("quizzes:review", args=[attempt.pk])
    else:
        wanted = reverse("quizzes:item", args=[attempt.pk, goal.partition(":")[2]])
    assert response.headers.get("HX-Redirect" if htmx else "Location") == wanted


def test_after_the_last_question_comes_the_review_screen(as_ada, attempt):
    last = attempt.items.select_related("version").get(position=6)
    _, fields = page(as_ada, last)

    assert post(as_ada, last, fields, go="next")["Location"].endswith("/review/")


def test_the_language_button_saves_and_keeps_the_question(as_ada, item):
    _, fields = page(as_ada, item)

    response = post(as_ada, item, fields, picked="b", go="zh")
    shown = as_ada.get(response["Location"])

    assert shown.status_code == 200
    assert "哪种迁移方式要求处理器兼容？" in shown.content.decode()
    assert Answer.objects.get().response == {"picked": ["b"]}


def test_going_on_without_a_choice_saves_nothing(as_ada, item):
    _, fields = page(as_ada, item)

    post(as_ada, item, fields, go="next")

    assert not Answer.objects.exists()


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_choice_can_be_cleared(as_ada, item, htmx):
    _, fields = page(as_ada, item)
    post(as_ada, item, fields, picked="b", counter=1)
    shown, fields = page(as_ada, item)
    assert 'name="clear"' in shown.content.decode()

    post(as_ada, item, fields, picked="b", clear="1", counter=1, htmx=htmx)

    assert not Answer.objects.get().given
    assert "checked" not in page(as_ada, item)[0].content.decode().partition("<dialog")[0]


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_flag_is_set_and_taken_off_and_a_retry_of_it_is_harmless(as_ada, item, htmx):
    _, fields = page(as_ada, item)

    for wanted, flag in [(True, "1"), (True, "1"), (False, "0"), (False, "x")]:
        post(as_ada, item, fields, flag=flag, htmx=htmx)
        item.refresh_from_db()
        assert item.flagged is wanted


def test_coming_from_the_review_screen_one_can_go_back_to_the_same_list(as_ada, item):
    shown, fields = page(as_ada, item, back="flagged")

    assert fields["back"] == "flagged"
    assert "/review/?show=flagged" in shown.content.decode()
    back = post(as_ada, item, fields, go="review")["Location"]
    assert back.endswith("/review/?show=flagged")
    assert post(as_ada, item, fields, go="1")["Location"].endswith("/1/?back=flagged")


def test_an_unknown_list_to_go_back_to_is_left_out(as_ada, item):
    assert "back" not in page(as_ada, item, back="//evil.example")[1]


# Two pages of one learner.


@pytest.fixture
def two_pages(as_ada, item):
    """The fields of an older page, and a newer page that has saved `b`."""
    _, older = page(as_ada, item)
    _, newer = page(as_ada, item)
    post(as_ada, item, newer, picked="b", counter=1)
    return older


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_an_older_page_is_refused_shows_the_newest_and_offers_its_own(
    as_ada, item, two_pages, htmx
):
    response = post(as_ada, item, two_pages, picked="a", counter=1, htmx=htmx)

    html = response.content.decode()
    assert response.status_code == 409
    assert "a newer answer stands" in html
    assert re.search(r'value="b" checked', html)
    assert Answer.objects.get().response == {"picked": ["b"]}
    mine = re.search(r'<form id="mine".*?</form>', html, re.S)[0]
    assert 'name="picked" value="a"' in mine


def test_use_mine_takes_a_new_lease_and_is_saved(as_ada, item, two_pages):
    html = post(as_ada, item, two_pages, picked="a", counter=1).content.decode()
    mine = re.search(r'<form id="mine".*?</form>', html, re.S)[0]
    fields = dict(re.findall(r'name="(lease|counter|picked)" value="([^"]*)"', mine))

    response = as_ada.post(address(item), fields)

    assert response.status_code == 302
    assert Answer.objects.get().response == {"picked": ["a"]}


def test_an_older_page_that_changed_nothing_just_goes_on(as_ada, item, two_pages):
    response = post(as_ada, item, two_pages, go="next")

    assert response.status_code == 302
    assert Answer.objects.get().response == {"picked": ["b"]}


def test_a_newer_page_that_changed_nothing_leaves_what_the_older_saved(as_ada, item):
    _, older = page(as_ada, item)
    _, newer = page(as_ada, item)
    post(as_ada, item, older, picked="a", counter=1)

    post(as_ada, item, newer, go="next")

    assert Answer.objects.get().response == {"picked": ["a"]}


def test_the_same_save_twice_is_one_answer(as_ada, item):
    _, fields = page(as_ada, item)

    codes = [
        post(as_ada, item, fields, picked="b", counter=1, htmx=True).status_code for _ in range(2)
    ]

    assert codes == [200, 200]


def test_the_form_of_a_refused_save_carries_a_new_lease(as_ada, item, two_pages):
    response = post(as_ada, item, two_pages, picked="a", counter=1)

    again = post(as_ada, item, hidden(response), picked="a", counter=1, htmx=True)

    assert again.status_code == 200
    assert Answer.objects.get().response == {"picked": ["a"]}
