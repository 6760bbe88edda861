"""Language, release and theme: the row of who is signed in, else cookies, else the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from labs.datacenter.releases import RELEASES
from studyguide.accounts.access import here, this_page
from studyguide.text import HTML_LANGUAGES, LANGUAGES

THEMES = ("system", "light", "dark")
ANSWERED = "answered"
CHOICES = {
    "language": LANGUAGES,
    "release": tuple(RELEASES),
    "theme": THEMES,
    "dispute": (ANSWERED,),
}
CODES = {"zh": "zh-hans", "en": "en"}
COOKIE_AGE_S = 60 * 60 * 24 * 365


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What a reader chose, or what holds without a choice.

    `asks_about_disputes`: whether the card about disputed claims has still to be answered.
    """

    language: str
    release: str
    theme: str
    asks_about_disputes: bool

    @property
    def next_theme(self) -> str:
        """What the button in the bar changes to."""
        return THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]

    @property
    def html_language(self) -> str:
        return HTML_LANGUAGES[self.language]


def preferences_of(request: HttpRequest) -> Preferences:
    """The preferences in force; `?lang=` goes before everything stored."""
    stored = chosen(request)
    asked = request.GET.get("lang", "")
    return Preferences(
        language=_known("language", asked, stored["language"], _browser_language(request)),
        release=_known("release", stored["release"], settings.DEFAULT_RELEASE),
        theme=_known("theme", stored["theme"], "system"),
        asks_about_disputes=stored["dispute"] != ANSWERED,
    )


def chosen(request: HttpRequest) -> dict[str, str]:
    """What the reader chose so far, in the row of who is signed in or else in this browser."""
    user = request.user
    stored = {name: getattr(user, name, "") or request.COOKIES.get(name, "") for name in CHOICES}
    return {name: value if value in CHOICES[name] else "" for name, value in stored.items()}


def remember(request: HttpRequest, response: HttpResponse, choices: Mapping[str, str]) -> None:
    """Keeps the choices: in a cookie for this browser, and in the row of who is signed in."""
    kept = {name: value for name, value in choices.items() if value in CHOICES.get(name, ())}
    for name, value in kept.items():
        response.set_cookie(
            name,
            value,
            max_age=COOKIE_AGE_S,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    changed = [name for name in kept if getattr(request.user, name, kept[name]) != kept[name]]
    if changed and request.user.is_authenticated:
        for name in changed:
            setattr(request.user, name, kept[name])
        request.user.save(update_fields=changed)


def for_templates(request: HttpRequest) -> dict[str, object]:
    """What every template may ask about the reader's choices."""
    preferences = getattr(request, "preferences", None)
    if preferences is None:
        return {}
    return {
        "preferences": preferences,
        "lang": preferences.language,
        "releases": RELEASES,
        "here": here(request),
        "this_page": this_page(request),
    }


class PreferencesMiddleware:
    """Sets `request.preferences`, speaks its language, and remembers an explicit `?lang=`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.preferences = preferences_of(request)
        code = CODES[request.preferences.language]
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        asked = request.GET.get("lang", "")
        if asked in LANGUAGES:
            remember(request, response, {"language": asked})
        response.headers.setdefault("Content-Language", request.preferences.html_language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


def _known(name: str, *candidates: str) -> str:
    return next(value for value in candidates if value in CHOICES[name])


def _browser_language(request: HttpRequest) -> str:
    code = translation.get_language_from_request(request)
    return "en" if code.startswith("en") else "zh"
