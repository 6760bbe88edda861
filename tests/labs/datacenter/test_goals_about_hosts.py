"""What a host offers, what of it is promised, and which cluster a machine is in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    AddUplink,
    EncryptVM,
    Migrate,
    PowerOff,
    PresentLun,
    ReserveCpu,
)
from labs.datacenter.edits import with_host
from labs.datacenter.goals import (
    History,
    HostSeesLun,
    HostUnreserved,
    HostVMotion,
    VmCpuReservation,
    VmEncrypted,
    VmInCluster,
)
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.inventory.places import Cluster
from labs.datacenter.planner import plan
from labs.datacenter.presets import two_hosts
from labs.datacenter.text import Ref
from labs.datacenter.words import Link

HOST = "esx-01"


def now(site):
    return History(start=site)


def test_vmotion_takes_a_port_and_a_link():
    site = two_hosts()
    old = site.hosts[HOST]
    cut = tuple(replace(nic, link=Link.DOWN) for nic in old.nics)
    goal = HostVMotion(host=HOST)

    assert goal.is_met(now(site))
    assert goal.found(now(site)) == (Ref("network", "vMotion"),)
    for broken in (with_host(site, HOST, vmkernel=()), with_host(site, HOST, nics=cut)):
        assert not goal.is_met(now(broken))
        assert goal.found(now(broken)) not in ((), goal.found(now(site)))


def test_a_plan_gives_vmotion_a_link_that_works():
    old = two_hosts().hosts[HOST]
    nics = tuple(replace(one, link=Link.DOWN) if one.name == "vmnic1" else one for one in old.nics)
    site = with_host(two_hosts(), HOST, nics=nics)

    found = plan(site, (HostVMotion(host=HOST),), allowed=("AddUplink",))

    assert found.actions == (AddUplink(host=HOST, switch="vSwitch1", nic="vmnic3"),)


def test_a_lun_is_seen_once_it_is_presented():
    goal = HostSeesLun(host=HOST, lun="lun-17")
    site = two_hosts()

    assert not goal.is_met(now(site))
    assert goal.is_met(History.of(site, (PresentLun(host=HOST, lun="lun-17"),)))


def test_a_reservation_counts_from_the_very_number_asked():
    site = two_hosts()
    after = History.of(site, (ReserveCpu(vm="web-01", reservation_mhz=900),))

    assert [
        VmCpuReservation(vm="web-01", reservation_mhz=mhz).is_met(after) for mhz in (900, 901)
    ] == [True, False]


@pytest.mark.parametrize(("mhz", "mb", "missing"), [(0, 0, 0), (1, 0, 1), (0, 5, 5), (3, 4, 7)])
def test_what_is_left_of_a_host_counts_to_the_last_unit(mhz, mb, missing):
    site = two_hosts()
    left_mb, left_mhz = site.unreserved(HOST)
    goal = HostUnreserved(host=HOST, mhz=left_mhz + mhz, mb=left_mb + mb)

    assert goal.distance(now(site)) == missing
    assert goal.is_met(now(site)) is not bool(missing)


def test_a_plan_takes_back_what_was_promised():
    site = two_hosts()
    promised = History.of(site, (ReserveCpu(vm="web-01", reservation_mhz=900),)).site
    wanted = HostUnreserved(host=HOST, mhz=promised.unreserved(HOST)[1] + 900)

    assert plan(promised, (wanted,), allowed=("ReserveCpu",)).actions == (
        ReserveCpu(vm="web-01", reservation_mhz=0),
    )


def test_a_plan_moves_a_machine_into_its_cluster():
    site = two_hosts().put(Cluster(name="Shops", datacenter="DC-A"))
    site = with_host(site, "esx-02", cluster="Shops")
    goal = VmInCluster(vm="web-01", cluster="Shops")

    assert goal.found(now(site)) == ()
    assert plan(site, (goal,), allowed=("Migrate",)).actions == (
        Migrate(vm="web-01", host="esx-02"),
    )


def test_a_machine_is_encrypted_once_it_has_a_key():
    site = two_hosts().put(KeyServer(name="kms-01")).with_release("6.7")
    goal = VmEncrypted(vm="web-01")
    steps = (PowerOff(vm="web-01"), EncryptVM(vm="web-01", key_server="kms-01"))

    assert not goal.is_met(now(site))
    assert goal.is_met(History.of(site, steps))
    assert plan(site, (goal,), allowed=("PowerOff", "EncryptVM")).actions == steps


def test_a_plan_leaves_what_is_claimed_and_takes_back_the_rest():
    site = History.of(two_hosts(), (ReserveCpu(vm="web-01", reservation_mhz=9000),)).site
    more = HostUnreserved(host=HOST, mhz=site.unreserved(HOST)[1] + 1)
    claim = VmCpuReservation(vm="web-01", reservation_mhz=4000)

    assert plan(site, (more, claim), allowed=("ReserveCpu",)).actions == (
        ReserveCpu(vm="web-01", reservation_mhz=4000),
    )
