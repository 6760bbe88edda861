"""The report on a request: every finding, the verdict, and what other releases would say."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.actions import Action
from labs.datacenter.case import STAGES, UNRESOLVED, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import KINDS, MIGRATIONS, Finding, Rule, Severity
from labs.datacenter.rules import ALL_RULES

ALLOWED = "allowed"
REFUSED = "refused"

ERROR = Severity.ERROR


def _asked(stage: str, kind: str, release: str) -> tuple[Rule, ...]:
    rules = (rule for rule in ALL_RULES if rule.stage == stage)
    if stage == UNRESOLVED:
        return tuple(rules)
    return tuple(rule for rule in rules if rule.level(kind, release) is not None)


_CHECKS = {
    (stage, kind, release): tuple(rule.check for rule in _asked(stage, kind, release))
    for stage in STAGES
    for kind in (*KINDS, "Migrate")
    for release in RELEASES
}


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that is to say about a request. `elsewhere`: verdicts of releases that differ.

    `disputed`: codes of the rules whose errors make the difference.
    `unverified`: refused, and every error rests on a rule whose source was not read.
    `migration_type`: COLD, SUSP, VMO, SVMO, XHOST, or None where the request is no migration or
    could not be resolved.
    """

    release: str
    action: Action
    findings: tuple[Finding, ...]
    elsewhere: dict[str, str]
    disputed: tuple[str, ...]
    migration_type: str | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is not ERROR)

    @property
    def verdict(self) -> str:
        return REFUSED if self.errors else ALLOWED

    @property
    def is_allowed(self) -> bool:
        return not self.errors

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
    for check in _CHECKS[case.stage, case.kind, case.site.release]:
        spoken = check(case)
        if spoken:
            found.extend(sorted(spoken, key=lambda one: (one.subject.kind, one.subject.name)))
    return tuple(found)


def is_refused(site: Site, action: Action) -> bool:
    """The verdict alone."""
    return any(one.severity is ERROR for one in findings(Case(site, action)))


def report(site: Site, action: Action) -> Report:
    """Ask every rule, and compare the verdict with that of the other releases."""
    case = Case(site, action)
    found = findings(case)
    here = _errors(found)
    others = {
        release: _errors(findings(Case(site.with_release(release), action)))
        for release in RELEASES
        if release != site.release
    }
    differing = {release: codes for release, codes in others.items() if bool(codes) != bool(here)}
    resolved = case.stage != UNRESOLVED and case.kind in MIGRATIONS
    return Report(
        release=site.release,
        action=action,
        findings=found,
        elsewhere={release: REFUSED if codes else ALLOWED for release, codes in differing.items()},
        disputed=_disputed(here, differing),
        migration_type=case.kind if resolved else None,
    )


def _errors(found: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(one.code for one in found if one.severity is ERROR)


def _disputed(here: tuple[str, ...], differing: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    codes = set().union(*(set(here) ^ set(there) for there in differing.values()))
    return tuple(rule.code for rule in ALL_RULES if rule.code in codes)
