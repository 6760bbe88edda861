from __future__ import annotations

import pytest

from labs.datacenter.actions import SetAffinity
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_cpu
from labs.datacenter.presets import two_hosts

BEYOND = [("error", "cpu.affinity_beyond_host")]
SITE = with_cpu(two_hosts(), "esx-01", sockets=1, cores=4, threads=2)  # processors 0 to 7


@pytest.mark.parametrize(
    ("cpus", "found"), [((0,), []), ((0, 7), []), ((0, 8), BEYOND), ((8, 9), BEYOND), ((), BEYOND)]
)
def test_refuses_processors_that_are_not_there(ask, cpus, found):
    assert ask(SITE, SetAffinity(vm="web-01", cpus=cpus)) == found


def test_names_those_that_are_not_there(say):
    assert say(SITE, SetAffinity(vm="web-01", cpus=(0, 8, 9))) == [
        "esx-01 has the logical processors 0 to 7; nothing can be bound to: 8, 9"
    ]
    assert say(SITE, SetAffinity(vm="web-01", cpus=())) == [
        "esx-01 has the logical processors 0 to 7; nothing can be bound to: none"
    ]


def test_once_bound_it_cannot_leave_live(ask, a_move):
    bound, events = apply(SITE, SetAffinity(vm="web-01", cpus=(0, 1)))

    assert [event.code for event in events] == ["AffinitySet"]
    assert ask(bound, a_move) == [("error", "cpu.affinity_set")]
