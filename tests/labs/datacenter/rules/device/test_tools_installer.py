from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, MountToolsInstaller, PowerOff, UnmountToolsInstaller
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.words import PowerState

CODE = "device.tools_installer"


def a_site():
    site, _ = apply(two_hosts(), MountToolsInstaller(vm="web-01"))
    return site


def test_names_the_machine(say, a_move):
    assert say(a_site(), a_move) == [
        "web-01 has the VMware Tools installer mounted and cannot be moved live before that ends"
    ]


@pytest.mark.parametrize(
    "target",
    [
        {"host": "esx-02"},
        {"datastore": "local-01"},
        {"host": "esx-02", "datastore": "local-02"},
    ],
)
def test_refuses_every_live_migration(ask, target):
    assert ask(a_site(), Migrate(vm="web-01", **target)) == [("error", CODE)]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, a_move, power):
    assert ask(with_vm(a_site(), "web-01", power=power), a_move) == []


def test_is_silent_once_the_installer_is_unmounted(ask, a_move):
    site, events = apply(a_site(), UnmountToolsInstaller(vm="web-01"))

    assert ask(site, a_move) == []
    assert site == two_hosts()
    assert [one.code for one in events] == ["ToolsInstallerUnmounted"]


def test_is_repaired_without_interrupting_the_machine(a_move):
    assert repair(a_site(), a_move).actions == (UnmountToolsInstaller(vm="web-01"),)


def test_mounting_needs_a_running_machine(ask):
    off, _ = apply(two_hosts(), PowerOff(vm="web-01"))

    assert ask(off, MountToolsInstaller(vm="web-01")) == [("error", "power.wrong_state")]


def test_mounting_twice_changes_nothing(ask):
    nothing = [("error", "request.nothing_changes")]

    assert ask(a_site(), MountToolsInstaller(vm="web-01")) == nothing
    assert ask(two_hosts(), UnmountToolsInstaller(vm="web-01")) == nothing
