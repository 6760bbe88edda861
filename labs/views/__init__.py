"""Pages of labs, runs and rules."""

from labs.views.catalogue import index, lab
from labs.views.console import act, finish, hint, redo, reset, run, undo
from labs.views.judge import judge
from labs.views.results import replay, result
from labs.views.rule import rule
from labs.views.rules import not_modelled, rules, schema

__all__ = [
    "act",
    "finish",
    "hint",
    "index",
    "judge",
    "lab",
    "not_modelled",
    "redo",
    "replay",
    "reset",
    "result",
    "rule",
    "rules",
    "run",
    "schema",
    "undo",
]
