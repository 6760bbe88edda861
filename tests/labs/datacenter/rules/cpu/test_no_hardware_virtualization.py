from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, PowerOn, Resume
from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.inventory.vm import Guest
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import GENTLE, repair
from labs.datacenter.rules.cpu.no_hardware_virtualization import NoHardwareVirtualization
from labs.datacenter.words import PowerState

CODE = "cpu.no_hardware_virtualization"


def a_site(power, *, is_64_bit=True):
    site = with_vm(two_hosts(), "web-01", power=power, guest=Guest(is_64_bit=is_64_bit))
    site = with_vm(site, "db-01", guest=Guest(is_64_bit=False))
    return with_cpu(site, "esx-02", hardware_virtualization=False)


def test_warns_of_a_64_bit_machine_that_is_off(ask, a_move):
    assert ask(a_site(PowerState.OFF), a_move) == [("warning", CODE)]


def test_refuses_a_running_one(ask, a_move):
    assert ask(a_site(PowerState.ON), a_move) == [("error", CODE)]


def test_names_the_machine(say, a_move):
    assert say(a_site(PowerState.ON), a_move) == [
        "esx-02 has hardware virtualization switched off and cannot run web-01, "
        "whose guest is 64-bit"
    ]


def test_is_broken_by_a_64_bit_guest_among_32_bit_ones(ask, a_move):
    site = with_vm(two_hosts(), "web-01", guest=Guest(is_64_bit=False))

    assert ask(*NoHardwareVirtualization().breaks(site, a_move)) == [("error", CODE)]


def test_is_silent_about_a_32_bit_guest(ask, a_move):
    assert ask(a_site(PowerState.ON, is_64_bit=False), a_move) == []


@pytest.mark.parametrize(
    ("power", "action"), [(PowerState.OFF, PowerOn), (PowerState.SUSPENDED, Resume)]
)
def test_a_machine_that_does_not_run_is_started_elsewhere(power, action):
    site = with_vm(two_hosts(), "web-01", power=power)
    site = with_cpu(site, "esx-01", hardware_virtualization=False)

    found = repair(site, action(vm="web-01"))

    assert found.actions == (Migrate(vm="web-01", host="esx-02"),)
    assert found.tier == GENTLE
