from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    Advance,
    BackUp,
    CancelTask,
    DeleteBackup,
    RemoveBackupStore,
    RestoreVM,
)
from labs.datacenter.apply import apply
from labs.datacenter.case import Case
from labs.datacenter.inventory.backup import BackupStore
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.presets import a_vm, two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules import RULES
from labs.datacenter.table import Table
from labs.datacenter.words import BackupKind, BackupProduct, Pacing, PowerState

IN_USE = [("error", "backup.store_in_use")]
REMOVE = RemoveBackupStore(store="backups")
BACK_UP = BackUp(vm="old-01", store="backups", kind=BackupKind.FULL)


def a_site(product=BackupProduct.VADP, pacing=Pacing.INSTANT):
    store = BackupStore(name="backups", vcenter="vc-01", product=product, capacity_mb=4_000_000)
    return replace(two_hosts("5.5").put(store), pacing=pacing)


def test_an_empty_store_goes(ask):
    assert ask(a_site(), REMOVE) == []

    site, told = apply(a_site(), REMOVE)
    assert [one.code for one in told] == ["BackupStoreRemoved"]
    assert site == two_hosts("5.5")


def test_one_with_restore_points_stays_until_they_are_deleted(ask, say):
    site, _ = apply(a_site(), BACK_UP)

    assert ask(site, REMOVE) == IN_USE
    assert say(site, REMOVE) == ["backups holds restore points (1) or is used by tasks (0)"]
    point = next(iter(site.restore_points))
    site, _ = apply(site, DeleteBackup(restore_point=point))
    assert ask(site, REMOVE) == []


def test_one_that_a_task_writes_or_reads_stays(ask):
    site, _ = apply(a_site(pacing=Pacing.TIMED), BACK_UP)
    assert ask(site, REMOVE) == IN_USE
    called_off, _ = apply(site, CancelTask(task="task-1"))
    assert ask(called_off, REMOVE) == []

    done, _ = apply(site, Advance(minutes=60))
    point = next(iter(done.restore_points))
    restoring, _ = apply(done, RestoreVM(vm="old-01", restore_point=point))
    assert [task.name for task in restoring.jobs_on("backups")] == ["task-2"]
    assert restoring.jobs_on("elsewhere") == ()


@pytest.mark.parametrize("most", [None, 2])
def test_an_appliance_of_data_recovery_runs_eight_jobs_at_a_time(most):
    site = a_site(BackupProduct.VDR, Pacing.TIMED)
    if most is not None:
        site = replace(site, limits=Limits(vdr_jobs=most))
    for number in range(10):
        off = {"power": PowerState.OFF, "disk_gb": 1}
        site = site.put(a_vm(f"vm-{number}", host="esx-01", datastore="san-01", **off))
    for number in range(most or 8):
        assert report(site, replace(BACK_UP, vm=f"vm-{number}")).verdict == "allowed"
        site, _ = apply(site, replace(BACK_UP, vm=f"vm-{number}"))

    last = replace(BACK_UP, vm="vm-9")
    assert report(site, last).verdict == "queued"
    vadp = site.put(replace(site.backup_stores["backups"], product=BackupProduct.VADP))
    assert report(vadp, last).verdict == "allowed"
    site, told = apply(site, last)
    assert [one.code for one in told] == ["TaskQueued"]
    site, told = apply(site, Advance(minutes=60))
    assert not site.tasks
    assert "vm-9" in site.vms_in_store("backups")


def test_its_points_are_deleted_and_its_jobs_waited_for():
    site, _ = apply(a_site(), BACK_UP)
    found = repair(site, REMOVE)
    assert found.actions == (DeleteBackup(restore_point="backup-0001"),)

    working, _ = apply(a_site(pacing=Pacing.TIMED), BACK_UP)
    ends_s = working.tasks["task-1"].ends_s
    cures = list(RULES["backup.store_in_use"].cures(Case(working, REMOVE)))
    assert cures == [Advance(seconds=ends_s), CancelTask(task="task-1")]


def test_its_world_holds_a_full_backup():
    rule = RULES["backup.store_in_use"]

    broken, asked = rule.breaks(a_site(), REMOVE)
    assert asked == REMOVE
    assert [point.kind for point in broken.restore_points.values()] == [BackupKind.FULL]
    assert rule.breaks(replace(a_site(), vms=Table()), REMOVE) is None
