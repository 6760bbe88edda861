"""The pages under /account/, by what one comes for."""

from studyguide.accounts.views.account import account, delete
from studyguide.accounts.views.entry import locked_out, log_in, log_out, sign_up
from studyguide.accounts.views.passwords import (
    change_password,
    reset,
    reset_confirm,
    reset_links,
    reset_sent,
)
from studyguide.accounts.views.people import people
from studyguide.accounts.views.preferences import preferences, release, theme
from studyguide.accounts.views.stale import csrf_failed

__all__ = [
    "account",
    "change_password",
    "csrf_failed",
    "delete",
    "locked_out",
    "log_in",
    "log_out",
    "people",
    "preferences",
    "release",
    "reset",
    "reset_confirm",
    "reset_links",
    "reset_sent",
    "sign_up",
    "theme",
]
