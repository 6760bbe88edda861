from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import RepairGuest, TakeSnapshot
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.vm import Guest
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.text import Text
from labs.datacenter.words import PowerState, Quiescing

TAKE = TakeSnapshot(vm="web-01", name="before", quiesce=True)


@pytest.mark.parametrize(
    ("guest", "fault"),
    [
        (Guest(tools=False), "FilesystemQuiesceFault"),
        (Guest(crashed=True, quiescing=Quiescing.APPLICATION_FAILS), "FilesystemQuiesceFault"),
        (Guest(quiescing=Quiescing.FILE_SYSTEM_FAILS), "FilesystemQuiesceFault"),
        (Guest(quiescing=Quiescing.APPLICATION_FAILS), "ApplicationQuiesceFault"),
    ],
)
def test_names_what_fails(guest, fault):
    told = report(with_vm(two_hosts(), "web-01", guest=guest), TAKE)

    assert [one.code for one in told.findings] == ["snapshot.quiescing_failed"]
    assert told.fault == fault


def test_is_silent_about_a_guest_that_can(ask):
    assert ask(two_hosts(), TAKE) == []


@pytest.mark.parametrize("action", [replace(TAKE, memory=True), replace(TAKE, quiesce=False)])
def test_is_silent_where_nothing_is_quiesced(ask, action):
    assert ask(with_vm(two_hosts(), "web-01", guest=Guest(tools=False)), action) == []


def test_is_silent_about_a_machine_that_does_not_run(ask):
    site = with_vm(two_hosts(), "web-01", guest=Guest(tools=False), power=PowerState.OFF)

    assert ask(site, TAKE) == []


@pytest.mark.parametrize(
    "guest", [Guest(tools=False), Guest(quiescing=Quiescing.APPLICATION_FAILS)]
)
def test_mending_the_guest_is_the_repair(guest):
    found = repair(with_vm(two_hosts(), "web-01", guest=guest), TAKE)

    assert found.actions == (RepairGuest(vm="web-01"),)


def test_names_what_fails_in_the_guest_or_that_none_can_be_asked():
    def reason(guest):
        (finding,) = report(with_vm(two_hosts(), "web-01", guest=guest), TAKE).findings
        return dict(finding.facts)["reason"]

    fails = Quiescing.FILE_SYSTEM_FAILS
    assert reason(Guest(quiescing=fails)) is fails
    assert type(reason(Guest(tools=False, quiescing=fails))) is Text
