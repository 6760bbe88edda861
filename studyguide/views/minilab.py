"""The landing page's mini lab: three actions, five releases, each verdict asked of the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.apply import replay
from labs.datacenter.inventory.cpu import label
from labs.datacenter.inventory.site import Site
from labs.datacenter.presets import two_datacenters
from labs.datacenter.releases import RELEASES
from labs.datacenter.repair import FOUND, repair
from labs.datacenter.report import Report, report
from labs.datacenter.rule import Finding
from labs.datacenter.rules import ALL_RULES
from studyguide.guide import passage
from studyguide.text import Text

HOST = "esx-b1"
DATASTORE = "san-b"
MOVES: dict[str, tuple[Migrate, Text, str]] = {
    "vmotion": (Migrate(vm="web-01", host=HOST), Text(zh="只换主机", en="host only"), "6.09"),
    "cross-host": (
        Migrate(vm="web-01", host=HOST, datastore=DATASTORE),
        Text(zh="主机和存储", en="with storage"),
        "6.29",
    ),
    "cold": (
        Migrate(vm="cold-01", host=HOST, datastore=DATASTORE),
        Text(zh="已关机", en="powered off"),
        "6.03",
    ),
}
TITLES = {
    "vmotion": _("web-01 is running: vMotion to datacenter DC-B"),
    "cross-host": _("web-01 is running: host and storage to DC-B"),
    "cold": _("cold-01 is off: cold migration to DC-B"),
}
FIRST = "vmotion"
FIRST_RELEASE = "5.5"  # the figure opens where the engine says no
STATES = {"poweredOn": "on", "poweredOff": "off", "suspended": "suspended"}


@dataclass(frozen=True, kw_only=True)
class Link:
    """One choice of a switch."""

    key: str
    label: str
    address: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    """A finding in the reader's language."""

    said: str
    fault: str


@dataclass(frozen=True, kw_only=True)
class MiniLab:
    """One action under one release, with its verdict and the way out."""

    move: str
    release: str
    language: str
    site: Site
    action: Migrate
    report: Report
    is_repaired: bool

    @property
    def title(self) -> str:
        return str(TITLES[self.move])

    @property
    def description(self) -> str:
        """What the drawing shows, for those who do not see it."""
        stop = {"zh": "。", "en": ". "}[self.language]
        return f"{self.title}{stop}{self.action.say(self.language)}"

    @property
    def moves(self) -> list[Link]:
        return [
            Link(
                key=key,
                label=words.in_language(self.language),
                address=address(key, self.release),
                is_current=key == self.move,
            )
            for key, (_action, words, _objective) in MOVES.items()
        ]

    @property
    def releases(self) -> list[Link]:
        return [
            Link(
                key=each.replace(".", "-"),
                label=str(_("Notes")) if each == "notes" else each,
                address=address(self.move, each),
                is_current=each == self.release,
            )
            for each in RELEASES
        ]

    @property
    def address(self) -> str:
        return address(self.move, self.release)

    @property
    def repair_address(self) -> str:
        return f"{self.address}&repaired=1"

    @property
    def objective(self) -> str:
        return MOVES[self.move][2]

    @property
    def passage(self) -> str:
        return passage(self.objective)

    @property
    def is_allowed(self) -> bool:
        return self.report.is_allowed

    @property
    def fault(self) -> str | None:
        return self.report.fault

    @property
    def rules(self) -> int:
        return len(ALL_RULES)

    @property
    def findings(self) -> list[Said]:
        return [self._said(each) for each in self.report.findings]

    def _said(self, finding: Finding) -> Said:
        return Said(said=finding.say(self.language), fault=finding.fault)

    @property
    def cures(self) -> tuple[Action, ...]:
        """The smallest repair, or nothing: some refusals cannot be repaired in their release."""
        return smallest_repair(self.move, self.release)

    @property
    def repair(self) -> list[str]:
        return [each.say(self.language) for each in self.cures]

    @property
    def repaired(self) -> list[str]:
        """What happens when the repair and then the action are carried out."""
        if not (self.is_repaired and self.cures):
            return []
        steps = replay(self.site, (*self.cures, self.action))
        return [event.say(self.language) for step in steps for event in step.events]

    @property
    def dispute(self) -> str:
        """Where other releases decide otherwise."""
        if not self.report.elsewhere:
            return ""
        verdicts = {each: self.report.elsewhere.get(each, self.report.verdict) for each in RELEASES}
        words = {"allowed": str(_("allowed")), "refused": str(_("refused"))}
        parts = [
            f"{_('Notes') if each == 'notes' else each} {words[verdict]}"
            for each, verdict in verdicts.items()
        ]
        return str(_("Releases differ: ")) + " · ".join(parts)

    @property
    def vm(self) -> str:
        return self.action.vm

    @property
    def state(self) -> str:
        return STATES[self.site.vms[self.vm].power.value]

    @property
    def source(self) -> str:
        return self.site.vms[self.vm].host

    @property
    def target(self) -> str:
        return HOST

    @property
    def cpu(self) -> str:
        generation = self.site.hosts[HOST].cpu.generation
        return label(generation).fill(self.language, {})

    @property
    def keeps(self) -> bool:
        """Whether the disks stay where they are."""
        return self.action.datastore is None

    @property
    def from_left(self) -> bool:
        """Whether the disks lie on the first datacenter's own storage."""
        return self.site.vms[self.vm].files.config == "san-a"


def address(move: str, release: str) -> str:
    return f"{reverse('home')}?move={move}&release={release}"


def mini_lab(*, move: str, release: str, language: str, is_repaired: bool) -> MiniLab:
    """The mini lab for one choice of action and release."""
    site, action = two_datacenters(release), MOVES[move][0]
    return MiniLab(
        move=move,
        release=release,
        language=language,
        site=site,
        action=action,
        report=report(site, action),
        is_repaired=is_repaired,
    )


def move_asked(asked: str) -> str:
    return asked if asked in MOVES else FIRST


@cache
def smallest_repair(move: str, release: str) -> tuple[Action, ...]:
    found = repair(two_datacenters(release), MOVES[move][0])
    return found.actions if found.status == FOUND else ()
