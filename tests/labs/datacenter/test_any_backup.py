"""Whatever is written, reverted and backed up, each restore point brings back its moment.

A set of numbers beside the engine knows which writes the guest saw at each backup, and how many
were new since the one before.
"""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from labs.datacenter.actions import (
    BackUp,
    DeleteBackup,
    DisableChangeTracking,
    EnableChangeTracking,
    PowerOff,
    PowerOn,
    RemoveSnapshot,
    RestoreVM,
    RevertToSnapshot,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.actions.backup import content_of
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_thin_disks
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.snapshot import seen
from labs.datacenter.prepared import with_a_backup_store
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import is_refused
from labs.datacenter.words import BackupKind, PowerState

VM, DISK = "web-01", "Hard disk 1"


def numbers(content):
    pairs = zip(content[::2], content[1::2], strict=True)
    return frozenset(number for pair in pairs for number in range(*pair))


class AnyBackup(RuleBasedStateMachine):
    @initialize(tracked=st.booleans())
    def start(self, tracked):
        self.site = with_a_backup_store(with_thin_disks(two_hosts(), VM))
        self.begun_mb = self.site.vms[VM].disk(DISK).base_mb
        self.sees = frozenset()
        self.snapshots, self.points = {}, {}
        self.written = self.taken = 0
        if tracked:
            self.do(EnableChangeTracking(vm=VM))

    @property
    def vm(self):
        return self.site.vms[VM]

    def do(self, action):
        self.site, events = apply(self.site, action)
        return events

    def may(self, action):
        return not is_refused(self.site, action)

    def pick(self, names, number):
        return sorted(names)[number % len(names)]

    @rule(size_mb=st.integers(1, 40))
    def write(self, size_mb):
        if self.vm.power is not PowerState.ON:
            self.do(PowerOn(vm=VM))
        self.do(WriteToDisk(vm=VM, disk=DISK, size_mb=size_mb))
        self.sees |= set(range(self.written, self.written + size_mb))
        self.written += size_mb

    @rule(times=st.integers(0, 3))
    def track(self, times):
        """Enabled where it is off; disabled now and then."""
        enabled = self.vm.tracking.enabled
        if not enabled:
            self.do(EnableChangeTracking(vm=VM))
        elif times == 0:
            self.do(DisableChangeTracking(vm=VM))

    @rule(full=st.integers(0, 2))
    def back_up(self, full):
        """Incremental two times in three."""
        kind = BackupKind.INCREMENTAL if full else BackupKind.FULL
        action = BackUp(vm=VM, store="backups", kind=kind)
        basis, disks = action.basis(self.site), self.vm.hardware.disks
        self.do(action)
        assert self.vm.hardware.disks == disks  # the snapshot left no trace
        point = max(self.site.restore_points.values(), key=lambda one: one.number)
        self.points[point.name] = self.sees
        if basis is None:
            assert point.kind is BackupKind.FULL
            assert point.size_mb == self.begun_mb + len(self.sees)
        else:
            assert point.kind is BackupKind.INCREMENTAL
            assert point.size_mb == len(self.sees - self.points[basis.name])

    @rule(memory=st.booleans())
    def take(self, memory):
        self.taken += 1
        name = f"s{self.taken:03}"
        self.do(TakeSnapshot(vm=VM, name=name, memory=memory))
        self.snapshots[name] = self.sees

    @precondition(lambda self: self.snapshots)
    @rule(number=st.integers(0, 99))
    def revert(self, number):
        name = self.pick(self.snapshots, number)
        self.do(RevertToSnapshot(vm=VM, snapshot=name))
        self.sees = self.snapshots[name]

    @precondition(lambda self: len(self.snapshots) > 2)
    @rule(number=st.integers(0, 99))
    def remove(self, number):
        name = self.pick(self.snapshots, number)
        self.do(RemoveSnapshot(vm=VM, snapshot=name))
        del self.snapshots[name]

    @precondition(lambda self: len(self.points) > 2)
    @rule(number=st.integers(0, 99))
    def restore(self, number):
        name = self.pick(self.points, number)
        if self.vm.power is not PowerState.OFF:
            self.do(PowerOff(vm=VM))
        before = {write for saved in (self.sees, *self.snapshots.values()) for write in saved}
        events = self.do(RestoreVM(vm=VM, restore_point=name))
        lost = [one.fact("size").value for one in events if one.code == "DataLost"]
        self.sees, self.snapshots = self.points[name], {}
        assert sum(lost) == len(before - self.sees)
        assert self.vm.snapshots.tree == ()

    @precondition(lambda self: self.points)
    @rule(number=st.integers(0, 99))
    def delete(self, number):
        name = self.pick(self.points, number)
        needed = any(one.parent == name for one in self.site.restore_points.values())
        action = DeleteBackup(restore_point=name)
        assert self.may(action) != needed
        if not needed:
            self.do(action)
            del self.points[name]

    @invariant()
    def the_guest_sees_what_it_wrote(self):
        assert numbers(seen(self.vm.disk(DISK))) == self.sees

    @invariant()
    def each_point_brings_back_its_moment(self):
        found = {
            point.name: numbers(content_of(self.site, point, DISK))
            for point in self.site.restore_points.values()
        }
        assert found == self.points

    @invariant()
    def a_restored_disk_is_as_large_as_what_it_holds(self):
        for point in self.site.restore_points.values():
            assert point.disk(DISK).used_mb == self.begun_mb + len(self.points[point.name])

    @invariant()
    def the_site_is_possible(self):
        assert impossible(self.site) == ()


AnyBackup.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestAnyBackup = AnyBackup.TestCase
