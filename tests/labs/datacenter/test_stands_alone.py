from __future__ import annotations

import ast
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.worlds import legal_site, world

ENGINE = Path(__file__).parents[3] / "labs" / "datacenter"
MODULES = sorted(ENGINE.rglob("*.py"))
ROOM = "labs.datacenter"
DIGESTS = [
    "36b68db06d9d345d",
    "26695831d90dffc9",
    "78e18f25de162a44",
    "755c07a7c837ec90",
    "69ca82c6116f8472",
]
CLOCK_AND_MACHINE = {"time", "os", "datetime", "socket", "pathlib", "subprocess", "secrets"}


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            yield node.module


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 60


def test_imports_the_standard_library_and_itself_alone():
    trespasses = [
        f"{path.relative_to(ENGINE)} imports {name}"
        for path in MODULES
        for name in imports_of(path)
        if not name.startswith(ROOM) and name.partition(".")[0] not in sys.stdlib_module_names
    ]

    assert trespasses == []


def test_asks_no_clock_and_no_machine():
    trespasses = [
        f"{path.relative_to(ENGINE)} imports {name}"
        for path in MODULES
        for name in imports_of(path)
        if name.partition(".")[0] in CLOCK_AND_MACHINE
    ]

    assert trespasses == []


def test_takes_chance_from_one_seeded_place():
    users = [path.name for path in MODULES if "random" in set(imports_of(path))]

    assert users == ["chance.py"]
    tree = ast.parse((ENGINE / "chance.py").read_text(encoding="utf-8"))
    names = [
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "random"
        for name in node.names
    ]
    assert names == ["Random"]


def test_opens_files_in_the_command_line_alone():
    users = [
        path.name
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("open", "print", "input")
    ]

    assert users == ["__main__.py"]


def test_runs_from_a_copy_without_any_package(tmp_path):
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ENGINE, tmp_path / "labs" / "datacenter", ignore=ignored)
    (tmp_path / "labs" / "__init__.py").touch()

    done = subprocess.run(
        [sys.executable, "-S", "-I", "-c", _RUN.format(path=str(tmp_path))],
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(b"| rule (8.0)")


_RUN = """
import sys
sys.path.insert(0, {path!r})
from labs.datacenter.__main__ import main
sys.exit(main(["matrix", "--markdown", "--release", "8.0"]))
"""


def digest(value):
    return hashlib.sha256(text_of(value).encode()).hexdigest()[:16]


@pytest.mark.parametrize(("seed", "expected"), list(enumerate(DIGESTS)))
def test_a_seed_gives_the_same_site_on_every_machine(seed, expected):
    assert digest(site_json(legal_site(seed))) == expected


def test_a_seed_gives_the_same_world_every_time():
    first, second = (world("cpu.vendor_differs", "VMO", seed=3) for _ in range(2))

    assert first == second
    assert digest(action_json(first.action)) == digest(action_json(second.action))
    assert world("cpu.vendor_differs", "VMO", seed=4).site != first.site
