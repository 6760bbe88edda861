"""Disks change their format on their way to another datastore, to the megabyte."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.apply import apply
from labs.datacenter.edits import (
    with_disk,
    with_free_mb,
    with_raw_disk,
    with_snapshots,
    with_thin_disks,
    with_vm,
)
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.wire.read import read_action
from labs.datacenter.wire.write import action_json
from labs.datacenter.words import PowerState, Provision

SIZE, WRITTEN, SWAP = 40_960, 20_480, 3584
THIN, THICK = Provision.THIN, Provision.THICK


def to(datastore, provision, host=None):
    return Migrate(vm="web-01", host=host, datastore=datastore, provision=provision)


def done(site, action):
    site, events = apply(site, action)
    assert impossible(site) == ()
    return site, [event.code for event in events]


def disk(site):
    return site.vms["web-01"].disk("Hard disk 1")


@pytest.mark.parametrize(("provision", "taken"), [(None, WRITTEN), (THIN, WRITTEN), (THICK, SIZE)])
def test_a_thin_disk_comes_out_in_the_format_asked_for(provision, taken):
    before = with_thin_disks(two_hosts(), "web-01")

    site, codes = done(before, to("local-01", provision))

    assert site.used_mb("local-01") - before.used_mb("local-01") == taken + SWAP
    assert disk(site).filled_mb == WRITTEN
    assert codes == ["VmFilesMoved"] + ["DiskConverted"] * (provision is THICK)


def test_to_thick_and_back_to_thin_takes_what_was_written():
    before = with_thin_disks(two_hosts(), "web-01")

    thick, _ = done(before, to("local-01", THICK))
    thin, _ = done(thick, to("san-01", THIN))

    assert thin == before


@pytest.mark.parametrize("power", PowerState)
def test_the_target_must_hold_the_disk_as_it_will_be(ask, power):
    before = with_vm(with_thin_disks(two_hosts(), "web-01"), "web-01", power=power)
    needed = SIZE + before.vms["web-01"].state_file_mb
    full = [("error", "space.datastore_full")]

    assert ask(with_free_mb(before, "local-01", needed), to("local-01", THICK)) == []
    assert ask(with_free_mb(before, "local-01", needed - 1), to("local-01", THICK)) == full
    assert ask(with_free_mb(before, "local-01", needed - 1), to("local-01", THIN)) == []


def test_a_disk_that_stays_keeps_its_format():
    before = with_disk(
        with_thin_disks(two_hosts(), "web-01"), "web-01", "Hard disk 1", datastore="local-01"
    )

    site, codes = done(before, to("local-01", THICK))

    assert disk(site) == disk(before)
    assert codes == ["VmFilesMoved"]


def test_a_conversion_without_another_datastore_changes_nothing(ask):
    idle = [("error", "request.nothing_changes")]

    assert ask(with_thin_disks(two_hosts(), "web-01"), to("san-01", THICK)) == idle


def test_deltas_go_along_as_they_are():
    before = with_snapshots(with_thin_disks(two_hosts(), "web-01"), "web-01", 2, written_mb=100)

    site, _ = done(before, to("local-01", THICK))

    assert disk(site).taken_mb == SIZE + 200


@pytest.mark.parametrize("provision", Provision)
@pytest.mark.parametrize("power", PowerState)
def test_a_raw_device_becomes_a_file_full_of_its_data(provision, power):
    before = with_vm(with_raw_disk(two_hosts(), "web-01", "lun-9"), "web-01", power=power)
    assert disk(before).taken_mb == 0

    site, codes = done(before, to("local-02", provision, host="esx-02"))

    assert (disk(site).rdm, disk(site).provision) == (None, provision)
    assert disk(site).taken_mb == SIZE
    assert codes[-1] == "RawDeviceConverted"


def test_the_copy_counts_what_comes_to_lie_there():
    site = with_raw_disk(two_hosts(), "web-01", "lun-9")

    assert to("local-01", THICK).mb_to_copy(site) == SIZE + SWAP
    assert to("local-01", None).mb_to_copy(site) == SWAP


def test_says_the_format_and_is_read_back():
    action = to("local-01", THIN)

    assert action.say("en") == "Migrate web-01 to local-01, disks as thin"
    assert action.say("zh") == "把web-01迁移到local-01，磁盘转换为精简置备"
    assert action_json(action) == {
        "type": "Migrate",
        "vm": "web-01",
        "datastore": "local-01",
        "provision": "thin",
    }
    assert read_action(action_json(action)) == (action, ())
