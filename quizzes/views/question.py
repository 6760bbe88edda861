"""The page of one question in a running attempt. Nothing of the key is ever put into it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from quizzes import kinds
from quizzes.attempts import selectors
from quizzes.attempts.models import AttemptItem
from quizzes.attempts.order import new_lease, sign_lease
from quizzes.catalogue import title_of
from quizzes.lead_in import stem
from quizzes.widgets import widget
from quizzes.widgets.answer_form import AnswerForm
from quizzes.widgets.words import Words
from studyguide.web import page_or_fragment

FILTERS = ("all", "unanswered", "flagged")


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """An answer that was refused because a newer one of another page stands."""

    mine: Mapping


def question_page(
    request: HttpRequest,
    item: AttemptItem,
    *,
    form: AnswerForm | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    """The question under a new lease, with the answer that stands, or with what was just sent.

    To htmx a refusal comes as a word for the status line and the question put in its place.
    """
    refused = form is not None or conflict is not None
    fragment = "quizzes/_refused.html" if refused else "quizzes/_question.html"
    context = {
        **_question(item, request.preferences.language, form=form),
        **_conflict(item, conflict, request.preferences.language),
        "form": form,
        "back": _back(request),
        "title": title_of(item.attempt.quiz, is_retry=item.attempt.retry_of_id is not None),
    }
    return page_or_fragment(request, "quizzes/item.html", fragment, context, status=status)


def _question(item: AttemptItem, language: str, *, form: AnswerForm | None) -> dict:
    content, kind = item.version.content, kinds.kind(item.version.kind)
    stored = selectors.response_of(item)
    typed = form.typed if form is not None else None
    response = stored if typed is None else typed
    answer = selectors.answer_of(item)
    lease = new_lease(stored=answer.lease if answer else 0, now=timezone.now())
    shown_in = widget(item.version.kind)
    text, actual = stem(content, language)
    places = selectors.places(item.attempt)
    return {
        "item": item,
        "attempt": item.attempt,
        "widget": shown_in,
        "display": shown_in.shown(content, item.option_order, response, language),
        "stem": Words(markdown=text, language=actual, scope="stem"),
        "instruction": kind.instruction(content),
        "label": kind.label,
        "picked_count": kind.count(response),
        "lease": sign_lease(lease, item=item.pk),
        "shown": json.dumps(shown_in.fields(item.option_order, stored)),
        "saved_at": answer.saved_at if answer else None,
        "place": places[item.position - 1],
        "places": places,
        "counts": selectors.counts_of(places),
        "is_first": item.position == 1,
        "is_last": item.position == item.attempt.maximum,
    }


def _conflict(item: AttemptItem, conflict: Conflict | None, language: str) -> dict:
    if conflict is None:
        return {}
    shown_in = widget(item.version.kind)
    version, order = item.version, item.option_order
    return {
        "mine": shown_in.told(version.content, order, conflict.mine, language),
        "mine_fields": shown_in.fields(order, conflict.mine),
        "is_conflict": True,
    }


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("back") or request.GET.get("back", "")
    return asked if asked in FILTERS else ""
