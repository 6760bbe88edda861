"""Time: what falls due does so whether it passes in one piece or in many."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.datacenter.actions import (
    Advance,
    CancelTask,
    EnterMaintenanceMode,
    ExitMaintenanceMode,
    Migrate,
    PowerOff,
    TakeSnapshot,
)
from labs.datacenter.apply import apply, replay
from labs.datacenter.clock import advance
from labs.datacenter.edits import with_task
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.prepared import with_two_paths
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import FOUND, repair
from labs.datacenter.report import is_refused, report
from labs.datacenter.standing import standing
from labs.datacenter.verbs import advance as advance_verb
from labs.datacenter.wire.read import read_action, read_actions, read_site
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.words import Maintenance, Pacing, PowerState
from labs.datacenter.worlds import legal_site, requests

HOUR = 3600


def timed(site, **changes):
    return replace(site, pacing=Pacing.TIMED, **changes)


def a_busy_site(seed):
    """A seeded site in which everything that may be asked of these kinds has been asked."""
    limits = Limits(network_most_10g=1, host_most=4, copy_mbps=2000)
    site = timed(with_two_paths(legal_site(seed, "8.0")), limits=limits)
    for kind in ("VMO", "SVMO", "PowerOn", "XHOST", "EnterMaintenanceMode", "COLD", "FailPath"):
        legal = [action for action in requests(site, kind) if not is_refused(site, action)]
        for action in legal[seed :: 1 + len(legal) // 3]:
            if not is_refused(site, action):
                site, _ = apply(site, action)
        site, _ = advance(site, 1)
    return site


SITES = [a_busy_site(seed) for seed in range(3)]


def test_the_busy_sites_are_busy():
    states = [{task.state.value for task in site.tasks.values()} for site in SITES]

    assert states.count({"running", "queued"}) == 2
    for site in SITES:
        assert impossible(site) == ()
        assert len(advance(site, 4000)[1]) > 6


@given(
    site=st.sampled_from(SITES),
    cuts=st.lists(st.integers(0, 4000), max_size=12),
)
@settings(max_examples=30, deadline=None)
def test_advancing_in_pieces_gives_the_same_as_at_once(site, cuts):
    whole, told = advance(site, 4000)
    assert told

    pieces, events = site, ()
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), 4000], strict=True):
        pieces, more = advance(pieces, end - start)
        events += more
        assert impossible(pieces) == ()

    assert pieces == whole
    assert events == told


@pytest.mark.parametrize("site", SITES)
def test_events_come_in_the_order_of_their_time(site):
    _, told = advance(site, 4000)

    times = [one.at_s for one in told]
    assert times == sorted(times)
    assert times[0] > site.now_s
    assert times[-1] <= site.now_s + 4000


def test_a_replay_of_passing_time_gives_the_same():
    site = timed(two_hosts())
    history = [Migrate(vm="web-01", host="esx-02"), Advance(seconds=3), Advance(minutes=2)]

    steps = replay(site, history)

    assert [step.site.now_s for step in steps] == [0, 3, 123]
    assert [[one.code for one in step.events] for step in steps] == [
        ["TaskStarted"],
        [],
        ["VmHostChanged", "TaskCompleted"],
    ]
    assert replay(site, history)[-1].site == steps[-1].site


def test_undoing_is_replaying_less():
    site = timed(two_hosts())
    move = Migrate(vm="web-01", host="esx-02")

    first, second = replay(site, [move, Advance(minutes=1)]), replay(site, [move])

    assert second[-1].site == first[0].site


def test_time_passes_in_an_instant_site_too():
    site, told = apply(two_hosts(), Advance(minutes=3, seconds=5))

    assert site == replace(two_hosts(), now_s=185)
    assert told == ()


def test_no_time_is_no_request(ask, say):
    assert ask(two_hosts(), Advance()) == [("error", "request.nothing_changes")]
    assert say(two_hosts(), Advance()) == [
        "clock is already as requested; the action would change nothing"
    ]


@pytest.mark.parametrize(
    ("action", "en", "zh"),
    [
        (Advance(minutes=5), "Let 5 min pass", "让时间经过5 min"),
        (Advance(seconds=5), "Let 5 s pass", "让时间经过5 s"),
        (Advance(minutes=1, seconds=5), "Let 1 min and 5 s pass", "让时间经过1 min又5 s"),
        (CancelTask(task="task-3"), "Cancel task-3", "取消task-3"),
    ],
)
def test_says_itself_and_is_read_and_written(action, en, zh):
    assert (action.say("en"), action.say("zh")) == (en, zh)
    assert read_action(text_of(action_json(action))) == (action, ())


def test_the_command_line_advances(capfdbinary, tmp_path):
    from labs.datacenter.__main__ import main

    site, _ = apply(timed(two_hosts()), Migrate(vm="web-01", host="esx-02"))
    path = tmp_path / "site.json"
    path.write_text(text_of(site_json(site)), encoding="utf-8")

    code = main(["advance", str(path), "--minutes", "1", "--seconds", "2"])

    answer = json.loads(capfdbinary.readouterr().out)
    assert code == 0
    assert answer["site"]["now_s"] == 62
    assert "tasks" not in answer["site"]
    assert [one["event"] for one in answer["events"]] == ["VmHostChanged", "TaskCompleted"]
    assert main(["advance", str(path)]) == 1
    assert main(["advance", str(path), "--minutes", "-1"]) == 2


def test_the_verb_answers_as_apply_does():
    answer, code = advance_verb(two_hosts(), minutes=0, seconds=0)

    assert (code, answer["reports"][0]["fault"]) == (1, "InvalidArgument")


# maintenance mode


def entering(**changes):
    site, told = apply(timed(two_hosts()), EnterMaintenanceMode(host="esx-01", **changes))
    return site, [one.code for one in told]


def state(site):
    return site.hosts["esx-01"].maintenance


def test_entering_maintenance_waits_until_nothing_runs():
    site, told = entering()
    assert told == ["TaskStarted"]
    assert state(site) is Maintenance.ENTERING

    later, told = apply(site, Advance(minutes=1000))
    assert (state(later), told) == (Maintenance.ENTERING, ())

    done, told = apply(later, PowerOff(vm="web-01"))
    assert state(done) is Maintenance.IN
    assert [one.code for one in told] == [
        "VmPoweredOff",
        "MaintenanceModeEntered",
        "TaskCompleted",
    ]


def test_entering_maintenance_ends_when_the_last_machine_has_left():
    site, _ = entering()
    site, _ = apply(site, Migrate(vm="web-01", host="esx-02"))

    site, told = apply(site, Advance(minutes=1))

    assert state(site) is Maintenance.IN
    assert [one.code for one in told] == [
        "VmHostChanged",
        "TaskCompleted",
        "MaintenanceModeEntered",
        "TaskCompleted",
    ]


def test_nothing_comes_to_a_host_that_is_being_cleared():
    site, _ = entering()

    assert report(site, Migrate(vm="db-01", host="esx-01")).fault == "InvalidHostState"


def test_an_empty_host_enters_at_once():
    site, _ = apply(timed(two_hosts()), PowerOff(vm="web-01"))

    site, told = apply(site, EnterMaintenanceMode(host="esx-01"))

    assert state(site) is Maintenance.IN
    assert [one.code for one in told] == [
        "TaskStarted",
        "MaintenanceModeEntered",
        "TaskCompleted",
    ]


def test_entering_maintenance_times_out():
    site, _ = entering(timeout_s=600)

    before, told = apply(site, Advance(seconds=599))
    assert (state(before), told) == (Maintenance.ENTERING, ())
    after, told = apply(before, Advance(seconds=1))
    assert state(after) is Maintenance.NORMAL
    assert [(one.code, one.fact("fault")) for one in told] == [("TaskFailed", "Timedout")]


def test_entering_maintenance_is_called_off_by_leaving_it_or_cancelling():
    site, _ = entering()

    for action in (ExitMaintenanceMode(host="esx-01"), CancelTask(task="task-1")):
        after, told = apply(site, action)
        assert state(after) is Maintenance.NORMAL
        assert not after.tasks
        assert told[-1].code == "TaskCancelled"


def test_a_host_that_is_entering_is_not_asked_to_again(ask):
    site, _ = entering()

    assert ask(site, EnterMaintenanceMode(host="esx-01")) == [("error", "request.nothing_changes")]


def test_in_an_instant_site_running_machines_refuse_it(ask):
    assert ask(two_hosts(), EnterMaintenanceMode(host="esx-01")) == [
        ("error", "host.machines_still_run")
    ]


# repair


def test_a_repair_waits_for_what_it_sets_going():
    """Room for one machine only: the other has to leave first, and leaving takes time."""
    site = timed(two_hosts())
    site = site.put(replace(site.hosts["esx-02"], memory_mb=16 * 1024 + 600))
    db = site.vms["db-01"]
    site = site.put(replace(db, memory=replace(db.memory, reservation_mb=16 * 1024)))
    move = Migrate(vm="web-01", host="esx-02")
    assert not is_refused(site, move)
    site = site.put(replace(site.hosts["esx-02"], memory_mb=16 * 1024 + 100))
    assert report(site, move).fault == "InsufficientMemoryResourcesFault"

    found = repair(site, move)

    assert found.status == FOUND
    for action in found.actions:
        site, _ = apply(site, action)
    assert not is_refused(site, move)
    assert any(isinstance(action, Advance) for action in found.actions)


# snapshots


def test_a_snapshot_is_too_old_after_72_hours():
    site, _ = apply(two_hosts(), TakeSnapshot(vm="web-01", name="before"))

    at_the_limit, _ = apply(site, Advance(minutes=72 * 60))
    past_it, _ = apply(at_the_limit, Advance(seconds=1))

    assert standing(at_the_limit) == ()
    assert [one.say("en") for one in standing(past_it)] == [
        "snapshot before of web-01 is 72 h old; no more than 72 h is advised, "
        "for a snapshot is no backup"
    ]
    assert (
        standing(past_it)[0].say("zh") == "web-01的快照before已有72 h，建议不超过72 h：快照不是备份"
    )


def test_a_chain_of_more_than_three_snapshots_is_warned_of():
    site = two_hosts()
    for number in range(1, 5):
        assert standing(site) == ()
        site, _ = apply(site, TakeSnapshot(vm="web-01", name=f"s{number}", memory=True))

    assert [one.say("en") for one in standing(site)] == [
        "web-01 has 4 snapshots in a chain; no more than 3 are advised"
    ]


# what a file may say


def test_a_file_with_tasks_is_checked():
    data = json.loads(text_of(site_json(with_task(two_hosts(), PowerOff(vm="web-01")))))

    assert [one.path for one in read_site(data)[1]] == ["/tasks/task-1/action"]


BAD = [
    ({"name": "task-2"}, ""),
    ({"name": "job"}, ""),
    ({"name": "task-01"}, ""),
    ({"started_s": 1}, "/started_s"),
    ({"ends_s": 0}, "/ends_s"),
    ({"state": "queued", "ends_s": None, "asked_s": 1}, "/asked_s"),
    ({"ends_s": None}, ""),
    ({"state": "queued"}, ""),
    ({"vms": ["nobody"]}, ""),
    ({"hosts": {"nowhere": {}}}, ""),
    ({"datastores": {"nowhere": {"mb": 1}}}, ""),
    ({"action": {"type": "Explode"}}, "/action/type"),
    ({"action": {"type": "Migrate", "vm": 3}}, "/action/vm"),
    ({"action": []}, "/action"),
]


@pytest.mark.parametrize(("change", "path"), BAD)
def test_a_task_that_cannot_be_is_a_problem(change, path):
    site = with_task(two_hosts(), Migrate(vm="web-01", host="esx-02"))
    data = json.loads(text_of(site_json(site)))
    task = {**data["tasks"]["task-1"], **change}
    name = task.pop("name", "task-1")
    data["tasks"] = {name: task}

    read, problems = read_site(data)

    assert read is None
    assert {one.path for one in problems} == {f"/tasks/{name}{path}"}


def test_two_tasks_on_one_machine_cannot_be():
    site = with_task(two_hosts(), Migrate(vm="web-01", host="esx-02"))
    site = with_task(site, Migrate(vm="web-01", datastore="local-01"))

    paths = {one.path for one in read_site(text_of(site_json(site)))[1]}

    assert paths == {"/tasks/task-1/vms", "/tasks/task-2/vms"}


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"pacing": "slow"}, "/pacing"),
        ({"limits": {"host_mots": 1}}, "/limits/host_mots"),
        ({"limits": {"host_most": "8"}}, "/limits/host_most"),
        ({"limits": []}, "/limits"),
        ({"last_task": -1}, "/last_task"),
    ],
)
def test_a_setting_that_cannot_be_is_a_problem(data, path):
    assert [one.path for one in read_site(data)[1]] == [path]


def test_settings_are_read_and_written():
    site = timed(two_hosts(), limits=Limits(host_most=2, power_on_s=0), last_task=7)

    assert site_json(site)["limits"] == {"host_most": 2, "power_on_s": 0}
    assert site_json(site)["pacing"] == "timed"
    assert read_site(text_of(site_json(site))) == (site, ())


def test_what_takes_no_time_is_no_task():
    site = timed(two_hosts(), limits=Limits(power_on_s=0))

    site, told = apply(site, replace_power(site))

    assert [one.code for one in told] == ["VmPoweredOn"]
    assert site.vms["old-01"].power is PowerState.ON


def replace_power(site):
    (start,) = (one for one in requests(site, "PowerOn") if one.vm == "old-01")
    return start


def test_a_history_may_hold_passing_time():
    text = '[{"type":"Advance","minutes":5},{"type":"CancelTask","task":"task-1"}]'

    assert read_actions(text) == ((Advance(minutes=5), CancelTask(task="task-1")), ())
