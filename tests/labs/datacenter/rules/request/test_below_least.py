from __future__ import annotations

import pytest

from labs.datacenter.actions import AddDisk, ChangeCpus, ChangeMemory
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.vm import MemoryAllocation
from labs.datacenter.presets import two_hosts

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
