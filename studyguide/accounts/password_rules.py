"""What Django's own rules for passwords lack here."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnoughValidator(MinimumLengthValidator):
    """Django's rule; its sentence has no Chinese in the catalogue of 5.2."""

    def get_error_message(self) -> str:
        return ngettext(
            "This password is too short: it needs %(length)d character or more.",
            "This password is too short: it needs %(length)d characters or more.",
            self.min_length,
        ) % {"length": self.min_length}
