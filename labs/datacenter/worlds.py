"""Seeded worlds: legal ones, and ones in which exactly one rule speaks on one request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from labs.datacenter.actions import ACTIONS, Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.chance import Chance
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site, Thing
from labs.datacenter.prepared import prepared
from labs.datacenter.presets import a_datastore, a_host, a_vm, an_image
from labs.datacenter.releases import DEFAULT
from labs.datacenter.report import findings, is_refused
from labs.datacenter.rule import MIGRATIONS, Finding
from labs.datacenter.rules import RULES
from labs.datacenter.words import (
    Backing,
    PowerState,
)

TRIES = 40
STIRS = 3

ON, OFF, SUSPENDED = PowerState.ON, PowerState.OFF, PowerState.SUSPENDED


@dataclass(frozen=True, kw_only=True)
class World:
    """A possible site and a request on which one rule speaks, once, and no other."""

    site: Site
    action: Action
    finding: Finding


def legal_site(seed: int, release: str = DEFAULT, *, hosts: int | None = None) -> Site:
    """Two datacenters, hosts with room to spare, machines in every power state.

    `hosts`: how many the first datacenter has; None: three or four, as the seed decides.
    """
    chance = Chance(seed, "site")
    drawn = 3 + chance.below(2)
    names = [f"esx-{n:02}" for n in range(1, 1 + (hosts or drawn))]
    things: list[Thing] = [
        VCenter(name="vc-01"),
        Datacenter(name="DC-A", vcenter="vc-01"),
        Datacenter(name="DC-B", vcenter="vc-01"),
        a_datastore("nas-all", Backing.NAS, gb=4000),
        a_datastore("san-a", gb=4000),
        a_datastore("iscsi-a", Backing.ISCSI, gb=4000),
    ]
    for name in names:
        things.append(a_datastore(f"local-{name}", Backing.LOCAL, gb=1000))
        shared = ("iscsi-a", "nas-all", "san-a")
        things.append(a_host(name, datastores=(*shared, f"local-{name}")))
    things.append(a_host("esx-b1", datastores=("nas-all",), datacenter="DC-B"))
    things += _machines(chance, names)
    return Site.of(things, release=release, seed=seed)


def _machines(chance: Chance, hosts: list[str]) -> Iterator[Thing]:
    """Two on each host but the last, which has none that runs."""
    states = [ON, OFF, SUSPENDED, ON, OFF, SUSPENDED, ON, OFF]
    for number, host in enumerate(hosts):
        for which in (0, 1):
            power = states[(2 * number + which) % len(states)]
            name = f"vm-{2 * number + which + 1:02}"
            image = an_image("nas-all", connected=which == 0)
            vm = a_vm(
                name,
                host=host,
                datastore=chance.choice(("nas-all", "san-a", "iscsi-a")),
                power=OFF if host == hosts[-1] else power,
                memory_gb=2 + 2 * chance.below(4),
                disk_gb=20 + 10 * chance.below(6),
                reservation_mb=256 * (1 + chance.below(4)),
                reservation_mhz=100 * (1 + chance.below(4)),
                devices=(image,),
            )
            yield _with_one_adapter_off(vm) if which else vm


def _with_one_adapter_off(vm: Thing) -> Thing:
    nics = tuple(replace(nic, connected=False) for nic in vm.hardware.nics)
    second = replace(nics[0], label="Network adapter 2", connected=True)
    return replace(vm, hardware=replace(vm.hardware, nics=(*nics, second)))


def requests(site: Site, kind: str) -> Iterator[Action]:
    """Every request of a kind that the site can be asked, legal or not."""
    if kind in MIGRATIONS:
        yield from (one for one in Migrate.every(site) if Case(site, one).kind == kind)
        return
    yield from ACTIONS[kind].every(site)


# kinds of action that stir a world without leaving it crippled
_STIRRING = ("VMO", "SVMO", "COLD", "DisconnectDevice", "ChangeNetwork", "AddPortGroup")


def stirred(site: Site, seed: int) -> Site:
    """The site after a few legal actions, so that worlds differ."""
    chance = Chance(seed, "stir")
    for _ in range(STIRS):
        offered = chance.shuffled(tuple(requests(site, chance.choice(_STIRRING))))
        legal = next((one for one in offered[:20] if not is_refused(site, one)), None)
        if legal is not None:
            site, _ = legal.effect(site)
    return site


def world(code: str, kind: str, *, release: str = DEFAULT, seed: int = 0) -> World:
    """A world in which exactly the rule `code` speaks on a request of `kind`.

    KeyError for an unknown rule; LookupError where none was found, above all because the rule is
    not asked about that kind in that release.
    """
    rule = RULES[code]
    if rule.level(kind, release) is None:
        raise LookupError(f"{code} is not asked about {kind} under {release}")
    for attempt in range(TRIES):
        number = seed * TRIES + attempt
        site = prepared(_start(number, release), kind)
        chance = Chance(number, f"{code}/{kind}")
        for action in chance.shuffled(tuple(requests(site, kind))):
            case = Case(site, action)
            if case.kind != kind or findings(case):
                continue
            found = _broken(rule.code, site, action, kind)
            if found is not None:
                return found
    raise LookupError(f"no world found in which {code} alone speaks on {kind}")


@lru_cache(maxsize=64)
def _start(number: int, release: str) -> Site:
    """Where the worlds of a number begin, whichever rule is to speak and on whatever."""
    return stirred(legal_site(number, release), number)


def _broken(code: str, site: Site, action: Action, kind: str) -> World | None:
    broken = RULES[code].breaks(site, action)
    if broken is None or impossible(broken[0]):
        return None
    case = Case(*broken)
    found = findings(case)
    if [one.code for one in found] != [code] or case.kind not in (kind, "Migrate"):
        return None
    return World(site=broken[0], action=broken[1], finding=found[0])
