"""gunicorn's configuration for `make serve`.

Few processes with threads: SQLite has one writer at a time, and a thread that waits for a slow
client must not keep the others from theirs. Twenty stalled clients on one worker leave it twelve.
"""

import os
import sys


def count(name, default):
    """The variable as a whole number from 1 on."""
    value = os.environ.get(name, "").strip() or str(default)
    if not (value.isascii() and value.isdecimal() and 0 < int(value) < 1000):
        sys.exit(f"{name} must be a whole number from 1 on, not {value!r}.")
    return int(value)


bind = f"{os.environ.get('ADDRESS', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = count("WORKERS", 2)
worker_class = "gthread"
threads = count("THREADS", 32)
timeout = 60
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
loglevel = "warning"
