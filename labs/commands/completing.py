"""How a line could go on."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from enum import StrEnum

from labs.commands.arguments import given_in
from labs.commands.spelling import fields_of, is_required, names_of_pair, option_of, quoted, type_of
from labs.commands.verbs import LISTS, LONGEST_LINE, VERBS, WORDS, Problem, offered_verbs
from labs.datacenter.actions import Action
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.naming import naming_fields

MOST_OFFERED = 20


def complete(line: str, site: Site, allowed: Sequence[str]) -> tuple[str, ...]:
    """What could stand in the place of the last word of a line, nearest first; at most 20.

    It takes the place of what follows `stem(line)`.
    """
    words, last = _split(line)
    asks = bool(words) and words[0].lower() == "why"
    words = words[1:] if asks else words
    if not words:
        offered: Sequence[str] = (
            offered_verbs(allowed) if asks else (*offered_verbs(allowed), *WORDS)
        )
    else:
        offered = _next_words(words[0].lower(), words[1:], last, site, allowed)
    is_quoted = line[len(stem(line)) :][:1] in ("'", '"')
    if is_quoted:
        offered = [one for one in offered if not one.startswith("--")]
    found = [one for one in offered if one.lower().startswith(last.lower())]
    return tuple(quoted(one) for one in found[:MOST_OFFERED])


def stem(line: str) -> str:
    """The line without the word that is being typed, its quotation mark included."""
    start, quote, between = 0, "", True
    for place, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign.isspace():
            between = True
        else:
            start, between = (place if between else start), False
            quote = sign if sign in "\"'" else ""
    return line if between else line[:start]


def _split(line: str) -> tuple[list[str], str]:
    """The whole words of a line, and the one that is being typed."""
    line = line[:LONGEST_LINE]
    try:
        words = shlex.split(line)
    except ValueError:  # inside quotation marks, or behind a backslash
        begun = stem(line)
        return _whole_words(begun), line[len(begun) :].lstrip("\"'")
    if not line or line[-1].isspace():
        return words, ""
    return words[:-1], words[-1] if words else ""


def _whole_words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # a backslash before a quotation mark: nothing to complete
        return []


def _next_words(
    verb: str, given: Sequence[str], last: str, site: Site, allowed: Sequence[str]
) -> Sequence[str]:
    if verb == "help":
        return () if given else (*offered_verbs(allowed), *WORDS)
    if verb == "list":
        return () if given else LISTS
    if verb == "describe":
        return (
            ()
            if given
            else tuple(name for _, table in KINDS.values() for name in getattr(site, table))
        )
    kind = VERBS.get(verb) if verb in offered_verbs(allowed) else None
    return _fields_next(kind, given, last, site) if kind else ()


def _fields_next(kind: type[Action], given: Sequence[str], last: str, site: Site) -> Sequence[str]:
    option = given[-1][2:].replace("-", "_") if given and given[-1].startswith("--") else ""
    known = {one.name: type_of(kind, one.name) for one in fields_of(kind)}
    expects_value = option in known and known[option] is not bool
    values = given_in(kind, given[:-1] if expects_value else given)
    if isinstance(values, Problem):
        return ()
    if expects_value:
        return _values(kind, option, site, values)
    left = [name for name in known if name not in values]
    options = [option_of(name) for name in left]
    positional = next((name for name in left if known[name] is not bool), None)
    if last.startswith("--") or positional is None:
        return options
    required = {option_of(one.name) for one in fields_of(kind) if is_required(one)}
    others = [one for one in options if one not in required]
    return (*_values(kind, positional, site, values), *others)


def _values(
    kind: type[Action], name: str, site: Site, values: Mapping[str, object]
) -> Sequence[str]:
    """Names and words a field may hold, given the fields before it."""
    hint = type_of(kind, name)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return tuple(one.value for one in hint)
    if names_of_pair(hint):
        return _pairs(site, values)
    naming = next((one for one in naming_fields(kind) if one.name == name), None)
    if naming is None or (naming.owner is not None and naming.owner not in values):
        return ()
    return naming.known(site, values)


def _pairs(site: Site, values: Mapping[str, object]) -> Sequence[str]:
    """Adapters of the machine, each with the networks of the host it is to be on."""
    vm = site.vms.get(str(values.get("vm")))
    host = values.get("host") or (vm.host if vm else None)
    if vm is None or host not in site.hosts:
        return ()
    networks = [one.name for one in site.networks_of(str(host))]
    return tuple(f"{nic.label}={name}" for nic in vm.hardware.nics for name in networks)
