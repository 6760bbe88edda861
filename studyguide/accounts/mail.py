"""Letters about forgotten passwords, in both languages at once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from studyguide.accounts.models import User
from studyguide.accounts.selectors import people
from studyguide.accounts.services import reset_address

PAUSE_S = 300  # between two letters to the same person
SUBJECT = "设置新密码 · Set a new password · Studyguide"

logger = logging.getLogger(__name__)


def send_reset_letters(*, email: str, absolute: Callable[[str], str]) -> None:
    """Writes to everybody with this address who has an account; says nothing of whether any has.

    `absolute` turns an address on this site into a whole one. The letters leave in a thread of
    their own, so that the answer takes as long when there is nobody to write to.
    """
    letters = [
        _reset_letter(person, absolute=absolute)
        for person in people().filter(email__iexact=email, is_active=True).exclude(email="")
        if cache.add(f"reset-letter-{person.pk}", True, timeout=PAUSE_S)
    ]
    if letters:
        in_background(lambda: _send(letters))


def in_background(task: Callable[[], None]) -> None:
    threading.Thread(target=task, name="reset-letters").start()


def _reset_letter(person: User, *, absolute: Callable[[str], str]) -> EmailMessage:
    body = render_to_string(
        "accounts/reset_letter.txt", {"person": person, "link": absolute(reset_address(person))}
    )
    return EmailMessage(subject=SUBJECT, body=body, to=[person.email])


def _send(letters: Sequence[EmailMessage]) -> None:
    try:
        get_connection().send_messages(letters)
    except OSError:  # SMTP's exceptions are of this kind
        logger.exception("%d letters about a new password were not sent", len(letters))
