from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    FailPath,
    LoseDevice,
    Migrate,
    PowerOn,
    Resume,
    ReturnDevice,
    Suspend,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_vm
from labs.datacenter.prepared import with_two_paths
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.words import PowerState

ERRORS = [("error", "storage.device_lost")]


def a_site(host="esx-02", *, power=PowerState.ON, datastore="san-01"):
    site = with_two_paths(with_vm(two_hosts(), "web-01", power=power))
    return apply(site, LoseDevice(host=host, datastore=datastore))[0]


def test_names_host_and_datastore(say, a_move):
    assert say(a_site(), a_move) == ["esx-02 has lost the device of san-01 for good (PDL)"]


@pytest.mark.parametrize("host", ["esx-01", "esx-02"])
@pytest.mark.parametrize("power", PowerState)
def test_refuses_a_move_of_host_from_or_to_it(ask, a_move, host, power):
    assert ask(a_site(host, power=power), a_move) == ERRORS


def test_speaks_alone_where_every_path_is_dead_too(ask, a_move):
    site = a_site()
    for path in ("vmhba1", "vmhba2"):
        site, _ = apply(site, FailPath(host="esx-02", datastore="san-01", path=path))

    assert ask(site, a_move) == ERRORS


def test_is_silent_about_a_datastore_that_is_not_needed(ask):
    move = Migrate(vm="web-01", host="esx-02", datastore="local-02")

    assert ask(a_site(), move) == []


@pytest.mark.parametrize(
    ("power", "action"),
    [(PowerState.OFF, PowerOn), (PowerState.SUSPENDED, Resume), (PowerState.ON, Suspend)],
)
def test_refuses_power_actions_that_write_files(ask, power, action):
    assert ask(a_site("esx-01", power=power), action(vm="web-01")) == ERRORS


def test_is_repaired_by_the_array_alone(a_move):
    found = repair(a_site(), a_move)

    assert found.actions == (ReturnDevice(host="esx-02", datastore="san-01"),)
