from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Advance, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.inventory.impossible import impossible
from labs.datacenter.inventory.limits import Limits
from labs.datacenter.inventory.task import LATEST_S
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import IMPOSSIBLE, repair
from labs.datacenter.report import report
from labs.datacenter.rules.request.beyond_time import BeyondTime
from labs.datacenter.text import Ref
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import Pacing

ERRORS = [("error", "request.beyond_time")]


@pytest.mark.parametrize("now_s", [0, 5, LATEST_S - 1])
def test_lets_time_pass_to_its_very_end_and_no_further(ask, now_s):
    site = replace(two_hosts(), now_s=now_s)

    assert ask(site, Advance(seconds=LATEST_S - now_s)) == []
    assert ask(site, Advance(seconds=LATEST_S - now_s + 1)) == ERRORS


def test_names_both_times(say):
    assert say(two_hosts(), Advance(minutes=10**10)) == [
        "clock would stand at 600000000000 s, but the time of a site ends at 100000000000 s"
    ]


def test_the_clock_is_named_in_each_language():
    (finding,) = report(two_hosts(), Advance(minutes=10**10)).errors

    assert finding.subject == Ref("clock", "clock")
    assert finding.say("zh").startswith("时钟会走到")


def test_nothing_repairs_it():
    assert repair(two_hosts(), Advance(seconds=LATEST_S + 1)).status == IMPOSSIBLE


def test_the_longest_task_ends_with_time_itself():
    vm = two_hosts().vms["web-01"]
    huge = replace(vm.hardware, memory_mb=10**12 - 10**6)  # its swap file moves along
    site = two_hosts().put(replace(vm, hardware=huge))
    for name in ("san-01", "local-01"):
        site = site.put(replace(site.datastores[name], capacity_mb=10**12))
    site = replace(site, pacing=Pacing.TIMED, limits=Limits(copy_mbps=1))

    site, _ = apply(site, Migrate(vm="web-01", datastore="local-01"))

    assert site.tasks["task-1"].ends_s == LATEST_S
    assert read_site(text_of(site_json(site))) == (site, ())
    done, _ = apply(site, Advance(seconds=LATEST_S))
    assert done.vms["web-01"].datastores == ("local-01",)


def test_a_site_cannot_stand_beyond_the_end_of_time():
    site = replace(two_hosts(), now_s=LATEST_S + 1)

    assert [one.path for one in impossible(site)] == ["/now_s"]


def test_is_broken_by_one_second_too_many():
    later = replace(two_hosts(), now_s=5)

    assert BeyondTime().breaks(later, Advance()) == (later, Advance(seconds=LATEST_S - 4))
