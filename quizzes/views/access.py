"""Attempts are private: an anonymous visitor gets the log-in, a stranger finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from studyguide.web import redirect_to


def learner_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sends who is not signed in to the log-in, as a whole page even where htmx asked."""

    @wraps(view)
    def guarded(
        request: HttpRequest, attempt_id: UUID, *args: object, **kwargs: object
    ) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, attempt_id, *args, **kwargs)
        back = request.get_full_path()
        if request.method == "POST":  # some addresses only accept a post
            back = reverse("quizzes:attempt", args=[attempt_id])
        return redirect_to(request, redirect_to_login(back).url)

    return guarded
