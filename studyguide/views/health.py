"""`/healthz`: whether this process can serve, for whoever watches it."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 and `ok`, or 503 and a sentence on what to do."""
    try:
        missing = _unapplied()
    except DatabaseError as error:
        return _answer(f"The database does not answer: {error.__class__.__name__}.", status=503)
    if missing:
        what = "1 migration is" if missing == 1 else f"{missing} migrations are"
        return _answer(f"{what} not applied: run manage.py migrate.", status=503)
    return _answer("ok", status=200)


def _unapplied() -> int:
    """How many migrations the database lacks; reads the table that lists those it has."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _answer(sentence: str, *, status: int) -> HttpResponse:
    return HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
