"""All spellings of a user name are one person; some names nobody may take."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from studyguide.accounts.names import check_new_name, check_printable, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ada", "aDA", id="capitals"),
        pytest.param("ada", "ａｄａ", id="full width"),
        pytest.param("straße", "STRASSE", id="a letter that grows"),
        pytest.param("Jose\u0301", "jos\u00e9", id="an accent put together"),
        pytest.param("１２３", "123", id="full-width digits"),
    ],
)
def test_one_person_has_one_key(one, other):
    assert name_key(one) == name_key(other)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize("name", ["林晓雨", "a1", "x" * 40, "ada.l@class-2_b+c"])
def test_accepts(name):
    check_new_name(name)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("", id="nothing"),
        pytest.param("a", id="one character"),
        pytest.param("x" * 41, id="one too many"),
        pytest.param("ada lin", id="a space"),
        pytest.param("ada\u202e", id="a mark that turns text around"),
        pytest.param("ada\u3164", id="a letter that shows nothing"),
        pytest.param("ada\x00", id="a zero byte"),
        pytest.param("<script>", id="markup"),
        pytest.param("Guest-0123", id="the name of a guest"),
        pytest.param("ADMIN", id="a reserved name in capitals"),
        pytest.param("ａｄｍｉｎ", id="a reserved name in full width"),
        pytest.param("管理员", id="a reserved Chinese name"),
    ],
)
def test_refuses(name):
    with pytest.raises(ValidationError):
        check_new_name(name)


def test_says_everything_that_is_wrong_at_once():
    with pytest.raises(ValidationError) as refusal:
        check_new_name("!" * 41)
    assert len(refusal.value.messages) == 2


@pytest.mark.parametrize("text", ["林晓雨", "Ada Lovelace", "", "O'Neill-García"])
def test_lets_visible_text_pass(text):
    check_printable(text)


@pytest.mark.parametrize("text", ["a\u202eb", "a\x00", "a\nb", "\u200b", "\ud800"])
def test_refuses_text_that_hides(text):
    with pytest.raises(ValidationError):
        check_printable(text)
