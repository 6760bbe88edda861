from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate, PowerOn, Resume
from labs.datacenter.edits import with_hardware, with_host, with_vm
from labs.datacenter.inventory.hardware_versions import newest_hardware
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import IMPOSSIBLE, repair
from labs.datacenter.report import report
from labs.datacenter.rules.host.hardware_too_new import HardwareTooNew
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.words import PowerState

CODE = "host.hardware_too_new"
# our own copy of the sources' table: product version -> newest virtual hardware
NEWEST = {"3.5": 4, "4.0": 7, "4.1": 7, "5.0": 8, "5.1": 9, "5.5": 10, "6.0": 11, "6.5": 13}
NEWEST |= {"6.7": 14, "7.0": None, "8.0": None}


def a_site(hardware, host="6.7", power=PowerState.ON):
    site = with_vm(two_hosts("8.0"), "web-01", power=power)
    site = with_hardware(site, "web-01", version=hardware)
    return with_host(site, "esx-02", version=host)


def test_names_versions_of_host_and_machine(say, a_move):
    assert say(a_site(15), a_move) == [
        "esx-02 runs ESXi 6.7, which supports virtual hardware up to version 14, but web-01 has 15"
    ]


@pytest.mark.parametrize(("version", "newest"), NEWEST.items())
def test_knows_the_table_of_the_sources(version, newest):
    assert newest_hardware(version) == newest


@pytest.mark.parametrize(("version", "newest"), [one for one in NEWEST.items() if one[1]])
def test_is_silent_at_the_limit_and_speaks_one_above(ask, a_move, version, newest):
    assert ask(a_site(newest, version), a_move) == []
    assert ask(a_site(newest + 1, version), a_move) == [("error", CODE)]


@pytest.mark.parametrize("power", PowerState)
def test_refuses_in_every_power_state(ask, a_move, power):
    assert ask(a_site(15, power=power), a_move) == [("error", CODE)]


def test_refuses_a_move_of_host_and_files(ask):
    move = Migrate(vm="web-01", host="esx-02", datastore="local-02")

    assert ask(a_site(15), move) == [("error", CODE)]


def test_is_silent_where_the_host_stays(ask):
    site = with_host(a_site(15), "esx-01", version="6.7")
    off = with_vm(site, "web-01", power=PowerState.OFF)

    assert ask(site, Migrate(vm="web-01", datastore="local-01")) == []
    assert ask(off, Migrate(vm="web-01", datastore="local-01")) == []


def test_is_silent_about_a_machine_of_no_stated_version(ask, a_move):
    assert ask(a_site(None, "3.5"), a_move) == []


@pytest.mark.parametrize(("power", "action"), [("poweredOff", PowerOn), ("suspended", Resume)])
def test_refuses_to_start_on_an_old_host(ask, power, action):
    site = with_host(a_site(15, power=PowerState(power)), "esx-01", version="6.7")

    assert ask(site, action(vm="web-01")) == [("error", CODE)]


def test_a_host_without_a_version_has_that_of_the_release(a_move):
    told = report(a_site(12, host=None), a_move)

    assert told.is_allowed
    assert told.elsewhere == {"notes": "refused", "5.5": "refused"}
    assert told.disputed == (CODE,)


def test_has_no_repair(a_move):
    assert repair(a_site(15), a_move).status == IMPOSSIBLE


def test_is_read_and_written():
    site = a_site(15)

    assert site_json(site)["vms"]["web-01"]["hardware"]["version"] == 15
    assert read_site(text_of(site_json(site))) == (site, ())


@pytest.mark.parametrize("version", ["six", "6.", ".7", "6,7", "-1", "６.7", "6.7U1"])
def test_a_host_version_that_is_none_is_a_problem(version):
    data = site_json(two_hosts())
    data["hosts"]["esx-01"]["version"] = version

    site, problems = read_site(data)

    assert site is None
    assert [one.path for one in problems] == ["/hosts/esx-01/version"]


def test_is_broken_by_the_next_version():
    move = Migrate(vm="web-01", host="esx-02")
    site, _ = HardwareTooNew().breaks(two_hosts("5.5"), move)

    assert site.vms["web-01"].hardware.version == NEWEST["5.5"] + 1
