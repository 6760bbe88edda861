"""The layout of a site: everything drawn once, nothing outside its place."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import combinations

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from labs import topology
from labs.datacenter import presets, worlds
from labs.datacenter.actions import CreateDistributedSwitch, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.companies import COMPANIES
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.host import Path
from labs.datacenter.inventory.site import Site
from labs.datacenter.words import Pacing, PathState, TaskState
from labs.templatetags.drawing import site_drawing
from labs.topology.lettering import fit, width_of
from labs.topology.shapes import Box
from tests.labs.casts import ARRAY, BOOKING, STATES, a_lab

FORMS = [topology.FLAT, topology.TALL]
SITES = [
    *(a_lab(slug).site("8.0") for slug in (ARRAY, BOOKING, STATES)),
    *(preset("8.0") for preset in (presets.PRESETS | COMPANIES).values()),
]


def inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x
        and inner.right <= outer.right + 0.2
        and outer.y <= inner.y
        and inner.bottom <= outer.bottom + 0.2
    )


def apart(one: Box, other: Box) -> bool:
    return (
        one.right <= other.x + 0.2
        or other.right <= one.x + 0.2
        or one.bottom <= other.y + 0.2
        or other.bottom <= one.y + 0.2
    )


def assert_sound(drawing: topology.Drawing) -> None:
    frames = [place.box for place in drawing.datacenters]
    for shape in (*drawing.hosts, *drawing.datastores, *drawing.switches):
        assert sum(inside(shape.box, frame) for frame in frames) == 1, shape
    for shapes in (drawing.hosts, drawing.vms, drawing.datastores, drawing.switches):
        for one, other in combinations(shapes, 2):
            assert apart(one.box, other.box), (one, other)
    for vm in drawing.vms:
        assert sum(inside(vm.box, host.box) for host in drawing.hosts) == 1, vm
    for frame in frames:
        assert inside(frame, Box(x=0, y=0, w=drawing.width, h=drawing.height))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("site", SITES)
def test_draws_every_object_once_and_in_its_place(site, form):
    drawing = topology.layout(site, form=form)

    assert_sound(drawing)
    assert sorted(host.name for host in drawing.hosts) == sorted(site.hosts)
    assert sorted(vm.name for vm in drawing.vms) == sorted(site.vms)
    mounted = {mount.datastore for host in site.hosts.values() for mount in host.mounts}
    assert {store.name for store in drawing.datastores} == mounted


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_stays_sound_whatever_the_world(seed):
    site = worlds.stirred(worlds.legal_site(seed), seed)
    move = next(
        (vm.name, host) for vm in site.vms.values() for host in site.hosts if host != vm.host
    )

    for form in FORMS:
        assert_sound(topology.layout(site, form=form, move=move))


def test_gives_the_same_numbers_for_the_same_site():
    site = a_lab().site("8.0")

    assert topology.layout(site) == topology.layout(site.with_release("notes"))


def test_an_empty_site_has_an_empty_drawing():
    drawing = topology.layout(Site.of(()))

    assert (drawing.hosts, drawing.vms, drawing.datacenters) == ((), (), ())
    assert drawing.height > 0


def test_the_ghost_of_a_move_stands_free_on_the_target():
    site = a_lab().site("8.0")

    drawing = topology.layout(site, move=("book-01", "esx-03"))

    target = next(host for host in drawing.hosts if host.name == "esx-03")
    assert inside(drawing.ghost.box, target.box)
    assert all(apart(drawing.ghost.box, vm.box) for vm in drawing.vms)
    assert next(vm for vm in drawing.vms if vm.name == "book-01").leaves


@pytest.mark.parametrize(
    "move", [("book-01", "esx-02"), ("nobody", "esx-01"), ("book-01", "nowhere")]
)
def test_there_is_no_ghost_where_nothing_would_move(move):
    assert topology.layout(a_lab().site("8.0"), move=move).ghost is None


def test_a_switch_without_uplink_is_marked_and_stands_over_its_host():
    drawing = topology.layout(a_lab().site("8.0"))

    internal = [switch for switch in drawing.switches if switch.is_internal]
    assert [switch.name for switch in internal] == ["vSwitch1"] * 3
    hosts = {host.name: host.box for host in drawing.hosts}
    assert [switch.box.x for switch in internal] == [
        hosts[name].x for name in ("esx-01", "esx-02", "esx-03")
    ]


def test_a_crowded_host_shows_eight_machines_and_counts_the_rest():
    vms = [
        presets.a_vm(f"vm-{number:02}", host="esx-01", datastore="san-01") for number in range(11)
    ]
    site = presets.two_hosts("8.0")
    for vm in vms:
        site = site.put(vm)

    drawing = topology.layout(site)

    host = next(host for host in drawing.hosts if host.name == "esx-01")
    shown = [vm for vm in drawing.vms if inside(vm.box, host.box)]
    assert len(shown) == 8
    assert host.hidden == len(site.vms_on("esx-01")) - 8


@given(words=st.text(max_size=60), room=st.floats(20, 300))
def test_a_name_never_takes_more_room_than_there_is(words, room):
    assert width_of(fit(words, room)) <= room or len(fit(words, room)) <= 1


def test_a_name_that_just_fits_is_left_alone():
    assert fit("esx-01", width_of("esx-01")) == "esx-01"
    assert fit("esx-01", width_of("esx-01") - 0.1).endswith("…")


def test_a_template_is_drawn_as_one():
    site = with_vm(presets.two_hosts(), "old-01", template=True)

    states = {vm.name: vm.state for vm in topology.layout(site).vms}

    assert states["old-01"] == "template"
    assert states["web-01"] == "on"


def test_a_distributed_switch_is_one_bar_over_its_members():
    drawing = topology.layout(presets.distributed())
    bars = {bar.name: bar for bar in drawing.switches}

    assert bars["dvs-01"].is_distributed
    assert not bars["vSwitch0"].is_distributed
    assert bars["dvs-01"].networks == "Shop, vMotion-dv"
    assert len([bar for bar in drawing.switches if bar.name == "dvs-01"]) == 1


def test_a_distributed_switch_without_members_is_drawn_too():
    site, _ = CreateDistributedSwitch(datacenter="DC-A", switch="dvs-02").effect(
        presets.two_hosts()
    )

    assert "dvs-02" in [bar.name for bar in topology.layout(site).switches]


def test_vmotion_tells_one_speed_for_all_hosts_and_each_where_they_differ():
    alike = topology.layout(presets.two_hosts())
    site = presets.two_hosts()
    for name, mbps in (("esx-01", 1000), ("esx-02", 10000)):
        host = site.hosts[name]
        nics = tuple(replace(nic, mbps=mbps) for nic in host.nics)
        site = site.put(replace(host, nics=nics))
    unlike = topology.layout(site)

    assert len(alike.vmotion[0].speeds) == 1
    second = topology.layout(a_lab().site("8.0")).vmotion[1]  # esx-04 there has no vMotion port
    assert second.speeds[0].x == next(
        host.box.x for host in topology.layout(a_lab().site("8.0")).hosts if host.name == "esx-05"
    )
    at = {host.box.x: host.name for host in unlike.hosts}
    told = {at[one.x]: one.mbps for one in unlike.vmotion[0].speeds}
    assert told == {"esx-01": 1000, "esx-02": 10000}
    shown = unescape(site_drawing(unlike, ""))
    assert "vMotion 1 GbE" in shown
    assert "vMotion 10 GbE" in shown


def test_a_datastore_that_a_host_has_no_path_to_is_told_by_line_sign_and_words():
    site = presets.two_hosts()
    host = site.hosts["esx-01"]
    dead = tuple(
        replace(one, paths=(Path(name="vmhba1:C0:T0:L1", state=PathState.DEAD),))
        if one.datastore == "san-01"
        else one
        for one in host.mounts
    )
    drawing = topology.layout(site.put(replace(host, mounts=dead)))

    assert [wire.kind for wire in drawing.wires].count("dead") == 1
    (end,) = drawing.dead_ends
    box = next(one.box for one in drawing.hosts if one.name == "esx-01")
    assert box.x < end.x < box.right
    with translation.override("en"):
        shown = site_drawing(drawing, "", link="?")
    assert ">no path</text>" in shown
    assert "memory" in (label := re.search(r'aria-label="(esx-01[^"]+)"', shown).group(1))
    assert label.endswith("no path to san-01")
    assert not topology.layout(site).dead_ends


def test_a_task_on_a_machine_is_told_by_a_sign_and_in_words():
    site = replace(presets.two_hosts(), pacing=Pacing.TIMED)
    site = apply(site, Migrate(vm="web-01", host="esx-02"))[0]
    task = next(iter(site.tasks.values()))
    waiting = replace(task, name="task-2", vms=("db-01",), state=TaskState.QUEUED, hosts=())
    drawing = topology.layout(site.put(waiting))

    told = {vm.name: vm.task for vm in drawing.vms if vm.task}
    assert told == {"web-01": "running", "db-01": "queued"}
    with translation.override("en"):
        shown = site_drawing(drawing, "", link="?")
    assert 'aria-label="web-01, powered on, a task is running"' in shown
    assert "db-01, powered on, waits for a task" in shown
