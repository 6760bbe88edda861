"""Seeded worlds: legal ones, and ones in which exactly one rule speaks on one request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from labs.datacenter import actions as act
from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import Case
from labs.datacenter.chance import Chance
from labs.datacenter.edits import (
    with_guest,
    with_host,
    with_leftover_deltas,
    with_links,
    with_paths,
    with_snapshots,
    with_vm,
)
from labs.datacenter.inventory.host import Path
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site, Thing
from labs.datacenter.presets import a_datastore, a_host, a_vm, an_image
from labs.datacenter.releases import DEFAULT
from labs.datacenter.report import findings, is_refused
from labs.datacenter.rule import MIGRATIONS, Finding
from labs.datacenter.rules import RULES
from labs.datacenter.words import (
    Backing,
    Connection,
    DatastoreKind,
    Licence,
    Link,
    Maintenance,
    PathState,
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


def legal_site(seed: int, release: str = DEFAULT) -> Site:
    """Two datacenters, hosts with room to spare, machines in every power state."""
    chance = Chance(seed, "site")
    hosts = [f"esx-{n:02}" for n in range(1, 4 + chance.below(2))]
    things: list[Thing] = [
        VCenter(name="vc-01"),
        Datacenter(name="DC-A", vcenter="vc-01"),
        Datacenter(name="DC-B", vcenter="vc-01"),
        a_datastore("nas-all", Backing.NAS, gb=4000),
        a_datastore("san-a", gb=4000),
        a_datastore("iscsi-a", Backing.ISCSI, gb=4000),
    ]
    for name in hosts:
        things.append(a_datastore(f"local-{name}", Backing.LOCAL, gb=1000))
        shared = ("iscsi-a", "nas-all", "san-a")
        things.append(a_host(name, datastores=(*shared, f"local-{name}")))
    things.append(a_host("esx-b1", datastores=("nas-all",), datacenter="DC-B"))
    things += _machines(chance, hosts)
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
        for vm in site.vms:
            for host in (None, *site.hosts):
                for datastore in (None, *site.datastores):
                    action = Migrate(vm=vm, host=host, datastore=datastore)
                    if Case(site, action).kind == kind:
                        yield action
        return
    made = _OF_VM.get(kind) or _OF_HOST[kind]
    for name in site.vms if kind in _OF_VM else site.hosts:
        yield from made(site, name)


_OF_VM = {
    "PowerOn": lambda site, vm: [act.PowerOn(vm=vm)],
    "PowerOff": lambda site, vm: [act.PowerOff(vm=vm)],
    "Suspend": lambda site, vm: [act.Suspend(vm=vm)],
    "Resume": lambda site, vm: [act.Resume(vm=vm)],
    "MountToolsInstaller": lambda site, vm: [act.MountToolsInstaller(vm=vm)],
    "UnmountToolsInstaller": lambda site, vm: [act.UnmountToolsInstaller(vm=vm)],
    "ClearAffinity": lambda site, vm: [act.ClearAffinity(vm=vm)],
    "ConnectDevice": lambda site, vm: [
        act.ConnectDevice(vm=vm, device=one.label) for one in site.vms[vm].hardware.devices
    ],
    "DisconnectDevice": lambda site, vm: [
        act.DisconnectDevice(vm=vm, device=one.label) for one in site.vms[vm].hardware.devices
    ],
    "ConnectNetwork": lambda site, vm: [
        act.ConnectNetwork(vm=vm, nic=one.label) for one in site.vms[vm].hardware.nics
    ],
    "DisconnectNetwork": lambda site, vm: [
        act.DisconnectNetwork(vm=vm, nic=one.label) for one in site.vms[vm].hardware.nics
    ],
    "ChangeNetwork": lambda site, vm: [
        act.ChangeNetwork(vm=vm, nic=one.label, network=network)
        for one in site.vms[vm].hardware.nics
        for network in site.hosts[site.vms[vm].host].networks
    ],
    "TakeSnapshot": lambda site, vm: [
        act.TakeSnapshot(
            vm=vm,
            name=f"snapshot-{len(site.vms[vm].snapshots.tree) + 1}",
            memory=memory,
            quiesce=quiesce,
        )
        for memory, quiesce in ((False, False), (True, False), (False, True))
    ],
    "RevertToSnapshot": lambda site, vm: [
        act.RevertToSnapshot(vm=vm, snapshot=one.name) for one in site.vms[vm].snapshots.tree
    ],
    "RemoveSnapshot": lambda site, vm: [
        act.RemoveSnapshot(vm=vm, snapshot=one.name) for one in site.vms[vm].snapshots.tree
    ],
    "RemoveAllSnapshots": lambda site, vm: [act.RemoveAllSnapshots(vm=vm)],
    "ConsolidateDisks": lambda site, vm: [act.ConsolidateDisks(vm=vm)],
    "WriteToDisk": lambda site, vm: [
        act.WriteToDisk(vm=vm, disk=one.label, size_mb=512) for one in site.vms[vm].hardware.disks
    ],
}
_OF_HOST = {
    "EnterMaintenanceMode": lambda site, host: [act.EnterMaintenanceMode(host=host)],
    "ExitMaintenanceMode": lambda site, host: [act.ExitMaintenanceMode(host=host)],
    "ReconnectHost": lambda site, host: [act.ReconnectHost(host=host)],
    "MountDatastore": lambda site, host: [
        act.MountDatastore(host=host, datastore=name) for name in site.datastores
    ],
    "PresentLun": lambda site, host: [act.PresentLun(host=host, lun="lun-1")],
    "AssignLicence": lambda site, host: [
        act.AssignLicence(host=host, licence=licence) for licence in Licence
    ],
    "CutLink": lambda site, host: [
        act.CutLink(host=host, nic=nic.name) for nic in site.hosts[host].nics
    ],
    "RepairLink": lambda site, host: [
        act.RepairLink(host=host, nic=nic.name) for nic in site.hosts[host].nics
    ],
    "FailPath": lambda site, host: [
        act.FailPath(host=host, datastore=mount.datastore, path=path.name)
        for mount in site.hosts[host].mounts
        for path in mount.paths
    ],
    "RestorePath": lambda site, host: [
        act.RestorePath(host=host, datastore=mount.datastore, path=path.name)
        for mount in site.hosts[host].mounts
        for path in mount.paths
    ],
    "AddPortGroup": lambda site, host: [
        act.AddPortGroup(host=host, switch=one.name, network="Added")
        for one in site.hosts[host].switches
    ],
    "AddUplink": lambda site, host: [
        act.AddUplink(host=host, switch=one.name, nic=nic.name)
        for one in site.hosts[host].switches
        for nic in site.hosts[host].nics
    ],
    "EnableVMotion": lambda site, host: [
        act.EnableVMotion(host=host, vmkernel=one.name) for one in site.hosts[host].vmkernel
    ],
}
_ON_SNAPSHOTS = ("RevertToSnapshot", "RemoveSnapshot", "RemoveAllSnapshots", "WriteToDisk")
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


def with_two_paths(site: Site, first: PathState = PathState.ACTIVE) -> Site:
    """Two paths from every host to each of its block datastores; the first in a given state."""
    paths = (Path(name="vmhba1", state=first), Path(name="vmhba2"))
    for host in site.hosts.values():
        for mount in host.mounts:
            if site.datastores[mount.datastore].kind is DatastoreKind.VMFS:
                site = with_paths(site, host.name, mount.datastore, *paths)
    return site


def _prepared(site: Site, kind: str) -> Site:
    """What some kinds of action need before they make sense: a host in a state, or snapshots."""
    if kind in _ON_SNAPSHOTS:
        for number, vm in enumerate(site.vms):
            site = with_snapshots(site, vm, 1 + number % 2, memory=True, written_mb=64)
    if kind == "ConsolidateDisks":
        for vm in site.vms:
            site = with_leftover_deltas(site, vm, 64)
    idle = [name for name in site.hosts if not site.running_on(name)]
    if kind == "ReconnectHost" and idle:
        return with_host(site, idle[0], connection=Connection.DISCONNECTED)
    if kind == "ExitMaintenanceMode" and idle:
        return with_host(site, idle[0], maintenance=Maintenance.IN)
    if kind in ("FailPath", "RestorePath"):
        dead = PathState.DEAD if kind == "RestorePath" else PathState.ACTIVE
        site = with_two_paths(site, first=dead)
    if kind == "RepairLink":
        for name in site.hosts:
            site = with_links(site, name, "Production", link=Link.DOWN)
    if kind in _PREPARED_VM:
        for name in site.vms:
            site = _PREPARED_VM[kind](site, name)
    return site


# what every machine must have before the kind of action makes sense
_PREPARED_VM = {
    "UnmountToolsInstaller": lambda site, vm: with_guest(site, vm, tools_installer_mounted=True),
    "ClearAffinity": lambda site, vm: with_vm(
        site, vm, memory=replace(site.vms[vm].memory, affinity=(0,))
    ),
}


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
        site = _prepared(stirred(legal_site(number, release), number), kind)
        chance = Chance(number, f"{code}/{kind}")
        for action in chance.shuffled(tuple(requests(site, kind))):
            case = Case(site, action)
            if case.kind != kind or findings(case):
                continue
            found = _broken(rule.code, site, action, kind)
            if found is not None:
                return found
    raise LookupError(f"no world found in which {code} alone speaks on {kind}")


def _broken(code: str, site: Site, action: Action, kind: str) -> World | None:
    broken = RULES[code].breaks(site, action)
    if broken is None or impossible(broken[0]):
        return None
    case = Case(*broken)
    found = findings(case)
    if [one.code for one in found] != [code] or case.kind not in (kind, "Migrate"):
        return None
    return World(site=broken[0], action=broken[1], finding=found[0])
