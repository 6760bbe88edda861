"""The test part of a course's plain-text notes: statements, and questions with lettered options.

    ##test
        [对]A statement.
        A question？CD
           A  an option
           B  another

A statement is marked [对] or [错]; a question's key letters stand behind its stem; blank lines
and tabs mean nothing. All or nothing: a file with any problem gives no question.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizzes import kinds, proof
from quizzes.drafts import Draft
from studyguide.text import LANGUAGES
from studyguide.yaml_files import Problem

MAX_BYTES = 2_000_000
MOST_QUESTIONS = 2_000
HEADING = re.compile(r"#+\s*(?:test|测试题?|练习题?)\s*$", re.IGNORECASE)
OTHER_HEADING = re.compile(r"#+\s*\S")
STATEMENT = re.compile(r"[\[【]\s*([^\]】]{0,8})\s*[\]】]\s*(.*)")
TRUTHS = {"对": True, "正确": True, "√": True, "错": False, "错误": False, "×": False}
OPTION = re.compile(r"([A-Z])(?:[.、)）:：．]\s*|\s+)(.*)")
LONE_LETTER = re.compile(r"([A-Z])[.、)）:：．]?")
STEM = re.compile(r"(?P<stem>.*?[？?。.：:)）])\s*(?P<key>[A-Z](?:[\s,，、]*[A-Z])*)?", re.DOTALL)


@dataclass(kw_only=True)
class _Block:
    """One statement or question as its lines were found."""

    line: int
    text: str
    options: list[tuple[int, str, str]] = field(default_factory=list)


def decode(data: bytes, *, path: str) -> tuple[str, str, list[Problem]]:
    """The text, the encoding it was read in (UTF-8, else GB18030), and problems (then no text)."""

    def refused(line: int, message: str) -> tuple[str, str, list[Problem]]:
        return "", "", [Problem(path=path, line=line, message=message)]

    if len(data) > MAX_BYTES:
        return refused(1, "is larger than 2 MB")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return refused(1, "is UTF-16: save it as UTF-8")
    if b"\x00" in data:
        return refused(data[: data.index(b"\x00")].count(b"\n") + 1, "is not a text file")
    try:
        return data.decode("utf-8-sig"), "UTF-8", []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return refused(line, "is neither UTF-8 nor GB18030: save it as UTF-8")
    if not _reads_as_chinese(text):
        return refused(line, "is not UTF-8 and makes no sense as GB18030: save it as UTF-8")
    return text, "GB18030", []


def _reads_as_chinese(text: str) -> bool:
    """Whether the signs beyond ASCII are common Chinese ones; a wrong guess gives rare ones."""
    beyond = [sign for sign in text if ord(sign) > 127]
    common = [
        sign
        for sign in beyond
        if sign.encode("gb2312", "ignore") and not "\u2500" <= sign <= "\u257f"
    ]
    return len(common) >= 0.9 * len(beyond)


def read_notes(data: bytes, *, path: str) -> tuple[list[Draft], str, list[Problem]]:
    """The drafts in the file's test part, its encoding, and the problems (then no drafts)."""
    text, encoding, found = decode(data, path=path)
    if found:
        return [], encoding, found
    blocks, said = _blocks(text)
    drafts: list[Draft] = []
    for block in blocks:
        content, complaints = _content(block)
        said += complaints
        if content is not None:
            drafts.append(Draft(slug=_slug(content), content=content, line=block.line))
    said += _repeated(drafts)
    if said:
        problems = [Problem(path=path, line=line, message=message) for line, message in said]
        return [], encoding, sorted(problems, key=lambda each: each.line)
    return drafts, encoding, []


Complaint = tuple[int, str]


def _blocks(text: str) -> tuple[list[_Block], list[Complaint]]:
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if HEADING.match(line.strip())), None)
    if start is None:
        return [], [(1, "needs a line '##test', behind which its questions stand")]
    blocks: list[_Block] = []
    said: list[Complaint] = []
    for number, raw in enumerate(lines[start + 1 :], start=start + 2):
        line = raw.strip()
        if OTHER_HEADING.match(line):
            break
        if line:
            said += _take(line, number, blocks)
        if len(blocks) > MOST_QUESTIONS:
            return [], [(number, f"has more than {MOST_QUESTIONS} questions")]
    if not blocks and not said:
        said.append((start + 1, "has no question behind '##test'"))
    return blocks, said


def _take(line: str, number: int, blocks: list[_Block]) -> list[Complaint]:
    """Add a line to the blocks: an option of the last one, or a new block."""
    if match := OPTION.fullmatch(line) or LONE_LETTER.fullmatch(line):
        text = match[2].strip() if match.re is OPTION else ""
        if not blocks or STATEMENT.match(blocks[-1].text):
            return [(number, f"has the option {match[1]} where no question stands before it")]
        blocks[-1].options.append((number, match[1], text))
    else:
        blocks.append(_Block(line=number, text=line))
    return []


def _content(block: _Block) -> tuple[dict | None, list[Complaint]]:
    if match := STATEMENT.match(block.text):
        return _statement(block, match[1], match[2].strip())
    return _question(block)


def _statement(block: _Block, mark: str, text: str) -> tuple[dict | None, list[Complaint]]:
    said: list[Complaint] = []
    if mark not in TRUTHS:
        said.append((block.line, f"has the mark [{mark}], which is neither [对] nor [错]"))
    if not text:
        said.append((block.line, "has a mark but no statement"))
    if said:
        return None, said
    options = [
        {"key": key, "correct": (key == "true") == TRUTHS[mark]} for key in ("true", "false")
    ]
    return _checked(block, {"kind": "true_false", "stem": {"zh": text}, "options": options})


def _question(block: _Block) -> tuple[dict | None, list[Complaint]]:
    match = STEM.fullmatch(block.text)
    stem = match["stem"].strip() if match else block.text
    letters = re.findall("[A-Z]", match["key"] or "") if match else []
    said = list(_option_complaints(block))
    if not re.search(r"\w", stem):
        said.append((block.line, "has a key but no stem" if letters else "has no stem"))
    if not letters:
        said.append((block.line, "has no key letter behind its stem"))
    said += _key_complaints(block, letters)
    if said:
        return None, said
    options = [
        {"key": letter.lower(), "text": {"zh": text}, "correct": letter in letters}
        for _, letter, text in block.options
    ]
    if len(letters) == 1:
        return _checked(block, {"kind": "single_choice", "stem": {"zh": stem}, "options": options})
    return _checked(
        block,
        {
            "kind": "multiple_response",
            "stem": {"zh": stem},
            "options": options,
            "choose": len(letters),
        },
    )


def _option_complaints(block: _Block) -> Iterator[Complaint]:
    if len(block.options) < 2:
        yield block.line, f"needs at least two options and has {len(block.options)}"
    seen: set[str] = set()
    for line, letter, text in block.options:
        if letter in seen:
            yield line, f"has the option {letter} twice"
        if not text:
            yield line, f"has the option {letter} without text"
        seen.add(letter)


def _key_complaints(block: _Block, letters: list[str]) -> Iterator[Complaint]:
    known = {letter for _, letter, _ in block.options}
    for letter in sorted({each for each in letters if letters.count(each) > 1}):
        yield block.line, f"names {letter} twice in its key"
    for letter in sorted(set(letters) - known):
        yield block.line, f"names {letter} in its key, but has no option {letter}"
    if known and len(set(letters)) > 1 and known <= set(letters):
        yield block.line, "has no wrong option"


def _checked(block: _Block, content: dict) -> tuple[dict | None, list[Complaint]]:
    """The content with its defaults, if the bank would keep it as a draft."""
    found = proof.problems(content, kinds.Stage.DRAFT)
    if found:
        return None, [(block.line, str(each)) for each in found]
    return kinds.normalised(content), []


def _slug(content: dict) -> str:
    """From the words of stem and options, so that the same question has the same slug again."""
    words = [content["stem"], *(option.get("text", {}) for option in content["options"])]
    plain = "\n".join(" ".join(each.get(key, "").split()) for each in words for key in LANGUAGES)
    return f"notes/{hashlib.sha256(plain.encode()).hexdigest()[:12]}"


def _repeated(drafts: list[Draft]) -> Iterator[Complaint]:
    seen: dict[str, int] = {}
    for draft in drafts:
        if draft.slug in seen:
            yield draft.line, f"is the same question as in line {seen[draft.slug]}"
        seen.setdefault(draft.slug, draft.line)
