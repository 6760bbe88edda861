"""By ear: lists and descriptions say everything that the drawing of a site shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from labs import topology
from labs.commands import LISTS
from labs.console.spoken import described, listed, state_of
from labs.datacenter.actions import CutLink, Migrate, RegisterVM, TakeSnapshot, UnregisterVM
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.network import PhysicalNic, PortGroup, Switch, Teaming
from labs.datacenter.inventory.site import KINDS
from labs.datacenter.presets import PRESETS, two_hosts
from labs.datacenter.standing import standing
from labs.datacenter.words import Link, Pacing
from labs.shelf import labs
from labs.timing import clock_time, duration, progress_of
from labs.vocabulary import size


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def told(site, ref, language="en"):
    return "\n".join(described(site, ref, language))


@pytest.mark.parametrize("slug", sorted(labs()))
def test_what_a_labs_drawing_shows_is_told(slug):
    site = labs()[slug].site("8.0")
    drawing = topology.layout(site)

    for vm in drawing.vms:
        words = told(site, vm.ref)
        assert vm.name in words
        assert f"on {site.vms[vm.name].host}" in words
        for nic in site.vms[vm.name].hardware.nics:
            assert f"{nic.label}: {nic.network}" in words
        for disk in site.vms[vm.name].disks:
            assert f"{disk.label}: {size(disk.size_mb)}, on {disk.datastore}" in words
        for snapshot in site.vms[vm.name].snapshots.tree:
            assert f"Snapshot {snapshot.name}: " in words
    for host in drawing.hosts:
        words = told(site, host.ref)
        assert host.cpu.rstrip("…") in words
        for vm in site.vms_on(host.name):
            assert vm.name in words
        for switch in site.switches_on(host.name):
            assert f"switch {switch.name}: " in words
    for store in drawing.datastores:
        assert f"{size(store.free_mb)} free of " in told(site, store.ref)
    warnings = list(listed(site, "warnings", "en"))
    assert len(warnings) == len(standing(site))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_everything_of_every_preset_can_be_told_in_both_languages(preset, language):
    site = PRESETS[preset]("8.0")
    with translation.override({"zh": "zh-hans", "en": "en"}[language]):
        for name in ("", *LISTS):
            if name != "events":
                assert all(listed(site, name, language)) or name
        for kind, (_cls, table) in KINDS.items():
            for name in getattr(site, table):
                assert told(site, f"{kind}:{name}", language).startswith(name)


def test_without_a_name_the_tables_are_told_as_they_are_typed():
    lines = list(listed(two_hosts("8.0"), "", "en"))

    assert "hosts (2): esx-01, esx-02" in lines
    assert lines[-1] == "warnings: 0"


def test_a_warning_is_told_with_its_host_and_nowhere_else():
    site = two_hosts("8.0")
    nic = next(iter(site.hosts["esx-01"].switches)).uplinks[0]
    site, _ = apply(site, CutLink(host="esx-01", nic=nic))

    assert "Warning: vSwitch0 of esx-01" in told(site, "host:esx-01")
    assert "Warning: " not in told(site, "host:esx-02")
    assert f"{nic}, link down" in told(site, "host:esx-01")


def test_snapshots_are_told_with_what_they_stand_on_and_where_one_is():
    site = two_hosts("8.0")
    for name in ("first", "second"):
        site, _ = apply(site, TakeSnapshot(vm="web-01", name=name))

    words = told(site, "vm:web-01")

    assert "Snapshot first: the first, taken at 00:00:00" in words
    assert "Snapshot second: on first" in words
    assert words.count("you are here") == 1
    assert "snapshots: 2" in state_of(site, "vm:web-01", "en")


def test_what_was_set_besides_is_told_in_the_words_of_the_format():
    site = two_hosts("8.0")
    vm = site.vms["web-01"]
    site = site.put(replace(vm, memory=replace(vm.memory, reservation_mb=2048)))

    assert "reservation: 2 GB" in told(site, "vm:web-01")


def test_what_is_gone_is_said_to_be_gone():
    assert state_of(two_hosts("8.0"), "vm:nix", "en") == "nix is no longer there."


def test_a_running_task_tells_how_far_it_has_come():
    site = replace(two_hosts("8.0"), pacing=Pacing.TIMED)
    site, _ = apply(site, Migrate(vm="web-01", host="esx-02"))
    task = site.tasks["task-1"]
    middle = (task.started_s + task.ends_s) // 2

    assert progress_of(task, task.started_s) == 0
    assert 0 < progress_of(task, middle) < 100
    assert progress_of(task, task.ends_s + 5) == 100
    assert "Task: task-1: Migrate web-01 to esx-02" in told(site, "vm:web-01")


@pytest.mark.parametrize(
    ("now_s", "shown"),
    [(0, "00:00:00"), (33_120, "09:12:00"), (86_399, "23:59:59"), (86_400, "day 2, 00:00:00")],
)
def test_the_time_of_day_is_read_off_the_seconds(now_s, shown):
    assert clock_time(now_s) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (3_905, "1 h 5 min"), (90_000, "1 d 1 h")],
)
def test_a_length_of_time_has_its_two_largest_units(seconds, shown):
    assert duration(seconds) == shown


def test_a_switch_names_every_uplink_and_a_port_group_its_own_team():
    host = two_hosts().hosts["esx-01"]
    group = PortGroup(name="Line", vlan=7, teaming=Teaming(active=("vmnic3",)))
    switch = Switch(name="vSwitch9", uplinks=("vmnic3", "vmnic4"), port_groups=(group,))
    spare = (PhysicalNic(name="vmnic4", link=Link.DOWN),)
    changes = {"switches": (*host.switches, switch), "nics": (*host.nics, *spare)}
    site = with_host(two_hosts(), "esx-01", **changes)

    words = told(site, "host:esx-01")

    assert "switch vSwitch9: uplinks vmnic3 10 GbE, vmnic4, link down" in words
    assert "port groups Line (VLAN 7; active uplinks vmnic3)" in words


def test_a_machine_is_found_again_when_it_was_registered_or_removed():
    removed, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))
    back, _ = apply(removed, RegisterVM(vm="old-01", host="esx-01"))

    assert state_of(removed, "vm:old-01", "en") == "old-01: unregistered virtual machine"
    assert state_of(back, "unregistered_vm:old-01", "en").startswith("old-01: powered off")
    assert state_of(back, "vm:none-01", "en") == "none-01 is no longer there."
