"""Why a key stands or falls, in a sentence for each option and cause."""

from __future__ import annotations

from collections.abc import Callable

from quizzes.proof.outcome import Cell, Row
from studyguide.text import Text


def each_once(say: Callable[[Cell], Text], cells: list[tuple[Row, Cell]]) -> tuple[Text, ...]:
    """One sentence for each option and cause, naming all releases it is true of."""
    releases: dict[tuple[str, Text], list[str]] = {}
    for row, cell in cells:
        releases.setdefault((row.option, say(cell)), []).append(cell.release)
    return tuple(
        Text(
            zh=f"{_named(where, 'zh')}：选项{option}{cause.zh}",
            en=f"{_named(where, 'en')}: option {option} {cause.en}",
        )
        for (option, cause), where in releases.items()
    )


def _named(releases: list[str], language: str) -> str:
    notes = {"zh": "笔记", "en": "notes"}[language]
    shown = [notes if release == "notes" else release for release in releases]
    return ("、" if language == "zh" else ", ").join(shown)


def trouble(cell: Cell) -> Text:
    return cell.judgement.trouble


def objection(cell: Cell) -> Text:
    by = _by_rules(cell)
    if cell.is_key:
        return Text(zh=f"是答案，但主张不成立{by.zh}", en=f"is keyed, but its claim fails{by.en}")
    return Text(zh=f"不是答案，但主张成立{by.zh}", en=f"is not keyed, but its claim holds{by.en}")


def _by_rules(cell: Cell) -> Text:
    errors = [line for line in cell.judgement.lines if line.severity == "error"]
    if errors:
        shown = ", ".join(dict.fromkeys(f"{line.code} ({line.fault})" for line in errors))
        return Text(zh=f"：被拒绝，{shown}", en=f": refused by {shown}")
    if cell.judgement.verdict == "allowed":
        return Text(zh="：操作被允许", en=": the action is allowed")
    return Text(zh="", en="")


def weakness(cell: Cell) -> Text:
    codes = ", ".join(
        dict.fromkeys(line.code for line in cell.judgement.lines if not line.verified)
    )
    return Text(zh=f"依据未核实的规则{codes}", en=f"rests on an unverified rule {codes}".rstrip())
