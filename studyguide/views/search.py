"""The search page."""

from __future__ import annotations

import math

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from studyguide import search as index
from studyguide.text import HTML_LANGUAGES, LANGUAGES

PER_PAGE = 20
KINDS = {
    "lesson": _("Lessons"),
    "objective": _("Objectives"),
    "question": _("Questions"),
    "lab": _("Labs"),
    "rule": _("Rules"),
}
SUGGESTIONS = {
    "zh": ("共享存储", "冷迁移", "跨数据中心", "CPU兼容", "InvalidPowerState"),
    "en": ("shared storage", "cold migration", "across datacenters", "CPU", "InvalidPowerState"),
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\x00", "").strip()
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    language = request.preferences.language
    page = _page(request.GET.get("page", ""))
    found = _find(query, language, kind, page)
    pages = max(1, math.ceil(found.total / PER_PAGE))
    if page > pages:
        page = pages
        found = _find(query, language, kind, page)
    other = _in_other_language(query, language) if query and not found.by_kind else None
    context = {
        "query": query[: index.MAX_CHARACTERS],
        "is_cut": index.is_too_long(query),
        "has_words": bool(index.terms_of(query)),
        "kind": kind,
        "found": other or found,
        "other_language": HTML_LANGUAGES[_other(language)] if other else "",
        "kinds": [(name, KINDS[name], count) for name, count in _in_order(found.by_kind)],
        "names": KINDS,
        "page": page,
        "pages": pages,
        "suggestions": SUGGESTIONS[language],
    }
    return render(request, "search/results.html", context)


def _find(query: str, language: str, kind: str, page: int) -> index.Found:
    return index.find(
        query, language=language, kind=kind, limit=PER_PAGE, offset=(page - 1) * PER_PAGE
    )


def _in_other_language(query: str, language: str) -> index.Found | None:
    found = index.find(query, language=_other(language), limit=PER_PAGE)
    return found if found.hits else None


def _other(language: str) -> str:
    return next(each for each in LANGUAGES if each != language)


def _in_order(by_kind: dict[str, int]) -> list[tuple[str, int]]:
    return [(name, by_kind[name]) for name in KINDS if name in by_kind]


def _page(asked: str) -> int:
    """A page number from 1; anything else is the first page."""
    return max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
