"""gunicorn's configuration for `make serve`.

Few processes with threads: SQLite has one writer at a time, and a thread that waits for a slow
client must not keep the others from theirs.
"""

import os

bind = f"{os.environ.get('ADDRESS', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("THREADS", "16"))
timeout = 60
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
loglevel = "warning"
