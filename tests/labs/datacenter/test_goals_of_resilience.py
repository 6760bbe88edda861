"""What may fail without harm: networks, paths, machines; and plans that get there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    CutLink,
    FailGuest,
    FailPath,
    LoseDevice,
    Migrate,
    MountDatastore,
    PowerOff,
    ReconnectHost,
    RemoveUplink,
    ResetVM,
    RestorePath,
    SetTeaming,
    UnmountDatastore,
)
from labs.datacenter.edits import with_host, with_paths, with_vm
from labs.datacenter.goals import (
    GuestAlive,
    History,
    HostConnected,
    HostPaths,
    NetworkInternal,
    NetworkRedundant,
    NeverCutOff,
    PathDown,
    VmPower,
    VmReachableFrom,
)
from labs.datacenter.inventory.host import Path
from labs.datacenter.inventory.network import PhysicalNic, PortGroup, Switch, Teaming
from labs.datacenter.inventory.vm import MemoryAllocation
from labs.datacenter.planner import plan
from labs.datacenter.presets import two_hosts
from labs.datacenter.text import Ref
from labs.datacenter.words import Connection, Link, PathState, PowerState

DOWN = Link.DOWN
DEAD, ON = PathState.DEAD, PowerState.ON
HOST, SAN = "esx-01", "san-01"


def rewired(*nics, front=("a", "b"), back=(), **group):
    """esx-01 with these NICs and two switches: Front on `front`, Back on `back`."""
    port_group = PortGroup(name="Front", teaming=Teaming(**group))
    switches = (
        Switch(name="vSwitchB", uplinks=back, port_groups=(PortGroup(name="Back"),)),
        Switch(name="vSwitchF", uplinks=front, port_groups=(port_group,)),
    )
    made = tuple(PhysicalNic(name=nic) if isinstance(nic, str) else nic for nic in nics)
    site = replace(two_hosts())
    return with_host(site, HOST, nics=made, switches=switches, vmkernel=())


def is_redundant(site, network="Front"):
    return NetworkRedundant(host=HOST, network=network).is_met(History(start=site))


def test_two_links_stand_in_for_each_other_and_one_does_not():
    assert is_redundant(rewired("a", "b"))
    assert not is_redundant(rewired("a", "b", front=("a",)))
    assert not is_redundant(rewired("a", PhysicalNic(name="b", link=DOWN)))


def test_a_standby_uplink_counts_and_an_unused_one_does_not():
    assert is_redundant(rewired("a", "b", active=("a",), standby=("b",)))
    assert not is_redundant(rewired("a", "b", active=("a",)))


def test_a_line_that_leads_nowhere_takes_its_share_of_the_traffic():
    dead_line = PhysicalNic(name="c", upstream=DOWN)

    assert not is_redundant(rewired("a", "b", dead_line, front=("a", "b", "c")))
    assert is_redundant(rewired("a", "b", dead_line))


def test_a_network_that_is_not_there_is_not_redundant():
    goal = NetworkRedundant(host=HOST, network="Nowhere")
    history = History(start=two_hosts())

    assert not goal.is_met(history)
    assert goal.found(history) == ()
    assert goal.distance(history) == 3


def test_each_link_more_brings_a_team_nearer():
    goal = NetworkRedundant(host=HOST, network="Front")
    teams = ((), ("a",), ("a", "b"))

    assert [goal.distance(History(start=rewired("a", "b", front=team))) for team in teams] == [
        3,
        2,
        0,
    ]


def test_a_switch_without_a_nic_keeps_its_traffic_inside():
    goal = NetworkInternal(host=HOST, network="Back")

    assert goal.is_met(History(start=rewired("a", "b")))
    assert not goal.is_met(History(start=rewired("a", "b", "c", back=("c",))))
    assert not NetworkInternal(host=HOST, network="None").is_met(History(start=rewired("a")))


PATHS = (Path(name="p1"), Path(name="p2", state=DEAD))
FAIL = FailPath(host=HOST, datastore=SAN, path="p1")
RESTORE = RestorePath(host=HOST, datastore=SAN, path="p2")
NEVER = NeverCutOff(host=HOST, datastore=SAN)


def with_one_path_left():
    return with_paths(two_hosts(), HOST, SAN, *PATHS)


@pytest.mark.parametrize(
    ("actions", "holds"),
    [
        ((), True),
        ((RESTORE, FAIL), True),
        ((FAIL,), False),
        ((FAIL, RESTORE), False),
        ((LoseDevice(host=HOST, datastore=SAN),), False),
    ],
)
def test_storage_that_was_lost_for_a_while_stays_lost_in_the_history(actions, holds):
    assert NEVER.is_met(History.of(with_one_path_left(), actions)) is holds


def test_a_datastore_that_was_unmounted_was_lost_to_its_host():
    goal = NeverCutOff(host="esx-02", datastore="local-02")
    gone = UnmountDatastore(host="esx-02", datastore="local-02")

    assert not goal.is_met(History.of(two_hosts(), (gone,)))
    assert NeverCutOff(host=HOST, datastore=SAN).is_met(History.of(two_hosts(), (gone,)))


def test_a_path_is_down_or_not_or_not_there():
    site = with_one_path_left()
    met = [
        PathDown(host=HOST, datastore=SAN, path=name).is_met(History(start=site))
        for name in ("p1", "p2", "p3")
    ]

    assert met == [False, True, False]


def test_a_host_reaches_a_machine_whose_every_datastore_it_reaches():
    def reached(vm, host, site):
        return VmReachableFrom(vm=vm, host=host).is_met(History(start=site))

    cut_off = with_paths(two_hosts(), "esx-02", SAN, Path(name="p1", state=DEAD))

    assert reached("web-01", "esx-02", two_hosts())
    assert not reached("web-01", "esx-02", cut_off)
    assert not reached("old-01", "esx-02", two_hosts())


def test_a_crashed_guest_is_alive_again_after_a_reset():
    crash, goal = FailGuest(vm="web-01"), GuestAlive(vm="web-01")

    assert goal.is_met(History(start=two_hosts()))
    assert not goal.is_met(History.of(two_hosts(), (crash,)))
    assert not goal.is_met(History.of(two_hosts(), (PowerOff(vm="web-01"),)))
    assert goal.is_met(History.of(two_hosts(), (crash, ResetVM(vm="web-01"))))


def test_a_host_is_connected_after_it_was_reconnected():
    site = with_host(two_hosts(), "esx-02", connection=Connection.DISCONNECTED)
    goal = HostConnected(host="esx-02")

    assert not goal.is_met(History(start=site))
    assert goal.found(History(start=site)) == (Connection.DISCONNECTED,)
    assert goal.is_met(History.of(site, (ReconnectHost(host="esx-02"),)))


def test_a_redundant_network_tells_which_of_its_nics_work():
    site = rewired("a", PhysicalNic(name="b", link=DOWN))
    goal = NetworkRedundant(host=HOST, network="Front")

    assert goal.found(History(start=site)) == (Ref("pnic", "a"),)


def test_a_redundant_network_tells_which_of_its_nics_lead_nowhere():
    site = rewired("a", PhysicalNic(name="b", upstream=DOWN))
    told = NetworkRedundant(host=HOST, network="Front").found(History(start=site))

    assert (told[0], told[2]) == (Ref("pnic", "a"), Ref("pnic", "b"))
    assert told[1].en == "in use, though nothing passes"


# plans


def strong(*networks):
    return tuple(NetworkRedundant(host=HOST, network=name) for name in networks)


def test_a_plan_takes_the_free_nic_and_one_that_another_switch_can_spare():
    site = rewired("a", "b", "c", "d", "e", front=("a", "b", "c"), back=())

    found = plan(site, strong("Back", "Front"))

    assert found.status == "found"
    assert len(found.actions) == 2  # d and e are free
    short = rewired("a", "b", "c", "d", front=("a", "b", "c"), back=())
    found = plan(short, strong("Back", "Front"), allowed=("AddUplink", "RemoveUplink"))
    assert [type(action).__name__ for action in found.actions].count("RemoveUplink") == 1
    assert len(found.actions) == 3


def test_a_plan_takes_a_dead_line_out_of_the_team():
    site = rewired("a", "b", PhysicalNic(name="c", upstream=DOWN), front=("a", "b", "c"))

    found = plan(site, strong("Front"), allowed=("RemoveUplink",))

    assert found.actions == (RemoveUplink(host=HOST, switch="vSwitchF", nic="c"),)


def test_a_plan_puts_every_uplink_that_works_to_use():
    site = rewired("a", "b", active=("a",))

    found = plan(site, strong("Front"), allowed=("SetTeaming",))

    assert found.actions == (
        SetTeaming(host=HOST, switch="vSwitchF", network="Front", active=("a", "b")),
    )


def test_a_plan_restores_a_path_before_it_takes_the_last_one_down():
    goals = (PathDown(host=HOST, datastore=SAN, path="p1"), NEVER)

    assert plan(with_one_path_left(), goals).actions == (RESTORE, FAIL)
    alone = with_paths(two_hosts(), HOST, SAN, Path(name="p1"))
    assert plan(alone, goals).status == "impossible"


def test_a_plan_takes_a_path_down_that_others_stand_in_for():
    paths = (Path(name="p1"), Path(name="p2"))
    site = with_paths(two_hosts(), HOST, SAN, *paths)
    goals = (
        PathDown(host=HOST, datastore=SAN, path="p1"),
        HostPaths(host=HOST, datastore=SAN, at_least=1),
    )

    assert plan(site, goals).actions == (FAIL,)


def test_a_plan_puts_files_where_another_host_sees_them():
    goals = (VmReachableFrom(vm="old-01", host="esx-02"),)

    assert plan(two_hosts(), goals).actions == (Migrate(vm="old-01", datastore="san-01"),)


def test_a_plan_mounts_what_holds_the_files():
    host = two_hosts().hosts["esx-02"]
    mounts = tuple(mount for mount in host.mounts if mount.datastore != SAN)
    site = with_host(with_vm(two_hosts(), "db-01", host=HOST), "esx-02", mounts=mounts)
    goals = (VmReachableFrom(vm="web-01", host="esx-02"),)

    assert plan(site, goals).actions == (MountDatastore(host="esx-02", datastore=SAN),)


def test_a_plan_promises_less_memory_where_the_host_has_no_more():
    site = with_host(two_hosts(), HOST, memory_mb=4096)
    site = with_vm(site, "old-01", memory=MemoryAllocation(reservation_mb=1024))
    site = with_vm(site, "web-01", memory=MemoryAllocation(reservation_mb=3584))

    found = plan(site, (VmPower(vm="old-01", power=ON),), allowed=("PowerOn", "ReserveMemory"))

    assert [type(action).__name__ for action in found.actions] == ["ReserveMemory", "PowerOn"]


def test_a_cut_link_is_noticed():
    site = rewired("a", "b")

    assert not NetworkRedundant(host=HOST, network="Front").is_met(
        History.of(site, (CutLink(host=HOST, nic="a"),))
    )
