"""Says what this machine lacks, one sentence and one remedy each. Runs on any Python 3."""

import argparse
import importlib.util
import os
import shutil
import socket
import sys

OLDEST = (3, 11)


def lacks():
    """Yield (what lacks, remedy) for everything that the set-up needs and does not find."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        yield (
            "Python %d.%d or newer is needed; this one is %s." % (OLDEST[0], OLDEST[1], found),
            "Install it and name it: make PYTHON=python3.12 run",
        )
        return
    ready = os.path.exists(os.path.join(".venv", "bin", "python")) or shutil.which("uv")
    if not ready and not importlib.util.find_spec("ensurepip"):
        yield (
            "Python's venv module is not complete.",
            "Debian, Ubuntu: sudo apt install python3-venv",
        )
    try:
        import sqlite3

        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE t USING fts5(body)")
    except ImportError:
        yield (
            "This Python has no sqlite3 module.",
            "Use the system's Python: make PYTHON=/usr/bin/python3 run",
        )
    except sqlite3.OperationalError:
        yield (
            "This Python's SQLite has no full-text search (FTS5).",
            "Use the system's Python: make PYTHON=/usr/bin/python3 run",
        )
    if not os.access(".", os.W_OK):
        yield ("This folder cannot be written.", "Copy the project to a folder of your own.")


def port_is_taken(port):
    """Whether something already listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", help="also say whether this port is free")
    port = parser.parse_args().port
    troubles = list(lacks())
    if port is not None:
        number = int(port) if port.isdigit() and len(port) < 6 else 0
        if not 0 < number < 65536:
            troubles.append(("PORT must be a number from 1 to 65535.", "make PORT=8001 run"))
        elif port_is_taken(number):
            troubles.append(
                (
                    "Port %d is taken by another program." % number,
                    "Choose another: make PORT=%d run" % (number + 1 if number < 65535 else 8000),
                )
            )
    for what, remedy in troubles:
        print(what + "\n  " + remedy, file=sys.stderr)
    return 2 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
