"""Whatever happens to a site, its promises hold."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from labs.datacenter.actions import Advance
from labs.datacenter.apply import apply, replay
from labs.datacenter.aspects import ALL
from labs.datacenter.case import Case
from labs.datacenter.edits import with_encryption
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.site import INDEXES, TABLE_OF, Site
from labs.datacenter.prepared import with_a_backup_store, with_two_paths
from labs.datacenter.releases import RELEASES
from labs.datacenter.report import findings, is_refused, report
from labs.datacenter.rule import KINDS
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.words import DiskMode, Pacing
from labs.datacenter.worlds import legal_site, requests

SETTINGS = [
    one.name
    for one in fields(Site)
    if one.name not in INDEXES and one.name not in TABLE_OF.values()
]


class AnyHistory(RuleBasedStateMachine):
    @initialize(
        seed=st.integers(0, 50),
        release=st.sampled_from(RELEASES),
        pacing=st.sampled_from(Pacing),
    )
    def start(self, seed, release, pacing):
        site = with_encryption(with_two_paths(legal_site(seed, release)), "vm-01", "kms-01")
        self.first = self.site = replace(with_a_backup_store(site), pacing=pacing)
        self.actions = []
        self.sizes = {
            vm.name: {disk.label: disk.size_mb for disk in vm.disks}
            for vm in self.site.vms.values()
        }
        self.modes = {}
        self.frozen = {}
        self.kept = 0
        self.unregistered = {}

    @rule(kind=st.sampled_from(KINDS), number=st.integers(0, 10_000))
    def act(self, kind, number):
        offered = list(requests(self.site, kind))
        if not offered:
            return
        action = offered[number % len(offered)]
        self.actions.append(action)
        everything = Case(self.site, action)
        everything.aspects = ALL
        assert findings(Case(self.site, action)) == findings(everything)
        if report(self.site, action).errors:
            with pytest.raises(Fault):
                apply(self.site, action)
            return
        self.site, events = apply(self.site, action)
        self.note(events)
        assert events or isinstance(action, Advance)
        assert all(event.say("zh") and event.say("en") for event in events)

    def note(self, events):
        """What the disks must be from now on, and what is left on datastores, told by events."""
        for event in events:
            facts = dict(event.facts)
            vm, disk = getattr(facts.get("vm"), "name", None), facts.get("disk")
            disk = getattr(disk, "name", disk)
            if event.code == "DiskAdded":
                assert disk not in self.sizes[vm]
                self.sizes[vm][disk] = facts["size"].value
                self.modes[vm, disk] = facts["mode"]
            elif event.code == "DiskExtended":
                assert facts["size"].value > self.sizes[vm][disk]
                self.sizes[vm][disk] = facts["size"].value
            elif event.code == "DiskModeChanged":
                self.modes[vm, disk] = facts["mode"]
            elif event.code in ("DiskRemoved", "DiskRemovedFilesKept"):
                del self.sizes[vm][disk]
                self.kept += facts["size"].value if event.code != "DiskRemoved" else 0
            elif event.code == "SnapshotTaken":
                self.frozen[vm, facts["snapshot"].name] = self.held(vm, captured=True)
            elif event.code == "SnapshotReverted":
                frozen = self.frozen[vm, facts["snapshot"].name]
                self.sizes[vm] = self.held(vm, captured=False) | frozen
            elif event.code == "DatastoreRemoved":
                self.kept -= facts["size"].value
            else:
                self.note_machine(event.code, vm, facts)

    def note_machine(self, code, vm, facts):
        """Machines come and go by these events, and keep their disks meanwhile."""
        if code in ("VmCloned", "VmClonedToTemplate", "VmDeployed"):
            copy = facts["name"].name
            assert copy not in self.sizes
            self.sizes[copy] = dict(self.sizes[vm])
            self.modes |= {(copy, disk): m for (of, disk), m in self.modes.items() if of == vm}
        elif code == "VmCreated":
            assert facts["name"].name not in self.sizes
            self.sizes[facts["name"].name] = {"Hard disk 1": facts["disk"].value}
        elif code == "VmUnregistered":
            self.unregistered[vm] = self.sizes.pop(vm)
        elif code == "VmRegistered":
            self.sizes[vm] = self.unregistered.pop(vm)
        elif code == "VmDestroyed":
            del self.sizes[vm]
            self.modes = {key: mode for key, mode in self.modes.items() if key[0] != vm}

    def held(self, vm, *, captured):
        """The disks of a machine that snapshots hold, or those they leave out."""
        persistent = DiskMode.PERSISTENT
        return {
            disk: size
            for disk, size in self.sizes[vm].items()
            if (self.modes.get((vm, disk), persistent) is persistent) == captured
        }

    @invariant()
    def is_possible(self):
        assert impossible(self.site) == ()

    @invariant()
    def indexes_are_what_a_rebuilt_site_has(self):
        kept = {name: getattr(self.site, name) for name in SETTINGS}
        rebuilt = Site.of(self.site.things, **kept)
        assert rebuilt == self.site
        for index in INDEXES:
            assert getattr(rebuilt, index) == getattr(self.site, index)

    @invariant()
    def loses_and_doubles_nothing(self):
        for machines, told in (
            (self.site.vms, self.sizes),
            (self.site.unregistered, self.unregistered),
        ):
            assert set(machines) == set(told)
            for vm in machines.values():
                assert {disk.label: disk.size_mb for disk in vm.disks} == told[vm.name]

    @invariant()
    def space_adds_up(self):
        used = sum(self.site.used_mb(name) for name in self.site.datastores)
        copied = sum(self.site.copying_mb(name) for name in self.site.datastores)
        machines = (*self.site.vms.values(), *self.site.unregistered.values())
        assert used == sum(vm.files_mb for vm in machines) + copied + self.kept

    @invariant()
    def files_add_up(self):
        for vm in (*self.site.vms.values(), *self.site.unregistered.values()):
            sizes = dict.fromkeys(vm.datastores, 0)
            for one in vm.file_list:
                sizes[one.datastore] += one.size_mb
            assert sizes == {name: vm.taken_mb(name) for name in vm.datastores}
            assert len({(one.datastore, one.name) for one in vm.file_list}) == len(vm.file_list)

    @invariant()
    def promises_stay_within_what_hosts_have(self):
        for name in self.site.hosts:
            assert self.site.unreserved_mb(name) >= 0
            assert self.site.unreserved_mhz(name) >= 0

    def teardown(self):
        if not hasattr(self, "site"):
            return
        text = text_of(site_json(self.site))
        again, problems = read_site(text)
        assert problems == ()
        assert again == self.site
        assert text_of(site_json(again)) == text
        steps = replay(self.first, self.actions)
        assert [step.action for step in steps] == self.actions
        assert (steps[-1].site if steps else self.first) == self.site
        for action in self.actions:
            assert read_action(text_of(action_json(action))) == (action, ())


AnyHistory.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnyHistory = AnyHistory.TestCase


@pytest.mark.deep
class TestLongHistories(AnyHistory.TestCase):
    settings = settings(AnyHistory.TestCase.settings, max_examples=300, stateful_step_count=60)


@pytest.mark.parametrize("seed", range(5))
def test_more_free_room_never_adds_a_finding(seed):
    """Monotony: the same requests on hosts and datastores twice as large."""
    site = legal_site(seed, "8.0")
    larger = site
    for host in site.hosts.values():
        larger = larger.put(replace(host, memory_mb=2 * host.memory_mb))
    for datastore in site.datastores.values():
        larger = larger.put(replace(datastore, capacity_mb=2 * datastore.capacity_mb))

    for kind in ("COLD", "VMO", "SVMO", "PowerOn"):
        for action in requests(site, kind):
            assert is_refused(site, action) or not is_refused(larger, action)


def test_a_report_does_not_depend_on_the_order_of_insertion():
    site = legal_site(3, "8.0")
    mirrored = Site.of(reversed(list(site.things)), release="8.0", seed=3)

    assert mirrored == site
    for kind in ("COLD", "VMO"):
        for action in requests(site, kind):
            told, again = report(site, action), report(mirrored, action)
            assert again == told
            assert (again.elsewhere, again.disputed) == (told.elsewhere, told.disputed)


def test_moving_there_and_back_gives_the_same_site():
    site = legal_site(1, "8.0")
    for kind in ("COLD", "VMO", "SVMO"):
        for action in requests(site, kind):
            if is_refused(site, action):
                continue
            vm = site.vms[action.vm]
            back = type(action)(
                vm=vm.name,
                host=vm.host if action.host else None,
                datastore=vm.files.config if action.datastore else None,
            )
            there, _ = apply(site, action)
            if not is_refused(there, back):
                assert apply(there, back)[0] == site
