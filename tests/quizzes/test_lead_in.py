"""The words that name a question's releases."""

import pytest

from quizzes.lead_in import lead_in, stem


@pytest.mark.parametrize(
    ("releases", "zh", "en"),
    [
        ([], "", ""),
        (["notes"], "按课程笔记，", "According to the course notes,"),
        (["8.0"], "在vSphere 8.0中，", "In vSphere 8.0,"),
        (["7.0", "8.0"], "在vSphere 7.0和8.0中，", "In vSphere 7.0 and 8.0,"),
        (["6.7", "7.0", "8.0"], "在vSphere 6.7、7.0和8.0中，", "In vSphere 6.7, 7.0 and 8.0,"),
        (
            ["notes", "5.5"],
            "按课程笔记，以及在vSphere 5.5中，",
            "According to the course notes and in vSphere 5.5,",
        ),
    ],
)
def test_names_the_releases(releases, zh, en):
    assert (lead_in(releases, "zh"), lead_in(releases, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Which host is it?", "In vSphere 8.0, which host is it?"),
        ("A host fails.", "In vSphere 8.0, a host fails."),
        ("vMotion moves what?", "In vSphere 8.0, vMotion moves what?"),
        ("ESXi boots from where?", "In vSphere 8.0, ESXi boots from where?"),
        ("Storage vMotion needs what?", "In vSphere 8.0, Storage vMotion needs what?"),
        ("# Heading", "In vSphere 8.0,\n\n# Heading"),
        ("- one\n- two", "In vSphere 8.0,\n\n- one\n- two"),
        ("| a | b |", "In vSphere 8.0,\n\n| a | b |"),
    ],
)
def test_stands_before_the_stem(text, shown):
    assert stem({"stem": {"en": text}, "releases": ["8.0"]}, "en") == (shown, "en")


def test_a_stem_for_every_release_is_shown_as_written():
    assert stem({"stem": {"en": "Which?"}, "releases": []}, "en") == ("Which?", "en")


def test_speaks_the_language_in_which_the_stem_is_written():
    content = {"stem": {"zh": "哪台主机？"}, "releases": ["8.0"]}

    assert stem(content, "en") == ("在vSphere 8.0中，哪台主机？", "zh")
