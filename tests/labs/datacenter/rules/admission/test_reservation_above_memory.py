from __future__ import annotations

import pytest

from labs.datacenter.actions import ChangeMemory, ReserveMemory
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.vm import MemoryAllocation
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.admission.reservation_above_memory import ReservationAboveMemory
from labs.datacenter.words import PowerState

ABOVE = [("error", "admission.reservation_above_memory")]
OFF = with_vm(two_hosts(), "web-01", power=PowerState.OFF)  # 4096 MB, 512 MB of it reserved


@pytest.mark.parametrize("site", [OFF, two_hosts()], ids=["off", "on"])
def test_all_of_the_memory_may_be_reserved_and_no_more(ask, site):
    assert ask(site, ReserveMemory(vm="web-01", reservation_mb=4096)) == []
    assert ask(site, ReserveMemory(vm="web-01", reservation_mb=4097)) == ABOVE


def test_memory_may_shrink_to_what_is_reserved_and_no_further(ask):
    assert ask(OFF, ChangeMemory(vm="web-01", memory_mb=512)) == []
    assert ask(OFF, ChangeMemory(vm="web-01", memory_mb=511)) == ABOVE


def test_the_least_memory_is_judged_too(ask):
    site = with_vm(OFF, "web-01", memory=MemoryAllocation(reservation_mb=5))

    assert ask(site, ChangeMemory(vm="web-01", memory_mb=4)) == ABOVE


def test_is_broken_by_one_unit_too_many(say):
    more = ReservationAboveMemory().breaks(OFF, ReserveMemory(vm="web-01", reservation_mb=1))
    less = ReservationAboveMemory().breaks(OFF, ChangeMemory(vm="web-01", memory_mb=256))

    assert say(*more) == [
        "web-01 would have 4 GB of memory and a reservation of 4097 MB, which is more than that"
    ]
    assert say(*less) == [
        "web-01 would have 256 MB of memory and a reservation of 257 MB, which is more than that"
    ]


def test_is_not_broken_by_memory_that_does_not_shrink():
    same = ChangeMemory(vm="web-01", memory_mb=4096)

    assert ReservationAboveMemory().breaks(OFF, same) is None


def test_names_both_sizes(say):
    assert say(OFF, ChangeMemory(vm="web-01", memory_mb=511)) == [
        "web-01 would have 511 MB of memory and a reservation of 512 MB, which is more than that"
    ]


def test_reserving_less_repairs_a_smaller_memory():
    shrink = ChangeMemory(vm="web-01", memory_mb=256)

    assert repair(OFF, shrink).actions == (ReserveMemory(vm="web-01", reservation_mb=256),)


def test_leaves_less_than_any_machine_has_to_another_rule(ask):
    shrink = ChangeMemory(vm="web-01", memory_mb=3)

    assert ask(OFF, shrink) == [("error", "request.below_least")]
