"""Mutation testing of the engine's rules and numbers, each family with its own tests only.

    python tests/deep/mutate.py                 every family, then the numbers
    python tests/deep/mutate.py vmotion space   these
    python tests/deep/mutate.py --again space   only what survived when it was last tried

A mutant that no test notices must be explained in `survivors.txt`. Class attributes are not
mutated; the test of the matrix guards them. What was tried is kept in `.mutants/` and not tried
again while neither the engine nor those tests change, so that a run that was stopped goes on
where it was. Exit 1: something survives without a reason.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents

ROOT = Path(__file__).resolve().parents[2]
ENGINE = Path("labs/datacenter")
TESTS = Path("tests/labs/datacenter")
EXPLAINED = Path(__file__).with_name("survivors.txt")
KEPT = ROOT / ".mutants"
NUMBERS = "numbers"
SHARED = ("conftest.py", "shrinking.py", "every_list.py")
OF_ALL = ("test_every_rule.py", "test_every_finding.py")
TOLD_EVERY_S = 15

Told = tuple[str, str, float]  # a mutant's name, killed or survived, seconds of processor

PROJECT = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = "--import-mode=importlib"
markers = ["deep: takes long"]

[tool.mutmut]
source_paths = ["labs"]
"""


@dataclass(frozen=True, order=True)
class Change:
    """A change to one module: the lines it takes out and puts in.

    Named by these, not by its number, which moves with every edit.
    """

    module: str
    lines: str

    def __str__(self) -> str:
        return f"{self.module}\n{self.lines}"


@dataclass(frozen=True)
class Mutant:
    """`name` is what mutmut's trampolines listen to; `code` is the rule's, "" for numbers."""

    name: str
    code: str
    change: Change


def families() -> list[str]:
    """Families of rules that have tests of their own, and the numbers."""
    rules = sorted(path.name for path in (ROOT / TESTS / "rules").iterdir() if path.is_dir())
    found = [name for name in rules if (ROOT / ENGINE / "rules" / name).is_dir()]
    return [*found, *([NUMBERS] if (ROOT / ENGINE / NUMBERS).is_dir() else [])]


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutation testing of rules and numbers.")
    parser.add_argument("families", nargs="*", help="default: all")
    parser.add_argument("--again", action="store_true", help="only what survived last time")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, metavar="N")
    asked = parser.parse_args()
    unknown = sorted(set(asked.families) - set(families()))
    if unknown:
        print(f"There are no such families: {', '.join(unknown)}")
        return 2
    explained = dict(_explained(EXPLAINED.read_text(encoding="utf-8")))
    wanted = asked.families or families()
    unexplained = [
        one for name in wanted for one in _judge(name, explained, asked.again, asked.at_once)
    ]
    print(f"{len(unexplained)} survive without a reason")
    return 1 if unexplained else 0


def _judge(family: str, explained: dict[Change, str], again: bool, at_once: int) -> list[Change]:
    """The family's survivors without a reason, printed; reasons that nothing needs are told too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copy(folder, family)
        digest = _digest(folder)
        with contextlib.chdir(folder):  # where mutmut looks for its settings
            mutants = list(_mutated(folder, family))
        outcomes = _outcomes(folder, family, mutants, digest, again, at_once)
    survivors = sorted({one.change for one in mutants if outcomes[one.name] == "survived"})
    unexplained = [one for one in survivors if one not in explained]
    print(
        f"== {family}: {len(mutants)} mutants, {len(survivors)} survive, "
        f"{len(unexplained)} of them without a reason"
    )
    for one in unexplained:
        print(one, end="\n\n")
    for one in explained:
        if one.module.startswith(f"{_mutated_folder(family)}/") and one not in survivors:
            print(f"no longer survives, take it out of {EXPLAINED.name}:\n{one}\n")
    return unexplained


def _mutated_folder(family: str) -> Path:
    return ENGINE / (NUMBERS if family == NUMBERS else f"rules/{family}")


def _own_tests(family: str) -> Path:
    return TESTS / (NUMBERS if family == NUMBERS else f"rules/{family}")


def _tests(family: str) -> list[Path]:
    of_all = [] if family == NUMBERS else [TESTS / "rules" / name for name in OF_ALL]
    return [_own_tests(family), *of_all]


def _copy(folder: Path, family: str) -> None:
    """Put the engine, the family's tests and what they share there; nothing of the site.

    Outside of this project, whose own settings the tests would find.
    """
    ignored = shutil.ignore_patterns("__pycache__")
    for tree in (ENGINE, _own_tests(family)):
        shutil.copytree(ROOT / tree, folder / tree, ignore=ignored)
    (folder / "labs" / "__init__.py").touch()
    for path in [*(TESTS / name for name in SHARED), *_tests(family)[1:]]:
        shutil.copy(ROOT / path, folder / path)
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")


def _digest(folder: Path) -> str:
    """Of every file that a trial depends on."""
    found = hashlib.sha256(sys.version.encode())
    found.update(Path(__file__).with_name("trials.py").read_bytes())
    for path in sorted(folder.rglob("*.*")):
        if path.is_file():
            found.update(str(path.relative_to(folder)).encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def _mutated(folder: Path, family: str) -> Iterator[Mutant]:
    """Put all mutants into the family's modules, where a name chooses between them."""
    for path in sorted((folder / _mutated_folder(family)).glob("*.py")):
        module = path.relative_to(folder)
        mutated = mutate_file_contents(str(module), path.read_text(encoding="utf-8"))
        path.write_text(mutated.code, encoding="utf-8")
        code = "" if family == NUMBERS else f"{family}.{path.stem}"
        for name in mutated.mutant_names:
            full = ".".join((*module.with_suffix("").parts, name))
            yield Mutant(full, code, _change(str(module), name, mutated))


def _change(module: str, name: str, mutated: MutatedFile) -> Change:
    """What tells the mutant from the function as it is, which stands beside it."""
    unchanged = re.sub(r"__mutmut_\d+$", "__mutmut_orig", name)
    before, after = (
        [line.replace(one, "").strip() for line in _lines_of(one, mutated)]
        for one in (unchanged, name)
    )
    shown = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    return Change(module, "\n".join(f"{one[0]} {one[1:]}" for one in shown if one[0] in "-+"))


def _lines_of(name: str, mutated: MutatedFile) -> list[str]:
    span = mutated.line_span_by_function_name[name]
    return mutated.code.splitlines()[span.start - 1 : span.end]


def _outcomes(
    folder: Path, family: str, mutants: list[Mutant], digest: str, again: bool, at_once: int
) -> dict[str, str]:
    """killed or survived, for each mutant's name: as kept, or tried now."""
    log = KEPT / f"{family}.jsonl"
    of, kept = _kept(log)
    if again:
        kept = {change: outcome for change, outcome in kept.items() if outcome != "survived"}
    elif of != digest:
        kept = {}
    known = {one.name: kept[str(one.change)] for one in mutants if str(one.change) in kept}
    trials = [one for one in mutants if one.name not in known]
    changes = {one.name: str(one.change) for one in mutants}
    KEPT.mkdir(exist_ok=True)
    with log.open("w", encoding="utf-8", buffering=1) as lines:
        print(json.dumps(digest), file=lines)
        for name, outcome in known.items():
            print(json.dumps([changes[name], outcome, 0]), file=lines)
        for name, outcome, seconds in _tried(folder, family, trials, at_once):
            known[name] = outcome
            print(json.dumps([changes[name], outcome, seconds]), file=lines)
    return known


def _kept(log: Path) -> tuple[str, dict[str, str]]:
    """Of which files the outcomes are, and the outcome of each change."""
    if not log.is_file():
        return "", {}
    digest, *outcomes = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    return digest, {change: outcome for change, outcome, _ in outcomes}


def _tried(folder: Path, family: str, trials: list[Mutant], at_once: int) -> Iterator[Told]:
    if not trials:
        return
    asked = {"trials": [[one.name, one.code] for one in trials], "at_once": at_once}
    (folder / "trials.json").write_text(json.dumps(asked), encoding="utf-8")
    # nobody reads what fails, and nothing of the project's other plugins is needed
    options = ["-s", "-p", "trials", "-p", "no:cacheprovider", "--assert=plain"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parent),
        "MUTANT_TRIALS": str(folder / "trials.json"),
        "MUTANT_UNDER_TEST": "",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, *map(str, _tests(family))],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        yield from _heard(family, process, len(trials))


def _heard(family: str, process: subprocess.Popen, count: int) -> Iterator[Told]:
    """What the trials say, with a line on their progress now and then."""
    began = told = time.monotonic()
    other: list[str] = []
    done = survive = 0
    for line in process.stdout:
        name, *rest = line.rstrip("\n").split("\t")
        if len(rest) != 2:
            other.append(line)
            continue
        done += 1
        survive += rest[0] == "survived"
        yield name, rest[0], float(rest[1])
        if time.monotonic() - told > TOLD_EVERY_S or done == count:
            told = time.monotonic()
            print(
                f"   {family}: {done} of {count} tried in {told - began:.0f} s, {survive} survive",
                flush=True,
            )
    if done < count:
        raise SystemExit(f"{family} could not be tried:\n{''.join(other)[-3000:]}")


def _explained(text: str) -> Iterator[tuple[Change, str]]:
    """Blocks of a module, the lines that change, and "because …"; # begins a comment."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    for block in re.split(r"\n\s*\n", "\n".join(lines).strip()):
        if not block:
            continue
        module, *rest = block.splitlines()
        change = [line for line in rest if line.startswith(("- ", "+ "))]
        reason = " ".join(line for line in rest if line not in change)
        if not reason.startswith("because "):
            raise SystemExit(f"{EXPLAINED.name}: no reason is given for\n{block}")
        yield Change(module, "\n".join(change)), reason


if __name__ == "__main__":
    sys.exit(main())
