"""Guests: the first post of an anonymous visitor makes a user whose work can be kept."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.contrib.auth import login
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from studyguide.accounts.models import User
from studyguide.accounts.names import GUEST_PREFIX
from studyguide.accounts.preferences import chosen

BACKEND = "studyguide.accounts.backends.AccountBackend"
IDLE_AFTER = timedelta(days=30)
TOUCH_EVERY = timedelta(days=1)
BATCH = 100
CSRF_KEYS = ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE")

# merge(guest=…, owner=…): settles what cannot simply change hands, see `register_merge`.
Merge = Callable[..., None]
_merges: dict[type[models.Model], Merge] = {}


def learner_for(request: HttpRequest) -> User:
    """Whoever is signed in, or a new guest who is from now on. For views that accept a post."""
    if request.user.is_authenticated:
        return request.user
    guest = User(
        username=f"{GUEST_PREFIX}{secrets.token_hex(8)}",
        is_guest=True,
        **chosen(request),
    )
    guest.set_unusable_password()
    guest.save()
    _log_in_quietly(request, guest)
    return guest


def register_merge(model: type[models.Model], merge: Merge) -> None:
    """Says how a guest's rows of `model` join those of the person who logs in.

    Rows change hands by themselves. Only a model that allows one row per learner and something
    needs a `merge(guest=…, owner=…)`: of two rows that stand for the same it deletes the one
    that counts less (or adds it to the other). Rooms register theirs in `AppConfig.ready`.
    """
    _merges[model] = merge


def merged_models() -> frozenset[type[models.Model]]:
    """The models whose rooms have said how two rows become one."""
    return frozenset(_merges)


@transaction.atomic
def move_work(*, guest: User, owner: User) -> None:
    """Gives everything a guest did to `owner`, and removes the guest."""
    for merge in _merges.values():
        merge(guest=guest, owner=owner)
    for relation in relations_to_people():
        rows = relation.related_model._base_manager.filter(**{relation.field.name: guest})
        rows.update(**{relation.field.name: owner})
    guest.delete()


def relations_to_people() -> Iterator[models.ManyToOneRel]:
    """Every foreign key and one-to-one field that points at a person, in all rooms."""
    for relation in User._meta.related_objects:
        if relation.one_to_many or relation.one_to_one:
            yield relation


def remove_idle(*, at: datetime) -> int:
    """Removes guests who have done nothing for thirty days, and says how many there were."""
    idle = User.objects.filter(is_guest=True, last_login__lt=at - IDLE_AFTER)
    keys = list(idle.values_list("pk", flat=True))
    removed = 0
    for start in range(0, len(keys), BATCH):  # short writes let others in between
        _, rows = idle.filter(pk__in=keys[start : start + BATCH]).delete()
        removed += rows.get(User._meta.label, 0)
    return removed


class KeepGuestsMiddleware:
    """Notes, at most once a day, that a guest still works, and renews the browser's session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.user.is_authenticated and request.user.is_guest:
            _touch(request, at=timezone.now())
        return self.get_response(request)


def _touch(request: HttpRequest, *, at: datetime) -> None:
    seen_at = request.user.last_login
    if seen_at is None or at - seen_at > TOUCH_EVERY:
        User.objects.filter(pk=request.user.pk).update(last_login=at)
        request.session.modified = True


def _log_in_quietly(request: HttpRequest, guest: User) -> None:
    """Logs in without a new CSRF token: the page that posted goes on posting with its own.

    A token changes at log-in because there is then something to guard; a guest has nothing yet.
    """
    token = {key: request.META.get(key) for key in CSRF_KEYS}
    login(request, guest, backend=BACKEND)
    for key, value in token.items():
        if value is None:
            request.META.pop(key, None)
        else:
            request.META[key] = value
