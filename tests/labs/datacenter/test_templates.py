"""The story of templates: a clone is a second machine, a conversion is the same one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    Advance,
    CloneToTemplate,
    CloneVM,
    DeployTemplate,
    DestroyVM,
    FailHost,
    MarkAsTemplate,
    MarkAsVirtualMachine,
    Migrate,
    PowerOff,
    PowerOn,
    RemoveDatastore,
    Suspend,
    TakeSnapshot,
    WriteToDisk,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import (
    with_files_on,
    with_free_mb,
    with_guest,
    with_hardware,
    with_snapshots,
    with_thin_disks,
    with_vm,
)
from labs.datacenter.faults import Fault
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import is_refused
from labs.datacenter.words import Pacing, PowerState, Provision
from labs.datacenter.worlds import legal_site, requests

SIZE = 40 * 1024
TO_TEMPLATE = CloneToTemplate(vm="web-01", name="gold", host="esx-01", datastore="san-01")
CLONE = CloneVM(vm="web-01", name="web-02", host="esx-02", datastore="san-01")


def after(site, *actions):
    for action in actions:
        site, _ = apply(site, action)
        assert impossible(site) == ()
    return site


def fault_of(site, action):
    with pytest.raises(Fault) as refused:
        apply(site, action)
    return refused.value.name


def names(site, vm):
    return {one.name for one in site.vms[vm].file_list}


def test_cloning_to_a_template_keeps_the_running_original_and_doubles_the_space():
    site = two_hosts()

    copied = after(site, TO_TEMPLATE)

    assert copied.vms["web-01"] == site.vms["web-01"]
    assert copied.vms["web-01"].power is PowerState.ON
    assert copied.vms["gold"].template
    assert copied.free_mb("san-01") == site.free_mb("san-01") - SIZE
    assert {"gold.vmtx", "gold-flat.vmdk"} <= names(copied, "gold")


def test_converting_needs_the_machine_off_and_copies_nothing():
    site = two_hosts()
    assert fault_of(site, MarkAsTemplate(vm="web-01")) == "InvalidPowerState"
    assert fault_of(after(site, Suspend(vm="web-01")), MarkAsTemplate(vm="web-01")) == (
        "InvalidPowerState"
    )

    off = after(site, PowerOff(vm="web-01"))
    converted = after(off, MarkAsTemplate(vm="web-01"))

    assert converted == off.put(replace(off.vms["web-01"], template=True))
    assert converted.free_mb("san-01") == off.free_mb("san-01")
    assert names(off, "web-01") - names(converted, "web-01") == {"web-01.vmx"}
    assert names(converted, "web-01") - names(off, "web-01") == {"web-01.vmtx"}


def test_a_template_cannot_run_until_it_is_converted_back():
    converted = after(two_hosts(), MarkAsTemplate(vm="old-01"))
    assert fault_of(converted, PowerOn(vm="old-01")) == "InvalidState"
    assert fault_of(converted, MarkAsTemplate(vm="old-01")) == "InvalidArgument"

    back = after(converted, MarkAsVirtualMachine(vm="old-01", host="esx-01"))

    assert back == two_hosts()
    assert not is_refused(back, PowerOn(vm="old-01"))


def test_a_template_may_move_cold_but_is_no_machine_for_vmotion():
    converted = after(two_hosts(), MarkAsTemplate(vm="old-01"))

    moved = after(converted, Migrate(vm="old-01", datastore="san-01"))

    assert moved.vms["old-01"].template
    assert moved.vms["old-01"].datastores == ("san-01",)


def test_the_repair_switches_the_machine_off_before_it_is_converted():
    found = repair(two_hosts(), MarkAsTemplate(vm="web-01"))

    assert found.actions == (PowerOff(vm="web-01"),)


def test_the_repair_of_powering_a_template_on_converts_it():
    site = after(two_hosts(), MarkAsTemplate(vm="old-01"))

    found = repair(site, PowerOn(vm="old-01"))

    assert found.actions == (MarkAsVirtualMachine(vm="old-01", host="esx-01"),)


def test_converting_back_takes_a_host_that_sees_the_files():
    site = after(two_hosts(), MarkAsTemplate(vm="old-01"))

    assert fault_of(site, MarkAsVirtualMachine(vm="old-01", host="esx-02")) == "CannotAccessVmDisk"
    shared = after(with_files_on(site, "old-01", "san-01"))
    assert after(shared, MarkAsVirtualMachine(vm="old-01", host="esx-02")).vms["old-01"].host == (
        "esx-02"
    )


def test_a_deployed_machine_is_a_copy_of_the_template_which_stays():
    site = after(two_hosts(), TO_TEMPLATE)
    deploy = DeployTemplate(vm="gold", name="web-09", host="esx-02", datastore="local-02")

    deployed = after(site, deploy)

    made = deployed.vms["web-09"]
    assert (made.template, made.power, made.host) == (False, PowerState.OFF, "esx-02")
    assert made.datastores == ("local-02",)
    assert deployed.vms["gold"] == site.vms["gold"]
    assert not is_refused(deployed, PowerOn(vm="web-09"))


def test_a_clone_keeps_hardware_and_reservations_and_goes_its_own_way():
    cloned = after(two_hosts(), CLONE)
    source, made = cloned.vms["web-01"], cloned.vms["web-02"]

    assert made.power is PowerState.OFF
    assert made.hardware == source.hardware  # the disks lie on the same datastore
    assert (made.cpu, made.memory, made.guest) == (source.cpu, source.memory, source.guest)
    assert cloned.unreserved("esx-02") == two_hosts().unreserved("esx-02")  # it is off

    written = after(cloned, PowerOn(vm="web-02"), DestroyVM(vm="old-01"))
    assert written.vms["web-01"] == source


def test_a_clone_holds_the_present_state_without_snapshots():
    site = with_thin_disks(two_hosts(), "web-01")
    site = after(
        with_guest(site, "web-01", tools_installer_mounted=False),
        TakeSnapshot(vm="web-01", name="before"),
        WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=300),
    )

    cloned = after(site, CLONE)

    (disk,) = cloned.vms["web-02"].hardware.disks
    assert (disk.deltas, disk.top, disk.base_mb) == ((), None, SIZE // 2 + 300)
    assert cloned.vms["web-02"].snapshots.tree == ()
    assert cloned.vms["web-01"] == site.vms["web-01"]


def test_other_branches_of_the_tree_do_not_count():
    site = with_thin_disks(two_hosts(), "web-01")
    site = with_snapshots(site, "web-01", 2, written_mb=100)
    (disk,) = site.vms["web-01"].hardware.disks
    on_the_first = replace(
        disk,
        top="000003",
        deltas=(*disk.deltas, replace(disk.deltas[0], name="000003", parent=None, used_mb=7)),
    )
    site = with_hardware(site, "web-01", disks=(on_the_first,))

    made = CLONE.newcomer(site)

    assert made.files_mb == SIZE // 2 + 7


@pytest.mark.parametrize(
    ("source", "asked", "made"),
    [
        (Provision.THICK, None, SIZE),
        (Provision.THICK, Provision.THIN, SIZE),  # blocks are not looked into
        (Provision.THIN, None, SIZE // 2),
        (Provision.THIN, Provision.THIN, SIZE // 2),
        (Provision.THIN, Provision.THICK, SIZE),
    ],
)
def test_disks_are_provisioned_as_asked_or_like_the_source(source, asked, made):
    site = two_hosts() if source is Provision.THICK else with_thin_disks(two_hosts(), "web-01")

    vm = replace(CLONE, provision=asked).newcomer(site)

    assert vm.files_mb == made
    assert vm.hardware.disks[0].provision is (asked or source)


def test_a_clone_needs_room_to_the_megabyte():
    assert not is_refused(with_free_mb(two_hosts(), "san-01", SIZE), CLONE)

    full = with_free_mb(two_hosts(), "san-01", SIZE - 1)

    assert fault_of(full, CLONE) == "NoDiskSpace"
    assert not is_refused(full, MarkAsTemplate(vm="old-01"))  # no copy, no room needed


def test_the_installer_of_the_tools_is_not_mounted_in_the_copy():
    site = with_guest(two_hosts(), "web-01", tools_installer_mounted=True)

    assert not CLONE.newcomer(site).guest.tools_installer_mounted


def test_a_suspended_machine_is_copied_without_its_memory():
    suspended = after(two_hosts(), Suspend(vm="web-01"))

    made = after(suspended, CLONE).vms["web-02"]

    assert (made.power, made.state_file_mb, made.files_mb) == (PowerState.OFF, 0, SIZE)


def test_says_how_the_disks_are_provisioned():
    assert replace(CLONE, provision=Provision.THIN).say("en") == (
        "Clone web-01 to web-02 on esx-02 and san-01 (thin)"
    )
    assert CLONE.say("zh") == "把web-01克隆为web-02，放到esx-02和san-01"


@pytest.mark.parametrize("seed", range(3))
def test_to_clone_and_destroy_and_to_convert_and_back_give_the_same_site(seed):
    site = legal_site(seed, "8.0")
    for kind in ("CloneVM", "CloneToTemplate"):
        for action in requests(site, kind):
            if not is_refused(site, action):
                assert after(site, action, DestroyVM(vm=action.name)) == site
    for action in requests(site, "MarkAsTemplate"):
        if not is_refused(site, action):
            back = MarkAsVirtualMachine(vm=action.vm, host=site.vms[action.vm].host)
            assert after(site, action, back) == site


def test_a_copy_takes_the_power_state_of_no_template():
    site = with_vm(two_hosts(), "old-01", template=True)

    made = CloneVM(vm="old-01", name="x", host="esx-01", datastore="san-01").newcomer(site)

    assert not made.template


def timed():
    return replace(two_hosts(), pacing=Pacing.TIMED)


def test_a_clone_that_takes_time_holds_its_room_and_costs_both_hosts_one():
    site, _ = apply(timed(), CLONE)

    (task,) = site.tasks.values()
    assert {one.name: one.cost for one in task.hosts} == {"esx-01": 1, "esx-02": 1}
    assert site.free_mb("san-01") == two_hosts().free_mb("san-01") - SIZE
    assert "web-02" not in site.vms
    assert task.ends_s == SIZE * 8 // 1000 + 1

    done, events = apply(site, Advance(seconds=task.ends_s))
    assert not done.tasks
    assert done.vms == timed().put(CLONE.newcomer(timed())).vms
    assert done.used_mb("san-01") == site.used_mb("san-01")
    assert "VmCloned" in [one.code for one in events]


def test_the_source_of_a_running_clone_is_busy_and_its_target_is_not_removed():
    site, _ = apply(timed(), replace(CLONE, datastore="local-02"))

    assert fault_of(site, PowerOff(vm="web-01")) == "TaskInProgress"
    assert fault_of(site, RemoveDatastore(datastore="local-02")) == "ResourceInUse"


def test_a_host_that_fails_ends_the_clone():
    site, _ = apply(timed(), CLONE)

    failed, _ = apply(site, FailHost(host="esx-02"))

    assert not failed.tasks
    assert failed.copying_mb("san-01") == 0
    assert "web-02" not in failed.vms


@pytest.mark.parametrize("copy", [CLONE, TO_TEMPLATE])
def test_the_copy_of_a_machine_with_a_crashed_guest_is_off_and_has_no_crashed_guest(copy):
    site = after(with_guest(two_hosts(), "web-01", crashed=True), copy)

    assert site.vms["web-01"].guest.crashed
    assert not site.vms[copy.name].guest.crashed
