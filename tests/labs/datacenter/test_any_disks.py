"""Whatever is done to the disks of a machine, space adds up and growing loses no data."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from labs.datacenter.actions import (
    AddDisk,
    ChangeDiskMode,
    ExtendDisk,
    ExtendPartition,
    InflateDisk,
    Migrate,
    PowerOff,
    PowerOn,
    RemoveAllSnapshots,
    RemoveDisk,
    RevertToSnapshot,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import is_refused
from labs.datacenter.words import DiskMode, PowerState, Provision

VM = "web-01"
THICK = Provision.THICK
PROVISIONS = st.sampled_from(Provision)
DATASTORES = st.sampled_from(["san-01", "local-01"])


class AnyDisks(RuleBasedStateMachine):
    """`saw` is what the guest wrote to each disk, counted beside the engine."""

    @initialize()
    def start(self):
        self.site = two_hosts()
        self.do(RemoveDisk(vm=VM, disk="Hard disk 1"))
        self.saw = {}
        self.frozen = None

    @property
    def vm(self):
        return self.site.vms[VM]

    def do(self, action):
        """Whether it was done; a refused action changes nothing."""
        if is_refused(self.site, action):
            return False
        before = dict(self.saw) if hasattr(self, "saw") else {}
        self.site, _ = action.effect(self.site)
        if isinstance(action, ExtendDisk):
            assert self.saw == before
        return True

    def power(self, wanted):
        if self.vm.power is not wanted:
            assert self.do(PowerOn(vm=VM) if wanted is PowerState.ON else PowerOff(vm=VM))

    def pick(self, number):
        return sorted(self.saw)[number % len(self.saw)]

    @rule(datastore=DATASTORES, provision=PROVISIONS, size_mb=st.integers(1, 500))
    def add(self, datastore, provision, size_mb):
        known = {disk.label for disk in self.vm.disks}
        assert self.do(AddDisk(vm=VM, datastore=datastore, size_mb=size_mb, provision=provision))
        (label,) = {disk.label for disk in self.vm.disks} - known
        self.saw[label] = 0

    @precondition(lambda self: self.saw)
    @rule(number=st.integers(0, 9), keep_files=st.booleans())
    def remove(self, number, keep_files):
        label = self.pick(number)
        assert self.do(RemoveDisk(vm=VM, disk=label, keep_files=keep_files))
        del self.saw[label]

    @precondition(lambda self: self.saw)
    @rule(number=st.integers(0, 9), more_mb=st.integers(1, 500))
    def extend(self, number, more_mb):
        label = self.pick(number)
        size_mb = self.vm.disk(label).size_mb + more_mb
        has_parent = self.frozen is not None and label in self.frozen
        assert self.do(ExtendDisk(vm=VM, disk=label, size_mb=size_mb)) != has_parent

    @precondition(lambda self: self.saw)
    @rule(number=st.integers(0, 9))
    def extend_partition(self, number):
        self.power(PowerState.ON)
        self.do(ExtendPartition(vm=VM, disk=self.pick(number)))

    @precondition(lambda self: self.saw)
    @rule(number=st.integers(0, 9), size_mb=st.integers(1, 500))
    def write(self, number, size_mb):
        label = self.pick(number)
        room = self.vm.disk(label).guest_mb - self.saw[label]
        size_mb = min(size_mb, room)
        if size_mb < 1:
            return
        self.power(PowerState.ON)
        assert self.do(WriteToDisk(vm=VM, disk=label, size_mb=size_mb))
        self.saw[label] += size_mb

    @precondition(lambda self: self.saw)
    @rule(number=st.integers(0, 9))
    def inflate(self, number):
        self.power(PowerState.OFF)
        self.do(InflateDisk(vm=VM, disk=self.pick(number)))

    @precondition(lambda self: self.saw)
    @rule(number=st.integers(0, 9))
    def change_mode_there_and_back(self, number):
        self.power(PowerState.OFF)
        before, label = self.site, self.pick(number)
        apart = DiskMode.INDEPENDENT_PERSISTENT
        if self.do(ChangeDiskMode(vm=VM, disk=label, mode=apart)):
            assert self.do(ChangeDiskMode(vm=VM, disk=label, mode=DiskMode.PERSISTENT))
        assert self.site == before

    @rule(datastore=DATASTORES, provision=st.none() | PROVISIONS)
    def move(self, datastore, provision):
        self.do(Migrate(vm=VM, datastore=datastore, provision=provision))

    @precondition(lambda self: self.frozen is None)
    @rule()
    def take(self):
        assert self.do(TakeSnapshot(vm=VM, name="a"))
        self.frozen = dict(self.saw)

    @precondition(lambda self: self.frozen is not None)
    @rule()
    def revert(self):
        assert self.do(RevertToSnapshot(vm=VM, snapshot="a"))
        self.saw = dict(self.frozen)

    @precondition(lambda self: self.frozen is not None)
    @rule()
    def remove_snapshots(self):
        assert self.do(RemoveAllSnapshots(vm=VM))
        self.frozen = None

    @invariant()
    def no_disk_lost_data(self):
        found = {
            disk.label: disk.filled_mb + sum(delta.used_mb for delta in disk.deltas)
            for disk in self.vm.disks
        }
        assert found == self.saw

    @invariant()
    def space_adds_up(self):
        for name, datastore in self.site.datastores.items():
            files = [
                (disk.size_mb if disk.provision is THICK else disk.filled_mb)
                + sum(delta.used_mb for delta in disk.deltas)
                for vm in self.site.vms.values()
                for disk in vm.hardware.disks
                if disk.datastore == name
            ]
            state = [vm.state_file_mb for vm in self.site.vms.values() if vm.files.config == name]
            assert self.site.used_mb(name) == sum(files) + sum(state) + datastore.other_mb

    @invariant()
    def the_site_is_possible(self):
        assert impossible(self.site) == ()


AnyDisks.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestAnyDisks = AnyDisks.TestCase
