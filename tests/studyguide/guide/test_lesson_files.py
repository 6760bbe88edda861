"""The loader of lessons: everything wrong is told at once, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from studyguide.blueprint import RESERVED_SLUGS, blueprint
from studyguide.guide import SHELF, Shelf, guide, passage, reading_minutes
from studyguide.guide.folder import read_guide
from studyguide.guide.lesson_file import FigureLine, Prose, read_lesson_file

HERE = Path(__file__).parent
CHAPTER = "vmotion-storage-vmotion"
OBJECTIVES = frozenset(each for each in blueprint().objectives if each.startswith("6."))
FRONT = "---\ntitle: A title\nsummary: A summary\n---\n"

COMPLAINTS = [
    "figures.yaml:1: needs the drawing figures/undrawn.svg",
    "esxi-basics:1: is not the slug of a chapter",
    f"{CHAPTER}/00-zero.en.md:1: needs a number from 01",
    f"{CHAPTER}/10-errata.en.md:1: cannot take the slug 'errata': it is an address of its own",
    f"{CHAPTER}/11-Bad_Name.zh.md:1: needs a name such as 01-ways-to-migrate.zh.md",
    f"{CHAPTER}/notes.txt:1: needs a name such as 01-ways-to-migrate.zh.md",
    f"{CHAPTER}/05-number.en.md:1: takes the number 05 again",
    f"{CHAPTER}/06-again.en.md:1: takes the slug 'again' again",
    f"{CHAPTER}/01-mistakes.en.md:1: needs '---' as its first line: "
    "nothing may stand before the front matter",
    f"{CHAPTER}/01-mistakes.zh.md:2: needs text under 'title'",
    f"{CHAPTER}/01-mistakes.zh.md:4: does not know the key 'author'",
    f"{CHAPTER}/01-mistakes.zh.md:6: needs no '# ' heading: the title stands in the front matter",
    f"{CHAPTER}/01-mistakes.zh.md:8: does not know the figure 'nowhere'",
    f"{CHAPTER}/01-mistakes.zh.md:10: needs an objective's id before its title: '## 6.03 Title'",
    f"{CHAPTER}/01-mistakes.zh.md:14: needs a title after its ids",
    f"{CHAPTER}/01-mistakes.zh.md:18: teaches 6.01 a second time: line 14 does already",
    f"{CHAPTER}/01-mistakes.zh.md:21: shows the figure 'drawn' a second time: line 20 does already",
    f"{CHAPTER}/01-mistakes.zh.md:22: needs '::: figure name'",
    f"{CHAPTER}/01-mistakes.zh.md:23: needs '::: figure name'",
    f"{CHAPTER}/01-mistakes.zh.md:25: does not know the objective 6.99 in this chapter",
    f"{CHAPTER}/01-mistakes.zh.md:29: does not know the objective 1.01 in this chapter",
    f"{CHAPTER}/01-mistakes.zh.md:29: needs text under its heading: the section is empty",
    f"{CHAPTER}/01-mistakes.zh.md:31: does not know the objective 6.3 in this chapter",
    f"{CHAPTER}/02-apart.en.md:1: shows other figures than its twin before its sections",
    f"{CHAPTER}/02-apart.en.md:7: shows drawn where its twin has migration-matrix",
    f"{CHAPTER}/02-apart.en.md:13: teaches 6.06 6.03 where its twin has 6.03 6.06",
    f"{CHAPTER}/03-alone.zh.md:1: needs its twin in the language 'en'",
    f"{CHAPTER}/05-again.zh.md:5: teaches 6.07 a second time: {CHAPTER}/04-good.zh.md does already",
    f"{CHAPTER}/07-front.en.md:2: expected ',' or ']', but got '<stream end>'",
    f"{CHAPTER}/07-front.zh.md:2: needs UTF-8: the byte 0xff is none",
    f"{CHAPTER}/08-open.en.md:1: needs a second '---' that closes the front matter",
    f"{CHAPTER}/08-open.zh.md:1: is empty",
    f"{CHAPTER}/09-list.en.md:2: needs 'title:' and 'summary:' up here",
    f"{CHAPTER}/09-list.en.md:4: needs at least one section: '## 6.03 Title'",
    f"{CHAPTER}/09-list.zh.md:2: holds the control character U+0007",
    f"{CHAPTER}/12-huge.en.md:2: needs a title of at most 80 characters, not 99",
    f"{CHAPTER}/12-huge.en.md:3: needs a summary of at most 240 characters, not 241",
    f"{CHAPTER}/12-huge.en.md:5: needs a title of at most 80 characters, not 81",
    f"{CHAPTER}/12-huge.en.md:1: needs its twin in the language 'zh'",
]


def read(folder: Path):
    return read_guide(
        folder,
        blueprint=blueprint(),
        figures_path=HERE / "terrible" / "figures.yaml",
        drawings=HERE / "drawings",
    )


def a_folder(tmp_path: Path, **files: str) -> Path:
    """Lessons by name: `one_zh="…"` becomes 01-one.zh.md."""
    chapter = tmp_path / CHAPTER
    chapter.mkdir(exist_ok=True)
    for number, (name, text) in enumerate(sorted(files.items())):
        slug, language = name.split("_")
        (chapter / f"{number // 2 + 1:02d}-{slug}.{language}.md").write_text(text, "utf-8")
    return tmp_path


def lesson_file(text: str | bytes):
    data = text.encode() if isinstance(text, str) else text
    return read_lesson_file(
        data, path="x.md", objectives=OBJECTIVES, figures={"drawn": None, "other": None}
    )


def test_a_terrible_folder_draws_every_complaint_in_order():
    assert [str(problem) for problem in read(HERE / "terrible").problems] == COMPLAINTS


def test_a_lesson_with_a_problem_in_either_language_is_left_out_and_the_good_one_stays():
    assert [lesson.slug for lesson in read(HERE / "terrible").lessons] == ["good"]


def test_the_shipped_guide_has_no_problem():
    assert guide().problems == ()


def test_every_objective_of_chapter_6_is_taught_in_both_languages():
    chapter = guide().chapter(CHAPTER)

    taught = [each for lesson in chapter.lessons for each in lesson.ids]
    assert sorted(taught) == sorted(OBJECTIVES)
    for lesson in chapter.lessons:
        for section in lesson.sections:
            assert section.body.zh
            assert section.body.en


def test_both_languages_of_a_section_have_their_pieces_in_step():
    for lesson in guide().lessons:
        for section in lesson.sections:
            kinds = [[type(piece) for piece in section.pieces[each]] for each in ("zh", "en")]
            assert kinds[0] == kinds[1]


def test_a_heading_inside_a_fence_is_text():
    draft, problems = lesson_file(FRONT + "## 6.01 One\n\n~~~\n## 6.02 Two\n::: figure x\n~~~\n")

    assert problems == []
    assert [section.ids for section in draft.sections] == [("6.01",)]


def test_an_open_fence_swallows_the_rest_and_is_no_error_of_the_loader():
    draft, _ = lesson_file(FRONT + "## 6.01 One\n\n```\n## 6.02 Two\n")

    assert len(draft.sections) == 1


def test_figures_stand_between_prose_also_at_the_edges():
    draft, _ = lesson_file(FRONT + "## 6.01 One\n::: figure drawn\n::: figure other\ntext\n")

    assert draft.sections[0].pieces == (
        Prose(markdown=""),
        FigureLine(name="drawn"),
        Prose(markdown=""),
        FigureLine(name="other"),
        Prose(markdown="text"),
    )


@pytest.mark.parametrize("start", ["\ufeff", ""], ids=["byte order mark", "none"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"], ids=["windows", "unix", "old mac"])
def test_line_endings_and_a_byte_order_mark_make_no_difference(start, newline):
    text = start + (FRONT + "## 6.01 One\n\ntext\n").replace("\n", newline)

    draft, problems = lesson_file(text)

    assert problems == []
    assert draft.sections[0].title == "One"


def test_a_file_over_the_limit_is_refused_by_its_size_alone():
    _, problems = lesson_file(FRONT + "## 6.01 One\n\n" + "x" * 200_000)

    assert [problem.message for problem in problems] == ["is larger than 200 kB"]


def test_several_ids_share_a_section():
    draft, _ = lesson_file(FRONT + "## 6.03 6.06 Off or suspended\n\ntext\n")

    assert draft.sections[0].ids == ("6.03", "6.06")
    assert draft.sections[0].title == "Off or suspended"


@given(st.binary(max_size=400))
def test_no_bytes_whatever_bring_the_loader_down(data):
    draft, problems = lesson_file(data)

    assert (draft is None) == bool(problems)


PARTS = st.sampled_from(
    [
        *(
            "---\n",
            "title: x\n",
            "summary: y\n",
            "## ",
            "6.01 ",
            "6.03 ",
            "T\n",
            "::: figure drawn\n",
        ),
        *("```\n", "text\n", "# x\n", "\n", ":::\n", "9.9", "\t", "::: figure\n"),
    ]
)


@given(st.lists(PARTS, max_size=30).map("".join))
def test_no_mixture_of_lesson_parts_brings_the_loader_down(body):
    draft, problems = lesson_file(FRONT + body)

    assert (draft is None) == bool(problems)
    assert all(problem.line >= 1 for problem in problems)


def test_a_missing_file_of_figures_is_told(tmp_path):
    found = read_guide(
        tmp_path,
        blueprint=blueprint(),
        figures_path=tmp_path / "figures.yaml",
        drawings=tmp_path,
    )

    assert [str(each) for each in found.problems] == [
        "figures.yaml:1: is missing: it names the figures"
    ]


def test_reading_time_counts_han_and_words_apart():
    assert reading_minutes("") == 1
    assert reading_minutes("移" * 350) == 1
    assert reading_minutes("移" * 351) == 2
    assert reading_minutes("word " * 440) == 2
    assert reading_minutes("移" * 350 + " word" * 220) == 2


def test_a_passage_is_the_section_or_else_the_objective():
    lesson, section = guide().section_of("6.03")
    address = reverse("guide:lesson", args=[lesson.chapter.slug, lesson.slug])

    assert passage("6.03") == f"{address}#{section.anchor}" == f"{address}#o6-03"
    assert passage("6.06") == f"{address}#o6-06"
    assert passage("1.01") == reverse("guide:objective", args=["1.01"])


@pytest.mark.parametrize("unknown", ["9.99", "", "../admin", "6.3"])
def test_a_passage_for_no_objective_is_the_guide(unknown):
    assert passage(unknown) == reverse("guide:index")


def test_lessons_follow_one_another():
    first, second, *_ = guide().lessons
    last = guide().lessons[-1]

    assert guide().neighbours(first) == (None, second)
    assert guide().neighbours(last)[1] is None


def test_no_chapter_takes_an_address_of_its_own():
    assert RESERVED_SLUGS.isdisjoint(chapter.slug for chapter in blueprint().chapters)


def test_files_are_read_once_and_again_only_while_watching(tmp_path):
    text = FRONT + "## 6.01 One\n\ntext\n"
    folder = a_folder(tmp_path, one_zh=text, one_en=text)
    shelf = Shelf(folder, HERE / "terrible" / "figures.yaml", HERE / "drawings")
    before = shelf.guide()
    path = folder / CHAPTER / "01-one.zh.md"
    path.write_text(text.replace("A title", "改了"), "utf-8")

    assert shelf.guide() is before

    shelf.watching = True
    assert shelf.guide().lessons[0].title.zh == "改了"
    again = shelf.guide()
    assert shelf.guide() is again


def test_the_site_does_not_watch_its_files_outside_debug():
    assert SHELF.watching is False
