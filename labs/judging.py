"""Judge the move: a small world and a request; allowed, or refused by which rule?

A card is a function of its seed and release, so it needs no table: the same address is the same
card. Half of the seeds make a legal request; the others break exactly one rule. What looks odd is
no sign of a refusal: most legal requests have about them what stops other moves, and not theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.chance import Chance
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.prepared import prepared
from labs.datacenter.report import Report, findings, is_refused, report
from labs.datacenter.rule import Rule, Severity
from labs.datacenter.rules import ALL_RULES, RULES
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import action_json, site_json
from labs.datacenter.worlds import legal_site, requests, stirred, world

ALLOWED = "allowed"
LARGEST_SEED = 2**31 - 1
CHOICES = 4
TRIES = 60
PLAIN = 4  # one in so many legal requests is made with nothing odd about it

KINDS = ("VMO", "SVMO", "XHOST", "COLD", "SUSP", "PowerOn")
ERROR = Severity.ERROR

# what stands in an administrator's way most: it comes so many times as often as any other rule
OFTEN = 4
_COMMON = frozenset(
    {
        *("cpu.vendor_differs", "cpu.features_missing", "cpu.no_hardware_virtualization"),
        *("cpu.affinity_set", "admission.memory_short", "admission.cpu_short"),
        *("storage.disks_unreachable", "storage.config_unreachable"),
        *("storage.datastore_not_mounted", "space.datastore_full", "space.no_room_for_swap"),
        *("network.port_group_missing", "network.internal_switch", "network.not_a_member"),
        *("network.mapped_network_missing", "vmotion.not_configured", "vmotion.link_down"),
        *("vmotion.not_licensed", "device.backing_unreachable", "device.client_connected"),
        *("device.passthrough", "host.in_maintenance", "host.hardware_too_new"),
    }
)

# what a learner may take for a reason: each can be arranged around any move
_ODDITIES = frozenset(
    {
        *("cpu.vendor_differs", "cpu.features_missing", "cpu.affinity_set"),
        *("vmotion.not_configured", "vmotion.link_down", "vmotion.not_licensed"),
        *("network.internal_switch", "network.port_group_missing"),
        *("device.backing_unreachable", "device.passthrough", "device.tools_installer"),
        *("device.client_connected", "storage.disk_not_persistent"),
        *("storage.disks_unreachable", "storage.config_unreachable"),
        *("space.datastore_full", "space.no_room_for_swap"),
        *("admission.memory_short", "admission.cpu_short", "boundary.datacenter_mismatch"),
        *("host.in_maintenance", "host.files_leave_in_maintenance", "host.hardware_too_new"),
    }
)
_MACHINES = (
    *("web", "db", "mail", "shop", "file", "erp", "crm", "wiki", "build", "test", "log", "dns"),
    *("proxy", "app", "api", "cache", "queue", "report", "hr", "pay", "scan", "print", "lab"),
    *("booking", "stock", "video", "backup", "git", "vpn", "ldap", "sales", "map", "chat"),
)
_ARRAYS = ("san-a", "san-b", "fc-01", "fc-02", "array-1", "array-2", "gold", "silver", "vol-7")


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card: what is shown, what may be answered, and what is right.

    `answer` is "allowed" or the code of the rule that refuses; `choices` hold it among others.
    `harmless` is the rule that other moves would break here, and this one does not.
    """

    seed: int
    release: str
    kind: str
    site: Site
    action: Action
    report: Report
    choices: tuple[Rule, ...]
    answer: str
    harmless: Rule | None = None

    @property
    def objective(self) -> str:
        """What the card is about: the passage of the rule, or that of the first other choice."""
        rule = self.harmless or RULES.get(self.answer) or self.choices[0]
        return rule.objective_for(self.kind)

    def is_right(self, answer: str) -> bool:
        return answer == self.answer

    def saw_the_verdict(self, answer: str) -> bool:
        """Whether allowed or refused was right, the rule aside."""
        return (answer == ALLOWED) == (self.answer == ALLOWED)


@lru_cache(maxsize=256)
def card(seed: int, release: str) -> Card:
    """The card of a seed under a release; LookupError if the engine can make none."""
    for attempt in range(TRIES):
        made = _try(Chance(seed, f"card/{release}/{attempt}"), seed, release)
        if made is not None:
            return made
    raise LookupError(f"no card for seed {seed} under {release}")


def next_seed(seed: int) -> int:
    """The seed of the card after this one."""
    return seed % LARGEST_SEED + 1


def _try(chance: Chance, seed: int, release: str) -> Card | None:
    kind = chance.choice(KINDS)
    asked = rules_asked(kind, release)
    number = chance.below(1_000_000)
    harmless = None
    if chance.below(2):
        rule = chance.choice(_weighted(asked))
        try:
            made = world(rule.code, kind, release=release, seed=number)
        except LookupError:
            return None
        site, action, answer = made.site, made.action, rule.code
    else:
        found = _legal(chance, kind, number, release)
        if found is None:
            return None
        site, action, answer = *found, ALLOWED
        if chance.below(PLAIN):
            site, action, harmless = _made_odd(chance, site, action, kind, release)
    site, action = renamed(*cropped(site, action), names(chance, site))
    right = [RULES[answer]] if answer != ALLOWED else [harmless] if harmless else []
    # as many choices whatever is right, or their number would tell; each with a fault of its own,
    # and the rule that is not broken among them
    wrong = _others(chance, asked, right, release)
    return Card(
        seed=seed,
        release=release,
        kind=kind,
        site=site,
        action=action,
        report=report(site, action),
        choices=tuple(chance.shuffled((*wrong, *right))),
        answer=answer,
        harmless=harmless,
    )


def _others(
    chance: Chance, asked: Iterable[Rule], right: Sequence[Rule], release: str
) -> list[Rule]:
    faults = {rule.fault_in(release) for rule in right}
    found: list[Rule] = []
    # drawn as answers are, or a common rule among rare ones would be known for the answer
    for rule in chance.shuffled(_weighted(asked)):
        if rule.fault_in(release) not in faults and len(found) < CHOICES - len(right):
            found.append(rule)
            faults.add(rule.fault_in(release))
    return found


def _weighted(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules, common ones OFTEN times each."""
    return tuple(rule for rule in rules for _ in range(OFTEN if rule.code in _COMMON else 1))


@lru_cache(maxsize=64)
def rules_asked(kind: str, release: str) -> tuple[Rule, ...]:
    """The rules that can refuse a well-formed request of a kind under a release."""
    return tuple(
        rule
        for rule in ALL_RULES
        if not rule.code.startswith(("request.", "power."))
        and rule.level(kind, release) not in (None, Severity.WARNING)
    )


def _legal(chance: Chance, kind: str, number: int, release: str) -> tuple[Site, Action] | None:
    site = prepared(stirred(legal_site(number, release), number), kind)
    offered = chance.shuffled(tuple(requests(site, kind)))
    return next(((site, one) for one in offered[:40] if not is_refused(site, one)), None)


# oddities that do no harm


@lru_cache(maxsize=64)
def rules_of_other_moves(kind: str, release: str) -> tuple[Rule, ...]:
    """The rules that refuse other kinds of moves under a release, and never this one."""
    asked = {one.code for one in rules_asked(kind, release)}
    others = {one.code: one for other in KINDS for one in rules_asked(other, release)}
    return tuple(others[code] for code in sorted(_ODDITIES & others.keys() - asked))


def _made_odd(
    chance: Chance, site: Site, action: Action, kind: str, release: str
) -> tuple[Site, Action, Rule | None]:
    """The request where something stops other moves and not this one, and the rule they break.

    As it is, and no rule, where nothing of the kind can be made of it.
    """
    plain = cropped(site, action)[0]
    asked = _as_asked(site, action)
    for rule in chance.shuffled(rules_of_other_moves(kind, release)):
        odd = rule.breaks(site, asked)
        if odd is None or impossible(odd[0]):
            continue
        there, move = odd[0], odd[1] if asked is action else action
        legal = Case(there, move).kind == kind and not is_refused(there, move)
        if legal and cropped(there, move)[0] != plain:
            return there, move, rule
    return site, action, None


def _as_asked(site: Site, action: Action) -> Action:
    """The request as rules are asked of it: one that names no host, as a migration to its own."""
    if isinstance(action, Migrate) and action.host is not None:
        return action
    datastore = getattr(action, "datastore", None)
    return Migrate(vm=action.vm, host=site.vms[action.vm].host, datastore=datastore)


# one screen


def cropped(site: Site, action: Action) -> tuple[Site, Action]:
    """The site with only what the request is about, where the findings stay the same.

    At once if that works, else piece by piece, leaving what the findings or the site rest on.
    """
    pieces = tuple(_unconcerned(site, action))
    small = site
    for piece in pieces:
        small = piece(small)
    if _is_the_same(small, site, action):
        return small, action
    small = site
    for piece in pieces:
        smaller = piece(small)
        small = smaller if _is_the_same(smaller, site, action) else small
    return small, action


def _unconcerned(site: Site, action: Action) -> Iterator[Callable[[Site], Site]]:
    """Each a step that takes something away that the request does not name."""
    case = Case(site, action)
    hosts = {case.source.name, case.target.name}
    images = {one.backing.datastore for one in case.vm.hardware.devices}
    kept = {*case.vm.datastores, *images, getattr(action, "datastore", None)}
    for vm in site.vms.values():
        if vm.name != case.vm.name:
            yield partial(_without, vm=vm)
    for host in site.hosts.values():
        if host.name not in hosts:
            yield partial(Site.drop, thing=host)
        else:
            yield partial(_with_mounts, host=host.name, kept=kept)
    for datastore in site.datastores.values():
        if datastore.name not in kept:
            yield partial(Site.drop, thing=datastore)
    inhabited = {site.hosts[name].datacenter for name in hosts}
    for datacenter in site.datacenters.values():
        if datacenter.name not in inhabited:
            yield partial(Site.drop, thing=datacenter)


def _is_the_same(small: Site, site: Site, action: Action) -> bool:
    return not impossible(small) and _said(small, action) == _said(site, action)


def _with_mounts(site: Site, host: str, kept: Collection[str | None]) -> Site:
    old = site.hosts[host]
    mounts = tuple(one for one in old.mounts if one.datastore in kept)
    return site.put(replace(old, mounts=mounts))


def _without(site: Site, vm: VM) -> Site:
    """The site without a machine whose files go on taking their room."""
    for name in vm.datastores:
        old = site.datastores[name]
        site = site.put(replace(old, other_mb=old.other_mb + vm.taken_mb(name)))
    return site.drop(vm)


def _said(site: Site, action: Action) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in findings(Case(site, action))]


def names(chance: Chance, site: Site) -> dict[str, str]:
    """Other names for the machines, hosts and shared datastores of a site, none twice."""
    machines = chance.shuffled(_MACHINES)
    arrays = chance.shuffled(_ARRAYS)
    first = 1 + chance.below(40)
    hosts = {name: f"esx-{first + n:02}" for n, name in enumerate(site.hosts)}
    local = {
        f"local-{name}": f"local-{new.removeprefix('esx-')}"
        for name, new in hosts.items()
        if f"local-{name}" in site.datastores
    }
    shared = [name for name in site.datastores if name not in local]
    numbers = {name: f"{machines[n]}-{1 + chance.below(9):02}" for n, name in enumerate(site.vms)}
    return numbers | hosts | local | dict(zip(shared, arrays, strict=False))


def renamed(site: Site, action: Action, new: Mapping[str, str]) -> tuple[Site, Action]:
    """The same world under other names."""
    there, problems = read_site(_renamed(site_json(site), new))
    asked, more = read_action(_renamed(action_json(action), new))
    assert not (*problems, *more), [one.say("en") for one in (*problems, *more)]
    return there, asked


def _renamed(value: object, new: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return new.get(value, value)
    if isinstance(value, Mapping):
        return {new.get(key, key): _renamed(one, new) for key, one in value.items()}
    if isinstance(value, Iterable):
        return [_renamed(one, new) for one in value]
    return value
