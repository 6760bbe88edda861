from __future__ import annotations

from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.inventory.vm import Guest
from labs.datacenter.presets import two_hosts
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


def test_is_silent_about_a_32_bit_guest(ask, a_move):
    assert ask(a_site(PowerState.ON, is_64_bit=False), a_move) == []
