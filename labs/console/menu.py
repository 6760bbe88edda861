"""The actions menu: what the lab allows that is about an object, and what refuses it just now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import islice

from django.utils.translation import gettext as _

from labs.commands import verb_of
from labs.console.families import FAMILIES, family_of, family_word
from labs.console.subjects import Subject, is_first_about, presets, word_of_kind
from labs.datacenter.actions import ALL_ACTIONS, Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming_fields
from labs.datacenter.report import findings
from labs.datacenter.rule import Finding, Severity
from labs.datacenter.wire.write import action_json, text_of

# what says less of the state than any other refusal of another choice
IDLE = ("request.nothing_changes",)
ASIDE = "aside"
MOST_PROBED = 16  # requests of one kind asked before the menu leaves the answer to the wizard


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A kind of action in the menu. `json`: the request itself, where nothing is left to choose.

    `reason`: why the present state refuses every such request; empty where one may pass.
    `is_aside`: the object is a target or a choice of it, not what it is about.
    """

    verb: str
    label: str
    family: str
    json: str = ""
    reason: str = ""
    is_aside: bool = False


@dataclass(frozen=True, kw_only=True)
class Group:
    """The entries of one family."""

    family: str
    title: str
    entries: tuple[Entry, ...]


def menu(
    site: Site, subject: Subject, *, allowed: tuple[str, ...], language: str
) -> tuple[Group, ...]:
    """The groups that have an entry: those about the object, then what it can be chosen for."""
    found: dict[str, list[Entry]] = {family: [] for family in (*FAMILIES, ASIDE)}
    for entry in _entries(site, subject, allowed, language):
        found[ASIDE if entry.is_aside else entry.family].append(entry)
    return tuple(
        Group(family=family, title=_title(family), entries=tuple(entries))
        for family, entries in found.items()
        if entries
    )


def _title(family: str) -> str:
    return _("With it as a choice") if family == ASIDE else family_word(family)


def is_about(kind: type[Action], subject: Subject) -> bool:
    """Whether the menu of the subject holds the kind; what names nothing is on the vCenter's."""
    if not naming_fields(kind):
        return subject.kind == "vcenter"
    return presets(kind, subject) is not None


def _entries(
    site: Site, subject: Subject, allowed: tuple[str, ...], language: str
) -> Iterator[Entry]:
    for kind in ALL_ACTIONS:
        if kind.__name__ in allowed and is_about(kind, subject):
            yield _entry(site, subject, kind, language)


def _entry(site: Site, subject: Subject, kind: type[Action], language: str) -> Entry:
    given = presets(kind, subject) or {}
    is_ready = kind is not Migrate and len(given) == len(fields(kind))
    reason, is_clean = _refusal(site, kind, given, language)
    request = kind(**given) if is_ready and is_clean else None
    return Entry(
        verb=verb_of(kind),
        label=kind.label.in_language(language),
        family=family_of(kind),
        json=text_of(action_json(request)).strip() if request else "",
        reason=reason,
        is_aside=bool(naming_fields(kind)) and not is_first_about(kind, subject),
    )


def _refusal(
    site: Site, kind: type[Action], given: Mapping[str, str], language: str
) -> tuple[str, bool]:
    """Why every request is refused, or nothing; and whether the first has no finding at all."""
    errors: list[Finding] = []
    for request in islice(_requests(site, kind, given), MOST_PROBED):
        found = findings(Case(site, request))
        error = next((one for one in found if one.severity is Severity.ERROR), None)
        if error is None:
            return "", not errors and not found
        errors.append(error)
    if not errors:
        return _nothing_to_choose(site, kind, given, language), False
    if len(errors) == MOST_PROBED:
        return "", False
    telling = (one for one in errors if one.code not in IDLE)
    return next(telling, errors[0]).say(language), False


def _nothing_to_choose(
    site: Site, kind: type[Action], given: Mapping[str, str], language: str
) -> str:
    """What the site does not have that a request would have to name."""
    for one in naming_fields(kind):
        is_open = one.name not in given and (one.owner is None or one.owner in given)
        if is_open and not one.known(site, given):
            what = word_of_kind(one.kind, language)
            return _("There is nothing to choose here: %(what)s.") % {"what": what}
    return _("There is nothing here that it could be asked of.")


def _requests(site: Site, kind: type[Action], given: Mapping[str, str]) -> Iterator[Action]:
    """Requests of a kind about the object, one by one, so that the first legal one ends it."""
    names = fields(kind)

    def choose(place: int, chosen: dict[str, object]) -> Iterator[dict[str, object]]:
        if place == len(names):
            yield chosen
            return
        one = names[place]
        values = (given[one.name],) if one.name in given else kind.choices(site, one, chosen)
        for value in values:
            yield from choose(place + 1, {**chosen, one.name: value})

    return (kind(**chosen) for chosen in choose(0, dict(given)))
