from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_cpu, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.cpu.features_missing import FeaturesMissing
from labs.datacenter.words import PowerState


def a_site(here, there, power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power)
    return with_cpu(with_cpu(site, "esx-01", generation=here), "esx-02", generation=there)


def test_names_the_features_an_older_processor_lacks(say, a_move):
    assert say(a_site("intel-broadwell", "intel-ivybridge"), a_move) == [
        "esx-02 has Intel Ivy Bridge processors, which lack features web-01 sees on "
        "Intel Broadwell: AVX2, FMA, BMI2, ADX, RDSEED"
    ]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        pytest.param("intel-haswell", "intel-haswell", id="the same generation"),
        pytest.param("intel-haswell", "intel-skylake", id="a newer one"),
        pytest.param("amd-greyhound-no3dnow", "amd-bulldozer", id="Bulldozer after no3dnow"),
    ],
)
def test_is_silent_about(ask, a_move, here, there):
    assert ask(a_site(here, there), a_move) == []


def test_knows_that_bulldozer_gave_3dnow_up(say, a_move):
    (sentence,) = say(a_site("amd-greyhound", "amd-bulldozer"), a_move)

    assert sentence.endswith("3DNow!")


def test_is_silent_about_cold_migration(ask, a_move):
    assert ask(a_site("intel-skylake", "intel-merom", PowerState.OFF), a_move) == []


def test_a_machine_may_go_back_to_where_it_was_started(ask, a_move):
    site, _ = apply(a_site("intel-haswell", "intel-skylake"), a_move)

    assert site.vms["web-01"].cpu_generation == "intel-haswell"
    assert ask(site, Migrate(vm="web-01", host="esx-01")) == []


def test_a_machine_started_on_the_newer_host_may_not(ask):
    site = a_site("intel-haswell", "intel-skylake")

    assert ask(site, Migrate(vm="db-01", host="esx-01")) == [("error", "cpu.features_missing")]


@pytest.mark.parametrize("vendor", ["intel-haswell", "amd-zen"])
def test_is_broken_by_an_old_processor_of_the_same_vendor(ask, a_move, vendor):
    broken = FeaturesMissing().breaks(a_site(vendor, vendor), a_move)

    assert ask(*broken) == [("error", "cpu.features_missing")]
