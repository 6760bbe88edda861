from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import AddDatastore, AddDisk, ChangeCpus, ChangeMemory, CreateVM
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.vm import MemoryAllocation
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.request.below_least import BelowLeast

SITE = with_vm(two_hosts(), "old-01", memory=MemoryAllocation())
TOO_LITTLE = [("error", "request.below_least")]


@pytest.mark.parametrize(
    ("request_", "least"),
    [
        (lambda n: AddDisk(vm="old-01", datastore="san-01", size_mb=n), 1),
        (lambda n: ChangeCpus(vm="old-01", vcpus=n), 1),
        (lambda n: ChangeMemory(vm="old-01", memory_mb=n), 4),
    ],
    ids=["disk", "vCPU", "memory"],
)
def test_refuses_less_than_the_least(ask, request_, least):
    assert ask(SITE, request_(least)) == []
    assert ask(SITE, request_(least - 1)) == TOO_LITTLE


LEAST = CreateVM(name="new-01", host="esx-01", datastore="san-01", vcpus=1, memory_mb=4, disk_mb=1)


@pytest.mark.parametrize("field", ["vcpus", "memory_mb", "disk_mb"])
def test_a_new_machine_has_the_least_of_everything_or_more(ask, field):
    assert ask(two_hosts(), LEAST) == []
    assert ask(two_hosts(), replace(LEAST, **{field: getattr(LEAST, field) - 1})) == TOO_LITTLE


def test_a_new_datastore_has_some_room(ask, say):
    nothing = AddDatastore(host="esx-01", name="new", capacity_mb=0)

    assert ask(two_hosts(), replace(nothing, capacity_mb=1)) == []
    assert say(two_hosts(), nothing) == ["new cannot have a capacity of 0 MB; the least is 1 MB"]


def test_is_broken_by_one_unit_too_few(say):
    change, cpus = ChangeMemory(vm="old-01", memory_mb=64), ChangeCpus(vm="old-01", vcpus=2)

    assert say(*BelowLeast().breaks(SITE, change)) == [
        "old-01 cannot have a memory size of 3 MB; the least is 4 MB"
    ]
    assert say(*BelowLeast().breaks(SITE, cpus)) == [
        "old-01 cannot have a vCPU count of 0; the least is 1"
    ]
