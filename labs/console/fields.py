"""The fields of a form that asks for an action, made from the fields of the action."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from django.utils.translation import gettext as _

from labs.console.subjects import word_of_kind
from labs.datacenter.actions import Action
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import NamingField, naming_fields
from labs.datacenter.text import word
from labs.datacenter.wire.schema.records import meaning_of
from labs.datacenter.wire.shapes import LIST, NUMBER, TABLE, TEXT, TRUTH, WORD, Key, keys_of
from labs.vocabulary import size

CHOICE, FLAG, NUMBER_IN, TEXT_IN, LIST_IN = "choice", "flag", "number", "text", "list"
MOST_CHOICES = 400
MOST_RADIOS = 6
UNITS_OF_MB = {"MB": 1, "GB": 1024, "TB": 1024 * 1024}
YES, NO = "yes", "no"
PREFIX, UNIT_PREFIX = "f-", "u-"
# texts that name a part of something the engine's naming fields do not know, and no new thing
_PICKED = ("path", "lun")
_WHOLE = re.compile(r"-?[0-9]{1,15}\Z", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A value a field may have."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FormField:
    """A field of the form. `value` is as the form shows it, `data` as JSON; None: nothing yet.

    `is_fixed`: the page's object fills it. `waits_for`: the field to choose before this one.
    """

    name: str
    label: str
    form: str
    value: str = ""
    data: object = None
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    help: str = ""
    is_required: bool = True
    is_fixed: bool = False
    waits_for: str = ""
    problem: str = ""

    @property
    def key(self) -> str:
        """Its name in the form."""
        return PREFIX + self.name

    @property
    def unit_key(self) -> str:
        return UNIT_PREFIX + self.name

    @property
    def is_short(self) -> bool:
        """Whether its choices fit as a list of radio buttons."""
        return len(self.choices) <= MOST_RADIOS

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(UNITS_OF_MB) if self.unit in UNITS_OF_MB else ()

    @property
    def is_open(self) -> bool:
        """Whether it still wants an answer."""
        return self.is_required and self.data is None and not self.problem


@dataclass(frozen=True)
class Asker:
    """Makes the fields of one kind of action, each from the answers before it."""

    site: Site
    kind: type[Action]
    given: Mapping[str, str]
    asked: Mapping[str, str]
    language: str

    def fields(self) -> tuple[FormField, ...]:
        chosen: dict[str, object] = {}
        made = []
        for key in _in_order(self.kind):
            field = self._field(key, chosen)
            if field.data is not None:
                chosen[key.name] = field.data
            made.append(field)
        return tuple(made)

    def _field(self, key: Key, chosen: Mapping[str, object]) -> FormField:
        naming = next((n for n in naming_fields(self.kind) if n.name == key.name), None)
        if naming is not None:
            return self._naming(key, naming, chosen)
        return {
            WORD: self._word,
            TRUTH: self._truth,
            NUMBER: self._number,
            TEXT: self._text,
            LIST: self._list,
        }[key.shape.form](key, chosen)

    def _answer(self, key: Key) -> str | None:
        """What the form says of the field; None where it was not asked about yet."""
        return self.asked.get(PREFIX + key.name)

    def _plain(self, key: Key, form: str, **more: object) -> FormField:
        return FormField(
            name=key.name,
            label=label_of(key, self.language),
            form=form,
            help=help_of(key, self.language),
            is_required=key.required,
            **more,
        )

    # names of objects

    def _naming(self, key: Key, naming: NamingField, chosen: Mapping[str, object]) -> FormField:
        if naming.owner is not None and naming.owner not in chosen:
            owner = word_of_kind(naming.owner_kind, self.language)
            return self._plain(key, CHOICE, waits_for=owner)
        names = naming.known(self.site, chosen)
        preset = self.given.get(key.name)
        value, is_fixed = self._answer(key), False
        if preset in names:
            value, is_fixed = preset, True
        elif value is None and key.required and len(names) == 1:
            value = names[0]
        value = value if value in names else ""
        of = str(chosen.get(naming.owner, "")) if naming.owner else ""
        choices = tuple(
            Choice(value=name, label=name, note=note_on(self.site, naming.kind, of, name))
            for name in names[:MOST_CHOICES]
        )
        return self._plain(
            key,
            CHOICE,
            value=value,
            data=value or None,
            choices=self._with_none(key, choices),
            is_fixed=is_fixed,
        )

    def _with_none(self, key: Key, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
        if key.required:
            return choices
        return (Choice(value="", label=none_of(key)), *choices)

    # words, truth values

    def _word(self, key: Key, chosen: Mapping[str, object]) -> FormField:
        members: tuple[StrEnum, ...] = tuple(key.shape.of)
        choices = tuple(
            Choice(value=one.value, label=word(one).in_language(self.language)) for one in members
        )
        answer = self._answer(key)
        value = str(key.default or "") if answer is None else answer
        value = value if value in {one.value for one in members} else ""
        optional = choices if not key.shape.optional else self._with_none(key, choices)
        return self._plain(key, CHOICE, value=value, data=value or None, choices=optional)

    def _truth(self, key: Key, chosen: Mapping[str, object]) -> FormField:
        answer = self._answer(key)
        if key.default is False and not key.shape.optional:
            is_on = answer == YES
            return self._plain(key, FLAG, value=YES if is_on else "", data=is_on)
        yes_or_no = (Choice(value=YES, label=_("yes")), Choice(value=NO, label=_("no")))
        if answer is None and key.default is not None:
            answer = YES if key.default else NO
        value = answer if answer in (YES, NO) else ""
        data = {YES: True, NO: False}.get(value)
        return self._plain(
            key, CHOICE, value=value, data=data, choices=self._with_none(key, yes_or_no)
        )

    # numbers, texts, lists

    def _number(self, key: Key, chosen: Mapping[str, object]) -> FormField:
        answer = self._answer(key)
        if answer is None:
            start = self._start(key, chosen)
            if key.unit == "MB" and start is not None:
                unit = _unit_of(start)
                return self._amount(key, str(start // UNITS_OF_MB[unit]), unit)
            return self._amount(key, "" if start is None else str(start), key.unit or "")
        unit = self.asked.get(UNIT_PREFIX + key.name, key.unit or "")
        known = unit in UNITS_OF_MB if key.unit == "MB" else unit == key.unit
        return self._amount(key, answer.strip(), unit if known else key.unit or "")

    def _amount(self, key: Key, text: str, unit: str) -> FormField:
        shown = {"value": text, "unit": unit or _unit_in_name(key.name)}
        if not text:
            return self._plain(key, NUMBER_IN, **shown)
        if not _WHOLE.match(text):
            return self._plain(key, NUMBER_IN, problem=_("Give a whole number."), **shown)
        factor = UNITS_OF_MB.get(unit, 1) if key.unit == "MB" else 1
        return self._plain(key, NUMBER_IN, data=int(text) * factor, **shown)

    def _start(self, key: Key, chosen: Mapping[str, object]) -> int | None:
        """A sensible first number: what the object has now, or an example of the action's own."""
        now = present(self.site, key.name, chosen)
        if now is not None:
            return now
        if not key.required and key.default:
            return key.default
        examples = self._examples(key, chosen)
        return examples[0] if examples else key.default

    def _examples(self, key: Key, chosen: Mapping[str, object]) -> tuple:
        """Values the action itself proposes; none before what they depend on is chosen."""
        needed = [one.name for one in naming_fields(self.kind)]
        if any(name not in chosen for name in needed if name in _required(self.kind)):
            return ()
        one = next(one for one in fields(self.kind) if one.name == key.name)
        return tuple(self.kind.choices(self.site, one, chosen))

    def _text(self, key: Key, chosen: Mapping[str, object]) -> FormField:
        if key.name in _PICKED:
            names = _paths(self.site, chosen) if key.name == "path" else _luns(self.site)
            if names or key.name == "path":
                return self._picked(key, names)
        examples = [one for one in self._examples(key, chosen) if isinstance(one, str)]
        answer = self._answer(key)
        value = (examples[0] if examples else "") if answer is None else answer
        data = value if value else None
        return self._plain(key, TEXT_IN, value=value, data=data)

    def _picked(self, key: Key, names: tuple[str, ...]) -> FormField:
        answer = self._answer(key)
        value = answer if answer in names else names[0] if len(names) == 1 else ""
        choices = tuple(Choice(value=name, label=name) for name in names)
        return self._plain(key, CHOICE, value=value, data=value or None, choices=choices)

    def _list(self, key: Key, chosen: Mapping[str, object]) -> FormField:
        answer = self._answer(key)
        if answer is None:
            examples = self._examples(key, chosen) if key.required else ()
            answer = ", ".join(map(str, examples[0])) if examples else ""
        parts = [one for one in re.split(r"\s*[,，、]\s*", answer.strip()) if one]
        shown = {"value": answer, "unit": ""}
        if key.shape.of.form == NUMBER:
            if not all(_WHOLE.match(one) for one in parts):
                problem = _("Give whole numbers with commas between them.")
                return self._plain(key, LIST_IN, problem=problem, **shown)
            return self._plain(key, LIST_IN, data=[int(one) for one in parts] or None, **shown)
        return self._plain(key, LIST_IN, data=parts or None, **shown)


def _in_order(kind: type[Action]) -> tuple[Key, ...]:
    """What names objects first, parts behind their owners; tables have forms of their own."""
    keys = [key for key in keys_of(kind) if key.shape.form != TABLE]
    owned = {one.name for one in naming_fields(kind) if one.owner is not None}
    ranks = {True: 0, False: 2}
    return tuple(
        sorted(keys, key=lambda key: 1 if key.name in owned else ranks[key.names is not None])
    )


def _required(kind: type[Action]) -> set[str]:
    return {key.name for key in keys_of(kind) if key.required}


def _paths(site: Site, chosen: Mapping[str, object]) -> tuple[str, ...]:
    host = site.hosts.get(str(chosen.get("host", "")))
    mount = host.mount(str(chosen.get("datastore", ""))) if host else None
    return tuple(path.name for path in mount.paths) if mount else ()


def _luns(site: Site) -> tuple[str, ...]:
    presented = {lun for host in site.hosts.values() for lun in host.luns}
    mapped = {disk.rdm.lun for vm in site.vms.values() for disk in vm.raw_disks}
    return tuple(sorted(presented | mapped))


def _unit_of(megabytes: int) -> str:
    return "GB" if megabytes and megabytes % UNITS_OF_MB["GB"] == 0 else "MB"


def _unit_in_name(name: str) -> str:
    return {"minutes": _("min"), "seconds": "s"}.get(name, "")


def present(site: Site, name: str, chosen: Mapping[str, object]) -> int | None:
    """What the chosen object has at the moment of what a field changes; None where unknown."""
    vm = site.vms.get(str(chosen.get("vm", "")))
    if vm is None:
        return None
    disk = vm.disk(str(chosen.get("disk", "")))
    if name == "size_mb" and disk is not None:
        return disk.size_mb
    return {
        "vcpus": vm.hardware.vcpus,
        "memory_mb": vm.hardware.memory_mb,
        "reservation_mb": vm.memory.reservation_mb,
        "reservation_mhz": vm.cpu.reservation_mhz,
    }.get(name)


def note_on(site: Site, kind: str, owner: str, name: str) -> str:
    """A word on an object beside its name in a list of choices."""
    if kind == "datastore":
        return _("%s free") % size(site.free_mb(name))
    if kind == "disk":
        disk = site.vms[owner].disk(name)
        return f"{size(disk.size_mb)}, {disk.datastore}"
    if kind == "nic":
        return site.vms[owner].nic(name).network
    if kind == "host":
        return site.hosts[name].datacenter if len(site.datacenters) > 1 else ""
    return ""


def none_of(key: Key) -> str:
    """What leaving a field empty comes to."""
    return _("as it is") if key.names in ("host", "datastore") else _("not set")


def label_of(key: Key, language: str) -> str:
    """A short label; what a field means stands in full beside it."""
    known = _labels().get(key.name)
    if known:
        return known
    if key.names is not None:
        return _capital(word_of_kind(key.names, language))
    return _capital(meaning_of(key).in_language(language))


def help_of(key: Key, language: str) -> str:
    """What a field means, where its label does not say it already."""
    if key.meaning is None or key.name not in _labels():
        return ""
    return _capital(key.meaning.in_language(language))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "memory": _("Include the memory"),
        "quiesce": _("Quiesce the guest"),
        "keep_files": _("Keep the files"),
        "size_mb": _("Size"),
        "disk_mb": _("Size of the disk"),
        "capacity_mb": _("Capacity"),
        "memory_mb": _("Memory"),
        "vcpus": "vCPU",
        "cpus": _("Logical processors"),
        "provision": _("Disk format"),
        "mode": _("Mode"),
        "minutes": _("Minutes"),
        "seconds": _("Seconds"),
        "timeout_s": _("Time limit"),
        "path": _("Path"),
        "lun": "LUN",
        "licence": _("Licence"),
        "backing": _("Backing"),
        "file": _("File"),
        "vlan": "VLAN",
        "active": _("Active uplinks, in order"),
        "standby": _("Standby uplinks, in order"),
        "balancing": _("Load balancing"),
        "detection": _("Failure detection"),
        "failback": _("Failback"),
        "notify": _("Notify switches"),
        "enabled": _("Enabled"),
        "verb": _("Migration type"),
        "ahead_s": _("Ahead by"),
        "reservation_mb": _("Reservation"),
        "reservation_mhz": _("Reservation"),
        "service": _("Service"),
        "uplinks": _("Number of uplinks"),
        "product": _("Product"),
    }


def answers(found: tuple[FormField, ...]) -> Iterator[tuple[str, object]]:
    """(field, value) as JSON, of the fields that have one."""
    for field in found:
        if field.data is not None:
            yield field.name, field.data
