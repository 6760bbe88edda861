"""Pages of labs, runs and rules."""

from labs.views.catalogue import index, lab
from labs.views.commandline import complete, type_line
from labs.views.console import act, branch, finish, hint, redo, reset, run, undo
from labs.views.judge import judge
from labs.views.passages import passage
from labs.views.results import replay, result
from labs.views.rule import rule
from labs.views.rules import not_modelled, rules, schema
from labs.views.sandbox import free_play, remove
from labs.views.settling import claims, export_file, settle
from labs.views.shared import open_shared, shared_replay
from labs.views.sharing import (
    actions_json,
    figures_json,
    share,
    site_json,
    unshare,
)
from labs.views.verdicts import verdict, verdicts

__all__ = [
    "act",
    "actions_json",
    "branch",
    "claims",
    "complete",
    "export_file",
    "figures_json",
    "finish",
    "free_play",
    "hint",
    "index",
    "judge",
    "lab",
    "not_modelled",
    "open_shared",
    "passage",
    "redo",
    "remove",
    "replay",
    "reset",
    "result",
    "rule",
    "rules",
    "run",
    "schema",
    "settle",
    "share",
    "shared_replay",
    "site_json",
    "type_line",
    "undo",
    "unshare",
    "verdict",
    "verdicts",
]
