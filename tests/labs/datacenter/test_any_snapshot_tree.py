"""Whatever is done to a tree of snapshots, each state keeps what was written up to it.

Every write is of new blocks, so what a file's chain holds down to the base is a plain sum, and a
dictionary beside the engine knows what it must be; so does a set of the numbers of all writes.
"""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from labs.datacenter.actions import (
    PowerOn,
    RemoveAllSnapshots,
    RemoveSnapshot,
    RevertToSnapshot,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_thin_disks
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.snapshot import flattened, seen
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import PowerState

VM = "web-01"
DISK = "Hard disk 1"


def numbers(content):
    return {n for pair in zip(content[::2], content[1::2], strict=True) for n in range(*pair)}


def held_by(disk, name):
    """Megabytes in a file and all it rests on."""
    parts = {one.name: one for one in disk.deltas}
    total = disk.base_mb
    while name is not None:
        total += parts[name].used_mb
        name = parts[name].parent
    return total


class AnyTree(RuleBasedStateMachine):
    @initialize()
    def start(self):
        self.site = with_thin_disks(two_hosts(), VM)
        self.here = self.site.vms[VM].disk(DISK).base_mb
        self.saved, self.saw = {}, {}
        self.sees = set()
        self.written = self.taken = 0

    @property
    def vm(self):
        return self.site.vms[VM]

    def do(self, action):
        self.site, _ = apply(self.site, action)

    def pick(self, number):
        return sorted(self.saved)[number % len(self.saved)]

    @precondition(lambda self: self.vm.snapshots.levels < 32)
    @rule(memory=st.booleans())
    def take(self, memory):
        self.taken += 1
        name = f"s{self.taken:03}"
        self.do(TakeSnapshot(vm=VM, name=name, memory=memory))
        self.saved[name] = self.here
        self.saw[name] = self.sees

    @rule(size_mb=st.integers(1, 50))
    def write(self, size_mb):
        if self.vm.power is not PowerState.ON:
            self.do(PowerOn(vm=VM))
        self.do(WriteToDisk(vm=VM, disk=DISK, size_mb=size_mb))
        self.here += size_mb
        self.sees = self.sees | set(range(self.written, self.written + size_mb))
        self.written += size_mb

    @precondition(lambda self: self.saved)
    @rule(number=st.integers(0, 99))
    def revert(self, number):
        name = self.pick(number)
        self.do(RevertToSnapshot(vm=VM, snapshot=name))
        self.here, self.sees = self.saved[name], self.saw[name]

    @precondition(lambda self: self.saved)
    @rule(number=st.integers(0, 99))
    def remove(self, number):
        name = self.pick(number)
        self.do(RemoveSnapshot(vm=VM, snapshot=name))
        del self.saved[name]

    @precondition(lambda self: self.saved)
    @rule()
    def remove_all(self):
        self.do(RemoveAllSnapshots(vm=VM))
        self.saved = {}

    @invariant()
    def each_state_keeps_what_was_written_up_to_it(self):
        disk = self.vm.disk(DISK)
        found = {one.name: held_by(disk, one.frozen(DISK).delta) for one in self.vm.snapshots.tree}
        assert found == self.saved
        assert held_by(disk, disk.top) == self.here

    @invariant()
    def each_state_keeps_the_very_writes_up_to_it(self):
        disk = self.vm.disk(DISK)
        assert numbers(seen(disk)) == self.sees
        for one in self.vm.snapshots.tree:
            assert numbers(seen(replace(disk, top=one.frozen(DISK).delta))) == self.saw[one.name]
        assert disk.written_mb == self.written

    @invariant()
    def a_flat_copy_holds_what_the_guest_sees(self):
        disk = self.vm.disk(DISK)
        flat = flattened(disk)
        assert (flat.deltas, flat.top, flat.base_mb) == ((), None, held_by(disk, disk.top))
        assert flat.content == seen(flat) == seen(disk)

    @invariant()
    def no_file_is_left_that_nobody_needs(self):
        assert not self.vm.needs_consolidation
        assert len(self.vm.disk(DISK).deltas) <= 2 * len(self.saved)

    @invariant()
    def the_site_is_possible(self):
        assert impossible(self.site) == ()


AnyTree.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestAnyTree = AnyTree.TestCase
