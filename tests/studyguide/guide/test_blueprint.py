"""The blueprint: what it holds, and what its loader refuses."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyguide.blueprint import PATH, blueprint, read_blueprint

GOOD = """\
chapters:
- {id: 6, slug: moving, title_zh: 迁移, title_en: Moving}
objectives:
- id: '6.01'
  title_zh: 题
  title_en: Title
  claim_zh: 说法
  claim_en: Claim
  status: dated
  truth_zh: 实际
  truth_en: Truth
  holds_in: ['5.5']
  source: A book
  systems: [vMotion]
  teaches_by: [lesson, lab]
"""

TERRIBLE = """\
chapters:
- {id: 6, slug: Not A Slug, title_zh: 迁移, title_en: Moving}
- {id: 6, slug: errata, title_zh: '', extra: 1}
objectives:
- id: '6.02'
  title_zh: 题
  title_en: 7
  claim_zh: 说法
  claim_en: Claim
  status: dated
  source: ''
  systems: vMotion
  teaches_by: [lesson, song, lesson]
- id: '6.01'
  title_zh: 题
  title_en: Title
  claim_zh: 说法
  claim_en: Claim
  status: correct
  truth_zh: 实际
  holds_in: ['9.0']
  source: A book
  systems: []
  teaches_by: []
- id: 6.1
  status: perhaps
  colour: red
- id: '7.01'
  title_zh: 题
  title_en: Title
  claim_zh: 说法
  claim_en: Claim
  status: correct
  source: A book
  systems: []
  teaches_by: []
"""

COMPLAINTS = [
    "x:2: needs a slug of a-z, 0-9 and single hyphens, not 'Not A Slug'",
    "x:3: needs the key 'title_en'",
    "x:3: does not know the key 'extra'",
    "x:3: cannot take the slug 'errata': it is an address of its own",
    "x:3: needs text under 'title_zh'",
    "x:3: has the id 6 twice",
    "x:5: is dated and needs the key 'truth_en'",
    "x:5: is dated and needs the key 'truth_zh'",
    "x:7: needs text under 'title_en'",
    "x:11: needs text under 'source'",
    "x:12: needs a list of texts under 'systems'",
    "x:13: 'song' is not one of lesson, question, lab",
    "x:13: has 'lesson' twice",
    "x:14: comes after 6.02: needs the order of the ids",
    "x:20: is correct and needs no 'truth_zh'",
    "x:21: is correct and needs no 'holds_in'",
    "x:21: '9.0' is not one of 5.5, 6.7, 7.0, 8.0",
    "x:25: needs the key 'claim_en'",
    "x:25: needs the key 'claim_zh'",
    "x:25: needs the key 'source'",
    "x:25: needs the key 'systems'",
    "x:25: needs the key 'teaches_by'",
    "x:25: needs the key 'title_en'",
    "x:25: needs the key 'title_zh'",
    "x:25: needs an id such as '6.03', in quotes, not 6.1",
    "x:26: status 'perhaps' is not one of correct, imprecise, dated, wrong",
    "x:27: does not know the key 'colour'",
    "x:28: belongs to no chapter: there is no chapter 7",
]


def test_a_terrible_blueprint_draws_every_complaint():
    found, problems = read_blueprint(TERRIBLE, path="x")

    assert found is None
    assert sorted(map(str, problems)) == sorted(COMPLAINTS)
    assert [each.line for each in problems] == sorted(each.line for each in problems)


def test_a_good_one_is_read_with_its_erratum():
    found, problems = read_blueprint(GOOD, path="x")

    assert problems == []
    erratum = found.objectives["6.01"].erratum
    assert (erratum.said.en, erratum.holds.en, erratum.holds_in) == ("Claim", "Truth", ("5.5",))
    assert erratum.is_verified
    assert found.is_disputed("6.01")


@pytest.mark.parametrize("text", ["", "[]", "7", "chapters: 1\nobjectives: []", "a: &b 1\nc: *b"])
def test_something_else_altogether_is_refused(text):
    found, problems = read_blueprint(text, path="x")

    assert found is None
    assert problems


@given(st.text(max_size=200))
def test_no_text_brings_the_loader_down(text):
    read_blueprint(text, path="x")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "slug", "status", "holds_in"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    )
)
def test_no_shape_brings_the_loader_down(value):
    text = json.dumps({"chapters": [value], "objectives": [value, value]})

    assert read_blueprint(text, path="x")[0] is None


def test_the_shipped_blueprint_has_no_problem():
    assert read_blueprint(PATH.read_text("utf-8"), path="x")[1] == []


def test_the_course_has_seven_chapters_with_their_weights():
    weights = [len(blueprint().of_chapter(chapter)) for chapter in blueprint().chapters]

    assert weights == [24, 15, 22, 7, 19, 31, 30]


def test_forty_claims_are_disputed_and_each_has_an_erratum():
    disputed = blueprint().disputed

    assert len(disputed) == 40
    assert all(each.erratum for each in disputed)
    assert not any(each.erratum for each in blueprint().objectives.values() if each not in disputed)


def test_what_no_source_supports_is_marked():
    assert [each.id for each in blueprint().unverified] == ["1.04", "3.20", "6.27"]


def test_the_claim_on_vmotion_across_datacenters_holds_from_6_7_on():
    erratum = blueprint().objectives["6.09"].erratum

    assert erratum.status == "wrong"
    assert erratum.holds_in == ("6.7", "7.0", "8.0")


def test_asking_about_no_objective_is_an_error_of_the_caller():
    with pytest.raises(KeyError):
        blueprint().is_disputed("9.99")
