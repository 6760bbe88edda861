"""Reading the test part of a course's notes: all of it, or every problem with its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes import kinds
from quizzes.exchange.notes import MAX_BYTES, read_notes

FILE = Path(__file__).parent / "notes.txt"
WHOLE = FILE.read_bytes()


def read(text):
    """Drafts and problems of a text behind the heading, which stands in line 1."""
    drafts, _, problems = read_notes(f"##test\n{text}".encode(), path="notes.txt")
    return drafts, [str(problem) for problem in problems]


def problems_of(data):
    drafts, _, problems = read_notes(data, path="notes.txt")
    assert drafts == []
    return [str(problem) for problem in problems]


def key_of(draft):
    return "".join(option["key"] for option in draft.content["options"] if option["correct"])


def test_reads_statements_and_questions_with_their_keys():
    drafts, encoding, problems = read_notes(WHOLE, path="notes.txt")

    assert (encoding, problems) == ("UTF-8", [])
    assert [(draft.content["kind"], key_of(draft)) for draft in drafts] == [
        ("true_false", "true"),
        ("true_false", "false"),
        ("single_choice", "b"),
        ("multiple_response", "ac"),
    ]


def test_keeps_the_words_without_mark_key_and_blanks():
    drafts, _, _ = read_notes(WHOLE, path="notes.txt")

    assert [draft.content["stem"] for draft in drafts] == [
        {"zh": "模板不能开机。"},
        {"zh": "快照可以代替备份。"},
        {"zh": "下列哪一项把虚拟机从一台主机移到另一台主机而不停机？"},
        {"zh": "下列哪些存储可以由多台主机共享？"},
    ]
    assert [option["text"]["zh"] for option in drafts[3].content["options"]] == [
        "iSCSI",
        "本地磁盘",
        "NFS",
        "光盘",
    ]


def test_tells_the_count_of_a_question_with_several_keys():
    drafts, _, _ = read_notes(WHOLE, path="notes.txt")

    assert drafts[3].content["choose"] == 2


def test_makes_drafts_that_only_lack_what_a_teacher_adds():
    drafts, _, _ = read_notes(WHOLE, path="notes.txt")

    for draft in drafts:
        assert kinds.problems(draft.content, kinds.Stage.DRAFT) == []
        assert [each.pointer for each in kinds.problems(draft.content)] == ["/objectives"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(WHOLE, id="again"),
        pytest.param(b"\xef\xbb\xbf" + WHOLE, id="with a byte order mark"),
        pytest.param(WHOLE.replace(b"\n", b"\r\n"), id="with Windows line ends"),
        pytest.param(WHOLE.replace(b"\n", b"\r"), id="with old Mac line ends"),
        pytest.param(WHOLE.decode().encode("gb18030"), id="in GB18030"),
        pytest.param(WHOLE.replace(b"\t", b"    "), id="with spaces for tabs"),
        pytest.param(WHOLE.replace(b"\t\t\n", b""), id="without blank lines"),
        pytest.param(WHOLE.replace("？B".encode(), "？ B ".encode()), id="with blanks at the key"),
        pytest.param(WHOLE.replace(b"A  iSCSI", "A．iSCSI".encode()), id="with a point at A"),
        pytest.param(WHOLE.rstrip(), id="without a last line end"),
        pytest.param(WHOLE + "##附录\nA 不是选项".encode(), id="before another heading"),
    ],
)
def test_finds_the_same_questions_under_the_same_slugs(data):
    first, _, _ = read_notes(WHOLE, path="notes.txt")

    drafts, _, problems = read_notes(data, path="notes.txt")

    assert problems == []
    assert [(each.slug, each.content) for each in drafts] == [
        (each.slug, each.content) for each in first
    ]


def test_says_in_which_encoding_it_read():
    assert read_notes(WHOLE.decode().encode("gb18030"), path="notes.txt")[1] == "GB18030"


def test_slugs_follow_the_words_and_not_the_key():
    ours, _ = read("哪个？A\nA 一\nB 二")
    other_key, _ = read("哪个？B\nA 一\nB 二")
    other_words, _ = read("哪个？A\nA 一\nB 三")

    assert ours[0].slug == other_key[0].slug != other_words[0].slug


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param(
            "哪个？\nA 一\nB 二", ["notes.txt:2: has no key letter behind its stem"], id="no key"
        ),
        pytest.param(
            "哪个？D\nA 一\nB 二",
            ["notes.txt:2: names D in its key, but has no option D"],
            id="a key without its option",
        ),
        pytest.param(
            "哪个？AA\nA 一\nB 二", ["notes.txt:2: names A twice in its key"], id="a key twice"
        ),
        pytest.param(
            "哪个？A\nA 一\nB 二\nA 三",
            ["notes.txt:5: has the option A twice"],
            id="an option twice",
        ),
        pytest.param(
            "哪个？A\nA 一\nB",
            ["notes.txt:4: has the option B without text"],
            id="an option without text",
        ),
        pytest.param("？A\nA 一\nB 二", ["notes.txt:2: has a key but no stem"], id="an empty stem"),
        pytest.param(
            "哪个？AB\nA 一\nB 二", ["notes.txt:2: has no wrong option"], id="no wrong option"
        ),
        pytest.param(
            "哪个？A\nA 一",
            ["notes.txt:2: needs at least two options and has 1"],
            id="one option",
        ),
        pytest.param(
            "A 一\nB 二",
            [
                "notes.txt:2: has the option A where no question stands before it",
                "notes.txt:3: has the option B where no question stands before it",
            ],
            id="options without a question",
        ),
        pytest.param(
            "[对]模板不能开机。\nA 一",
            ["notes.txt:3: has the option A where no question stands before it"],
            id="options behind a statement",
        ),
        pytest.param(
            "[也许]模板不能开机。",
            ["notes.txt:2: has the mark [也许], which is neither [对] nor [错]"],
            id="a strange mark",
        ),
        pytest.param("[对]", ["notes.txt:2: has a mark but no statement"], id="an empty statement"),
        pytest.param(
            "[对]模板不能开机。\n\n[对]模板不能开机。",
            ["notes.txt:4: is the same question as in line 2"],
            id="a question twice",
        ),
        pytest.param("", ["notes.txt:1: has no question behind '##test'"], id="nothing"),
    ],
)
def test_says_what_is_wrong_and_where(text, problems):
    assert read(text) == ([], problems)


def test_says_everything_at_once_and_keeps_nothing_of_a_file_with_a_problem():
    drafts, problems = read("[对]模板不能开机。\n哪个？\nA 一\nA 二\n[也许]好。")

    assert drafts == []
    assert problems == [
        "notes.txt:3: has no key letter behind its stem",
        "notes.txt:5: has the option A twice",
        "notes.txt:6: has the mark [也许], which is neither [对] nor [错]",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param(b"", "notes.txt:1: needs a line '##test'", id="nothing"),
        pytest.param(
            "只有笔记\n".encode(), "notes.txt:1: needs a line '##test'", id="no test part"
        ),
        pytest.param(b"a\nb\x00c", "notes.txt:2: is not a text file", id="binary"),
        pytest.param("##test".encode("utf-16"), "notes.txt:1: is UTF-16", id="UTF-16"),
        pytest.param(
            b"##test\n\xff\xff", "notes.txt:2: is neither UTF-8 nor GB18030", id="neither"
        ),
        pytest.param(
            "##test\nÜber größe naïve".encode("latin-1"),
            "notes.txt:2: is n",
            id="another encoding",
        ),
        pytest.param(b"x" * (MAX_BYTES + 1), "notes.txt:1: is larger than 2 MB", id="huge"),
        pytest.param(
            b"##test\n" + "句子。\n".encode() * 2001,
            "notes.txt:2002: has more than 2000 questions",
            id="too many",
        ),
        pytest.param(
            f"##test\n{'字' * 10_001}？A\nA 一\nB 二".encode(),
            "notes.txt:2: /stem/zh: has 10002 characters; 10000 at most",
            id="a stem without end",
        ),
    ],
)
def test_refuses_a_file(data, problem):
    assert problems_of(data)[0].startswith(problem)


def test_a_file_just_within_the_size_is_read():
    filler = b"x" * (MAX_BYTES - len(WHOLE) - 1)

    drafts, _, problems = read_notes(filler + b"\n" + WHOLE, path="notes.txt")

    assert (len(drafts), problems) == (4, [])


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_answers_any_bytes_with_problems(data):
    read_notes(b"##test\n" + data, path="notes.txt")


LINES = st.sampled_from(
    [
        "[对]好。",
        "[错]",
        "哪个？A",
        "哪个？",
        "？B",
        "A 一",
        "B 二",
        "C",
        "##x",
        "",
        "\t",
        "A",
        "是AB",
    ]
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=12))
def test_gives_either_questions_or_problems(lines):
    drafts, problems = read("\n".join(lines))

    assert bool(drafts) != bool(problems)
