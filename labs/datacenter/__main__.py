"""The command line: JSON in and out, byte for byte the same everywhere; no logic of its own.

Exit 0: done. 1: refused, or no such world. 2: problems with the input, printed as JSON.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from labs.datacenter.apply import replay
from labs.datacenter.figures import figures
from labs.datacenter.inventory.problem import Problem, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.matrix import markdown, matrix
from labs.datacenter.releases import DEFAULT, RELEASES
from labs.datacenter.repair import alternatives, repair
from labs.datacenter.report import report
from labs.datacenter.rule import KINDS, MIGRATIONS, Rule
from labs.datacenter.rules import ALL_RULES, RULES
from labs.datacenter.wire.read import read_action, read_actions, read_site
from labs.datacenter.wire.write import (
    action_json,
    problems_json,
    repair_json,
    report_json,
    site_json,
    text_of,
)
from labs.datacenter.worlds import world

DONE, REFUSED, PROBLEMS = 0, 1, 2


class InputError(Exception):
    """The input has problems; they are printed instead of an answer."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems


def _bytes_of(path: str) -> bytes:
    try:
        if path == "-":
            return sys.stdin.buffer.read()
        with open(path, "rb") as file:
            return file.read()
    except (OSError, ValueError):
        unreadable = problem("", "无法读取文件{path}", 'cannot read the file "{path}"', path=path)
        raise InputError([unreadable]) from None


def _site(arguments: argparse.Namespace) -> Site:
    site, problems = read_site(_bytes_of(arguments.site))
    if site is None:
        raise InputError(problems)
    return site.with_release(arguments.release) if arguments.release else site


def check(arguments: argparse.Namespace) -> tuple[object, int]:
    site = _site(arguments)
    action, problems = read_action(arguments.action)
    if action is None:
        raise InputError(problems)
    told = report(site, action)
    answer = report_json(told)
    if arguments.repair:
        answer["repair"] = repair_json(repair(site, action))
        answer["alternatives"] = [action_json(other) for other in alternatives(site, action)]
    return answer, DONE if told.is_allowed else REFUSED


def apply_all(arguments: argparse.Namespace) -> tuple[object, int]:
    """Stops at the first refusal: what stands behind it may rest on what was refused."""
    site = _site(arguments)
    actions, problems = read_actions(_bytes_of(arguments.actions))
    if actions is None:
        raise InputError(problems)
    events: list[object] = []
    reports: list[object] = []
    for action in actions:
        (step,) = replay(site, (action,))
        reports.append(report_json(step.report))
        events += [event.as_json() for event in step.events]
        site = step.site
        if not step.accepted:
            break
    refused = bool(reports) and reports[-1]["verdict"] == "refused"
    answer = {"site": site_json(site), "events": events, "reports": reports}
    return answer, REFUSED if refused else DONE


def report_figures(arguments: argparse.Namespace) -> tuple[object, int]:
    return figures(_site(arguments)), DONE


def print_matrix(arguments: argparse.Namespace) -> tuple[object, int]:
    releases = RELEASES if arguments.release in (None, "all") else (arguments.release,)
    kinds = KINDS if arguments.all_kinds else MIGRATIONS
    if arguments.markdown:
        return "\n".join(markdown(release, kinds=kinds) for release in releases), DONE
    return {
        release: {row.code: row.levels for row in matrix(release, kinds=kinds)}
        for release in releases
    }, DONE


def rules(arguments: argparse.Namespace) -> tuple[object, int]:
    release = arguments.release or DEFAULT
    return {"release": release, "rules": [_rule_json(rule, release) for rule in ALL_RULES]}, DONE


def _rule_json(rule: Rule, release: str) -> dict[str, object]:
    levels = {kind: rule.level(kind, release) for kind in KINDS}
    return {
        "code": rule.code,
        "fault": rule.fault_in(release),
        "asks": {kind: level for kind, level in levels.items() if level},
        "source": rule.source.text,
        "mark": rule.source.mark,
        "unverified_in": list(rule.source.unverified_in),
        "says": {"en": rule.says.en, "zh": rule.says.zh},
        "hint": {"en": rule.hint.en, "zh": rule.hint.zh},
    }


def generate(arguments: argparse.Namespace) -> tuple[object, int]:
    release = arguments.release or DEFAULT
    try:
        made = world(arguments.rule, arguments.type, release=release, seed=arguments.seed)
    except LookupError:
        none = problem(
            "",
            "在{release}中没有规则{rule}针对{type}的站点",
            "under {release} there is no world for the rule {rule} and {type}",
            release=release,
            rule=arguments.rule,
            type=arguments.type,
        )
        return problems_json([none]), REFUSED
    return {
        "site": site_json(made.site),
        "action": action_json(made.action),
        "expected": made.finding.as_json(),
    }, DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m labs.datacenter", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="verb")

    def verb(name: str, run: object, text: str, *, site: bool = False) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        if site:
            added.add_argument("site", help="file with a site, - for standard input")
        choices = (*RELEASES, "all") if name == "matrix" else RELEASES
        added.add_argument("--release", choices=choices, help="instead of the site's own")
        return added

    asked = verb("check", check, "print the report on one action", site=True)
    asked.add_argument("--action", required=True, help="the action as JSON")
    asked.add_argument("--repair", action="store_true", help="add a repair and other targets")
    acted = verb("apply", apply_all, "carry actions out, up to the first refusal", site=True)
    acted.add_argument("actions", help="file with a list of actions, - for standard input")
    verb("report", report_figures, "print the derived figures of a site", site=True)
    table = verb("matrix", print_matrix, "print rule by migration type by release")
    table.add_argument("--markdown", action="store_true")
    table.add_argument("--all-kinds", action="store_true", help="other actions too")
    verb("rules", rules, "print every rule")
    made = verb("generate", generate, "print a world in which one rule alone speaks")
    made.add_argument("--rule", required=True, choices=sorted(RULES), metavar="CODE")
    made.add_argument("--type", required=True, choices=KINDS, metavar="KIND")
    made.add_argument("--seed", type=int, default=0)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        answer, code = asked.run(asked)
    except InputError as error:
        answer, code = problems_json(error.problems), PROBLEMS
    text = answer if isinstance(answer, str) else text_of(answer)
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()
    return code


if __name__ == "__main__":
    sys.exit(main())
