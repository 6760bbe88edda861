"""The floors of the house: who may import whom, and that the engine stands alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_no_room_imports_from_a_floor_above_it():
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout


def test_the_top_level_holds_only_the_rooms_and_the_customary_files():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    top = {path.partition("/")[0] for path in tracked if path}

    assert top <= {
        *("manage.py", "requirements.txt", "studyguide", "quizzes", "labs", "static"),
        *("templates", "tests", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"),
        *("DECISIONS.md", "LICENSE", "Makefile", "pyproject.toml", ".ci", ".gitignore"),
        *("constraints.txt",),
    }
