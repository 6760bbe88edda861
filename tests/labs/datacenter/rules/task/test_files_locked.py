from __future__ import annotations

import json

import pytest

from labs.datacenter.actions import (
    LockFiles,
    Migrate,
    PowerOff,
    PowerOn,
    ReleaseFiles,
    Resume,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.task.files_locked import FilesLocked
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import PowerState

ERRORS = [("error", "task.files_locked")]
LOCK = LockFiles(vm="web-01", host="esx-02")


def locked(power=PowerState.ON):
    return apply(with_vm(two_hosts(), "web-01", power=power), LOCK)[0]


def test_names_who_holds_the_files(say, a_move):
    assert say(locked(), a_move) == ["web-01 has files that esx-02 keeps locked"]


@pytest.mark.parametrize("power", PowerState)
@pytest.mark.parametrize(
    "move",
    [
        Migrate(vm="web-01", host="esx-02"),
        Migrate(vm="web-01", datastore="local-01"),
        Migrate(vm="web-01", host="esx-02", datastore="local-02"),
    ],
    ids=["host", "datastore", "both"],
)
def test_refuses_every_migration(ask, power, move):
    assert ask(locked(power), move) == ERRORS


def test_refuses_to_start_the_machine(ask):
    assert ask(locked(PowerState.OFF), PowerOn(vm="web-01")) == ERRORS
    assert ask(locked(PowerState.SUSPENDED), Resume(vm="web-01")) == ERRORS


def test_is_silent_about_another_machine_and_about_what_opens_no_file(ask):
    assert ask(locked(), Migrate(vm="db-01", host="esx-01")) == []
    assert ask(locked(), PowerOff(vm="web-01")) == []


def test_is_repaired_by_releasing_them(a_move):
    assert repair(locked(), a_move).actions == (ReleaseFiles(vm="web-01"),)
    assert apply(locked(), ReleaseFiles(vm="web-01"))[0] == two_hosts()


def test_locking_or_releasing_twice_changes_nothing(ask):
    nothing = [("error", "request.nothing_changes")]

    assert ask(locked(), LockFiles(vm="web-01", host="esx-01")) == nothing
    assert ask(two_hosts(), ReleaseFiles(vm="web-01")) == nothing


def test_the_lock_is_written_and_its_holder_must_exist():
    site = locked()
    data = json.loads(text_of(site_json(site)))

    assert data["vms"]["web-01"]["files"] == {"config": "san-01", "locked_by": "esx-02"}
    assert read_site(data) == (site, ())
    data["vms"]["web-01"]["files"]["locked_by"] = "esx-09"
    assert [one.path for one in read_site(data)[1]] == ["/vms/web-01/files/locked_by"]
    assert impossible(site) == ()


def test_is_broken_by_a_lock_of_another_host(a_move):
    site, _ = FilesLocked().breaks(two_hosts(), a_move)

    assert site.vms["web-01"].files.locked_by == "esx-02"


def test_is_not_broken_where_there_is_no_other_host():
    site = two_hosts()
    alone = site.drop(site.vms["db-01"]).drop(site.hosts["esx-02"])

    assert FilesLocked().breaks(alone, Migrate(vm="web-01", datastore="local-01")) is None
