"""Where migrations take their time, a plan asks for them and waits as rarely as it can."""

from __future__ import annotations

from dataclasses import replace

from labs.datacenter.edits import with_files_on, with_vm
from labs.datacenter.goals import History, HostInMaintenance, NeverInterrupted, VmOnDatastore
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.planner import plan
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import Pacing

TIMED = replace(two_hosts("8.0"), pacing=Pacing.TIMED)


def _kinds(found):
    return [type(action).__name__ for action in found.actions]


def test_asks_for_maintenance_mode_once_everything_has_left():
    goals = [HostInMaintenance(host="esx-01"), NeverInterrupted(vm="web-01")]
    allowed = ("Migrate", "Advance", "EnterMaintenanceMode", "CancelTask")

    found = plan(TIMED, goals, allowed=allowed)

    assert _kinds(found) == ["Migrate", "Advance", "EnterMaintenanceMode"]


def test_waits_in_one_piece_for_what_has_to_queue():
    site = with_vm(replace(TIMED, limits=Limits(host_most=4)), "db-01", host="esx-01")
    for vm in ("web-01", "db-01"):
        site = with_files_on(site, vm, "local-01")
    goals = [VmOnDatastore(vm=vm, datastore="san-01") for vm in ("web-01", "db-01")]

    found = plan(site, goals, allowed=("Migrate", "Advance"))

    assert _kinds(found) == ["Migrate", "Migrate", "Advance"]
    assert all(goal.holds(History.of(site, found.actions)) for goal in goals)
