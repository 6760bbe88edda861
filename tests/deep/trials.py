"""A pytest plugin that tries mutants: tests are gathered once, each mutant runs them in a fork.

The file that MUTANT_TRIALS names holds the trials as JSON: the mutants' names, each with the code
of the rule that it changes, and how many run at once. Each outcome is a line on standard output:
`mutant<TAB>killed|survived<TAB>seconds of processor`.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import resource
import sys
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import pytest

KILLED, SURVIVED = "killed", "survived"
UNCHANGED, BROKEN = "", "fail"  # names to the trampolines of mutmut: no mutant; raise everywhere
MEMORY = 6 << 30
# a mutant that never ends is killed after this many times the seconds of the unchanged module
PATIENCE, LEAST_SECONDS = 5, 20
# how often a world is tried for: most rules need one or two, a mutant that breaks nothing all
FEW_TRIES = 3


@dataclass(frozen=True)
class Trial:
    """A mutant and the rule whose module it changes; what is not about a rule has no code."""

    mutant: str
    code: str


@dataclass(frozen=True)
class Plan:
    """Tests in their order, tries for each world, seconds of processor that a trial may take."""

    tests: list[pytest.Item]
    tries: int
    seconds: int


def pytest_runtestloop(session: pytest.Session) -> bool:
    if session.testsfailed:
        raise session.Interrupted("the tests could not be gathered")
    asked = json.loads(Path(os.environ["MUTANT_TRIALS"]).read_text(encoding="utf-8"))
    trials = [Trial(mutant, code) for mutant, code in asked["trials"]]
    tests = {code: _tests_of(code, session.items) for code in {one.code for one in trials}}
    tries = import_module("labs.datacenter.worlds").TRIES
    gc.collect()
    gc.freeze()
    plans = {code: _plan(code, items, tries) for code, items in sorted(tests.items())}
    running: dict[int, Trial] = {}
    for trial in trials:
        if len(running) >= asked["at_once"]:
            _finish_one(running)
        child = _forked(trial, plans[trial.code])
        running[child] = trial
    while running:
        _finish_one(running)
    return True


def _tests_of(code: str, items: list[pytest.Item]) -> list[pytest.Item]:
    """The rule's own module, what all rules are asked and names it, the rest of its family."""
    _, _, name = code.partition(".")
    own = f"/test_{name}.py::"
    of_rule = re.compile(rf"\[(.*-)?{re.escape(code)}[-\]]")
    first = [item for item in items if own in item.nodeid]
    of_all = [item for item in items if "/test_every_" in item.nodeid]
    last = [item for item in items if item not in first and item not in of_all]
    return [*first, *(item for item in of_all if of_rule.search(item.nodeid)), *last]


def _plan(code: str, items: list[pytest.Item], tries: int) -> Plan:
    """How to try a rule's mutants; SystemExit where that would prove nothing."""
    for few in (FEW_TRIES, tries):
        plan = Plan(items, few, resource.RLIM_INFINITY)
        _, status, used = os.wait4(_forked(Trial(UNCHANGED, code), plan), 0)
        if not status:
            break
    else:
        sys.exit(f"{code}: the tests fail without any mutant")
    if not os.waitpid(_forked(Trial(BROKEN, code), plan), 0)[1]:
        sys.exit(f"{code}: no test reaches what is mutated")
    return replace(plan, seconds=LEAST_SECONDS + PATIENCE * int(used.ru_utime))


def _finish_one(running: dict[int, Trial]) -> None:
    child, status, used = os.wait4(-1, 0)
    outcome = KILLED if status else SURVIVED
    seconds = used.ru_utime + used.ru_stime
    print(f"{running.pop(child).mutant}\t{outcome}\t{seconds:.2f}", flush=True)


def _forked(trial: Trial, plan: Plan) -> int:
    """Process that runs the tests against the mutant until one fails; its status 0: none did.

    Forked from one that has run no test: what tests keep in caches would hide the mutant.
    """
    child = os.fork()
    if child:
        return child
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.environ["MUTANT_UNDER_TEST"] = trial.mutant
    resource.setrlimit(resource.RLIMIT_CPU, (plan.seconds, plan.seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import_module("labs.datacenter.worlds").TRIES = plan.tries
    try:
        for item, following in zip(plan.tests, [*plan.tests[1:], None], strict=True):
            _run(item, following)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _run(item: pytest.Item, following: pytest.Item | None) -> None:
    """Raises what the test raises; no report of it is made, which takes longer than the test."""
    with contextlib.suppress(pytest.skip.Exception):
        item.ihook.pytest_runtest_setup(item=item)
        item.ihook.pytest_runtest_call(item=item)
    item.ihook.pytest_runtest_teardown(item=item, nextitem=following)
