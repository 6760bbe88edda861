"""The report on a request: every finding, the verdict, and what other releases would say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from labs.datacenter.actions import Action
from labs.datacenter.aspects import ALL
from labs.datacenter.capacity import would_wait
from labs.datacenter.case import UNRESOLVED, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.lazy import lazy
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import MIGRATIONS, Finding, Rule, Severity
from labs.datacenter.rules import ALL_RULES

ALLOWED = "allowed"
REFUSED = "refused"
QUEUED = "queued"  # allowed, but it has to wait until fewer tasks run

ERROR = Severity.ERROR


def asked(stage: str, kind: str, release: str, aspects: int = ALL) -> tuple[Rule, ...]:
    """The rules that have something to judge, in the order of a report."""
    return tuple(
        rule
        for rule in ALL_RULES
        if rule.stage == stage
        and (stage == UNRESOLVED or rule.level(kind, release) is not None)
        and (not rule.aspects or rule.aspects & aspects)
    )


@cache
def _checks(stage: str, kind: str, release: str, aspects: int) -> tuple[Callable, ...]:
    return tuple(rule.check for rule in asked(stage, kind, release, aspects))


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that is to say about a request; other releases are asked when somebody wants to know.

    `unverified`: refused, and every error rests on a rule whose source was not read.
    `migration_type`: COLD, SUSP, VMO, SVMO, XHOST, or None where the request is no migration or
    could not be resolved.
    """

    site: Site = field(repr=False, compare=False)
    release: str
    action: Action
    findings: tuple[Finding, ...]
    migration_type: str | None

    @lazy
    def elsewhere(self) -> dict[str, str]:
        """Verdicts of the releases that differ."""
        return {
            release: REFUSED if errors else ALLOWED
            for release, errors in self._errors_where_it_differs.items()
        }

    @lazy
    def disputed(self) -> tuple[str, ...]:
        """Codes of the rules whose errors make the difference."""
        here = {one.code for one in self.errors}
        differing = self._errors_where_it_differs.values()
        codes = set().union(*(here ^ {one.code for one in there} for there in differing))
        return tuple(rule.code for rule in ALL_RULES if rule.code in codes)

    @lazy
    def unverified_elsewhere(self) -> tuple[str, ...]:
        """Releases of `elsewhere` of which no source that was read says that they differ."""
        here = self.errors
        return tuple(
            release
            for release, there in self._errors_where_it_differs.items()
            if not _is_sourced(here or there, release if here else self.release)
        )

    @lazy
    def _errors_where_it_differs(self) -> dict[str, tuple[Finding, ...]]:
        others = (release for release in RELEASES if release != self.release)
        errors = {
            release: _errors(findings(Case(self.site.with_release(release), self.action)))
            for release in others
        }
        refused = bool(self.errors)
        return {release: found for release, found in errors.items() if bool(found) != refused}

    @property
    def errors(self) -> tuple[Finding, ...]:
        return _errors(self.findings)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is not ERROR)

    @property
    def verdict(self) -> str:
        if self.errors:
            return REFUSED
        return QUEUED if self.is_queued else ALLOWED

    @property
    def is_allowed(self) -> bool:
        """Whether it may be asked; it may still have to queue."""
        return not self.errors

    @lazy
    def is_queued(self) -> bool:
        """Whether it would wait in the queue of a timed site."""
        return self.is_allowed and would_wait(self.site, self.action)

    @property
    def fault(self) -> str | None:
        """The fault of the first error."""
        return self.errors[0].fault if self.errors else None

    @property
    def unverified(self) -> bool:
        errors = self.errors
        return bool(errors) and not any(one.verified for one in errors)


def findings(case: Case) -> tuple[Finding, ...]:
    """Every finding on a case and on what it entails, each rule heard once.

    In the order of the rules, then by subject.
    """
    found = _spoken(case)
    then = case.then
    if then is None:
        return found
    said = {one.code for one in found}
    return (*found, *(one for one in _spoken(then) if one.code not in said))


def _spoken(case: Case) -> tuple[Finding, ...]:
    found: list[Finding] = []
    for check in _checks(case.stage, case.kind, case.site.release, case.aspects):
        spoken = check(case)
        if spoken:
            found.extend(sorted(spoken, key=lambda one: (one.subject.kind, one.subject.name)))
    return tuple(found)


def is_refused(site: Site, action: Action) -> bool:
    """The verdict alone."""
    return any(one.severity is ERROR for one in findings(Case(site, action)))


def fault_of(site: Site, action: Action) -> str | None:
    """The fault of the first error; None where no rule refuses."""
    errors = (one for one in findings(Case(site, action)) if one.severity is ERROR)
    return next((one.fault for one in errors), None)


def report(site: Site, action: Action) -> Report:
    """Ask every rule."""
    case = Case(site, action)
    resolved = case.stage != UNRESOLVED and case.kind in MIGRATIONS
    return Report(
        site=site,
        release=site.release,
        action=action,
        findings=findings(case),
        migration_type=case.kind if resolved else None,
    )


def _errors(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple([one for one in found if one.severity is ERROR]) if found else ()


def _is_sourced(errors: tuple[Finding, ...], allowing: str) -> bool:
    """Whether one of the errors was read, and for its rule also that `allowing` knows it not."""
    return any(
        one.verified and allowing not in one.rule.source.unverified_releases for one in errors
    )
