from __future__ import annotations

import pytest

from labs.datacenter.actions import PowerOn
from labs.datacenter.edits import with_cpu, with_hardware
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report


def a_site(vcpus, **cpu):
    site = with_hardware(two_hosts(), "web-01", vcpus=vcpus)
    return with_cpu(site, "esx-02", **cpu)


@pytest.mark.parametrize(("threads", "fault"), [(2, "NotEnoughLogicalCpus"), (1, "NotEnoughCpus")])
def test_counts_threads_and_names_the_fault(a_move, threads, fault):
    limit = 2 * 4 * threads

    assert report(a_site(limit, cores=4, threads=threads), a_move).is_allowed
    assert report(a_site(limit + 1, cores=4, threads=threads), a_move).fault == fault


def test_power_on_is_judged_on_the_own_host(ask):
    refused = [("error", "cpu.too_few_logical")]

    assert ask(with_hardware(two_hosts(), "old-01", vcpus=32), PowerOn(vm="old-01")) == []
    assert ask(with_hardware(two_hosts(), "old-01", vcpus=33), PowerOn(vm="old-01")) == refused
