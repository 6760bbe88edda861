"""What of the console moves: the panel at its foot, the clock, and what the command line said."""

from __future__ import annotations

from collections.abc import Mapping

from labs.commands import LONGEST_LINE
from labs.console.panel import Panel, clock_of
from labs.console.talk import Exchange, asked_now, done_now, lines_of, may_repair
from labs.selectors import Standing

PANEL = ("panel", "of", "page")
IDLE = "idle"  # what was typed could not be done: there was nothing to undo or to redo
LONGEST = 200


def asked_live(query: Mapping[str, str]) -> dict[str, str]:
    """What an address asks of these: short values only."""
    most = dict.fromkeys(PANEL, LONGEST) | {"line": LONGEST_LINE, IDLE: 1}
    return {
        name: query[name]
        for name, length in most.items()
        if 0 < len(query.get(name, "")) <= length and query[name].isprintable()
    }


def still(asked: Mapping[str, str]) -> dict[str, str]:
    """What of it stays when something is done."""
    return {name: asked[name] for name in PANEL if name in asked}


def live(standing: Standing, asked: Mapping[str, str], *, language: str) -> dict[str, object]:
    """The context of the templates of panel, clock and command line."""
    return {
        "panel": Panel(standing, asked),
        "clock": clock_of(standing.site, standing.lab.actions),
        "exchange": exchange_of(standing, asked, language=language),
        "lines": lines_of(standing),
    }


def exchange_of(standing: Standing, asked: Mapping[str, str], *, language: str) -> Exchange | None:
    """The last words: a question that was typed, or the action that was just done."""
    if "line" in asked:
        return asked_now(standing, asked["line"], language=language, idle=IDLE in asked)
    last = standing.moments[-1] if standing.moments else None
    if last is None or last.action is None or asked.get("told", "") != str(last.number):
        return None
    before = standing.moments[-2].site if len(standing.moments) > 1 else standing.start
    return done_now(before, last, language=language, offers_repair=may_repair(standing))
