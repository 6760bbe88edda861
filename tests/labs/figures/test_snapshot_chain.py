"""The chain of files behind snapshots, step by step as the engine has it."""

from __future__ import annotations

from labs.datacenter.words import PowerState
from labs.figures import FIGURES
from labs.figures.snapshot_chain import NAME, STORE, chain
from tests.labs.figures.playing import after, codes, fault

GB = 1024
FIGURE = FIGURES["snapshot-chain"]


def files(steps: str) -> list[tuple[str, int, str | None, tuple[str, ...]]]:
    """Name, gigabytes, what it rests on, by which snapshots it is frozen."""
    scene = after("snapshot-chain", steps)
    return [
        (one.name, one.size_mb // GB, one.parent, one.frozen_by)
        for one in chain(scene.site.vms[NAME])
    ]


def written(steps: str) -> str:
    scene = after("snapshot-chain", steps)
    return next(one.name for one in chain(scene.site.vms[NAME]) if one.is_written)


def used_gb(steps: str) -> int:
    return after("snapshot-chain", steps).site.used_mb(STORE) // GB


BASE, FIRST, SECOND = (f"app-01-{end}.vmdk" for end in ("flat", "000001-delta", "000002-delta"))


def test_a_snapshot_freezes_the_file_and_writing_goes_on_in_a_new_delta():
    assert files("take.write.take.write") == [
        (BASE, 12, None, ("s1",)),
        (FIRST, 4, None, ("s2",)),
        (SECOND, 4, "000001", ()),
    ]
    assert written("take.write.take.write") == SECOND
    assert used_gb("take.write.take.write") == 20


def test_deleting_merges_and_changes_nothing_the_guest_sees():
    assert files("take.write.take.write.delete-s1") == [
        (BASE, 16, None, ("s2",)),
        (SECOND, 4, None, ()),
    ]
    assert files("take.write.take.write.delete-all") == [(BASE, 20, None, ())]
    assert used_gb("take.write.take.write.delete-all") == 20


def test_a_revert_drops_the_delta_and_keeps_the_snapshot():
    reverted = after("snapshot-chain", "take.write.revert-s1")

    assert files("take.write.revert-s1") == [(BASE, 12, None, ("s1",)), (SECOND, 0, None, ())]
    assert reverted.site.vms[NAME].power is PowerState.OFF
    assert "DataLost" in [event.code for event in reverted.last.step.events]


def test_only_a_snapshot_with_memory_reverts_to_a_running_machine():
    scene = after("snapshot-chain", "take-memory.write.revert-s1")

    assert scene.site.vms[NAME].power is PowerState.ON
    assert scene.site.vms[NAME].snapshots.memory_mb == 4 * GB


def test_the_sentence_says_what_is_frozen_by_which_snapshot_and_which_holds_the_memory():
    told = FIGURE.tells(after("snapshot-chain", "take.write.take-memory"), "en")

    assert "Base disk app-01-flat.vmdk: 12 GB, frozen by s1." in told
    assert f"{FIRST}: 4 GB, on {BASE}, frozen by s2 + memory." in told
    assert "Memory images take 4 GB." in told


def test_a_machine_that_is_off_writes_nothing_until_it_is_started():
    assert fault(after("snapshot-chain", "take.revert-s1.write")) == "InvalidPowerState"
    assert fault(after("snapshot-chain", "take.revert-s1.start.write")) is None


def test_a_full_datastore_leaves_the_deltas_to_consolidation():
    full = "take.write.write.write.write"

    assert codes(after("snapshot-chain", f"{full}.delete-all")) == ["space.no_room_to_merge"]
    assert after("snapshot-chain", f"{full}.delete-all").site.vms[NAME].needs_consolidation
    assert fault(after("snapshot-chain", f"{full}.delete-all.consolidate")) == "NoDiskSpace"


def test_no_two_snapshots_of_a_scene_share_a_name_even_after_a_deletion():
    scene = after("snapshot-chain", "take.delete-s1.take")

    assert [one.name for one in scene.site.vms[NAME].snapshots.tree] == ["s2"]


def test_branches_stand_each_under_the_file_they_rest_on():
    third = "app-01-000003-delta.vmdk"

    assert files("take.write.take.revert-s1.start.write.take") == [
        (BASE, 12, None, ("s1",)),
        (FIRST, 4, None, ("s2",)),
        (third, 4, None, ("s3",)),
        (SECOND, 0, "000003", ()),
    ]
