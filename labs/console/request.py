"""The wizard of any action: its form, and what the rules say of it as it is filled in now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from labs.commands import VERBS, verb_of
from labs.console.disputes import Dispute, dispute_of
from labs.console.fields import PREFIX, UNIT_PREFIX, Asker, FormField, answers
from labs.console.subjects import Subject, presets
from labs.datacenter.actions import Action
from labs.datacenter.inventory.problem import Problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.repair import TIERS, Repair, repair
from labs.datacenter.report import Report, report
from labs.datacenter.wire.read import read_action
from labs.datacenter.wire.write import action_json, text_of


def kind_of(verb: str, allowed: tuple[str, ...]) -> type[Action] | None:
    """The kind of action of an address, if the lab allows it."""
    kind = VERBS.get(verb)
    return kind if kind is not None and kind.__name__ in allowed else None


def form_values(asked: Mapping[str, str]) -> dict[str, str]:
    """What of an address, or of a post, are answers of the form."""
    return {
        name: value
        for name, value in asked.items()
        if name.startswith((PREFIX, UNIT_PREFIX)) and isinstance(value, str)
    }


@dataclass(frozen=True)
class RequestWizard:
    """A request in the making; everything is computed anew from the site and the answers.

    `offers_repair`: not where the run is graded. `tiers`: the repairs that may be offered.
    """

    site: Site
    kind: type[Action]
    subject: Subject | None
    asked: Mapping[str, str]
    allowed: tuple[str, ...]
    language: str
    offers_repair: bool = True
    tiers: tuple[str, ...] = TIERS

    @property
    def verb(self) -> str:
        return verb_of(self.kind)

    @property
    def label(self) -> str:
        return self.kind.label.in_language(self.language)

    @cached_property
    def fields(self) -> tuple[FormField, ...]:
        given = presets(self.kind, self.subject) if self.subject else None
        asker = Asker(self.site, self.kind, given or {}, self.asked, self.language)
        return asker.fields()

    @property
    def open_fields(self) -> tuple[FormField, ...]:
        """Those that still want an answer."""
        return tuple(one for one in self.fields if one.is_open)

    @cached_property
    def _read(self) -> tuple[Action | None, tuple[Problem, ...]]:
        if self.open_fields or any(one.problem for one in self.fields):
            return None, ()
        return read_action({"type": self.kind.__name__, **dict(answers(self.fields))})

    @property
    def action(self) -> Action | None:
        """The request; None while it is not complete, or where an answer is out of bounds."""
        return self._read[0]

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """(label of the field, what is wrong with the answer)."""
        found = [(one.label, one.problem) for one in self.fields if one.problem]
        labels = {one.name: one.label for one in self.fields}
        for one in self._read[1]:
            name = one.path.strip("/").partition("/")[0]
            words = one.text.in_language(self.language).format()
            found.append((labels.get(name, name), words))
        return tuple(found)

    @cached_property
    def told(self) -> Report | None:
        """The report the compatibility panel shows; None while there is nothing to judge."""
        return report(self.site, self.action) if self.action is not None else None

    @property
    def dispute(self) -> Dispute | None:
        return dispute_of(self.told) if self.told else None

    @cached_property
    def repair(self) -> Repair | None:
        """The smallest way to make a refused request legal with what the lab offers."""
        if not self.offers_repair or self.told is None or self.told.is_allowed:
            return None
        return repair(self.site, self.told.action, allowed=self.allowed, tiers=self.tiers)

    @property
    def json(self) -> str:
        """The request as the finishing form sends it; empty while it is not complete."""
        return text_of(action_json(self.action)).strip() if self.action is not None else ""

    @property
    def is_ready(self) -> bool:
        """Whether nothing holds Finish but warnings to be read."""
        return self.told is not None and self.told.is_allowed

    @property
    def copied_mb(self) -> int:
        """Data the request would move; 0 where it moves none or cannot be carried out."""
        return self.action.mb_to_copy(self.site) if self.is_ready else 0

    @property
    def checked(self) -> str:
        """The answers the panel judged, so that a post with others is noticed."""
        shown = {one.key: one.value for one in self.fields}
        units = {one.unit_key: one.unit for one in self.fields if one.units}
        return as_checked(shown | units)


def as_checked(values: Mapping[str, str]) -> str:
    """Answers in an order of their own, those left empty not counted."""
    return urlencode(sorted((name, value) for name, value in values.items() if value))
