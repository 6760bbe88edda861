"""The page of any other kind of object, told from its record: every key with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from labs.console.sheet import Fact, Meter, Section
from labs.console.subjects import Subject
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.inventory.task import Request
from labs.datacenter.meaning import meaning
from labs.datacenter.text import word
from labs.datacenter.wire.shapes import UNITS
from labs.vocabulary import clock, size

# keys of records that name an object of a kind by another word
_KIND_OF_KEY = {"store": "backup_store"}


def summary(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    """Keys that hold one value: text, a number, a word, an object."""
    said = meaning(type(subject.thing)).of_fields
    for one in fields(subject.thing):
        value = getattr(subject.thing, one.name)
        if (
            one.name == "name"
            or value is None
            or (is_dataclass(value) and not isinstance(value, Request))
        ):
            continue
        label = said[one.name].in_language(language) if one.name in said else one.name
        yield from _fact(site, one.name, _capital(label), value, language)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _fact(site: Site, key: str, label: str, value: object, language: str) -> Iterator[Fact]:
    ref = f"{_KIND_OF_KEY.get(key, key)}:{value}"
    if isinstance(value, str) and not isinstance(value, StrEnum) and _exists(site, ref):
        yield Fact(label=label, refs=(ref,))
    elif isinstance(value, tuple):
        refs = tuple(f"{key.removesuffix('s')}:{name}" for name in value if isinstance(name, str))
        if refs and all(_exists(site, one) for one in refs):
            yield Fact(label=label, refs=refs)
    else:
        yield Fact(label=label, value=_value(key, value, language))


def _exists(site: Site, ref: str) -> bool:
    kind, _colon, name = ref.partition(":")
    return kind in KINDS and site.find(kind, name) is not None


def _value(key: str, value: object, language: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return word(value).in_language(language)
    if isinstance(value, Request):
        return value.say(language)
    if isinstance(value, int):
        return _quantity(key, value)
    return str(value)


def _quantity(key: str, value: int) -> str:
    unit = key.rpartition("_")[2]
    if unit == "mb":
        return size(value)
    if unit == "s" and key.endswith(("_s",)):
        return clock(value)
    return f"{value} {UNITS[unit]}" if unit in UNITS else str(value)


def meters(site: Site, subject: Subject) -> Iterator[Meter]:
    """A store of backups is filled by its restore points; nothing else here has a measure."""
    thing, points = subject.thing, getattr(site, "points_of_store", {})
    if subject.kind != "backup_store":
        return
    used = sum(site.find("restore_point", one).size_mb for one in points.get(subject.label, ()))
    yield Meter(
        label=_("Space used"),
        used=used,
        total=thing.capacity_mb,
        text=_("%(used)s of %(all)s") % {"used": size(used), "all": size(thing.capacity_mb)},
        warn_at=75,
        bad_at=85,
    )


def figures(site: Site, subject: Subject, language: str) -> Iterator[Fact]:
    return iter(())


def configure(site: Site, subject: Subject, language: str) -> Iterator[Section]:
    yield Section(title=_("General"), facts=tuple(summary(site, subject, language)))


def related(site: Site, subject: Subject) -> Iterator[Fact]:
    """The objects its record names, and those that name it."""
    for one in fields(subject.thing):
        value = getattr(subject.thing, one.name)
        kind = _KIND_OF_KEY.get(one.name, one.name)
        if isinstance(value, str) and _exists(site, f"{kind}:{value}"):
            yield Fact(label=_capital(kind.replace("_", " ")), refs=(f"{kind}:{value}",))
    if subject.kind == "key_server":
        held = (vm.name for vm in site.vms.values() if vm.encryption.key_server == subject.label)
        refs = tuple(f"vm:{name}" for name in held)
        yield Fact(label=_("Keys of"), value="" if refs else _("no machine"), refs=refs)
    if subject.kind == "backup_store":
        refs = tuple(
            f"restore_point:{name}" for name in site.points_of_store.get(subject.label, ())
        )
        yield Fact(label=_("Restore points"), value="" if refs else _("none"), refs=refs)


def state(subject: Subject) -> tuple[str, str]:
    if getattr(subject.thing, "reachable", True):
        return "", ""
    return "error", _("not reachable")
