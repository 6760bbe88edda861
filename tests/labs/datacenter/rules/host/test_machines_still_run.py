from __future__ import annotations

import pytest

from labs.datacenter.actions import EnterMaintenanceMode
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import PowerState

ENTER = EnterMaintenanceMode(host="esx-01")


def test_refuses_while_a_machine_runs(say):
    assert say(two_hosts(), ENTER) == [
        "esx-01 still runs machines (1): web-01; "
        "the task waits for them to leave until it times out"
    ]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_silent_about_machines_that_do_not_run(ask, power):
    assert ask(with_vm(two_hosts(), "web-01", power=power), ENTER) == []
