from __future__ import annotations

import pytest

from labs.datacenter.actions import FailPath, Migrate, PowerOn, RestorePath, Resume, Suspend
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_vm
from labs.datacenter.prepared import with_two_paths
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.words import PowerState

CODE = "storage.all_paths_down"
ERRORS = [("error", CODE)]


def a_site(host="esx-02", *, power=PowerState.ON, failed=2, datastore="san-01"):
    site = with_two_paths(with_vm(two_hosts(), "web-01", power=power))
    for path in ("vmhba1", "vmhba2")[:failed]:
        site, _ = apply(site, FailPath(host=host, datastore=datastore, path=path))
    return site


def test_names_host_and_datastore(say, a_move):
    assert say(a_site(), a_move) == ["esx-02 has lost every path to san-01 (paths: 2)"]


@pytest.mark.parametrize("host", ["esx-01", "esx-02"])
@pytest.mark.parametrize("power", PowerState)
def test_refuses_a_move_of_host_from_or_to_it(ask, a_move, host, power):
    assert ask(a_site(host, power=power), a_move) == ERRORS


def test_is_silent_while_one_path_lives(ask, a_move):
    assert ask(a_site(failed=1), a_move) == []


def test_refuses_to_write_to_a_datastore_that_is_cut_off(ask):
    site = a_site("esx-01", datastore="local-01")

    assert ask(site, Migrate(vm="web-01", datastore="local-01")) == ERRORS
    assert ask(site, Migrate(vm="web-01", host="esx-02")) == []


def test_a_cross_host_move_needs_no_path_of_the_target_to_the_old_place(ask):
    assert ask(a_site(), Migrate(vm="web-01", host="esx-02", datastore="local-02")) == []


@pytest.mark.parametrize(
    ("power", "action"),
    [(PowerState.OFF, PowerOn), (PowerState.SUSPENDED, Resume), (PowerState.ON, Suspend)],
)
def test_refuses_power_actions_that_write_files(ask, power, action):
    assert ask(a_site("esx-01", power=power), action(vm="web-01")) == ERRORS


def test_is_repaired_by_restoring_one_path(a_move):
    found = repair(a_site(), a_move)

    assert found.actions == (RestorePath(host="esx-02", datastore="san-01", path="vmhba1"),)
