"""What happened: past-tense codes with facts, and their sentences in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from labs.datacenter.events import (
    allocation,
    backup,
    devices,
    disks,
    encryption,
    hosts,
    inventory,
    migration,
    network,
    power,
    snapshots,
    storage,
    tasks,
    vcenters,
)
from labs.datacenter.text import Fact, Ref, Text, as_json

EVENTS: Mapping[str, Text] = {
    **power.TEXTS,
    **migration.TEXTS,
    **devices.TEXTS,
    **disks.TEXTS,
    **allocation.TEXTS,
    **hosts.TEXTS,
    **storage.TEXTS,
    **network.TEXTS,
    **snapshots.TEXTS,
    **backup.TEXTS,
    **vcenters.TEXTS,
    **tasks.TEXTS,
    **encryption.TEXTS,
    **inventory.TEXTS,
}

# events after which a machine that ran no longer runs, or its guest lost what it was doing
_STOPPING = ("VmPoweredOff", "VmSuspended", "VmLostItsHost")
POWER_CHANGING = ("VmPoweredOn", "VmResumed", *_STOPPING)
INTERRUPTING = (*_STOPPING, "VmReset", "GuestRebooted", "GuestCrashed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at a simulated time."""

    code: str
    at_s: int
    facts: tuple[tuple[str, Fact], ...]

    def say(self, language: str) -> str:
        return EVENTS[self.code].fill(language, dict(self.facts))

    def fact(self, name: str) -> Fact | None:
        return dict(self.facts).get(name)

    def interrupts(self, vm: str) -> bool:
        """Whether it stopped that machine."""
        return self.code in INTERRUPTING and self.fact("vm") == Ref("vm", vm)

    def changes_power(self, vm: str) -> bool:
        """Whether that machine came to another power state."""
        return self.code in POWER_CHANGING and self.fact("vm") == Ref("vm", vm)

    def disconnects(self, vm: str, nic: str) -> bool:
        """Whether it took that adapter of the machine off its network."""
        about = (self.fact("vm"), self.fact("nic"))
        return self.code == "NetworkDisconnected" and about == (Ref("vm", vm), Ref("nic", nic))

    def as_json(self) -> dict[str, object]:
        return {
            "event": self.code,
            "at_s": self.at_s,
            "facts": {name: as_json(fact) for name, fact in self.facts},
            "text": {language: self.say(language) for language in ("en", "zh")},
        }


def event(code: str, at_s: int, **facts: Fact) -> Event:
    """An event with its facts, in the order given."""
    return Event(code=code, at_s=at_s, facts=tuple(facts.items()))
