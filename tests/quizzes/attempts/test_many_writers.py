"""Several pages of one learner write at the same moment, in a real database file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_storms_of_starts_saves_and_hand_ins_leave_one_attempt_and_the_newest_answer(tmp_path):
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("many_writers.py")],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{tmp_path}/storm.sqlite3",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout.splitlines()[-1]) == {
        "attempts": 1,
        "key": [3, 11],
        "picked": ["d"],
        "evidence": 1,
        "scores": ["0"],
    }
