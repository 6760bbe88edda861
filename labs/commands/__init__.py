"""The typed command line of a lab: what a line asks for, and how it could go on.

    migrate web-01 --host esx-02        an action: its name, then its fields
    why migrate web-01 --host esx-02    what the rules would say, without doing it
    why                                 the last refusal
    describe web-01 · list hosts · help migrate
    task · check · hint · next · repair · undo · redo · reset · finish      the run itself

A field is given by place or by name (`--host esx-02`, `--host=esx-02`, `--memory` for a truth
value, `--networks "Network adapter 1=Prod"` as often as there are pairs). A name with blanks stands
in quotation marks. No database, no language: problems are texts.
"""

from labs.commands.completing import complete, stem
from labs.commands.reading import read, refs_of
from labs.commands.spelling import typed, usage
from labs.commands.verbs import (
    ASKING,
    LISTS,
    LONGEST_LINE,
    RUNNING,
    VERBS,
    WORDS,
    Command,
    Problem,
    offered_verbs,
    verb_of,
)

__all__ = [
    "ASKING",
    "LISTS",
    "LONGEST_LINE",
    "RUNNING",
    "VERBS",
    "WORDS",
    "Command",
    "Problem",
    "complete",
    "offered_verbs",
    "read",
    "refs_of",
    "stem",
    "typed",
    "usage",
    "verb_of",
]
