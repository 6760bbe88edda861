"""The rules as tables: rule by migration type by release, and what each type needs, computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from labs.datacenter.actions import Migrate
from labs.datacenter.actions.migrate import POWER_OF_KIND
from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.inventory.host import Mount
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.presets import a_datastore, a_host, a_vm
from labs.datacenter.report import Report, report
from labs.datacenter.rule import MIGRATIONS, Level
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.text import Text
from labs.datacenter.words import KIND_OF_VERB, Backing, Kind, PowerState

LETTERS = {"error": "E", "warning": "W", "by facts": "E/W", None: "-"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One rule under one release: kind of action -> E, W, E/W or - (not asked)."""

    code: str
    fault: str
    levels: dict[str, str]


def _letter(level: Level) -> str:
    return LETTERS[level]


def matrix(release: str, *, kinds: Iterable[str] = MIGRATIONS) -> tuple[Row, ...]:
    """Every rule that is asked about one of these kinds, in report order."""
    chosen = tuple(kinds)
    rows = (
        Row(
            code=rule.code,
            fault=rule.fault_in(release),
            levels={kind: _letter(rule.level(kind, release)) for kind in chosen},
        )
        for rule in ALL_RULES
    )
    return tuple(row for row in rows if set(row.levels.values()) != {"-"})


def markdown(release: str, *, kinds: Iterable[str] = MIGRATIONS) -> str:
    """The matrix as a Markdown table."""
    chosen = tuple(kinds)
    lines = [
        f"| rule ({release}) | " + " | ".join(chosen) + " | fault |",
        "|---" * (len(chosen) + 2) + "|",
    ]
    for row in matrix(release, kinds=chosen):
        cells = " | ".join(row.levels[kind] for kind in chosen)
        lines.append(f"| {row.code} | {cells} | {row.fault} |")
    return "\n".join(lines) + "\n"


# what each migration type needs, found out by asking

STORAGE = {
    "shared": Text(zh="需要共享存储", en="shared storage needed"),
    "visible": Text(zh="主机须能访问源和目标存储", en="the host must reach source and target"),
    "none": Text(zh="不需要共享存储", en="no shared storage needed"),
}


@dataclass(frozen=True, kw_only=True)
class Need:
    """A migration type under a release. `evidence`: column -> the report that decided it.

    `storage` is a key of `STORAGE`; `changes` holds host, datastore, both: what may change.
    """

    kind: Kind
    power: tuple[PowerState, ...]
    across_datacenters: bool
    storage: str
    cpu_compatible: bool
    changes: tuple[str, ...]
    evidence: dict[str, Report]


_VERBS = {kind: verb for verb, kind in KIND_OF_VERB.items()}
_FAR = "nas-b"


def _world(release: str, power: PowerState) -> Site:
    """Two datacenters, shared and unshared storage, and one machine with nothing in its way."""
    site = Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            Datacenter(name="DC-B", vcenter="vc-01"),
            a_datastore("shared", Backing.NAS),
            a_datastore("san-a"),
            a_datastore("local-1", Backing.LOCAL),
            a_datastore("local-2", Backing.LOCAL),
            a_host("esx-1", datastores=("shared", "san-a", "local-1")),
            a_host("esx-2", datastores=("shared", "local-2")),
            a_host("esx-3", datastores=("shared",), datacenter="DC-B"),
            a_vm("vm", host="esx-1", datastore="shared", power=power),
        ),
        release=release,
    )
    # a datastore filed under the other datacenter that the machine's host reaches all the same
    site = site.put(replace(a_datastore(_FAR, Backing.NAS), datacenter="DC-B"))
    for name in ("esx-1", "esx-3"):
        host = site.hosts[name]
        site = site.put(replace(host, mounts=(Mount(datastore=_FAR), *host.mounts)))
    return site


def _request(kind: Kind, host: str | None, datastore: str | None) -> Migrate:
    return Migrate(vm="vm", host=host, datastore=datastore, verb=_VERBS[kind])


def _shapes(kind: Kind) -> dict[str, Migrate]:
    """The three things that may change, in a world where nothing is in the way."""
    return {
        "host": _request(kind, "esx-2", None),
        "datastore": _request(kind, None, "san-a"),
        "both": _request(kind, "esx-2", "local-2"),
    }


def _fullest(kind: Kind, changes: tuple[str, ...], host: str, datastore: str) -> Migrate:
    """The request that changes as much as the type can: files move along where they may."""
    moves_host = "host" in changes or "both" in changes
    moves_files = "both" in changes or "host" not in changes
    return _request(kind, host if moves_host else None, datastore if moves_files else None)


def _power_states(kind: Kind, release: str) -> tuple[PowerState, ...]:
    request = _shapes(kind)["datastore" if kind is Kind.SVMO else "host"]
    reports = {state: report(_world(release, state), request) for state in PowerState}
    return tuple(state for state, told in reports.items() if told.fault != "InvalidPowerState")


def _storage(kind: Kind, site: Site, changes: tuple[str, ...]) -> tuple[str, Report]:
    """Between two hosts without shared storage; where the host stays, to what it cannot see."""
    site = with_vm(site, "vm", files=replace(site.vms["vm"].files, config="local-1"))
    disks = tuple(replace(d, datastore="local-1") for d in site.vms["vm"].hardware.disks)
    site = with_vm(site, "vm", hardware=replace(site.vms["vm"].hardware, disks=disks))
    told = report(site, _fullest(kind, changes, "esx-2", "local-2"))
    if told.is_allowed:
        return "none", told
    return ("shared" if "host" in changes else "visible"), told


def _need(kind: Kind, release: str) -> Need:
    site = _world(release, POWER_OF_KIND[kind])
    shapes = {name: report(site, request) for name, request in _shapes(kind).items()}
    changes = tuple(name for name, told in shapes.items() if told.is_allowed)
    across = report(site, _fullest(kind, changes, "esx-3", _FAR))
    storage, missing = _storage(kind, site, changes)
    other_vendor = with_cpu(site, "esx-2", generation="amd-zen")
    datastore = "san-a" if kind is Kind.SVMO else "local-2"
    cpu = report(other_vendor, _fullest(kind, changes, "esx-2", datastore))
    return Need(
        kind=kind,
        power=_power_states(kind, release),
        across_datacenters=across.is_allowed,
        storage=storage,
        cpu_compatible=not cpu.is_allowed,
        changes=changes,
        evidence={"across_datacenters": across, "storage": missing, "cpu_compatible": cpu},
    )


def summary(release: str) -> tuple[Need, ...]:
    """What each migration type needs and may do, every cell found by asking the rules."""
    return tuple(_need(kind, release) for kind in Kind)
