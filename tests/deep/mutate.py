"""Mutation testing of the engine's rules and numbers, each family with its own tests only.

    python tests/deep/mutate.py                 every family, then the numbers
    python tests/deep/mutate.py vmotion space   these

A mutant that no test notices must be explained in `survivors.txt`. Class attributes are not
mutated; the test of the matrix guards them. Exit 1: something survives without a reason.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = Path("labs/datacenter")
TESTS = Path("tests/labs/datacenter")
EXPLAINED = Path(__file__).with_name("survivors.txt")

PROJECT = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = "--import-mode=importlib -p no:cacheprovider"
markers = ["deep: takes long"]

[tool.mutmut]
source_paths = ["labs"]
only_mutate = ["{mutated}"]
pytest_add_cli_args_test_selection = {selection}
# a process forked after the tests ran would find their cached worlds and not ask again
process_isolation = "forkserver"
timeout_constant = 20.0
use_git_change_detection = false
track_dependencies = false
"""


@dataclass(frozen=True, order=True)
class Survivor:
    """A change to one module that no test notices: the lines it takes out and puts in."""

    module: str
    change: str

    def __str__(self) -> str:
        return f"{self.module}\n{self.change}"


def families() -> list[str]:
    """Families of rules that have tests of their own, and the numbers."""
    rules = sorted(path.name for path in (ROOT / TESTS / "rules").iterdir() if path.is_dir())
    found = [name for name in rules if (ROOT / ENGINE / "rules" / name).is_dir()]
    return [*found, *(["numbers"] if (ROOT / ENGINE / "numbers").is_dir() else [])]


def main(wanted: list[str]) -> int:
    unknown = sorted(set(wanted) - set(families()))
    if unknown:
        print(f"There are no such families: {', '.join(unknown)}")
        return 2
    explained = dict(_explained(EXPLAINED.read_text(encoding="utf-8")))
    unexplained = [one for name in wanted or families() for one in _judge(name, explained)]
    print(f"{len(unexplained)} survive without a reason")
    return 1 if unexplained else 0


def _judge(family: str, explained: dict[Survivor, str]) -> list[Survivor]:
    """The family's survivors without a reason, printed; reasons that nothing needs are told too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder, family)
        done = subprocess.run(
            _mutmut("run"), cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(
                f"{family} could not be mutated:\n{(done.stdout + done.stderr)[-2000:]}"
            )
        survivors = sorted(set(_survivors(folder)))
    unexplained = [one for one in survivors if one not in explained]
    print(f"== {family}: {len(survivors)} survive, {len(unexplained)} of them without a reason")
    for one in unexplained:
        print(one, end="\n\n")
    mutated = _mutated(family).rsplit("/", 1)[0]
    for one in explained:
        if one.module.startswith(mutated) and one not in survivors:
            print(f"no longer survives, take it out of {EXPLAINED.name}:\n{one}\n")
    return unexplained


def _mutated(family: str) -> str:
    return str(ENGINE / ("numbers" if family == "numbers" else f"rules/{family}") / "*.py")


def _prepare(folder: Path, family: str) -> None:
    """Put the engine, the family's tests and what they share there; nothing of the site.

    Outside of this project, whose own settings the tests would find.
    """
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / ENGINE, folder / ENGINE, ignore=ignored)
    (folder / "labs" / "__init__.py").touch()
    own = TESTS / "numbers" if family == "numbers" else TESTS / "rules" / family
    shutil.copytree(ROOT / own, folder / own, ignore=ignored)
    shared = [TESTS / name for name in ("conftest.py", "shrinking.py", "every_list.py")]
    selection = [str(own)]
    if family != "numbers":
        of_all = [TESTS / "rules" / f"test_every_{what}.py" for what in ("rule", "finding")]
        shared += of_all
        selection += [*map(str, of_all), "-k", family]
    for path in shared:
        shutil.copy(ROOT / path, folder / path)
    project = PROJECT.format(mutated=_mutated(family), selection=selection)
    (folder / "pyproject.toml").write_text(project, encoding="utf-8")


def _mutmut(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mutmut", *arguments]


def _survivors(folder: Path) -> Iterator[Survivor]:
    for line in _told(folder, "results").splitlines():
        name, _, state = line.strip().partition(": ")
        if state in ("survived", "no tests", "suspicious"):
            yield _survivor(name, _told(folder, "show", name))


def _told(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        _mutmut(*arguments), cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def _survivor(name: str, shown: str) -> Survivor:
    """Named by what changes, not by its number, which moves with every edit."""
    lines = [line for line in shown.splitlines() if re.match(r"[-+](?![-+]{2} )", line)]
    changed = (f"{line[0]} {line[1:].strip()}" for line in lines)
    module = re.sub(r"\.x[_ǁ].*", "", name).replace(".", "/") + ".py"
    return Survivor(module, "\n".join(changed))


def _explained(text: str) -> Iterator[tuple[Survivor, str]]:
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
        yield Survivor(module, "\n".join(change)), reason


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
