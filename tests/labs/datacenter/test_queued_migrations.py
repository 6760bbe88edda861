"""The story of migrations that take time: how many run at once, which wait, how they end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    Advance,
    BackUp,
    CancelTask,
    CutLink,
    FailDatastore,
    FailHost,
    Migrate,
    PowerOff,
    PowerOn,
    WriteToDisk,
)
from labs.datacenter.apply import apply, replay
from labs.datacenter.edits import with_links
from labs.datacenter.figures import figures
from labs.datacenter.goals import History, NeverInterrupted, VmMigratedBy
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.numbers.migration import copy_seconds
from labs.datacenter.presets import a_datastore, a_host, a_vm
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import BackupKind, Kind, Pacing, PowerState, TaskState

HOSTS = ("esx-01", "esx-02", "esx-03", "esx-04")
STORES = ("san-01", "san-02", "san-03")


def a_site(count=9, *, mbps=1000, hosts=("esx-01",), datastore="san-01", **changes):
    """So many running machines of 4 GB on each of these hosts, whose links have that speed."""
    site = Site.of(
        (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            *(a_datastore(name, gb=20_000) for name in STORES),
            *(a_host(name, datastores=STORES, memory_gb=1024) for name in HOSTS),
            *(
                a_vm(f"vm-{host[-1]}-{n:03}", host=host, datastore=datastore)
                for host in hosts
                for n in range(1, count + 1)
            ),
        ),
        release="8.0",
        pacing=Pacing.TIMED,
        **changes,
    )
    for name in HOSTS:
        site = with_links(site, name, "vMotion", mbps=mbps)
    return site


def ask_all(site, moves):
    """The site, and every event, after all these requests."""
    told = []
    for move in moves:
        site, events = apply(site, move)
        told += events
        assert impossible(site) == ()
    return site, told


def away(site, target="esx-02"):
    return [Migrate(vm=name, host=target) for name in site.vms if site.vms[name].host != target]


def running(site):
    return [one.vms[0] for one in in_order(site) if one.state is TaskState.RUNNING]


def waiting(site):
    return [one.vms[0] for one in in_order(site) if one.state is TaskState.QUEUED]


def in_order(site):
    return sorted(site.tasks.values(), key=lambda one: one.number)


def codes(events):
    return [one.code for one in events]


@pytest.mark.parametrize(("mbps", "at_once"), [(1000, 4), (9999, 4), (10_000, 8)])
def test_as_many_vmotions_run_as_the_network_of_a_host_carries(mbps, at_once):
    start = a_site(mbps=mbps)

    site, told = ask_all(start, away(start))

    assert running(site) == list(start.vms)[:at_once]
    assert waiting(site) == list(start.vms)[at_once:]
    assert codes(told) == ["TaskStarted"] * at_once + ["TaskQueued"] * (9 - at_once)


def test_the_slower_end_sets_limit_and_pace():
    start = with_links(a_site(mbps=10_000), "esx-02", "vMotion", mbps=1000)

    site, _ = ask_all(start, away(start))

    assert len(running(site)) == 4
    assert site.tasks["task-1"].ends_s == 33  # 4096 MB over 1000 Mbps


def test_the_verdict_of_what_would_wait_is_queued_and_it_is_allowed():
    start = a_site(5)
    site, _ = ask_all(start, away(start)[:3])

    fourth, fifth = away(start)[3:]

    assert report(site, fourth).verdict == "allowed"
    site, _ = apply(site, fourth)
    told = report(site, fifth)
    assert (told.verdict, told.is_allowed, told.errors) == ("queued", True, ())


def test_a_refusal_is_no_queue():
    start = a_site(5)
    site, _ = ask_all(start, away(start)[:4])

    assert (
        report(site, Migrate(vm="vm-1-005", host="esx-02", datastore="gone")).verdict == "refused"
    )


def test_those_that_wait_start_in_the_order_of_asking_as_others_end():
    start = a_site()
    site, _ = ask_all(start, away(start))

    site, told = apply(site, Advance(seconds=33))

    first, rest = list(start.vms)[:4], list(start.vms)[4:]
    assert [site.vms[name].host for name in first] == ["esx-02"] * 4
    assert running(site) == rest[:4]
    assert waiting(site) == rest[4:]
    assert codes(told) == ["VmHostChanged", "TaskCompleted"] * 4 + ["TaskStarted"] * 4
    assert {one.at_s for one in told} == {33}


def test_all_have_moved_in_the_end():
    start = a_site()
    site, _ = ask_all(start, away(start))

    before, _ = apply(site, Advance(seconds=98))
    after, told = apply(site, Advance(minutes=1, seconds=39))

    assert running(before) == ["vm-1-009"]
    assert not after.tasks
    assert set(after.vms_of_host) == {"esx-02"}
    assert told[-1].at_s == 99
    assert after.now_s == 99


def test_other_hosts_do_not_wait():
    start = a_site(5, hosts=("esx-01", "esx-03"))
    site, _ = ask_all(start, away(start, "esx-02")[:5])  # fills esx-01 and esx-02

    aside, told = apply(site, Migrate(vm="vm-3-001", host="esx-04"))
    behind, queued = apply(site, Migrate(vm="vm-3-001", host="esx-02"))

    assert codes(told) == ["TaskStarted"]
    assert codes(queued) == ["TaskQueued"]
    assert running(aside)[-1] == "vm-3-001"
    assert waiting(behind) == ["vm-1-005", "vm-3-001"]


def test_two_storage_vmotions_fill_a_host():
    start = a_site(4)
    moves = [Migrate(vm=name, datastore="san-02") for name in start.vms]

    site, _ = ask_all(start, moves)

    assert (len(running(site)), len(waiting(site))) == (2, 2)
    assert figures(site)["hosts"]["esx-01"]["costs"]["host"] == {"used": 8, "most": 8}


def test_a_storage_vmotion_is_not_overtaken_by_the_cheaper_that_came_later():
    start = a_site(8, mbps=10_000)
    vmotions, (storage, later) = away(start)[:6], list(start.vms)[6:]
    site, _ = ask_all(start, vmotions)
    site, _ = apply(site, Migrate(vm=storage, datastore="san-02"))
    site, _ = apply(site, Migrate(vm=later, host="esx-02"))

    assert waiting(site) == [storage, later]

    site, _ = apply(site, CancelTask(task="task-1"))
    assert waiting(site) == [storage, later]
    site, _ = apply(site, CancelTask(task="task-2"))
    assert waiting(site) == [later]
    site, _ = apply(site, CancelTask(task="task-3"))
    assert waiting(site) == []


def test_eight_storage_vmotions_fill_a_datastore():
    limits = Limits(host_most=1000)
    start = a_site(9, limits=limits)

    site, _ = ask_all(start, [Migrate(vm=name, datastore="san-02") for name in start.vms])

    assert (len(running(site)), len(waiting(site))) == (8, 1)
    costs = {name: figures(site)["datastores"][name]["cost"] for name in STORES}
    assert costs["san-01"] == costs["san-02"] == {"used": 128, "most": 128}
    assert costs["san-03"] == {"used": 0, "most": 128}


def test_a_hundred_and_twenty_eight_vmotions_fill_a_datastore():
    limits = Limits(host_most=1000, network_most_1g=1000)
    start = a_site(130, limits=limits)

    site = start
    for move in away(start):
        site, _ = apply(site, move)

    assert (len(running(site)), len(waiting(site))) == (128, 2)


def test_a_move_of_host_and_datastore_costs_as_both():
    start = a_site(3)
    moves = [Migrate(vm=name, host="esx-02", datastore="san-02") for name in start.vms]

    site, _ = ask_all(start, moves)

    assert (len(running(site)), len(waiting(site))) == (2, 1)
    assert figures(site)["hosts"]["esx-01"]["costs"] == {
        "host": {"used": 8, "most": 8},
        "network": {"used": 2, "most": 4},
    }
    assert figures(site)["datastores"]["san-02"]["cost"]["used"] == 32


def test_eight_cold_migrations_fill_a_host():
    start = a_site(9)
    for vm in start.vms.values():
        start = start.put(replace(vm, power=PowerState.OFF))

    site, _ = ask_all(start, [Migrate(vm=name, datastore="san-02") for name in start.vms])

    assert (len(running(site)), len(waiting(site))) == (8, 1)


def test_a_site_may_set_every_limit_for_itself():
    start = a_site(3, limits=Limits(network_most_1g=2))

    site, _ = ask_all(start, away(start))

    assert (len(running(site)), len(waiting(site))) == (2, 1)


def test_cancelling_leaves_the_machine_and_lets_the_next_begin():
    start = a_site()
    site, _ = ask_all(start, away(start))

    site, told = apply(site, CancelTask(task="task-2"))

    assert codes(told) == ["TaskCancelled", "TaskStarted"]
    assert site.vms["vm-1-002"] == start.vms["vm-1-002"]
    assert running(site) == ["vm-1-001", "vm-1-003", "vm-1-004", "vm-1-005"]


def test_cancelling_what_waits_moves_nothing_else():
    start = a_site()
    site, _ = ask_all(start, away(start))

    site, told = apply(site, CancelTask(task="task-6"))

    assert codes(told) == ["TaskCancelled"]
    assert waiting(site) == ["vm-1-005", "vm-1-007", "vm-1-008", "vm-1-009"]


def test_one_that_waited_is_judged_again_when_its_turn_comes():
    start = a_site(5)
    site, _ = ask_all(start, away(start))
    site, _ = apply(site, CutLink(host="esx-02", nic="vmnic1"))

    site, told = apply(site, Advance(minutes=1))

    assert [(one.code, one.fact("fault")) for one in told if one.fact("fault")] == [
        ("TaskFailed", "VMotionLinkDown")
    ] * 5
    assert [vm.host for vm in site.vms.values()] == ["esx-01"] * 5
    assert not site.tasks


def test_a_failure_of_the_target_ends_what_runs_and_what_waits_at_once():
    start = a_site(5)
    site, _ = ask_all(start, away(start))

    site, told = apply(site, FailHost(host="esx-02"))

    assert not site.tasks
    assert [one.fact("fault") for one in told if one.code == "TaskFailed"] == [
        *["HostNotConnected"] * 4,
        "InvalidHostConnectionState",
    ]


def test_a_machine_whose_host_fails_does_not_arrive():
    start = a_site(1)
    site, _ = ask_all(start, away(start))

    site, told = apply(site, FailHost(host="esx-01"))

    assert [one.fact("fault") for one in told if one.code == "TaskFailed"] == ["InvalidPowerState"]
    assert site.vms["vm-1-001"].host == "esx-01"


def test_the_room_of_a_running_copy_is_taken_and_given_back():
    start = a_site(1)
    size = start.vms["vm-1-001"].files_mb
    site, _ = ask_all(start, [Migrate(vm="vm-1-001", datastore="san-02")])

    assert site.used_mb("san-02") == site.copying_mb("san-02") == size
    assert site.used_mb("san-01") == start.used_mb("san-01")

    cancelled, _ = apply(site, CancelTask(task="task-1"))
    assert cancelled.used_mb("san-02") == 0
    done, _ = apply(site, Advance(minutes=60))
    assert (done.used_mb("san-01"), done.used_mb("san-02")) == (0, size)


def test_two_copies_do_not_share_the_last_room():
    start = a_site(2)
    size = start.vms["vm-1-001"].files_mb
    start = start.put(replace(start.datastores["san-02"], capacity_mb=2 * size - 1))

    site, _ = apply(start, Migrate(vm="vm-1-001", datastore="san-02"))

    second = report(site, Migrate(vm="vm-1-002", datastore="san-02"))
    assert second.fault == "NoDiskSpace"


def test_memory_that_a_machine_will_need_is_promised_while_it_comes():
    start = a_site(2)
    start = start.put(replace(start.hosts["esx-02"], memory_mb=1023))  # 512 MB reserved by each

    site, _ = apply(start, Migrate(vm="vm-1-001", host="esx-02"))

    assert site.unreserved_mb("esx-02") == 511
    second = report(site, Migrate(vm="vm-1-002", host="esx-02"))
    assert second.fault == "InsufficientMemoryResourcesFault"


def test_what_the_guest_writes_meanwhile_is_moved_too():
    start = a_site(1)
    thin = replace(start.vms["vm-1-001"].hardware.disks[0], provision="thin", used_mb=10)
    vm = start.vms["vm-1-001"]
    start = start.put(replace(vm, hardware=replace(vm.hardware, disks=(thin,))))
    site, _ = apply(start, Migrate(vm=vm.name, datastore="san-02"))

    site, _ = apply(site, WriteToDisk(vm=vm.name, disk="Hard disk 1", size_mb=500))
    site, _ = apply(site, Advance(minutes=60))

    assert site.vms[vm.name].datastores == ("san-02",)
    assert site.vms[vm.name].hardware.disks[0].used_mb == 510


def test_a_copy_that_does_not_fit_any_more_at_the_end_fails_there():
    start = a_site(1)
    site, _ = apply(start, Migrate(vm="vm-1-001", datastore="san-02"))
    site, _ = apply(site, FailDatastore(datastore="san-02"))

    site, told = apply(site, Advance(minutes=60))

    assert codes(told) == ["TaskFailed"]
    assert site.vms["vm-1-001"].datastores == ("san-01",)


def test_a_machine_that_starts_runs_at_once_and_is_ready_later():
    start = a_site(1)
    start = start.put(replace(start.vms["vm-1-001"], power=PowerState.OFF))

    site, told = apply(start, PowerOn(vm="vm-1-001"))

    assert codes(told) == ["TaskStarted", "VmPoweredOn"]
    assert site.vms["vm-1-001"].power is PowerState.ON
    assert report(site, Migrate(vm="vm-1-001", host="esx-02")).fault == "MigrationNotReady"
    site, told = apply(site, Advance(seconds=10))
    assert codes(told) == ["TaskCompleted"]
    assert report(site, Migrate(vm="vm-1-001", host="esx-02")).verdict == "allowed"


def test_a_machine_that_loses_its_host_while_it_starts_does_not_start():
    start = a_site(1)
    start = start.put(replace(start.vms["vm-1-001"], power=PowerState.OFF))
    site, _ = apply(start, PowerOn(vm="vm-1-001"))

    site, told = apply(site, FailHost(host="esx-01"))

    assert told[-1].code == "TaskFailed"
    assert not site.tasks


def test_an_instant_site_knows_no_task():
    start = replace(a_site(), pacing=Pacing.INSTANT)

    site, told = ask_all(start, away(start))

    assert (len(site.tasks), site.last_task, site.now_s) == (0, 0, 0)
    assert codes(told) == ["VmHostChanged"] * 9


def test_goals_look_at_what_happened_when_it_happened():
    start = a_site(5)
    moved = VmMigratedBy(vm="vm-1-005", kind=Kind.VMO)

    asked = History.of(start, away(start))
    done = History.of(start, [*away(start), Advance(minutes=2)])

    assert not moved.holds(asked)
    assert moved.holds(done)
    assert NeverInterrupted(vm="vm-1-005").holds(done)


def test_a_site_with_tasks_comes_back_as_it_went():
    start = a_site()
    site, _ = ask_all(start, away(start))

    text = text_of(site_json(site))

    assert read_site(text) == (site, ())
    assert text_of(site_json(read_site(text)[0])) == text
    assert site_json(site)["tasks"]["task-5"] == {
        "action": {"type": "Migrate", "vm": "vm-1-005", "host": "esx-02"},
        "state": "queued",
        "vms": ["vm-1-005"],
    }


def test_a_replay_gives_the_same_site_and_the_same_events():
    start = a_site()
    history = [
        *away(start),
        CancelTask(task="task-3"),
        Advance(seconds=50),
        PowerOff(vm="vm-1-001"),
    ]

    first, second = replay(start, history), replay(start, history)

    assert [step.events for step in first] == [step.events for step in second]
    assert first[-1].site == second[-1].site


def test_a_backup_takes_as_long_as_its_copy_and_holds_the_machine_meanwhile():
    start = a_site(1)
    start = start.put(BackupStore(name="vdp-01", vcenter="vc-01", capacity_mb=10**6))
    backup = BackUp(vm="vm-1-001", store="vdp-01", kind=BackupKind.FULL)
    seconds = copy_seconds(backup.mb_to_copy(start), 1000)

    site, told = apply(start, backup)
    before, nothing = apply(site, Advance(seconds=seconds - 1))
    after, done = apply(before, Advance(seconds=1))

    assert (codes(told), nothing) == (["TaskStarted"], ())
    assert report(site, Migrate(vm="vm-1-001", host="esx-02")).fault == "TaskInProgress"
    assert not before.restore_points
    assert len(after.restore_points) == 1
    assert codes(done)[-2:] == ["SnapshotRemoved", "TaskCompleted"]
