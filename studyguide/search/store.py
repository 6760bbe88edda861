"""The index: rooms put in and take out; readers find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from studyguide.search.models import SearchEntry
from studyguide.search.query import Term, as_fts5, as_tsquery, loosened, patterns, terms_of
from studyguide.search.snippets import Part, marked, snippet
from studyguide.search.tokens import indexed

TITLE_WEIGHT = 8.0
BODY_WEIGHT = 1.0
MAX_TITLE = 300
# Of two things that match alike, readers want the one that explains more.
KIND_WEIGHT = (
    "CASE entry.kind WHEN 'lesson' THEN 3.0 WHEN 'lab' THEN 1.5 WHEN 'rule' THEN 0.6 ELSE 1.0 END"
)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found."""

    kind: str
    key: str
    language: str
    url: str
    title: list[Part]
    snippet: list[Part]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A page of hits, and how many there are in all and of each kind."""

    hits: list[Hit]
    total: int
    by_kind: dict[str, int]
    is_loose: bool  # nothing had all the words; these have some of them


NOTHING = Found(hits=[], total=0, by_kind={}, is_loose=False)


def put(*, kind: str, key: str, language: str, title: str, body: str, url: str) -> None:
    """Makes one thing findable in one language, or replaces what stood there."""
    put_all(
        [{"kind": kind, "key": key, "language": language, "title": title, "body": body, "url": url}]
    )


def put_all(things: Sequence[dict[str, str]]) -> None:
    """`put` for many, in one statement."""
    entries = [
        SearchEntry(
            **{**thing, "title": thing["title"][:MAX_TITLE]},
            title_tokens=indexed(thing["title"]),
            body_tokens=indexed(thing["body"]),
        )
        for thing in things
    ]
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "key", "language"],
        update_fields=["title", "body", "url", "title_tokens", "body_tokens"],
        batch_size=100,
    )


def remove(*, kind: str, key: str) -> None:
    """Takes one thing out, in every language."""
    SearchEntry.objects.filter(kind=kind, key=key).delete()


@transaction.atomic
def replace(*, kind: str, things: Sequence[dict[str, str]]) -> tuple[int, int]:
    """Makes `things` all there is of a kind; how many were put and how many went."""
    keys = {(thing["key"], thing["language"]) for thing in things}
    rows = SearchEntry.objects.filter(kind=kind).values_list("pk", "key", "language")
    gone = [pk for pk, key, language in rows if (key, language) not in keys]
    SearchEntry.objects.filter(pk__in=gone).delete()
    put_all([{**thing, "kind": kind} for thing in things])
    return len(things), len(gone)


def find(query: str, *, language: str, kind: str = "", limit: int = 20, offset: int = 0) -> Found:
    """What holds all words of the query, best first; if nothing does, what holds some of them."""
    terms = terms_of(query)
    if not terms:
        return NOTHING
    found = _find(terms, "AND", language, kind, limit, offset, is_loose=False)
    if found.by_kind:
        return found
    return _find(loosened(terms), "OR", language, kind, limit, offset, is_loose=True)


def _find(
    terms: tuple[Term, ...],
    join: str,
    language: str,
    kind: str,
    limit: int,
    offset: int,
    *,
    is_loose: bool,
) -> Found:
    engine = POSTGRESQL if connection.vendor == "postgresql" else SQLITE
    wanted = (as_tsquery if engine is POSTGRESQL else as_fts5)(terms, join=join)
    with connection.cursor() as cursor:
        cursor.execute(engine["count"], {"query": wanted, "language": language})
        by_kind = dict(cursor.fetchall())
        total = by_kind.get(kind, 0) if kind else sum(by_kind.values())
        if not total:
            return Found(hits=[], total=0, by_kind=by_kind, is_loose=is_loose)
        cursor.execute(
            engine["page"],
            {
                "query": wanted,
                "language": language,
                "kind": kind,
                "limit": limit,
                "offset": offset,
            },
        )
        rows = cursor.fetchall()
    marks = patterns(terms)
    return Found(
        hits=[_hit(row, marks) for row in rows], total=total, by_kind=by_kind, is_loose=is_loose
    )


def _hit(row: tuple[str, ...], marks: list[str]) -> Hit:
    kind, key, language, url, title, body = row
    return Hit(
        kind=kind,
        key=key,
        language=language,
        url=url,
        title=marked(title, marks),
        snippet=snippet(body, marks),
    )


ENTRY = "studyguide_searchentry AS entry"
FIELDS = "entry.kind, entry.key, entry.language, entry.url, entry.title, entry.body"
OF_KIND = "(%(kind)s = '' OR entry.kind = %(kind)s)"
IN_ORDER = "entry.kind, entry.key LIMIT %(limit)s OFFSET %(offset)s"

FTS5 = (
    f"FROM studyguide_searchindex AS found JOIN {ENTRY} ON entry.id = found.rowid "
    "WHERE studyguide_searchindex MATCH %(query)s AND entry.language = %(language)s"
)
SQLITE = {
    "count": f"SELECT entry.kind, COUNT(*) {FTS5} GROUP BY entry.kind",
    "page": f"SELECT {FIELDS} {FTS5} AND {OF_KIND} "
    f"ORDER BY bm25(studyguide_searchindex, {TITLE_WEIGHT}, {BODY_WEIGHT}) * {KIND_WEIGHT}, "
    f"{IN_ORDER}",
}

VECTOR = (
    "(setweight(to_tsvector('simple', title_tokens), 'A') || "
    "setweight(to_tsvector('simple', body_tokens), 'B'))"
)
TSEARCH = (
    f"FROM {ENTRY} WHERE {VECTOR} @@ to_tsquery('simple', %(query)s) "
    "AND entry.language = %(language)s"
)
POSTGRESQL = {
    "count": f"SELECT entry.kind, COUNT(*) {TSEARCH} GROUP BY entry.kind",
    "page": f"SELECT {FIELDS} {TSEARCH} AND {OF_KIND} "
    f"ORDER BY ts_rank('{{0, 0, 0.12, 1}}', {VECTOR}, to_tsquery('simple', %(query)s)) "
    f"* {KIND_WEIGHT} DESC, {IN_ORDER}",
}
