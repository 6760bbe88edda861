from __future__ import annotations

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_raw_disk, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.storage.physical_rdm_converted import PhysicalRdmConverted
from labs.datacenter.words import PowerState, Provision, RdmMode

CONVERTED = [("error", "storage.physical_rdm_converted")]


def a_site(mode=RdmMode.PHYSICAL, power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power)
    return with_raw_disk(site, "web-01", "lun-9", mode=mode)


def move(provision=Provision.THICK, host=None, datastore="local-01"):
    return Migrate(vm="web-01", host=host, datastore=datastore, provision=provision)


@pytest.mark.parametrize("provision", Provision)
def test_refuses_to_convert_it_in_use(ask, provision):
    assert ask(a_site(), move(provision)) == CONVERTED


def test_speaks_alone_where_the_target_host_does_not_see_the_lun_either(ask):
    assert ask(a_site(), move(host="esx-02", datastore="local-02")) == CONVERTED


def test_is_silent_where_only_the_pointer_moves(ask):
    assert ask(a_site(), move(provision=None)) == []


def test_is_silent_where_the_pointer_stays(ask):
    site = with_raw_disk(two_hosts(), "web-01", "lun-9", "esx-02", mode=RdmMode.PHYSICAL)

    assert ask(site, move(host="esx-02", datastore="san-01")) == []


def test_is_silent_about_virtual_compatibility_mode(ask):
    assert ask(a_site(RdmMode.VIRTUAL), move()) == []


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, power):
    assert ask(a_site(power=power), move()) == []


def test_is_broken_by_a_lun_under_the_first_disk():
    asked = PhysicalRdmConverted().breaks(two_hosts(), move(provision=None))

    assert asked == (a_site(), move(Provision.THIN))
