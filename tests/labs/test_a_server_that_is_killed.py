"""A server killed in mid-step: the run stands up to the last acknowledged step, none doubled."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.conftest import a_user, client_of
from tests.labs.casts import CD_IN, CD_OUT, a_run

ROOT = Path(__file__).resolve().parents[2]
CSRF = "a" * 32
PATIENCE_S = 30
ON_A_FILE = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the server's database is a copied SQLite file"
)


@dataclass
class Server:
    """One process of the site on its own copy of the database."""

    database: Path
    session: str
    port: int = 0
    process: subprocess.Popen | None = None

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks"]
        self.process = subprocess.Popen(
            [*command, f"127.0.0.1:{self.port}"],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "DATABASE_URL": f"sqlite:///{self.database}",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                return self.get("/healthz")
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def get(self, path: str) -> str:
        return self._send("GET", path, "")[1]

    def post(self, path: str, data: dict) -> int:
        return self._send("POST", path, urlencode(data))[0]

    def _send(self, method: str, path: str, body: str) -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            link.request(method, path, body, headers)
            response = link.getresponse()
            return response.status, response.read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError from error
        finally:
            link.close()

    def steps(self) -> list[tuple[int, str]]:
        """(number, token) of each step, as another process reads them from the file."""
        with sqlite3.connect(self.database) as file:
            return file.execute("select number, token from labs_step order by number").fetchall()


@dataclass
class Learner:
    """Sends one step after another; `sent` has every token, `acknowledged` those answered."""

    server: Server
    run: object
    sent: list[str]
    acknowledged: list[str]

    def step(self, token: str = "") -> None:
        """A new step, or the same form again."""
        if not token:
            token = uuid.uuid4().hex
            self.sent.append(token)
        place = self.sent.index(token)
        data = {
            "head": place,
            "token": token,
            "action": json.dumps(CD_IN if place % 2 else CD_OUT),
        }
        if self.server.post(f"/runs/{self.run.id}/act/", data) == 302:
            self.acknowledged.append(token)


@pytest.fixture
def learner(transactional_db, tmp_path):
    ada = a_user("ada", language="en")
    run = a_run(ada)
    session = client_of(ada).cookies["sessionid"].value
    database = tmp_path / "site.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(database) as copy:
        connection.connection.backup(copy)
    server = Server(database=database, session=session)
    yield Learner(server=server, run=run, sent=[], acknowledged=[])
    if server.process and server.process.poll() is None:
        server.kill()


def killed_in_mid_step(learner: Learner, delay_s: float) -> None:
    """Sends a step and kills the server that long after; the form is sent again to the next."""
    killer = threading.Timer(delay_s, learner.server.kill)
    killer.start()
    try:
        learner.step()
    except OSError:
        pass
    finally:
        killer.join()


def check(learner: Learner) -> None:
    """Every acknowledged step is there, in its place; at most the one under way is more."""
    steps = learner.server.steps()
    assert [number for number, _ in steps] == list(range(1, len(steps) + 1))
    tokens = [token for _, token in steps]
    assert tokens == learner.sent[: len(tokens)]
    assert set(learner.acknowledged) <= set(tokens)
    assert len(tokens) in (len(learner.sent) - 1, len(learner.sent))


def survive(learner: Learner, *, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    learner.server.start()
    learner.step()
    for _ in range(kills):
        began = time.monotonic()
        learner.step()
        took_s = time.monotonic() - began
        killed_in_mid_step(learner, chance.random() * took_s)
        check(learner)

        learner.server.start()
        page = learner.server.get(f"/runs/{learner.run.id}/")
        assert f'name="head" value="{len(learner.server.steps())}"' in page
        learner.step(learner.sent[-1])
        assert [token for _, token in learner.server.steps()] == learner.sent


@ON_A_FILE
def test_a_killed_server_keeps_what_it_acknowledged_and_a_form_sent_again_is_one_step(learner):
    survive(learner, kills=2, seed=1)


@ON_A_FILE
@pytest.mark.deep
@pytest.mark.parametrize("seed", range(10))
def test_many_kills_lose_and_double_nothing(learner, seed):
    survive(learner, kills=8, seed=seed)
