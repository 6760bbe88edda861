from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import ClearAffinity, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.cpu.affinity_set import AffinitySet
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json
from labs.datacenter.words import PowerState

CODE = "cpu.affinity_set"


def a_site(processors=(0, 2), nodes=()):
    vm = two_hosts().vms["web-01"]
    cpu, memory = replace(vm.cpu, affinity=processors), replace(vm.memory, affinity=nodes)
    return with_vm(two_hosts(), "web-01", cpu=cpu, memory=memory)


def test_names_the_processors(say, a_move):
    assert say(a_site(), a_move) == [
        "web-01 is bound to processors 0, 2 of esx-01 and cannot leave it live"
    ]


def test_names_the_nodes_of_the_memory(say, a_move):
    assert say(a_site((), (1,)), a_move) == [
        "web-01 is bound to NUMA nodes 1 of esx-01 and cannot leave it live"
    ]


def test_speaks_of_both_kinds(ask, a_move):
    assert ask(a_site((3,), (1,)), a_move) == [("error", CODE)] * 2


def test_refuses_a_move_of_host_and_files(ask):
    move = Migrate(vm="web-01", host="esx-02", datastore="local-02")

    assert ask(a_site(), move) == [("error", CODE)]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, a_move, power):
    assert ask(with_vm(a_site(), "web-01", power=power), a_move) == []


def test_is_not_asked_about_storage_vmotion(ask):
    assert ask(a_site(), Migrate(vm="web-01", datastore="local-01")) == []


def test_one_action_clears_both_and_interrupts_nothing(ask, a_move):
    site = a_site((3,), (1,))
    cleared, events = apply(site, ClearAffinity(vm="web-01"))

    assert repair(site, a_move).actions == (ClearAffinity(vm="web-01"),)
    assert cleared == two_hosts()
    assert ask(cleared, a_move) == []
    assert [one.code for one in events] == ["AffinityCleared"]


def test_clearing_what_is_not_set_changes_nothing(ask):
    assert ask(two_hosts(), ClearAffinity(vm="web-01")) == [("error", "request.nothing_changes")]


def test_is_read_and_written(a_move):
    site = a_site((3, 1), (1,))
    data = site_json(site)

    assert data["vms"]["web-01"]["cpu"]["affinity"] == [3, 1]
    assert read_site(data)[0].vms["web-01"].cpu.affinity == (1, 3)


@pytest.mark.parametrize("nonsense", [[-1], ["0"], [True], [0, 0], 3, {"0": {}}])
def test_nonsense_for_processors_is_a_problem(nonsense):
    data = site_json(two_hosts())
    data["vms"]["web-01"]["cpu"]["affinity"] = nonsense

    site, problems = read_site(data)

    assert site is None
    assert problems[0].path.startswith("/vms/web-01/cpu/affinity")


def test_is_broken_by_the_first_two_processors(a_move):
    assert AffinitySet().breaks(two_hosts(), a_move) == (a_site((0, 1)), a_move)
