from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, PowerOff, PowerOn, Suspend
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_cpu
from labs.datacenter.presets import two_hosts

DISK, MEMORY, SWAP = 40960, 4096, 4096 - 512


def sentences(events, language):
    return [event.say(language) for event in events]


def test_vmotion_changes_the_host_and_nothing_else():
    site, events = apply(two_hosts(), Migrate(vm="web-01", host="esx-02"))

    assert site.vms["web-01"].host == "esx-02"
    assert site.vms["web-01"].datastores == ("san-01",)
    assert site.vms_of_host["esx-02"] == ("db-01", "web-01")
    assert site.vms_of_host["esx-01"] == ("old-01",)
    assert sentences(events, "zh") == ["web-01从主机esx-01迁移到esx-02（vMotion）"]


def test_storage_vmotion_moves_every_file_with_the_swap_file():
    before = two_hosts()

    site, events = apply(before, Migrate(vm="web-01", datastore="local-01"))

    assert site.vms["web-01"].datastores == ("local-01",)
    assert site.used_mb("local-01") == before.used_mb("local-01") + DISK + SWAP
    assert site.used_mb("san-01") == before.used_mb("san-01") - DISK - SWAP
    assert sentences(events, "en") == [
        "Files of web-01 (44544 MB) were migrated from san-01 to local-01 (Storage vMotion)"
    ]


def test_cross_host_vmotion_does_both_at_once():
    site, events = apply(two_hosts(), Migrate(vm="web-01", host="esx-02", datastore="local-02"))

    assert (site.vms["web-01"].host, site.vms["web-01"].datastores) == ("esx-02", ("local-02",))
    assert [event.code for event in events] == ["VmHostChanged", "VmFilesMoved"]


@pytest.mark.parametrize(
    ("target", "copied"),
    [
        ({"host": "esx-02"}, MEMORY),
        ({"datastore": "local-01"}, DISK + SWAP),
        ({"host": "esx-02", "datastore": "local-02"}, MEMORY + DISK + SWAP),
        ({"host": "esx-02", "datastore": "san-01"}, MEMORY),
    ],
)
def test_counts_what_it_copies(target, copied):
    assert Migrate(vm="web-01", **target).mb_to_copy(two_hosts()) == copied


def test_a_machine_that_is_off_copies_no_memory():
    action = Migrate(vm="old-01", host="esx-02", datastore="local-02")

    assert action.mb_to_copy(two_hosts()) == DISK


def test_the_power_state_decides_what_lies_beside_the_config_file():
    site = two_hosts()
    running = site.used_mb("san-01")

    suspended, _ = apply(site, Suspend(vm="web-01"))
    resumed, events = apply(suspended, PowerOn(vm="web-01"))
    off, _ = apply(resumed, PowerOff(vm="web-01"))

    assert suspended.used_mb("san-01") == running - SWAP + MEMORY
    assert resumed == site
    assert [event.code for event in events] == ["VmResumed"]
    assert off.used_mb("san-01") == running - SWAP


def test_a_machine_keeps_the_processor_it_saw_until_it_is_off():
    site = with_cpu(two_hosts(), "esx-02", generation="intel-skylake")

    moved, _ = apply(site, Migrate(vm="web-01", host="esx-02"))
    back, _ = apply(moved, Migrate(vm="web-01", host="esx-01"))
    off, _ = apply(moved, PowerOff(vm="web-01"))
    on, _ = apply(off, PowerOn(vm="web-01"))

    assert moved.cpu_seen_by(moved.vms["web-01"]) == "intel-haswell"
    assert back == site
    assert on.cpu_seen_by(on.vms["web-01"]) == "intel-skylake"
