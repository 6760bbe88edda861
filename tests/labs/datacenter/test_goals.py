from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    Advance,
    ConnectNetwork,
    CutLink,
    DisconnectDevice,
    DisconnectNetwork,
    EnterMaintenanceMode,
    ExtendDisk,
    Migrate,
    MountToolsInstaller,
    PowerOff,
    PowerOn,
    RemoveAllSnapshots,
    ResetVM,
    Resume,
    RevertToSnapshot,
    Suspend,
    TakeSnapshot,
)
from labs.datacenter.edits import with_device
from labs.datacenter.goals import (
    ALL_GOALS,
    DatastoreFree,
    DatastoreGone,
    DeviceConnected,
    DiskInMode,
    DiskProvision,
    DiskSizeAtLeast,
    FilesMovedAtMost,
    Goal,
    History,
    HostEmpty,
    HostInMaintenance,
    HostMounts,
    MemoryKept,
    NetworkOutside,
    NetworkVlan,
    NeverDisconnected,
    NeverInterrupted,
    NeverRefusedWith,
    NoWarnings,
    PowerUnchanged,
    RefusalsAtMost,
    StepsAtMost,
    SwitchUplinks,
    TimeAtMost,
    VmAffinityCleared,
    VmConsolidated,
    VmExists,
    VmGone,
    VmHasSnapshot,
    VmLeftDatastore,
    VmLeftHost,
    VmMemoryReservation,
    VmMigratedBy,
    VmOnDatastore,
    VmOnHost,
    VmOnNetwork,
    VmPower,
    VmSnapshots,
    VmTemplate,
    VmToolsInstaller,
    read_goal,
)
from labs.datacenter.presets import two_hosts
from labs.datacenter.words import BackingType, DiskMode, Kind, PowerState, Provision

MOVE = Migrate(vm="web-01", host="esx-02")
NIC = "Network adapter 1"
STORE = Migrate(vm="web-01", datastore="local-01")


OFF_LINE = DisconnectNetwork(vm="web-01", nic=NIC)
CUT = tuple(CutLink(host="esx-01", nic=nic.name) for nic in two_hosts().hosts["esx-01"].nics)


def after(*actions):
    return History.of(two_hosts(), actions)


@pytest.mark.parametrize(
    ("goal", "actions", "others"),
    [
        (VmOnHost(vm="web-01", host="esx-02"), (MOVE,), ()),
        (VmLeftHost(vm="web-01", host="esx-01"), (MOVE,), (STORE,)),
        (VmPower(vm="old-01", power=PowerState.ON), (PowerOn(vm="old-01"),), ()),
        (VmOnDatastore(vm="web-01", datastore="local-01"), (STORE,), (MOVE,)),
        (VmLeftDatastore(vm="web-01", datastore="san-01"), (STORE,), (MOVE,)),
        (VmMigratedBy(vm="web-01", kind=Kind.VMO), (MOVE,), (STORE,)),
        (VmMigratedBy(vm="web-01", kind=Kind.SVMO), (STORE,), (MOVE,)),
        (
            HostEmpty(host="esx-01"),
            (MOVE, Migrate(vm="old-01", host="esx-02", datastore="local-02")),
            (MOVE,),
        ),
        (
            HostInMaintenance(host="esx-01"),
            (MOVE, EnterMaintenanceMode(host="esx-01")),
            (EnterMaintenanceMode(host="esx-01"),),
        ),
        (NeverInterrupted(vm="web-01"), (MOVE, STORE), (PowerOff(vm="web-01"),)),
        (
            NeverDisconnected(vm="web-01", nic=NIC),
            (MOVE, DisconnectNetwork(vm="db-01", nic=NIC)),
            (DisconnectNetwork(vm="web-01", nic=NIC), ConnectNetwork(vm="web-01", nic=NIC)),
        ),
        (
            PowerUnchanged(vm="web-01"),
            (MOVE, PowerOn(vm="old-01")),
            (Suspend(vm="web-01"), Resume(vm="web-01")),
        ),
        (RefusalsAtMost(), (MOVE,), (MOVE, MOVE)),
        (RefusalsAtMost(most=1), (MOVE, MOVE), (MOVE, MOVE, MOVE)),
        (StepsAtMost(most=1), (MOVE, MOVE), (MOVE, Suspend(vm="web-01"))),
    ],
)
def test_holds_after_one_history_and_not_after_another(goal, actions, others):
    assert goal.holds(after(*actions))
    assert not goal.holds(after(*others))


DISK = "Hard disk 1"
SNAP = TakeSnapshot(vm="web-01", name="before")
NAP = (Suspend(vm="web-01"), Resume(vm="web-01"))
RESET = ResetVM(vm="web-01")
REVERT = RevertToSnapshot(vm="web-01", snapshot="before")
BACK = Migrate(vm="web-01", datastore="san-01")
ROUTE = {"vm": "web-01", "disk": DISK}


@pytest.mark.parametrize(
    ("goal", "actions", "others"),
    [
        (VmExists(vm="web-01"), (), None),
        (VmGone(name="nobody"), (), None),
        (VmGone(name="web-01"), None, ()),
        (VmTemplate(vm="web-01", template=False), (), None),
        (VmTemplate(vm="web-01"), None, ()),
        (VmSnapshots(vm="web-01", count=1), (SNAP,), ()),
        (VmSnapshots(vm="web-01"), (SNAP, RemoveAllSnapshots(vm="web-01")), (SNAP,)),
        (VmHasSnapshot(vm="web-01", name="before"), (SNAP,), ()),
        (VmConsolidated(vm="web-01"), (SNAP, RemoveAllSnapshots(vm="web-01")), None),
        (DiskSizeAtLeast(**ROUTE, size_mb=65536), (ExtendDisk(**ROUTE, size_mb=65536),), ()),
        (DiskProvision(**ROUTE, provision=Provision.THICK), (), None),
        (DiskInMode(**ROUTE, mode=DiskMode.PERSISTENT), (), None),
        (VmOnNetwork(vm="web-01", nic=NIC, network="Production"), (), (OFF_LINE,)),
        (VmAffinityCleared(vm="web-01"), (), None),
        (VmToolsInstaller(vm="web-01"), (), (MountToolsInstaller(vm="web-01"),)),
        (VmToolsInstaller(vm="web-01", mounted=True), (MountToolsInstaller(vm="web-01"),), ()),
        (VmMemoryReservation(vm="web-01", reservation_mb=512), (), None),
        (VmMemoryReservation(vm="web-01", reservation_mb=513), None, ()),
        (NetworkOutside(host="esx-01", network="Production"), (), (*CUT,)),
        (NetworkVlan(host="esx-01", network="Production", vlan=4), None, ()),
        (SwitchUplinks(host="esx-01", switch="vSwitch0", at_least=1), (), (*CUT,)),
        (HostMounts(host="esx-01", datastore="san-01"), (), None),
        (HostMounts(host="esx-01", datastore="local-02"), None, ()),
        (DatastoreFree(datastore="san-01", at_least_mb=1), (), None),
        (DatastoreFree(datastore="san-01", at_least_mb=2**40), None, ()),
        (DatastoreGone(name="old"), (), None),
        (DatastoreGone(name="san-01"), None, ()),
        (NoWarnings(), (), (*CUT,)),
        (NoWarnings(host="esx-02"), (*CUT,), None),
        (NeverRefusedWith(fault="AlreadyUpgraded"), (MOVE, MOVE), None),
        (MemoryKept(vm="web-01"), (*NAP, MOVE), (RESET,)),
        (MemoryKept(vm="web-01"), (SNAP,), (SNAP, REVERT)),
        (FilesMovedAtMost(vm="web-01"), (STORE,), (STORE, BACK)),
        (FilesMovedAtMost(vm="web-01", most=2), (STORE, BACK), (STORE, BACK, STORE)),
        (TimeAtMost(minutes=5), (Advance(minutes=5),), (Advance(minutes=5, seconds=1),)),
    ],
    ids=lambda one: one.code if isinstance(one, Goal) else "",
)
def test_what_is_asked_of_machines_and_places_holds_or_not(goal, actions, others):
    for expected, asked in ((True, actions), (False, others)):
        if asked is None:
            continue
        history = after(*asked)
        assert history.refused == () or isinstance(goal, NeverRefusedWith)
        assert goal.is_met(history) is expected
        assert (goal.distance(history) == 0) is expected
        assert isinstance(goal.found(history), tuple)
        assert goal.say("zh") != goal.say("en")


def test_a_device_counts_as_connected_only_while_it_is():
    site = with_device(two_hosts(), "web-01", BackingType.ISO, datastore="san-01")
    label = site.vms["web-01"].hardware.devices[0].label
    cut = (DisconnectDevice(vm="web-01", device=label),)

    goal = DeviceConnected(vm="web-01", device=label)

    assert goal.is_met(History.of(site, ()))
    assert not goal.is_met(History.of(site, cut))
    assert not DeviceConnected(vm="web-01", device="Floppy drive 1").is_met(History.of(site, ()))
    assert goal.found(History.of(site, cut))[0].en == "disconnected"


def test_a_goal_about_what_does_not_exist_is_not_met():
    assert not VmSnapshots(vm="nobody").is_met(after())
    assert VmSnapshots(vm="nobody").distance(after()) == 1


def test_an_interruption_is_not_forgotten_once_mended():
    history = after(Suspend(vm="web-01"), Resume(vm="web-01"))

    assert history.site.vms["web-01"].power is PowerState.ON
    assert not NeverInterrupted(vm="web-01").holds(history)
    assert NeverInterrupted(vm="db-01").holds(history)


def test_a_refused_step_stays_in_the_history_and_changes_nothing():
    history = after(MOVE, MOVE, PowerOff(vm="web-01"))

    assert [step.accepted for step in history.steps] == [True, False, True]
    assert history.steps[1].events == ()
    assert history.steps[1].site is history.steps[0].site
    assert len(history.refused) == 1


@pytest.mark.parametrize(
    ("data", "goal"),
    [
        (
            {"goal": "vm.host", "vm": "web-01", "host": "esx-02"},
            VmOnHost(vm="web-01", host="esx-02"),
        ),
        (
            '{"goal": "vm.power", "vm": "web-01", "power": "suspended"}',
            VmPower(vm="web-01", power=PowerState.SUSPENDED),
        ),
        (
            {"goal": "vm.migrated_by", "vm": "web-01", "kind": "XHOST"},
            VmMigratedBy(vm="web-01", kind=Kind.XHOST),
        ),
        ({"goal": "refusals.at_most"}, RefusalsAtMost(most=0)),
        ({"goal": "steps.at_most", "most": 3}, StepsAtMost(most=3)),
        ({"goal": "host.empty", "host": "esx-01"}, HostEmpty(host="esx-01")),
    ],
)
def test_is_read_from_json(data, goal):
    assert read_goal(data, two_hosts()) == (goal, ())


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "/goal"),
        ({"goal": "vm.happy"}, "/goal"),
        ({"goal": []}, "/goal"),
        ({"goal": "vm.host", "vm": "web-01"}, ""),
        ({"goal": "vm.host", "vm": "web-01", "host": "esx-09"}, "/host"),
        ({"goal": "vm.host", "vm": 5, "host": "esx-01"}, "/vm"),
        ({"goal": "steps.at_most", "most": -1}, "/most"),
        ({"goal": "steps.at_most", "most": 1.5}, "/most"),
        ({"goal": "host.empty", "host": "esx-01", "vm": "web-01"}, "/vm"),
        ("{", ""),
        ([], ""),
        (None, ""),
    ],
)
def test_nonsense_gets_a_problem(data, path):
    goal, problems = read_goal(data, two_hosts())

    assert goal is None
    assert [one.path for one in problems] == [path]


def test_says_itself_in_both_languages():
    assert VmOnHost(vm="web-01", host="esx-02").say("zh") == "web-01位于主机esx-02"
    assert NeverInterrupted(vm="web-01").say("en") == "web-01 was never interrupted"
    assert RefusalsAtMost().say("en") == "no rule was broken"
    assert RefusalsAtMost(most=2).say("zh") == "被拒绝的操作不超过2次"
    power = VmPower(vm="a", power=PowerState.ON)
    assert power.say("en") == "a is powered on (poweredOn)"


def test_every_kind_of_goal_has_its_own_code():
    assert len({goal.code for goal in ALL_GOALS}) == len(ALL_GOALS)
