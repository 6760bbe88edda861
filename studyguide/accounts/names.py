"""User names: which are one and the same, and which nobody may take."""

from __future__ import annotations

import unicodedata

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SHORTEST = 2
LONGEST = 40
GUEST_PREFIX = "guest-"
# Names that would pass for the site itself, or for a part of an address.
# fmt: off
RESERVED = frozenset({
    "account", "admin", "administrator", "administrators", "anonymous", "everyone",
    "guest", "guests", "help", "instructor", "instructors", "moderator", "nobody", "null",
    "root", "site", "staff", "studyguide", "support", "system", "teacher", "undefined",
    "管理员", "系统", "教师", "客服", "匿名",
})
# fmt: on
# Letters by category that show nothing at all.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")

_has_only_name_characters = UnicodeUsernameValidator()


def name_key(name: str) -> str:
    """One key for all spellings of a name: Ada, ADA and full-width ａｄａ are one person."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded)


def check_new_name(name: str) -> None:
    """Raises ValidationError with a sentence for each thing wrong with a name to be taken."""
    problems = [*_shape_problems(name)]
    if name_key(name) in RESERVED or name_key(name).startswith(GUEST_PREFIX):
        problems.append(_("This name is reserved. Please choose another."))
    if problems:
        raise ValidationError(problems)


def check_printable(text: str) -> None:
    """Raises ValidationError for characters that would hide or turn around what others read."""
    if any(unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"} for character in text):
        raise ValidationError(_("Please use visible characters only."))


def _shape_problems(name: str) -> list[str]:
    problems = []
    if not SHORTEST <= len(name) <= LONGEST:
        problems.append(
            _("A user name has %(shortest)d to %(longest)d characters; this one has %(length)d.")
            % {"shortest": SHORTEST, "longest": LONGEST, "length": len(name)}
        )
    try:
        _has_only_name_characters(name)
    except ValidationError:
        problems.append(_("A user name is made of letters, digits and @ . + - _ only."))
    if BLANK_LETTERS & set(name):
        problems.append(_("Please use visible characters only."))
    return problems
