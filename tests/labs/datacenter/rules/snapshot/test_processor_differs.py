from __future__ import annotations

import pytest

from labs.datacenter.actions import PowerOff, RevertToSnapshot, TakeSnapshot
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.snapshot.processor_differs import ProcessorDiffers
from labs.datacenter.words import PowerState

BACK = RevertToSnapshot(vm="web-01", snapshot="before")
DIFFERS = [("error", "snapshot.processor_differs")]


def a_site(generation, *, memory=True):
    site, _ = apply(two_hosts(), TakeSnapshot(vm="web-01", name="before", memory=memory))
    site, _ = apply(site, PowerOff(vm="web-01"))
    return with_cpu(site, "esx-01", generation=generation)


@pytest.mark.parametrize("generation", ["amd-zen", "intel-ivybridge"])
def test_refuses_memory_saved_on_another_processor(ask, generation):
    assert ask(a_site(generation), BACK) == DIFFERS


@pytest.mark.parametrize("generation", ["intel-haswell", "intel-broadwell"])
def test_is_silent_about_the_same_or_a_newer_generation(ask, generation):
    assert ask(a_site(generation), BACK) == []


def test_is_silent_without_memory(ask):
    assert ask(a_site("amd-zen", memory=False), BACK) == []


@pytest.mark.parametrize(
    ("power", "there"), [(PowerState.ON, "intel-haswell"), (PowerState.OFF, "intel-skylake")]
)
def test_is_broken_so_that_an_idle_host_elsewhere_could_take_it(power, there):
    site = with_vm(a_site("intel-haswell"), "db-01", power=power)

    hosts = ProcessorDiffers().breaks(site, BACK)[0].hosts

    assert hosts["esx-01"].cpu.generation == "intel-haswell"
    assert hosts["esx-02"].cpu.generation == there
