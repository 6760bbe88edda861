"""A rule's mark is that of its source; for some kinds of action it is another."""

from __future__ import annotations

import pytest

from labs.datacenter.actions import AddNic, ChangeCpus, WriteToDisk
from labs.datacenter.edits import with_paths, with_vm
from labs.datacenter.inventory.host import Path
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.rule import Source
from labs.datacenter.words import PathState, PowerState

WRITE = WriteToDisk(vm="web-01", disk="Hard disk 1", size_mb=1)
APD = with_paths(two_hosts(), "esx-01", "san-01", Path(name="vmhba1", state=PathState.DEAD))
REFUSED = {
    "an adapter, suspended": (
        with_vm(two_hosts(), "web-01", power=PowerState.SUSPENDED),
        AddNic(vm="web-01", network="Production"),
        ("power.wrong_state", "K"),
    ),
    "processors, running": (
        two_hosts(),
        ChangeCpus(vm="web-01", vcpus=1),
        ("power.wrong_state", "V"),
    ),
    "a guest that is off": (
        with_vm(two_hosts(), "web-01", power=PowerState.OFF),
        WRITE,
        ("power.wrong_state", "E"),
    ),
    "a guest without a path": (APD, WRITE, ("storage.all_paths_down", "E")),
}


@pytest.mark.parametrize(("site", "action", "expected"), REFUSED.values(), ids=REFUSED)
def test_a_finding_has_the_mark_of_its_kind(site, action, expected):
    told = report(site, action)

    assert [(one.code, one.mark) for one in told.findings] == [expected]
    assert told.unverified == (expected[1] == "K")


def test_what_was_not_read_comes_before_what_was_chosen():
    source = Source("a page", unverified_in=("COLD",), own_in=("COLD", "VMO"))

    assert [source.mark_for(kind) for kind in ("COLD", "VMO", "XHOST")] == ["K", "E", "V"]
    assert Source("hearsay", "K", own_in=("VMO",)).mark_for("VMO") == "K"
