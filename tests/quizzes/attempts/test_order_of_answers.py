"""The newest answer stands, in whatever order and however often the saves arrive."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from quizzes.attempts.models import Answer
from quizzes.attempts.order import OrderKey, new_lease, read_lease, sign_lease
from quizzes.bank.models import Question, QuestionVersion
from studyguide.accounts.models import User
from tests.quizzes.factories import a_multiple_response, stored
from tests.quizzes.papers import NOON, an_attempt, answer

PICKS = st.sets(st.sampled_from("abcd"), max_size=4).map(lambda picked: tuple(sorted(picked)))
# Each page (lease) numbers its saves; the network delivers them in any order, some twice.
SAVES = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 5), PICKS),
    min_size=1,
    max_size=8,
    unique_by=lambda save: save[:2],
)


def an_item(learner):
    stored(a_multiple_response(objectives=["6.08"]), slug="vmotion-storage-vmotion/one")
    return an_attempt(learner, quiz="objective-6-08").items.get()


class SavesInAnyOrder(TestCase):
    @settings(deadline=None, max_examples=60)
    @given(data=st.data(), saves=SAVES)
    def test_leave_the_answer_with_the_greatest_key(self, data, saves):
        item = an_item(User.objects.create(username="learner"))
        arrivals = data.draw(st.permutations(saves + data.draw(st.lists(st.sampled_from(saves)))))

        for lease, counter, picked in arrivals:
            answer(item, *picked, lease=lease, counter=counter)

        found, last = Answer.objects.get(item=item), max(saves)
        assert (found.lease, found.counter) == last[:2]
        assert found.response == {"picked": list(last[2])}
        assert found.given == bool(last[2])


@pytest.fixture
def item(ada):
    return an_item(ada)


def test_a_retry_of_the_same_save_is_harmless(item):
    first = answer(item, "a", lease=1, counter=1)
    again = answer(item, "a", lease=1, counter=1, at=NOON + timedelta(seconds=9))

    assert not first.is_refused
    assert not again.is_refused
    assert Answer.objects.get().response == {"picked": ["a"]}


def test_refuses_an_older_page_and_shows_what_stands(item):
    answer(item, "a", lease=20, counter=1)

    late = answer(item, "b", lease=10, counter=7)

    assert late.is_refused
    assert late.answer.response == {"picked": ["a"]}


def test_takes_an_older_save_of_the_same_page_for_a_straggler(item):
    answer(item, "a", "b", lease=10, counter=3)

    straggler = answer(item, "a", lease=10, counter=2)

    assert not straggler.is_refused
    assert straggler.answer.response == {"picked": ["a", "b"]}


def test_finds_no_conflict_where_both_pages_say_the_same(item):
    answer(item, "a", lease=20)

    assert not answer(item, "a", lease=10).is_refused


def test_a_cleared_choice_is_newer_than_what_it_clears(item):
    answer(item, "a", lease=10, counter=1)
    answer(item, lease=10, counter=2)
    answer(item, "a", lease=10, counter=1)

    found = Answer.objects.get()
    assert not found.given
    assert found.response == {"picked": []}


def test_a_choice_that_arrives_after_it_was_cleared_stays_cleared(item):
    answer(item, lease=10, counter=2)

    answer(item, "a", lease=10, counter=1)

    assert not Answer.objects.get().given


def test_a_page_left_as_it_was_leaves_no_answer(item):
    assert answer(item, lease=10, counter=0, is_untouched=True).answer is None
    assert not Answer.objects.exists()


def test_a_page_left_as_it_was_overrules_no_other_page(item):
    answer(item, "a", lease=10)

    untouched = answer(item, lease=20, counter=0, is_untouched=True)

    assert not untouched.is_refused
    assert Answer.objects.get().response == {"picked": ["a"]}


def test_going_back_to_the_first_choice_on_the_same_page_is_saved(item):
    answer(item, "a", lease=10, counter=0)

    answer(item, lease=10, counter=0, is_untouched=True)

    assert not Answer.objects.get().given


def test_a_new_lease_is_above_the_stored_one_however_the_clock_stands():
    far_ahead = 10**17

    assert new_lease(stored=far_ahead, now=NOON) == far_ahead + 1
    assert new_lease(stored=0, now=NOON) < new_lease(stored=0, now=NOON + timedelta(seconds=1))


@given(lease=st.integers(0, 2**63 - 1), item=st.integers(1, 10**9))
def test_a_signed_lease_is_read_back_for_its_item_alone(lease, item):
    signed = sign_lease(lease, item=item)

    assert read_lease(signed, item=item) == lease
    assert read_lease(signed, item=item + 1) is None


@given(st.text(max_size=60))
def test_a_lease_cannot_be_made_up(text):
    assert read_lease(text, item=1) is None


def test_a_later_key_is_greater():
    assert OrderKey(1, 9) < OrderKey(2, 0) < OrderKey(2, 1)


def test_answers_point_to_versions_that_cannot_be_deleted(item):
    with pytest.raises(Exception, match="protected"):
        item.version.delete()
    assert QuestionVersion.objects.filter(pk=item.version_id).exists()
    assert Question.objects.exists()
