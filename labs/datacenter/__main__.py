"""The command line: JSON in and out, byte for byte the same everywhere; no logic of its own.

Exit 0: done. 1: refused, or no such world or plan. 2: problems with the input, printed as JSON.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from labs.datacenter import verbs
from labs.datacenter.actions import Action
from labs.datacenter.goals import read_goals
from labs.datacenter.inventory.problem import Problem, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.planner import By
from labs.datacenter.releases import DEFAULT, RELEASES
from labs.datacenter.rule import KINDS
from labs.datacenter.rules import RULES
from labs.datacenter.text import LANGUAGES
from labs.datacenter.wire.codec import LARGEST
from labs.datacenter.wire.read import read_action, read_actions, read_site
from labs.datacenter.wire.schema.examples import EXAMPLES
from labs.datacenter.wire.write import problems_json, text_of

STANDARD_INPUT = "-"
MOST_BYTES = 256 * 1024 * 1024  # five times a site of 40,000 machines with every field written

_EXAMPLES = """\
examples:
  python -m labs.datacenter schema --example site > site.json
  python -m labs.datacenter schema --example actions > actions.json
  python -m labs.datacenter check site.json --action '{"type":"PowerOn","vm":"old-01"}'
  python -m labs.datacenter apply site.json actions.json
  python -m labs.datacenter advance site.json --minutes 30
  python -m labs.datacenter report site.json --release 6.7
  python -m labs.datacenter plan site.json goals.json --by downtime
  python -m labs.datacenter matrix --release notes --markdown
  python -m labs.datacenter rules --release 8.0
  python -m labs.datacenter generate --rule network.internal_switch --type VMO --seed 7

A file named - is standard input. --release judges by another release than the site's own.
Exit 0: done. 1: refused, or no such world or plan. 2: problems with the input, printed as JSON.
"""


class InputError(Exception):
    """The input has problems; they are printed instead of an answer."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems


class Parser(argparse.ArgumentParser):
    """Tells what is wrong with the command as it tells what is wrong with a file."""

    def error(self, message: str) -> NoReturn:
        said = "命令有误：{message}", "the command is wrong: {message}"
        raise InputError([problem("", *said, message=message)])

    def _print_message(self, message: str, file: object = None) -> None:
        _print(message)


# input


def _bytes_of(path: str) -> bytes:
    try:
        if path == STANDARD_INPUT:
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with open(path, "rb") as file:
                data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError, AttributeError):  # standard input may be closed, and is then None
        unreadable = problem("", "无法读取文件{path}", 'cannot read the file "{path}"', path=path)
        raise InputError([unreadable]) from None
    if len(data) > MOST_BYTES:
        said = "超过{most}字节", "has more than {most} bytes"
        raise InputError([problem("", *said, most=MOST_BYTES)])
    return data


def _site(asked: argparse.Namespace) -> Site:
    site, problems = read_site(_bytes_of(asked.site))
    if site is None:
        raise InputError(problems)
    return site.with_release(asked.release) if asked.release else site


def _action(asked: argparse.Namespace) -> Action:
    _not_both_from_standard_input(asked.site, asked.action)
    text = _bytes_of(asked.action) if asked.action == STANDARD_INPUT else asked.action
    action, problems = read_action(text)
    if action is None:
        raise InputError(problems)
    return action


def _actions(asked: argparse.Namespace) -> tuple[Action, ...]:
    _not_both_from_standard_input(asked.site, asked.actions)
    actions, problems = read_actions(_bytes_of(asked.actions))
    if actions is None:
        raise InputError(problems)
    return actions


def _not_both_from_standard_input(*paths: str) -> None:
    if paths == (STANDARD_INPUT, STANDARD_INPUT):
        said = "标准输入只能读取一次", "standard input can be read only once"
        raise InputError([problem("", *said)])


# verbs


def check(asked: argparse.Namespace) -> verbs.Answer:
    action = _action(asked)
    return verbs.check(_site(asked), action, with_repair=asked.repair)


def apply_all(asked: argparse.Namespace) -> verbs.Answer:
    actions = _actions(asked)
    return verbs.apply_all(_site(asked), actions)


def advance(asked: argparse.Namespace) -> verbs.Answer:
    return verbs.advance(_site(asked), minutes=asked.minutes, seconds=asked.seconds)


def plan_way(asked: argparse.Namespace) -> verbs.Answer:
    _not_both_from_standard_input(asked.site, asked.goals)
    goals, problems = read_goals(_bytes_of(asked.goals))
    if goals is None:
        raise InputError(problems)
    return verbs.plan_way(_site(asked), goals, By(asked.by))


def report_figures(asked: argparse.Namespace) -> verbs.Answer:
    return verbs.report_figures(_site(asked))


def print_matrix(asked: argparse.Namespace) -> verbs.Answer:
    return verbs.print_matrix(asked.release, as_markdown=asked.markdown, all_kinds=asked.all_kinds)


def rules(asked: argparse.Namespace) -> verbs.Answer:
    return verbs.rules(asked.release or DEFAULT)


def generate(asked: argparse.Namespace) -> verbs.Answer:
    release = asked.release or DEFAULT
    return verbs.generate(asked.rule, asked.type, release=release, seed=asked.seed)


def schema(asked: argparse.Namespace) -> verbs.Answer:
    if asked.example:
        return verbs.example(asked.example)
    form = "markdown" if asked.markdown else "json-schema" if asked.json_schema else "json"
    return verbs.schema(form=form, language=asked.language)


# the command


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST))):
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to {LARGEST}")
    return int(text)


class _Verbs:
    """Adds verbs to the parser, each with what most of them share."""

    def __init__(self, parser: Parser) -> None:
        self.added = parser.add_subparsers(required=True, metavar="verb", dest="verb")

    def add(
        self,
        name: str,
        run: Callable[[argparse.Namespace], verbs.Answer],
        text: str,
        *,
        example: str,
        site: bool = False,
        releases: Sequence[str] = RELEASES,
    ) -> argparse.ArgumentParser:
        parser = self.added.add_parser(
            name,
            help=text,
            description=f"{text[0].upper()}{text[1:]}.",
            epilog=f"example:\n  python -m labs.datacenter {example}\n",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        parser.set_defaults(run=run)
        if site:
            parser.add_argument("site", help="file with a site, - for standard input")
        if releases:
            parser.add_argument("--release", choices=releases, help="instead of the site's own")
        return parser


def _parser() -> Parser:
    parser = Parser(
        prog="python -m labs.datacenter",
        description="A simulated vSphere datacenter: ask what a request would meet, and act.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = _Verbs(parser).add
    asked = add(
        "check",
        check,
        "print the report on one request",
        example="""check site.json --action '{"type":"PowerOn","vm":"old-01"}' --repair""",
        site=True,
    )
    asked.add_argument("--action", required=True, help="the request as JSON, - for standard input")
    asked.add_argument("--repair", action="store_true", help="add a repair and other targets")
    acted = add(
        "apply",
        apply_all,
        "carry requests out, up to the first that is refused",
        example="apply site.json actions.json",
        site=True,
    )
    acted.add_argument("actions", help="file with a list of requests, - for standard input")
    passing = add(
        "advance",
        advance,
        "let time pass, and print what falls due",
        example="advance site.json --minutes 30",
        site=True,
    )
    passing.add_argument("--minutes", type=_number, default=0, help="how many minutes pass")
    passing.add_argument("--seconds", type=_number, default=0, help="and how many seconds")
    planned = add(
        "plan",
        plan_way,
        "print the cheapest way from a site to goals",
        example="plan site.json goals.json --by downtime",
        site=True,
    )
    planned.add_argument("goals", help="file with a list of goals, - for standard input")
    planned.add_argument("--by", choices=tuple(By), default=By.ACTIONS, help="what to save first")
    add(
        "report",
        report_figures,
        "print every derived figure and standing warning of a site",
        example="report site.json --release 8.0",
        site=True,
    )
    table = add(
        "matrix",
        print_matrix,
        "print rule by migration type by release",
        example="matrix --release 8.0 --markdown",
        releases=(*RELEASES, "all"),
    )
    table.add_argument("--markdown", action="store_true", help="a table instead of JSON")
    table.add_argument("--all-kinds", action="store_true", help="every kind of action")
    add("rules", rules, "print every rule", example="rules --release 8.0")
    made = add(
        "generate",
        generate,
        "print a site and a request on which one rule alone speaks",
        example="generate --rule cpu.vendor_differs --type VMO --release 7.0 --seed 3",
    )
    made.add_argument("--rule", required=True, choices=sorted(RULES), metavar="CODE")
    made.add_argument("--type", required=True, choices=KINDS, metavar="KIND")
    made.add_argument("--seed", type=_number, default=0, help="another number, another world")
    told = add(
        "schema",
        schema,
        "print the format of sites, requests, goals and reports, with examples",
        example="schema --example site",
        releases=(),
    )
    form = told.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="a page instead of JSON")
    form.add_argument("--json-schema", action="store_true", help="JSON Schema, draft 2020-12")
    form.add_argument("--example", choices=EXAMPLES, help="one of the examples alone")
    told.add_argument("--language", choices=sorted(LANGUAGES), default="en", help="of the page")
    return parser


def _print(text: str) -> bool:
    """Whether the text arrived: not when the reader is gone or nothing can be written."""
    if sys.stdout is None:
        return False
    try:
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    except OSError as error:
        sys.stdout = None  # or the interpreter would try, and complain, once more at its end
        return isinstance(error, BrokenPipeError)  # a reader that has seen enough is no problem
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    try:
        asked = _parser().parse_args(arguments)
        answer, code = asked.run(asked)
    except InputError as error:
        answer, code = problems_json(error.problems), verbs.PROBLEMS
    arrived = _print(answer if isinstance(answer, str) else text_of(answer))
    return code if arrived else verbs.PROBLEMS


if __name__ == "__main__":
    sys.exit(main())
