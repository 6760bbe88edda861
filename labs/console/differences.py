"""Values of a site's fields for reading, as a list of differences shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from labs.datacenter.text import Quantity, render, word
from labs.difference import NAMES
from labs.vocabulary import size

UNITS = {"mhz": "MHz", "mbps": "Mbps", "ms": "ms", "s": "s"}  # by the end of a field's name


def shown(value: object, path: Sequence[str], language: str) -> str:
    """A word, a quantity with the unit that the field's name ends in, a name, or a list of them."""
    if value is None or value == () or value == "":
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return word(value).in_language(language)
    if isinstance(value, int):
        return _quantity(value, path[-1].rpartition("_")[2] if path else "", language)
    if isinstance(value, (tuple, list)):
        return _(", ").join(shown(one, path, language) for one in value)
    if is_dataclass(value):
        named = next((one.name for one in fields(value) if one.name in NAMES), None)
        return str(getattr(value, named)) if named else _("set")
    return str(value)


def _quantity(value: int, unit: str, language: str) -> str:
    if unit == "mb":
        return size(value)
    return render(Quantity(value, UNITS[unit]), language) if unit in UNITS else str(value)
