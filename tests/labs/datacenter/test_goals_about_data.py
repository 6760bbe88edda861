"""Goals about data: each holds after one history and not after another."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    BackUp,
    ChangeCpus,
    ChangeMemory,
    CloneToTemplate,
    CloneVM,
    CorruptDisk,
    DeleteBackup,
    EnableChangeTracking,
    ExtendDisk,
    ExtendPartition,
    PowerOff,
    RemoveAllSnapshots,
    RemoveSnapshot,
    RevertToSnapshot,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.goals import (
    BackupHoldsDisk,
    BackupsInStore,
    CopiesAtMost,
    DiskAsWritten,
    DiskPartitionAtLeast,
    History,
    NeverLostData,
    VmBackedUp,
    VmHardware,
    VmMemorySnapshot,
)
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import BackupKind

VM = {"vm": "web-01"}
DISK = {**VM, "disk": "Hard disk 1"}
PLACE = {"host": "esx-01", "datastore": "san-01"}
FULL = BackUp(**VM, store="vault", kind=BackupKind.FULL)
MORE = BackUp(**VM, store="vault", kind=BackupKind.INCREMENTAL)
ELSEWHERE = BackUp(**VM, store="other", kind=BackupKind.FULL)
WRITE = WriteToDisk(**DISK, size_mb=512)
SNAP = TakeSnapshot(**VM, name="before")
WITH_MEMORY = TakeSnapshot(**VM, name="before", memory=True)
REVERT = RevertToSnapshot(**VM, snapshot="before")
REMOVE = RemoveSnapshot(**VM, snapshot="before")
GROW = ExtendDisk(**DISK, size_mb=65536)
CLONE = CloneVM(**VM, name="web-02", **PLACE)
TEMPLATE = CloneToTemplate(**VM, name="tpl-web", **PLACE)


def after(*actions):
    site = two_hosts()
    for name in ("vault", "other"):
        site = site.put(BackupStore(name=name, vcenter="vc-01", capacity_mb=1_000_000))
    return History.of(site, actions)


@pytest.mark.parametrize(
    ("goal", "actions", "others"),
    [
        (
            VmHardware(**VM, vcpus=2, memory_mb=4096),
            (),
            (PowerOff(**VM), ChangeCpus(**VM, vcpus=4)),
        ),
        (
            VmHardware(**VM, vcpus=2, memory_mb=8192),
            (PowerOff(**VM), ChangeMemory(**VM, memory_mb=8192)),
            (),
        ),
        (DiskPartitionAtLeast(**DISK, size_mb=65536), (GROW, ExtendPartition(**DISK)), (GROW,)),
        (DiskAsWritten(**DISK), (SNAP, WRITE, REVERT), (SNAP, WRITE, REMOVE)),
        (DiskAsWritten(**DISK, written_mb=512), (SNAP, WRITE, REMOVE), (SNAP, WRITE, REVERT)),
        (DiskAsWritten(**DISK), (), (CorruptDisk(**DISK),)),
        (VmMemorySnapshot(**VM), (WITH_MEMORY,), (SNAP,)),
        (
            VmMemorySnapshot(**VM, name="before"),
            (WITH_MEMORY, TakeSnapshot(**VM, name="after")),
            (SNAP, TakeSnapshot(**VM, name="after", memory=True)),
        ),
        (VmMemorySnapshot(**VM), (WITH_MEMORY, WRITE), (WITH_MEMORY, RemoveAllSnapshots(**VM))),
        (BackupsInStore(**VM, store="vault", at_least=2), (FULL, FULL), (FULL, ELSEWHERE)),
        (
            BackupsInStore(**VM, store="vault"),
            (FULL,),
            (FULL, DeleteBackup(restore_point="backup-0001")),
        ),
        (BackupHoldsDisk(**DISK, store="vault"), (WRITE, FULL), (FULL, WRITE)),
        (
            BackupHoldsDisk(**DISK, store="vault"),
            (EnableChangeTracking(**VM), FULL, WRITE, MORE),
            (EnableChangeTracking(**VM), FULL, WRITE, ELSEWHERE),
        ),
        (CopiesAtMost(**VM), (SNAP, WRITE), (CLONE,)),
        (CopiesAtMost(**VM), (), (TEMPLATE,)),
        (CopiesAtMost(**VM, most=1), (FULL,), (FULL, CLONE)),
        (CopiesAtMost(vm="db-01"), (FULL, CLONE), None),
    ],
)
def test_holds_after_one_history_and_not_after_another(goal, actions, others):
    for expected, asked in ((True, actions), (False, others)):
        if asked is None:
            continue
        history = after(*asked)
        assert history.refused == ()
        assert goal.is_met(history) is expected
        assert (goal.distance(history) == 0) is expected
        assert isinstance(goal.found(history), tuple)
        assert goal.say("zh") != goal.say("en")


def test_a_machine_of_another_shape_is_as_far_as_its_parts_differ():
    assert VmHardware(**VM, vcpus=4, memory_mb=8192).distance(after()) == 2
    assert VmHardware(**VM, vcpus=4, memory_mb=4096).distance(after()) == 1
    assert VmHardware(vm="nobody", vcpus=1, memory_mb=4).distance(after()) == 2


def test_a_backup_is_missed_by_the_number_still_to_be_made():
    assert BackupsInStore(**VM, store="vault", at_least=3).distance(after(FULL)) == 2


def test_a_disk_that_no_backup_can_hold_is_told():
    assert BackupHoldsDisk(**DISK, store="vault").found(after()) == ()
    assert BackupHoldsDisk(**DISK, store="vault").found(after(FULL)) != ()


def test_what_was_copied_is_told():
    (told,) = CopiesAtMost(**VM).found(after(CLONE))

    assert "web-02" in told.zh
    assert "web-02" in told.en


def test_no_copy_and_the_beginning_have_sentences_of_their_own():
    assert CopiesAtMost(**VM).say("en") == "the data of web-01 were not copied"
    assert CopiesAtMost(**VM, most=1).say("zh") == "web-01的数据最多被复制1次"
    assert DiskAsWritten(**DISK).say("zh") == "web-01的Hard disk 1与最初一样"
    named = VmMemorySnapshot(**VM, name="before")
    assert named.say("en") == "the snapshot before of web-01 holds its memory"


def test_data_that_were_lost_and_backups_that_are_there_are_told():
    (lost,) = NeverLostData(**VM).found(after(SNAP, WRITE, REVERT))

    assert "512 MB" in lost.zh
    assert VmBackedUp(**VM).found(after()) == ()
    assert len(VmBackedUp(**VM).found(after(FULL))) == 1
