"""Settings from the environment: safe defaults, and one sentence for each unsafe value."""

from __future__ import annotations

import ipaddress
import os
import secrets
import zoneinfo
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_SECRET = 32
TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


def flag(environ: Mapping[str, str], name: str) -> bool:
    """Whether the variable is on; anything but a yes or a no is refused."""
    value = environ.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {environ[name]!r}.")
    return value in TRUE


def words(environ: Mapping[str, str], name: str, default: str = "") -> list[str]:
    """The values of a comma-separated variable."""
    return [word.strip() for word in environ.get(name, default).split(",") if word.strip()]


def networks(
    environ: Mapping[str, str], name: str
) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The addresses or networks (192.0.2.0/24) of a comma-separated variable."""
    try:
        return [ipaddress.ip_network(word) for word in words(environ, name)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} needs addresses or networks such as 10.0.0.1 or 10.0.0.0/24: {error}."
        ) from error


def one_of(environ: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """The variable's value, or the first choice when it is unset."""
    value = environ.get(name, "").strip() or choices[0]
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def number(environ: Mapping[str, str], name: str, default: int) -> int:
    """The variable as a whole number that is not negative."""
    value = environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def time_zone(environ: Mapping[str, str]) -> str:
    """The name of the time zone in which times are shown."""
    name = environ.get("TIME_ZONE", "").strip() or "Asia/Shanghai"
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"TIME_ZONE must be a time zone such as Asia/Shanghai, not {name!r}."
        ) from error
    return name


def secret_key(environ: Mapping[str, str], folder: Path) -> str:
    """The secret given, or one of this installation's own, made on first use.

    Two processes that start at once agree: the file is made exclusively, and the loser reads it.
    """
    given = environ.get("SECRET_KEY", "")
    if given:
        if not _is_strong(given):
            raise ImproperlyConfigured(
                f"SECRET_KEY is too simple: use {SHORTEST_SECRET} random characters or more, "
                "or leave it unset."
            )
        return given
    path = _writable(folder) / "secret_key"
    try:
        if not path.exists():
            _make_secret(path)
        stored = path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        stored = ""
    except OSError as error:
        raise ImproperlyConfigured(f"{path} cannot be used: {error.strerror}.") from error
    if not _is_strong(stored):
        raise ImproperlyConfigured(
            f"{path} is empty or damaged. Delete it and start again: a new secret is made, "
            "and everybody logs in anew."
        )
    return stored


def _is_strong(secret: str) -> bool:
    return len(secret) >= SHORTEST_SECRET and len(set(secret)) >= 8


def _make_secret(path: Path) -> None:
    """Written aside and then linked, so that nobody ever reads half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _writable(folder: Path) -> Path:
    """The folder, made if it is not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{folder} cannot be written: {error.strerror}. It keeps this installation's data."
        ) from error
    return folder


def database(url: str, folder: Path) -> dict:
    """Django's description of the database that a URL names; SQLite in `folder` without one."""
    if not url:
        return sqlite(str(_writable(folder) / "db.sqlite3"))
    parts, port = _split(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path.removeprefix("/"))
        if not name:
            raise ImproperlyConfigured("DATABASE_URL names no file: use sqlite:///name.sqlite3.")
        return sqlite(name)
    if parts.scheme in {"postgres", "postgresql"}:
        name = unquote(parts.path.removeprefix("/"))
        if not name:
            raise ImproperlyConfigured(
                "DATABASE_URL names no database: use postgresql://user:password@host/name."
            )
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": port,
            "CONN_MAX_AGE": 60,
        }
    raise ImproperlyConfigured(
        "DATABASE_URL must start with sqlite:/// or postgresql://; leave it unset for SQLite."
    )


def _split(url: str) -> tuple[SplitResult, str]:
    """The parts of a database's address, and its port, "" without one."""
    try:
        parts = urlsplit(url)
        return parts, str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}.") from error


def check_driver(database: Mapping[str, object]) -> None:
    """Refuses PostgreSQL without its driver, which the requirements leave out."""
    if str(database["ENGINE"]).endswith("postgresql") and find_spec("psycopg") is None:
        raise ImproperlyConfigured(
            "DATABASE_URL names PostgreSQL, whose driver is not installed: "
            "run .venv/bin/pip install -r tests/requirements-postgres.txt"
        )


def sqlite(name: str) -> dict:
    """SQLite for a server: acknowledged means on the disk (FULL), writers queue (IMMEDIATE)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        },
    }
