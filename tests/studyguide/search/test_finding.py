"""The index: what is put in is found, in both languages, whatever the query looks like."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyguide import search
from studyguide.search.models import SearchEntry
from studyguide.search.query import aliases, terms_of
from studyguide.search.snippets import marked, snippet
from studyguide.search.tokens import indexed, pairs, runs
from tests.studyguide.queries import queries

pytestmark = pytest.mark.django_db


def a_thing(key="one", *, language="zh", title="标题", body="正文", kind="lesson", url="/x/"):
    return search.put(kind=kind, key=key, language=language, title=title, body=body, url=url)


def keys(query, language="zh", **changes):
    return [hit.key for hit in search.find(query, language=language, **changes).hits]


@pytest.mark.parametrize(
    "query", ["冷迁移向导", "冷迁移", "迁移", "移", "向导", "ESXi", "esx", "ＥＳＸｉ", "主机 迁移"]
)
def test_chinese_and_latin_words_are_found_at_any_length(query):
    a_thing(body="用冷迁移向导把它搬到ESXi主机上")
    a_thing("other", body="无关的内容")

    assert keys(query) == ["one"]


@pytest.mark.parametrize("query", ["移迁", "冷向", "sxi", "迁移主机"])
def test_what_does_not_stand_there_is_not_found(query):
    a_thing(body="用冷迁移向导把它搬到ESXi主机上")

    found = search.find(query, language="zh")
    assert not found.hits or found.is_loose


def test_english_words_are_found_in_another_form():
    a_thing(language="en", body="Two migrations were refused")

    assert keys("migration refusing", "en") == ["one"]


def test_an_objective_s_number_is_one_word():
    a_thing("right", title="6.03 冷迁移")
    a_thing("wrong", title="6.30 其他 03 6")

    assert keys("6.03") == ["right"]


def test_all_words_must_be_there_unless_nothing_has_them_all():
    a_thing("both", body="共享存储 与 网络")
    a_thing("half", body="共享存储")

    assert keys("共享存储 网络") == ["both"]
    found = search.find("共享存储 防火墙", language="zh")
    assert found.is_loose
    assert {hit.key for hit in found.hits} == {"both", "half"}


@pytest.mark.parametrize(
    ("query", "body", "language"),
    [
        ("热迁移", "vMotion不中断", "zh"),
        ("在线迁移", "vMotion不中断", "zh"),
        ("live migration", "vMotion keeps it running", "en"),
        ("共享存储", "needs shared storage", "en"),
        ("data center", "another datacenter", "en"),
    ],
)
def test_words_that_mean_the_same_find_one_another(query, body, language):
    a_thing(body=body, language=language)

    assert keys(query, language) == ["one"]


def test_every_alias_finds_every_other_of_its_group():
    for phrase, group in aliases().items():
        assert phrase in group
        words = " ".join(run for run, _ in phrase)
        assert set(terms_of(words)[0].phrases) >= set(group)


def test_the_title_counts_more_than_the_body():
    a_thing("body", body="快照 " + "别的内容 " * 3)
    a_thing("title", title="快照", body="别的内容 " * 30)

    assert keys("快照") == ["title", "body"]


def test_putting_again_replaces_and_removing_removes():
    a_thing(body="旧的内容")
    a_thing(body="新的内容")

    assert keys("旧的") == []
    assert keys("新的") == ["one"]

    search.remove(kind="lesson", key="one")
    search.remove(kind="lesson", key="one")
    assert keys("新的") == []


def test_rows_removed_in_bulk_leave_the_index_too():
    a_thing(body="内容")
    SearchEntry.objects.all().delete()

    assert keys("内容") == []


def test_each_language_is_found_by_itself():
    a_thing(body="vMotion的说明")
    a_thing(language="en", body="vMotion explained")

    assert [hit.language for hit in search.find("vMotion", language="en").hits] == ["en"]


def test_kinds_are_counted_and_can_be_chosen():
    a_thing("a", body="快照")
    a_thing("b", body="快照", kind="lab")

    found = search.find("快照", language="zh", kind="lab")
    assert [hit.key for hit in found.hits] == ["b"]
    assert found.by_kind == {"lesson": 1, "lab": 1}
    assert found.total == 1


HOSTILE = [
    '"',
    "'",
    '" OR "1',
    "NEAR(a b)",
    "title_tokens:x",
    "-x",
    "^x",
    "x*",
    "(((",
    "AND OR NOT",
    "{a b}: c",
    "+",
    "\\",
    "%",
    "'; DROP TABLE studyguide_searchentry; --",
    "\x00",
    "a\x00b",
    "\ud800",
    "😀",
    "👩‍👩‍👧",
    "\u202e",
    "İ",
    "ß",
    "ﬁ",
    "𠀀𠀁",
    "x" * 10_000,
    "移" * 10_000,
    "a b " * 5_000,
]


@pytest.mark.parametrize("query", HOSTILE, ids=lambda query: ascii(query)[:20])
def test_no_hostile_query_breaks_the_search(query):
    a_thing(body="something x a b AND OR NOT 移")

    search.find(query, language="zh")
    assert SearchEntry.objects.exists()


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("ab移迁\"'*()^:-+ANDOR \x00\\{}.６İﬁ"), max_size=30))
def test_no_mixture_of_operators_breaks_the_search(query):
    search.find(query, language="zh")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="冷迁移向导主机vm 6.0", min_size=1, max_size=20))
def test_any_run_of_a_text_finds_it(text):
    a_thing("it", body=f"前面 {text} 后面")

    for run, is_han in runs(text):
        if is_han or len(run) > 2:
            assert "it" in keys(run, limit=100)


def test_pairs_overlap_and_the_last_stands_alone():
    assert pairs("冷迁移") == ["冷迁", "迁移", "移"]
    assert indexed("冷迁移 vMotion 6.03") == "冷迁 迁移 移 vmotion 6.03"


def test_a_snippet_shows_the_place_and_marks_it():
    parts = snippet("无关的话。" * 30 + "这里有共享存储。" + "后面的话。" * 30, ["共享存储"])

    assert "".join(part.text for part in parts).startswith("… ")
    assert [part.text for part in parts if part.is_hit] == ["共享存储"]


def test_a_snippet_of_a_text_without_the_word_is_its_beginning():
    assert snippet("开头的话", ["没有"])[0].text == "开头的话"


@given(st.text(max_size=60), st.lists(st.sampled_from(["a", "移", "ss", "i"]), max_size=3))
def test_marking_changes_no_letter(text, words):
    assert "".join(part.text for part in marked(text, words)) == text


@pytest.mark.parametrize("amount", [3, 200])
def test_a_search_costs_two_queries(amount):
    for number in range(amount):
        a_thing(f"k{number}", body="共享存储")

    assert queries(lambda: search.find("共享存储", language="zh")) == 2


def test_indexing_the_guide_twice_changes_nothing():
    call_command("indexguide", stdout=StringIO())
    before = list(SearchEntry.objects.order_by("pk").values())
    call_command("indexguide", stdout=StringIO())

    assert list(SearchEntry.objects.order_by("pk").values()) == before


def test_indexing_takes_out_what_is_gone_and_nothing_of_other_rooms():
    a_thing("gone", kind="objective")
    a_thing("kept", kind="lab")

    call_command("indexguide", stdout=StringIO())

    assert not SearchEntry.objects.filter(key="gone").exists()
    assert SearchEntry.objects.filter(key="kept").exists()


def test_the_shipped_objectives_and_sections_are_found():
    call_command("indexguide", stdout=StringIO())

    assert "6.03" in keys("冷迁移 跨数据中心")
    assert any("o6-03" in hit.url for hit in search.find("6.03", language="en").hits)
