"""A stranger's first commands: what they hear when something lacks."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def doctor(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "studyguide/doctor.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_doctor_is_silent_on_a_machine_that_lacks_nothing():
    run = doctor()

    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_the_doctor_names_a_taken_port_and_another():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        run = doctor("--port", str(port))

    assert run.returncode == 2
    assert f"Port {port} is taken" in run.stderr
    assert "make PORT=" in run.stderr


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "", "99999999999"])
def test_the_doctor_refuses_what_is_no_port(port):
    run = doctor(f"--port={port}")

    assert run.returncode == 2
    assert "PORT must be a number" in run.stderr


def test_the_doctor_runs_on_a_python_too_old_for_the_site():
    """Its text must stay readable to old versions, or it could not say that they are old."""
    source = (ROOT / "studyguide/doctor.py").read_text(encoding="utf-8")

    compile(source, "doctor.py", "exec", dont_inherit=True)
    assert ":=" not in source
    assert "match " not in source
    assert not any(mark in source for mark in ('f"', "f'"))


def test_manage_without_packages_says_what_to_run():
    run = subprocess.run(
        [sys.executable, "-S", "-I", str(ROOT / "manage.py"), "check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert run.returncode != 0
    assert "run `make run`" in run.stderr


@pytest.mark.parametrize("command", [["blueprint"], ["setrole", "lin", "learner"], ["tidy"]])
def test_a_command_before_the_first_migration_says_what_to_run(command, tmp_path):
    run = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 1
    assert run.stderr.strip().splitlines()[-1].startswith("The database lacks tables: run")
    assert "Traceback" not in run.stderr
