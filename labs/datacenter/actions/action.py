"""The contract of an action: when it would change nothing, what it costs, and its effect."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from functools import cache
from typing import ClassVar, Union, get_args, get_origin, get_type_hints

from labs.datacenter.events import Event
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.task import Request
from labs.datacenter.inventory.vm import VM
from labs.datacenter.naming import Naming, naming_fields
from labs.datacenter.text import Text
from labs.datacenter.words import PowerState

Outcome = tuple[Site, tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Naming, Request):
    """Something somebody asks of the site. `effect` assumes that no rule objects.

    `label` names the kind of action, for menus. `samples` holds values of the fields that are
    free text or numbers, from which `every` makes requests. What `destroys` takes an object or
    its data away; that makes many a request legal, and is no repair.
    """

    label: ClassVar[Text]
    samples: ClassVar[Mapping[str, tuple]] = {}
    needs_power: ClassVar[tuple[PowerState, ...]] = ()
    destroys: ClassVar[bool] = False

    def effect(self, site: Site) -> Outcome:
        raise NotImplementedError

    def changes_nothing(self, site: Site) -> bool:
        """Whether the site already is as asked."""
        return False

    def is_gentle(self, site: Site) -> bool:
        """Whether it interrupts no running machine and loses nothing."""
        return True

    def entails(self, site: Site) -> tuple[Site, Action] | None:
        """Another action that it carries out on the way, and the site as it is then."""
        return None

    def mb_to_copy(self, site: Site) -> int:
        """Data it moves."""
        return 0

    def newcomer(self, site: Site) -> VM | None:
        """The machine it adds to the inventory."""
        return None

    def places_files(self, site: Site) -> bool:
        """Whether files are written to the datastore it names."""
        return False

    @classmethod
    def every(cls, site: Site) -> Iterator[Action]:
        """Every request of this kind that the site can be asked, legal or not."""
        choices: list[dict[str, object]] = [{}]
        for one in fields(cls):
            choices = [
                {**chosen, one.name: value}
                for chosen in choices
                for value in cls.choices(site, one, chosen)
            ]
        return (cls(**chosen) for chosen in choices)

    @classmethod
    def choices(cls, site: Site, one: Field, chosen: Mapping[str, object]) -> tuple:
        """What a field could hold, given the fields before it."""
        if one.name in cls.samples:
            return cls.samples[one.name]
        naming = next((n for n in naming_fields(cls) if n.name == one.name), None)
        if naming is None:
            return _members(cls, one.name)
        names = naming.known(site, chosen)
        return names if one.default is MISSING else (None, *names)


@cache
def _members(action: type[Action], name: str) -> tuple:
    """Both truth values, or every member of an enumeration, None too where that is allowed."""
    hint = get_type_hints(action)[name]
    if hint is bool:
        return (False, True)
    optional = get_origin(hint) in (Union, types.UnionType)
    words = get_args(hint)[0] if optional else hint
    if not issubclass(words, StrEnum):
        raise TypeError(f"{action.__name__}.samples must give values for {name}")
    return ((None,) if optional else ()) + tuple(words)
