"""The contract of a rule, and the finding it yields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from labs.datacenter.actions import ACTIONS, Action
from labs.datacenter.case import COMPLETE, Case
from labs.datacenter.faults import FAULTS
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming_fields
from labs.datacenter.releases import NOTES, NOTES_OVERRIDES, Since, version_of
from labs.datacenter.text import Fact, Ref, Text, as_json, render
from labs.datacenter.words import Kind


class Severity(StrEnum):
    """Errors refuse; warnings never block."""

    ERROR = "error"
    WARNING = "warning"


ERROR = Severity.ERROR
WARNING = Severity.WARNING
BY_FACTS = "by facts"  # the check decides between error and warning

Level = Severity | str | None
MIGRATIONS: tuple[str, ...] = tuple(kind.value for kind in Kind)
COPIES: tuple[str, ...] = ("CloneVM", "CloneToTemplate", "DeployTemplate")
NEW_MACHINES: tuple[str, ...] = (*COPIES, "CreateVM")  # their files are written to a datastore
KINDS: tuple[str, ...] = (*MIGRATIONS, *(name for name in ACTIONS if name != "Migrate"))


def _named_by(kind: str) -> set[str]:
    """Names of the fields in which a kind of request names objects."""
    return {one.name for one in naming_fields(ACTIONS.get(kind, ACTIONS["Migrate"]))}


# kinds that name any object; a machine, so that there is a `case.vm`; a machine or a host, so
# that there is a `case.source`
NAMING_KINDS: tuple[str, ...] = tuple(kind for kind in KINDS if _named_by(kind))
VM_KINDS: tuple[str, ...] = tuple(kind for kind in KINDS if "vm" in _named_by(kind))
PLACED_KINDS: tuple[str, ...] = tuple(kind for kind in KINDS if {"vm", "host"} & _named_by(kind))


class Asks:
    """What a rule is asked about: kind of action -> level, or levels by product version."""

    def __init__(self, **levels: Level | Since) -> None:
        unknown = sorted(set(levels) - set(KINDS))
        if unknown:
            raise TypeError(f"no such kinds of action: {unknown}")
        self.levels = levels

    @classmethod
    def everything(cls) -> Asks:
        """Asked about every kind that names something, always an error."""
        return cls(**dict.fromkeys(NAMING_KINDS, ERROR))

    def at(self, code: str, kind: str, release: str) -> Level:
        """The level under a release, with the overrides of the notes; None: not asked."""
        if release == NOTES and (code, kind) in NOTES_OVERRIDES:
            level = NOTES_OVERRIDES[code, kind]
            return Severity(level) if level else None
        level = self.levels.get(kind)
        return level.at(version_of(release)) if isinstance(level, Since) else level


@dataclass(frozen=True)
class Source:
    """Where a rule comes from.

    `mark`: V, the source was read; K, known to the trade but not read, so unverified; E, the
    engine's own choice where the product documents no single answer. `unverified_in` lists kinds
    of action for which the mark is K although it is another elsewhere; `unverified_releases` those
    in which it was not read whether the rule still holds. `own_in` lists kinds for which it is E.
    """

    text: str
    mark: str = "V"
    unverified_in: tuple[str, ...] = ()
    unverified_releases: tuple[str, ...] = ()
    own_in: tuple[str, ...] = ()

    def mark_for(self, kind: str) -> str:
        """The mark for one kind of action."""
        if not self.verified(kind):
            return "K"
        return "E" if kind in self.own_in else self.mark

    def verified(self, kind: str) -> bool:
        return self.mark != "K" and kind not in self.unverified_in


def api(
    name: str,
    *also: str,
    mark: str = "V",
    unverified_in: tuple[str, ...] = (),
    unverified_releases: tuple[str, ...] = (),
    own_in: tuple[str, ...] = (),
) -> Source:
    """The API reference's page on a fault, and what else was read."""
    text = "; ".join((f"vSphere Web Services API Reference: {name}", *also))
    return Source(
        text,
        mark,
        unverified_in=unverified_in,
        unverified_releases=unverified_releases,
        own_in=own_in,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule's judgement of one request: facts only; its sentences are the rule's templates.

    `advice` stands for the rule's hint where the facts have met it already.
    """

    rule: Rule
    kind: str
    severity: Severity
    fault: str
    subject: Ref
    facts: tuple[tuple[str, Fact], ...]
    advice: Text | None = None

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def source(self) -> str:
        return self.rule.source.text

    @property
    def mark(self) -> str:
        return self.rule.source.mark_for(self.kind)

    @property
    def verified(self) -> bool:
        return self.rule.source.verified(self.kind)

    @property
    def objective(self) -> str:
        """Id of the objective whose passage teaches this rule."""
        return self.rule.objective_for(self.kind)

    def predicate(self, language: str) -> str:
        """What is wrong, without its subject: "offers no Production, which web-01 uses"."""
        return self.rule.says.fill(language, dict(self.facts))

    def say(self, language: str) -> str:
        """Subject and predicate: "esx-02 offers no Production, which web-01 uses"."""
        space = {"zh": "", "en": " "}[language]
        return f"{render(self.subject, language)}{space}{self.predicate(language)}"

    def hint(self, language: str) -> str:
        """What could be done."""
        return (self.advice or self.rule.hint).fill(language, dict(self.facts))

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "severity": self.severity.value,
            "fault": self.fault,
            "subject": as_json(self.subject),
            "facts": {name: as_json(fact) for name, fact in self.facts},
            "text": {language: self.say(language) for language in ("en", "zh")},
            "hint": {language: self.hint(language) for language in ("en", "zh")},
            "source": self.source,
            "verified": self.verified,
            "objective": self.objective,
        }


class Rule:
    """One thing that can be wrong with a request. Stateless; the only instance is in `ALL_RULES`.

    `fault` is an API name, names by product version, or a tuple of names of which `check` picks.
    `objective` is an id, or ids by kind of action. `aspects`: it is asked only about machines that
    have one of them (see `aspects.py`); 0: about any. A rule that offers no cure says why in
    `incurable`.
    """

    code: ClassVar[str]
    fault: ClassVar[str | Since | tuple[str, ...]]
    asks: ClassVar[Asks]
    says: ClassVar[Text]
    hint: ClassVar[Text]
    source: ClassVar[Source]
    objective: ClassVar[str | Mapping[str, str]]
    stage: ClassVar[str] = COMPLETE
    aspects: ClassVar[int] = 0
    incurable: ClassVar[Text | None] = None

    def __init_subclass__(cls) -> None:
        for name in ("__doc__", "code", "fault", "asks", "says", "hint", "source", "objective"):
            if not getattr(cls, name, None):
                raise TypeError(f"{cls.__name__} must define {name}")
        unknown = sorted(set(cls.fault_names()) - set(FAULTS))
        if unknown:
            raise TypeError(f"{cls.__name__} names faults the API does not have: {unknown}")

    @classmethod
    def fault_names(cls) -> tuple[str, ...]:
        """Every fault this rule may name."""
        if isinstance(cls.fault, Since):
            return tuple(name for _, name in cls.fault.entries)
        return cls.fault if isinstance(cls.fault, tuple) else (cls.fault,)

    def fault_in(self, release: str) -> str:
        """The fault under a release; the first where the facts decide."""
        if isinstance(self.fault, Since):
            return self.fault.at(version_of(release))
        return self.fault if isinstance(self.fault, str) else self.fault[0]

    def objective_for(self, kind: str) -> str:
        if isinstance(self.objective, str):
            return self.objective
        return self.objective.get(kind) or next(iter(self.objective.values()))

    def level(self, kind: str, release: str) -> Level:
        """Error, warning, by facts, or None where the rule is not asked."""
        return self.asks.at(self.code, kind, release)

    def check(self, case: Case) -> Sequence[Finding]:
        """Findings; () when silent."""
        raise NotImplementedError

    def cures(self, case: Case) -> Iterator[Action]:
        """Single actions that would silence the rule or bring it nearer."""
        return iter(())

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        """A legal pair turned into one that only this rule refuses; None if it cannot be done."""
        raise NotImplementedError

    def finding(
        self,
        case: Case,
        subject: Ref,
        *,
        severity: Severity | None = None,
        fault: str | None = None,
        advice: Text | None = None,
        **facts: Fact,
    ) -> Finding:
        """A finding at the level the matrix asks for; `severity` only where facts decide."""
        level = self._level_of(case)
        if severity is None and level == BY_FACTS:
            raise TypeError(f"{self.code} must decide between error and warning")
        if severity is not None and level not in (BY_FACTS, severity):
            raise TypeError(f"{self.code} may not answer {severity} to {case.kind}")
        return Finding(
            rule=self,
            kind=case.kind,
            severity=severity or level,
            fault=fault or self.fault_in(case.site.release),
            subject=subject,
            facts=tuple(facts.items()),
            advice=advice,
        )

    def _level_of(self, case: Case) -> Level:
        # a request that could not be resolved has no migration type
        return ERROR if case.kind == "Migrate" else self.level(case.kind, case.site.release)

    def __repr__(self) -> str:
        return f"<{self.code}>"
