"""What can be typed: the verbs of a lab, and what a line turns out to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from labs.datacenter.actions import ACTIONS, Action
from labs.datacenter.inventory.site import KINDS
from labs.datacenter.text import Text

LONGEST_LINE = 500
ASKING = ("describe", "help", "list", "why")
# about the run, no words
RUNNING = ("check", "finish", "hint", "next", "redo", "repair", "reset", "task", "undo")
WORDS = tuple(sorted((*ASKING, *RUNNING)))
TABLES = {table: kind for kind, (_, table) in KINDS.items()}
LISTS = tuple(sorted((*TABLES, "alarms", "events", "networks", "switches", "warnings")))


@dataclass(frozen=True, kw_only=True)
class Command:
    """What a line asks for. `do`: act, or one of `WORDS`; `name` is what it is about.

    `why` without an action asks about the last one that was refused.
    """

    do: str
    action: Action | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a line is no command; `says` has its facts filled in. `instead`: what was meant."""

    says: Text
    instead: tuple[str, ...] = ()


def verb_of(action: type[Action]) -> str:
    """How an action is typed: `TakeSnapshot` is take-snapshot."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", action.__name__).lower()


VERBS: dict[str, type[Action]] = {verb_of(action): action for action in ACTIONS.values()}


def offered_verbs(allowed: Sequence[str]) -> tuple[str, ...]:
    """The verbs of these kinds of action, in alphabetical order."""
    return tuple(sorted(verb_of(ACTIONS[name]) for name in allowed if name in ACTIONS))


def problem(zh: str, en: str, /, *, instead: Sequence[str] = (), **facts: object) -> Problem:
    shown = {name: str(fact) for name, fact in facts.items()}
    filled = (text.format_map(shown).replace("{", "{{").replace("}", "}}") for text in (zh, en))
    zh, en = filled
    return Problem(says=Text(zh=zh, en=en), instead=tuple(instead))
