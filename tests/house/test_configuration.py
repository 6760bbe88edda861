"""Configuration by environment: safe without any, one sentence for what is unsafe."""

from __future__ import annotations

import io
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from studyguide import configuration

ROOT = Path(__file__).resolve().parents[2]


def manage(*arguments: str, **environ: str) -> subprocess.CompletedProcess:
    """A command of the site in a process of its own, with this environment and no other."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def start(**environ: str) -> subprocess.CompletedProcess:
    """The site's settings in a process of their own, with this environment and no other."""
    return subprocess.run(
        [
            *(sys.executable, "-c"),
            "from studyguide import settings as s;"
            "print(s.DEBUG, s.DEFAULT_RELEASE, s.DATABASES['default']['ENGINE'])",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def test_starts_with_no_variable_at_all():
    run = start()

    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == ["False", "notes", "django.db.backends.sqlite3"]


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"DEBUG": "perhaps"}, "DEBUG must be 1 or 0"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name this site's hosts"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too simple"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is too simple"),
        ({"DEFAULT_RELEASE": "9.0"}, "DEFAULT_RELEASE must be one of"),
        ({"TIME_ZONE": "Mars/Base"}, "TIME_ZONE must be a time zone"),
        ({"TIME_ZONE": "../../etc/passwd"}, "TIME_ZONE must be a time zone"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL must start with"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL names no file"),
        ({"DATABASE_URL": "postgresql://db:port/study"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgresql://[::1/study"}, "DATABASE_URL cannot be read"),
        ({"DATABASE_URL": "postgresql://db.example.org"}, "DATABASE_URL names no database"),
        ({"CSRF_TRUSTED_ORIGINS": "example.org"}, "CSRF_TRUSTED_ORIGINS needs whole origins"),
        ({"EMAIL_PORT": "mail"}, "EMAIL_PORT must be a whole number"),
    ],
)
def test_an_unsafe_value_stops_the_start_with_one_sentence(environ, sentence):
    run = start(**environ)

    assert run.returncode != 0
    assert sentence in run.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("command", ["check", "prepare"])
def test_a_command_says_an_unsafe_value_in_one_line(command):
    run = manage(command, DEBUG="perhaps")

    assert run.returncode != 0
    assert run.stderr.splitlines() == ["DEBUG must be 1 or 0, not 'perhaps'."]


def test_a_command_shows_where_it_failed_when_asked():
    run = manage("check", "--traceback", DEBUG="perhaps")

    assert run.returncode != 0
    assert "Traceback" in run.stderr


def test_a_database_that_cannot_be_opened_is_said_in_one_line(tmp_path):
    run = manage("prepare", DATABASE_URL=f"sqlite:///{tmp_path}/absent/study.sqlite3")

    assert run.returncode != 0
    assert "Traceback" not in run.stderr
    assert "The database cannot be used: unable to open database file" in run.stderr
    assert "DATABASE_URL" in run.stderr


def test_a_wildcard_host_is_accepted_while_debugging():
    assert start(DEBUG="1", ALLOWED_HOSTS="*").returncode == 0


def test_makes_one_secret_on_first_use_and_keeps_it(tmp_path):
    first = configuration.secret_key({}, tmp_path / "var")
    second = configuration.secret_key({}, tmp_path / "var")

    assert first == second
    assert len(first) >= 64
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600


def test_a_secret_that_is_given_goes_before_the_stored_one(tmp_path):
    given = "0123456789abcdef" * 4

    assert configuration.secret_key({"SECRET_KEY": given}, tmp_path) == given
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\n  \n", b"\xff\xfe\x00", b"cut-off"])
def test_a_stored_secret_that_is_damaged_is_never_used(tmp_path, content):
    (tmp_path / "secret_key").write_bytes(content)

    with pytest.raises(ImproperlyConfigured, match="Delete it"):
        configuration.secret_key({}, tmp_path)

    assert (tmp_path / "secret_key").read_bytes() == content


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "var").write_text("a file where a folder should be")

    with pytest.raises(ImproperlyConfigured, match="cannot be written"):
        configuration.secret_key({}, tmp_path / "var")
    with pytest.raises(ImproperlyConfigured, match="cannot be written"):
        configuration.database("", tmp_path / "var")


def test_postgresql_without_its_driver_is_said_with_the_remedy(monkeypatch):
    database = configuration.database("postgresql://db.example.org/study", Path("var"))
    monkeypatch.setattr(configuration, "find_spec", lambda name: None)

    with pytest.raises(ImproperlyConfigured, match="requirements-postgres"):
        configuration.check_driver(database)


def test_sqlite_needs_no_driver(tmp_path, monkeypatch):
    monkeypatch.setattr(configuration, "find_spec", lambda name: None)

    assert configuration.check_driver(configuration.database("", tmp_path)) is None


@pytest.mark.parametrize("name", ["WORKERS", "THREADS"])
@pytest.mark.parametrize("value", ["0", "-1", "many", "٢", "1.5"])
def test_the_server_refuses_a_number_it_cannot_work_with(name, value):
    run = subprocess.run(
        [sys.executable, "studyguide/server.py"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", name: value},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode != 0
    assert run.stderr.splitlines() == [f"{name} must be a whole number from 1 on, not {value!r}."]


def test_without_an_address_the_database_is_a_file_of_this_installation(tmp_path):
    database = configuration.database("", tmp_path)

    assert database["NAME"] == str(tmp_path / "db.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_reads_every_part_of_a_postgresql_address(tmp_path):
    url = "postgresql://us%40er:p%2Fw@db.example.org:5433/study"

    database = configuration.database(url, tmp_path)

    assert database["ENGINE"].endswith("postgresql")
    assert (database["USER"], database["PASSWORD"]) == ("us@er", "p/w")
    assert (database["HOST"], database["PORT"], database["NAME"]) == (
        "db.example.org",
        "5433",
        "study",
    )


@pytest.mark.parametrize("value", ["-1", "1.5", "٣", "9" * 11, "1e3"])
def test_a_number_is_plain_digits(value):
    with pytest.raises(ImproperlyConfigured):
        configuration.number({"EMAIL_PORT": value}, "EMAIL_PORT", 25)


def test_a_line_of_the_log_is_said_once():
    heard = io.StringIO()
    django_log = logging.getLogger("django")
    handler = logging.StreamHandler(heard)
    for logger in (django_log, logging.getLogger()):
        logger.addHandler(handler)
    try:
        logging.getLogger("django.security.csrf").warning("Forbidden")
        logging.getLogger("django.security.DisallowedHost").error("somebody scans the network")
    finally:
        for logger in (django_log, logging.getLogger()):
            logger.removeHandler(handler)

    assert heard.getvalue() == "Forbidden\n"
