"""The two tables of the sources, copied by condition, against what the rules print and answer.

One is of boundaries, release by release; the other of conditions, migration type by migration
type, the same in every release. What the tables ask of Fault Tolerance, of DRS rules and of HA
waits for clusters, and the page of what is not modelled says so.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Migrate
from labs.datacenter.chance import Chance
from labs.datacenter.edits import (
    with_encryption,
    with_far_vcenter,
    with_host,
    with_links,
    with_vm,
)
from labs.datacenter.inventory.host import Mount
from labs.datacenter.matrix import matrix
from labs.datacenter.presets import a_datastore, two_datacenters, two_hosts
from labs.datacenter.releases import RELEASES
from labs.datacenter.report import is_refused, report
from labs.datacenter.rule import MIGRATIONS
from labs.datacenter.words import Licence, PowerState
from labs.datacenter.worlds import legal_site

POWER = {"COLD": PowerState.OFF, "SUSP": PowerState.SUSPENDED}

# notes, 5.5, 6.x, 7.0, 8.0; "-" where the notes are silent, and then 5.5 holds
BOUNDARIES = """
COLD   across datacenters   no   yes  yes  yes  yes
SUSP   across datacenters   no   yes  yes  yes  yes
VMO    across datacenters   yes  no   yes  yes  yes
SVMO   across datacenters   yes  no   no   no   no
XHOST  across datacenters   no   no   yes  yes  yes
COLD   across vcenters      -    no   yes  yes  yes
SUSP   across vcenters      -    no   yes  yes  yes
VMO    across vcenters      -    no   yes  yes  yes
XHOST  across vcenters      -    no   yes  yes  yes
"""
# most milliseconds of a round trip with Standard and with Enterprise Plus
ROUND_TRIP = {"notes": (5, 10), "5.5": (5, 10), "6.7": (150, 150), "7.0": (150, 150)}
ROUND_TRIP["8.0"] = ROUND_TRIP["7.0"]
GIGABIT = 1000

# a condition, then COLD SUSP VMO SVMO XHOST: E error, W warning, - no effect; rules; faults
CONDITIONS = """
wrong power state for the verb        | E E E E E       | power.wrong_state | InvalidPowerState
target host disconnected              | E E E - E       | host.target_disconnected | \
InvalidHostConnectionState
target host in maintenance            | E E E - E       | host.in_maintenance | InvalidHostState
source in maintenance, files move     | E E - E E       | host.files_leave_in_maintenance | \
MaintenanceModeFileMove
no shared storage, disks              | E E E - -       | storage.disks_unreachable | \
CannotAccessVmDisk
no shared storage, configuration      | E E E - -       | storage.config_unreachable | \
CannotAccessVmConfig
target datastore not mounted          | E E - E E       | storage.datastore_not_mounted | \
InaccessibleDatastore
target datastore read-only            | E E - E E       | storage.datastore_read_only | \
DatastoreNotWritableOnHost
not enough free space                 | E E - E E       | space.datastore_full | NoDiskSpace
CPU features missing                  | - E E - E       | cpu.features_missing | CPU
could not power on                    | W E E - E       | cpu.no_hardware_virtualization | CPU
different CPU vendor                  | - E E - E       | cpu.vendor_differs | CPU
too few logical CPUs                  | E E E - E       | cpu.too_few_logical | \
NotEnoughLogicalCpus
no vMotion port                       | - - E - E       | vmotion.not_configured | \
VMotionNotConfigured
vMotion link down                     | - - E - E       | vmotion.link_down | VMotionLinkDown
vMotion link below gigabit            | - - W - W       | vmotion.link_slow | \
VMotionLinkCapacityLow
vMotion networks named differently    | - - W - W       | vmotion.names_differ | \
MismatchedVMotionNetworkNames
vMotion not licensed                  | - - E E E       | vmotion.not_licensed | \
VMotionNotLicensed
standard port group missing           | W W E/W - E     | network.port_group_missing | \
CannotAccessNetwork
adapter on an internal switch         | W W E/W - E     | network.internal_switch | \
VMOnVirtualIntranet
local image or host device            | W W E/W - E/W   | device.backing_unreachable | \
CannotAccessVmDevice
client-connected device               | - - E - E       | device.client_connected | \
RemoteDeviceNotSupported
passthrough device                    | W E E - E       | device.passthrough | \
DisallowedMigrationDeviceAttached
RDM not visible at the target         | E E E - E       | storage.raw_device_unseen | \
RDMPointsToInaccessibleDisk
disk not persistent, disks move       | - - - E E       | storage.disk_not_persistent | \
NonPersistentDisksNotSupported
snapshots present                     | - W W - -       | snapshot.revert_may_fail | \
SnapshotRevertIssue
snapshots present, host of 4.x        | - - - E -       | snapshot.move_not_supported | \
SnapshotMoveNotSupported
Tools installer mounted               | - - E E E       | device.tools_installer | \
ToolsInstallationInProgress
CPU or memory affinity                | - - E - E       | cpu.affinity_set | AffinityConfigured
encrypted, key server out of reach    | E - - - -       | encryption.key_unavailable | \
EncryptionKeyRequired
encrypted, suspended, host of 6.5     | - E - - -       | encryption.memory_in_a_file | NotSupported
encrypted, other vCenter Server       | - - E - E       | encryption.crosses_vcenters | \
MigrationDisabled
encrypted vMotion required, old host  | - - E - E       | encryption.vmotion_unavailable | \
VMotionProtocolIncompatible
another task runs                     | E E E E E       | task.in_progress | TaskInProgress
still powering on or resuming         | - - E E E       | task.not_ready | MigrationNotReady
too little memory to reserve          | W W E - E       | admission.memory_short | \
InsufficientMemoryResourcesFault
too little CPU to reserve             | W W E - E       | admission.cpu_short | \
InsufficientCpuResourcesFault
registered by IPv4 and IPv6           | - - E - E       | vmotion.address_families_differ | \
VMotionInterfaceIssue
virtual hardware too new              | E E E - E       | host.hardware_too_new | \
VirtualHardwareVersionNotSupported
"""
# where the engine says more than the table, by its own choice: a machine that runs writes to its
# datastore, so a host that mounts it read-only cannot receive it
OWN = {("storage.datastore_read_only", "VMO"): "E"}
# conditions that do not exist, or no longer hold, in some releases
ONLY_IN = {
    "encryption.key_unavailable": ("6.7", "7.0", "8.0"),
    "encryption.crosses_vcenters": ("6.7",),
}
CPU_FAULT = {"notes": "CpuIncompatible", "5.5": "CpuIncompatible"}


def conditions():
    for line in CONDITIONS.strip().splitlines():
        condition, cells, code, fault = (part.strip() for part in line.split("|"))
        levels = dict(zip(MIGRATIONS, cells.split(), strict=True))
        yield pytest.param(levels, code, fault, id=condition)


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(("levels", "code", "fault"), list(conditions()))
def test_each_condition_is_judged_as_the_table_says(levels, code, fault, release):
    printed = {row.code: row for row in matrix(release)}
    if release not in ONLY_IN.get(code, RELEASES):
        assert code not in printed
        return

    expected = {kind: OWN.get((code, kind), level) for kind, level in levels.items()}
    if fault == "CPU":
        fault = CPU_FAULT.get(release, "FeatureRequirementsNotMet")
    assert printed[code].levels == expected
    assert printed[code].fault == fault


def across_datacenters(release):
    """With a datastore filed under the other datacenter that this one's host mounts too."""
    site = two_datacenters(release).put(replace(a_datastore("filed-in-b"), datacenter="DC-B"))
    host = site.hosts["esx-a1"]
    return site.put(replace(host, mounts=(Mount(datastore="filed-in-b"), *host.mounts)))


FAR = {
    "across datacenters": {
        "COLD": Migrate(vm="cold-01", host="esx-b1", datastore="san-b"),
        "SUSP": Migrate(vm="susp-01", host="esx-b1"),
        "VMO": Migrate(vm="web-01", host="esx-b1"),
        "SVMO": Migrate(vm="web-01", datastore="filed-in-b"),
        "XHOST": Migrate(vm="web-01", host="esx-b1", datastore="san-b"),
    },
    "across vcenters": {
        kind: Migrate(vm="web-01", host="esx-02", datastore=None if kind == "VMO" else "local-02")
        for kind in ("COLD", "SUSP", "VMO", "XHOST")
    },
}


def boundaries():
    for line in BOUNDARIES.strip().splitlines():
        kind, *across, notes, at_5_5, at_6_7, at_7_0, at_8_0 = line.split()
        cells = (at_5_5 if notes == "-" else notes, at_5_5, at_6_7, at_7_0, at_8_0)
        for release, cell in zip(RELEASES, cells, strict=True):
            yield kind, " ".join(across), release, cell


@pytest.mark.parametrize(("kind", "across", "release", "cell"), list(boundaries()))
def test_each_boundary_stands_where_the_table_says(kind, across, release, cell):
    site = across_datacenters(release)
    if across == "across vcenters":
        power = POWER.get(kind, PowerState.ON)
        site = with_vm(with_far_vcenter(two_hosts(release), "esx-02"), "web-01", power=power)

    told = report(site, FAR[across][kind])

    assert told.migration_type == kind
    assert told.fault == (None if cell == "yes" else "DatacenterMismatch")
    # of all the boundaries, only this one was not read
    unread = across == "across vcenters" and kind in POWER and cell == "no"
    assert told.unverified == unread


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("licence", [Licence.STANDARD, Licence.ENTERPRISE_PLUS])
def test_a_round_trip_may_take_what_the_table_says(ask, a_move, release, licence):
    most = ROUND_TRIP[release][licence is Licence.ENTERPRISE_PLUS]
    site = with_host(two_hosts(release), "esx-01", licence=licence)

    for rtt_ms, expected in ((most, []), (most + 1, [("warning", "vmotion.round_trip_long")])):
        assert ask(with_host(site, "esx-02", licence=licence, rtt_ms=rtt_ms), a_move) == expected


@pytest.mark.parametrize("release", RELEASES)
def test_a_vmotion_link_has_a_gigabit_in_every_release(ask, a_move, release):
    for mbps, expected in ((GIGABIT, []), (GIGABIT - 1, [("warning", "vmotion.link_slow")])):
        assert ask(with_links(two_hosts(release), "esx-02", "vMotion", mbps=mbps), a_move) == (
            expected
        )


@pytest.mark.parametrize(("earlier", "later"), [("5.5", "6.7"), ("6.7", "7.0"), ("7.0", "8.0")])
@pytest.mark.parametrize("seed", range(3))
def test_what_one_release_of_the_product_allows_the_next_does_too(seed, earlier, later):
    """Between datacenters and vCenter Servers, of machines encrypted and not."""
    chance = Chance(seed, f"{earlier} to {later}")
    site = with_encryption(with_far_vcenter(legal_site(seed, earlier), "esx-02"), "vm-01")
    asked = chance.shuffled(tuple(Migrate.every(site)))[:150]

    allowed = [one for one in asked if not is_refused(site, one)]
    refused_later = [one for one in allowed if is_refused(site.with_release(later), one)]

    assert allowed
    assert refused_later == []
