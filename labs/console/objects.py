"""The object that is selected: what it is, what it has, and what the lab offers to do with it."""

from __future__ import annotations

from dataclasses import dataclass

from labs.console.facts import Fact, described
from labs.console.offers import Offer, offered
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM

SHOWN_KINDS = ("vm", "host", "datastore", "datacenter", "vcenter", "cluster")


@dataclass(frozen=True, kw_only=True)
class Selected:
    """The selected object and all its pane shows."""

    kind: str
    name: str
    state: str
    state_word: str
    facts: tuple[Fact, ...]
    offers: tuple[Offer, ...]
    can_migrate: bool = False

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.name}"


def select(site: Site, ref: str, *, language: str, allowed: tuple[str, ...]) -> Selected | None:
    """The object a reference names; None where the site has no such thing."""
    kind, colon, name = ref.partition(":")
    if not colon or kind not in SHOWN_KINDS:
        return None
    thing = site.find(kind, name)
    if thing is None:
        return None
    state, state_word, facts = described(site, thing, language)
    offers = tuple(
        Offer(action=action) for action in offered(site, thing) if type(action).__name__ in allowed
    )
    return Selected(
        kind=kind,
        name=name,
        state=state,
        state_word=state_word,
        facts=tuple(facts),
        offers=offers,
        can_migrate=isinstance(thing, VM) and "Migrate" in allowed,
    )
