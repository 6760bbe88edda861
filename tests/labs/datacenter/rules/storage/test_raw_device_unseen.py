from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Migrate, PresentLun, RegisterVM, UnregisterVM
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_hardware, with_host, with_raw_disk, with_vm
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.storage.raw_device_unseen import RawDeviceUnseen
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import PowerState, Provision, RdmMode

CODE = "storage.raw_device_unseen"


def a_site(*hosts, power=PowerState.ON, mode=RdmMode.VIRTUAL):
    site = with_vm(two_hosts(), "web-01", power=power)
    return with_raw_disk(site, "web-01", "lun-9", *hosts, mode=mode)


def test_names_host_lun_and_disk(say, a_move):
    assert say(a_site(), a_move) == [
        "esx-02 does not see LUN lun-9, which web-01 maps as Hard disk 1"
    ]


@pytest.mark.parametrize("mode", RdmMode)
@pytest.mark.parametrize("power", PowerState)
def test_refuses_in_every_power_state_and_mode(ask, a_move, power, mode):
    assert ask(a_site(power=power, mode=mode), a_move) == [("error", CODE)]


def test_refuses_a_move_of_host_and_files(ask):
    move = Migrate(vm="web-01", host="esx-02", datastore="local-02")

    assert ask(a_site(), move) == [("error", CODE)]


def test_is_silent_where_both_hosts_see_the_lun(ask, a_move):
    assert ask(a_site("esx-02"), a_move) == []


def test_is_not_asked_where_the_host_stays(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


def test_is_repaired_by_presenting_the_lun(ask, a_move):
    cure = PresentLun(host="esx-02", lun="lun-9")
    seen, events = apply(a_site(), cure)

    assert repair(a_site(), a_move).actions == (cure,)
    assert ask(seen, a_move) == []
    assert ask(seen, cure) == [("error", "request.nothing_changes")]
    assert [one.say("en") for one in events] == ["LUN lun-9 was presented to esx-02"]


def test_the_data_on_the_lun_take_no_room_on_the_datastore():
    plain, raw = two_hosts(), a_site()
    disk = plain.vms["web-01"].hardware.disks[0]

    assert raw.free_mb("san-01") == plain.free_mb("san-01") + disk.size_mb


def test_moving_the_files_moves_the_pointer_alone():
    moved, _ = apply(a_site(), Migrate(vm="web-01", datastore="local-01"))
    disk = moved.vms["web-01"].hardware.disks[0]

    assert (disk.datastore, disk.rdm.lun) == ("local-01", "lun-9")
    assert Migrate(vm="web-01", datastore="local-01").mb_to_copy(a_site()) == (
        a_site().vms["web-01"].swap_file_mb
    )


def test_is_read_and_written():
    site = a_site("esx-02", mode=RdmMode.PHYSICAL)
    data = site_json(site)

    assert data["hosts"]["esx-02"]["luns"] == ["lun-9"]
    assert data["vms"]["web-01"]["hardware"]["disks"]["Hard disk 1"]["rdm"] == {
        "lun": "lun-9",
        "mode": "physicalMode",
    }
    assert read_site(text_of(data)) == (site, ())


@pytest.mark.parametrize("rdm", ["lun-9", {}, {"lun": ""}, {"lun": 9}, {"lun": "a", "mode": "raw"}])
def test_nonsense_for_a_mapping_is_a_problem(rdm):
    data = site_json(a_site())
    data["vms"]["web-01"]["hardware"]["disks"]["Hard disk 1"]["rdm"] = rdm

    site, problems = read_site(data)

    assert site is None
    assert problems[0].path.startswith("/vms/web-01/hardware/disks/Hard disk 1/rdm")


@pytest.mark.parametrize("lun", ["", " ", None, 9, "x" * 101])
def test_nonsense_for_a_lun_to_present_is_a_problem(lun):
    action, problems = read_action({"type": "PresentLun", "host": "esx-02", "lun": lun})

    assert action is None
    assert [one.path for one in problems] == ["/lun"]


def paths(site):
    return [one.path for one in impossible(site)]


def test_a_machine_whose_host_does_not_see_the_lun_cannot_be():
    path = "/vms/web-01/hardware/disks/Hard disk 1/rdm/lun"

    assert paths(with_host(a_site(), "esx-01", luns=())) == [path]


def test_a_raw_disk_is_never_thin():
    site = a_site()
    disk = replace(site.vms["web-01"].hardware.disks[0], provision=Provision.THIN)

    assert paths(with_hardware(site, "web-01", disks=(disk,))) == [
        "/vms/web-01/hardware/disks/Hard disk 1/provision"
    ]


@pytest.mark.parametrize("power", PowerState)
@pytest.mark.parametrize("provision", Provision)
def test_is_silent_about_a_mapping_that_becomes_a_file(ask, power, provision):
    move = Migrate(vm="web-01", host="esx-02", datastore="local-02", provision=provision)

    assert ask(a_site(power=power), move) == []


def test_speaks_where_the_pointer_stays_although_a_conversion_is_asked_for(ask):
    move = Migrate(vm="web-01", host="esx-02", datastore="san-01", provision=Provision.THIN)

    assert ask(a_site(), move) == [("error", CODE)]


def test_is_broken_by_a_lun_that_the_target_does_not_see(a_move):
    bare = with_hardware(two_hosts(), "web-01", disks=())
    files = Migrate(vm="web-01", datastore="local-01")
    stay = Migrate(vm="web-01", host="esx-01")

    assert RawDeviceUnseen().breaks(two_hosts(), a_move) == (a_site(), a_move)
    for site, move in ((bare, a_move), (two_hosts(), files), (two_hosts(), stay)):
        assert RawDeviceUnseen().breaks(site, move) is None


def test_is_broken_for_a_machine_that_is_to_come_back_to_its_host_too(ask):
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))
    back = RegisterVM(vm="old-01", host="esx-01")

    assert ask(*RawDeviceUnseen().breaks(site, back)) == [("error", CODE)]
