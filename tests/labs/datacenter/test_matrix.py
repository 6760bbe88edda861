"""The printed matrix against a table of our own, cell by cell, in every release.

Mutation of a class attribute goes unseen by other tests; this one guards what rules declare.
"""

from __future__ import annotations

from dataclasses import fields

import pytest

from labs.datacenter.actions import ACTIONS
from labs.datacenter.matrix import STORAGE, markdown, matrix, summary
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import KINDS, MIGRATIONS
from labs.datacenter.words import Kind, PowerState

# rule, then COLD SUSP VMO SVMO XHOST: E error, W warning, E/W by facts, - not asked
SAME_IN_EVERY_RELEASE = """
request.unknown_object           E   E   E   E   E
power.wrong_state                E   E   E   E   E
request.nothing_changes          E   E   E   E   E
request.wrong_shape              -   -   E   E   E
task.in_progress                 E   E   E   E   E
task.not_ready                   -   -   E   E   E
task.files_locked                E   E   E   E   E
request.mapping_in_place         E   E   E   E   -
host.disconnected                E   E   E   E   E
host.target_disconnected         E   E   E   -   E
host.in_maintenance              E   E   E   -   E
host.files_leave_in_maintenance  E   E   -   E   E
storage.disks_unreachable        E   E   E   -   -
storage.config_unreachable       E   E   E   -   -
storage.datastore_not_mounted    E   E   -   E   E
storage.datastore_inaccessible   E   E   E   E   E
storage.all_paths_down           E   E   E   E   E
storage.device_lost              E   E   E   E   E
storage.datastore_read_only      E   E   E   E   E
host.hardware_too_new            E   E   E   -   E
disk.host_too_old                E   E   E   -   E
storage.file_too_large           E   E   -   E   E
storage.raw_device_unseen        E   E   E   -   E
storage.raw_device_on_nfs        E   E   -   E   E
storage.physical_rdm_converted   -   -   -   E   E
space.datastore_full             E   E   -   E   E
cpu.vendor_differs               -   E   E   -   E
cpu.features_missing             -   E   E   -   E
cpu.too_few_logical              E   E   E   -   E
cpu.no_hardware_virtualization   W   E   E   -   E
cpu.affinity_set                 -   -   E   -   E
vmotion.type_unknown             -   -   -   E   E
vmotion.not_licensed             -   -   E   E   E
vmotion.not_configured           -   -   E   -   E
vmotion.address_families_differ  -   -   E   -   E
vmotion.link_down                -   -   E   -   E
vmotion.link_slow                -   -   W   -   W
vmotion.names_differ             -   -   W   -   W
vmotion.round_trip_long          -   -   W   -   -
network.port_group_missing       W   W   E/W -   E
network.not_a_member             E   E   E   -   E
network.mapped_network_missing   E   E   E   -   E
network.change_not_supported     -   -   E   -   E
network.internal_switch          W   W   E/W -   E
device.backing_unreachable       W   W   E/W -   E/W
device.client_connected          -   -   E   -   E
device.passthrough               W   E   E   -   E
device.tools_installer           -   -   E   E   E
storage.disk_not_persistent      -   -   -   E   E
snapshot.move_not_supported      -   -   -   E   -
snapshot.revert_may_fail         -   W   W   -   -
encryption.memory_in_a_file      -   E   -   -   -
encryption.vmotion_unavailable   -   -   E   -   E
admission.memory_short           W   W   E   -   E
admission.cpu_short              W   W   E   -   E
"""
ACROSS_VCENTERS = """
boundary.version_too_old         E   E   E   -   E
boundary.enterprise_plus_missing -   -   E   -   E
boundary.clocks_apart            E   E   E   -   E
"""
BOUNDARIES = {
    "notes": """
boundary.datacenter_mismatch     E   E   -   -   E
boundary.vcenter_mismatch        E   E   E   -   E
""",
    "5.5": """
boundary.datacenter_mismatch     -   -   E   E   E
boundary.vcenter_mismatch        E   E   E   -   E
boundary.networks_may_differ     W   W   -   -   -
""",
    "6.7": """
boundary.datacenter_mismatch     -   -   -   E   -
boundary.networks_may_differ     W   W   -   -   -
""",
}
BEFORE_ENCRYPTION = """
encryption.host_too_old          E   E   E   E   E
"""
SINCE_ENCRYPTION = """
encryption.host_too_old          E   E   E   -   E
encryption.key_unavailable       E   -   -   -   -
"""
BOUNDARIES["notes"] += BEFORE_ENCRYPTION
BOUNDARIES["5.5"] += BEFORE_ENCRYPTION
BOUNDARIES["6.7"] += ACROSS_VCENTERS + SINCE_ENCRYPTION
BOUNDARIES["6.7"] += """
network.leaves_distributed       -   -   E   -   E
network.switch_versions_differ   -   -   E   -   E
"""
BOUNDARIES["7.0"] = BOUNDARIES["8.0"] = BOUNDARIES["6.7"]
# until 7.0
BOUNDARIES["6.7"] += """
boundary.domains_differ          W   W   W   -   W
encryption.crosses_vcenters      -   -   E   -   E
"""

COMING = {
    "storage.datastore_inaccessible",
    "storage.device_lost",
    "request.unknown_object",
    "host.disconnected",
    "host.in_maintenance",
    "storage.all_paths_down",
    "storage.datastore_read_only",
}
FILES_WRITTEN = {
    "request.name_taken",
    "storage.datastore_not_mounted",
    "space.datastore_full",
    "storage.file_too_large",
}
FILES_LEFT = {
    "cpu.too_few_logical",
    "storage.disks_unreachable",
    "storage.config_unreachable",
    "storage.raw_device_unseen",
    "host.hardware_too_new",
    "disk.host_too_old",
}
COPIED = {
    "host.target_disconnected",
    "host.hardware_too_new",
    "disk.host_too_old",
    "storage.base_disk_lost",
    "storage.raw_device_not_cloned",
}
OTHER_KINDS = {
    "PowerOn": {
        "task.files_locked",
        "storage.datastore_inaccessible",
        "request.unknown_object",
        "power.wrong_state",
        "power.template",
        "host.disconnected",
        "host.in_maintenance",
        "storage.all_paths_down",
        "storage.device_lost",
        "storage.datastore_read_only",
        "space.no_room_for_swap",
        "storage.base_disk_lost",
        "cpu.too_few_logical",
        "cpu.no_hardware_virtualization",
        "host.hardware_too_new",
        "disk.host_too_old",
        "cpu.affinity_beyond_host",
        "admission.memory_short",
        "admission.cpu_short",
    },
    "PowerOff": {"request.unknown_object", "power.wrong_state", "host.disconnected"},
    "Suspend": {
        "storage.datastore_inaccessible",
        "request.unknown_object",
        "encryption.memory_in_a_file",
        "power.wrong_state",
        "host.disconnected",
        "storage.all_paths_down",
        "storage.device_lost",
        "space.no_room_for_memory_image",
    },
    "Resume": {
        "task.files_locked",
        "storage.datastore_inaccessible",
        "storage.base_disk_lost",
        "request.unknown_object",
        "encryption.memory_in_a_file",
        "power.wrong_state",
        "host.disconnected",
        "host.in_maintenance",
        "storage.all_paths_down",
        "storage.device_lost",
        "storage.datastore_read_only",
        "space.no_room_for_swap",
        "cpu.no_hardware_virtualization",
        "host.hardware_too_new",
        "disk.host_too_old",
        "cpu.affinity_beyond_host",
        "admission.memory_short",
        "admission.cpu_short",
    },
    "FailKeyServer": {"request.unknown_object", "request.nothing_changes"},
    "RestoreKeyServer": {"request.unknown_object", "request.nothing_changes"},
    "SetClock": {"request.unknown_object", "request.nothing_changes"},
    "SyncClock": {"request.unknown_object", "request.nothing_changes"},
    "CheckInternalNetworks": {"request.unknown_object", "request.nothing_changes"},
    "FailUpstream": {"request.unknown_object", "request.nothing_changes"},
    "RepairUpstream": {"request.unknown_object", "request.nothing_changes"},
    "AddSwitch": {"request.unknown_object", "host.disconnected", "network.name_in_use"},
    "RemoveSwitch": {"request.unknown_object", "host.disconnected", "network.still_in_use"},
    "RemovePortGroup": {"request.unknown_object", "host.disconnected", "network.still_in_use"},
    "AddVmkernelPort": {"request.unknown_object", "host.disconnected"},
    "RemoveVmkernelPort": {
        "request.unknown_object",
        "host.disconnected",
        "network.management_lost",
    },
    "CreateDistributedSwitch": {
        "request.unknown_object",
        "network.name_in_use",
        "network.uplink_count",
    },
    "AddDistributedPortGroup": {
        "request.unknown_object",
        "network.name_in_use",
        "network.vlan_out_of_range",
    },
    "SetDistributedVlan": {
        "request.unknown_object",
        "request.nothing_changes",
        "network.vlan_out_of_range",
    },
    "SetDistributedTeaming": {
        "request.unknown_object",
        "request.nothing_changes",
        "network.team_contradicts",
        "network.management_lost",
    },
    "ReconnectHost": {
        "request.unknown_object",
        "request.nothing_changes",
        "host.not_reachable",
    },
    "ResetVM": {"request.unknown_object", "power.wrong_state", "host.disconnected"},
    "ShutdownGuest": {
        "request.unknown_object",
        "power.wrong_state",
        "host.disconnected",
        "guest.tools_unavailable",
    },
    "RebootGuest": {
        "request.unknown_object",
        "power.wrong_state",
        "host.disconnected",
        "guest.tools_unavailable",
    },
    **{
        key: {"request.unknown_object", "power.wrong_state", "request.nothing_changes"}
        for key in ("FailGuest", "RepairGuest")
    },
    **{
        key: {"request.unknown_object", "request.nothing_changes"}
        for key in ("FailDatastore", "RestoreDatastore", "CorruptDisk", "FailHost", "RestoreHost")
    },
    "BackUp": {
        "request.unknown_object",
        "host.disconnected",
        "storage.base_disk_lost",
        "backup.store_full",
        "backup.too_many_machines",
        "backup.disk_left_out",
        "backup.no_change_ids",
        "backup.product_ended",
    },
    "RestoreVM": {
        "request.unknown_object",
        "power.wrong_state",
        "power.template",
        "host.disconnected",
        "storage.datastore_inaccessible",
        "backup.no_room_to_restore",
    },
    "DeleteBackup": {"request.unknown_object", "backup.still_needed"},
    "TakeSnapshot": {
        "storage.datastore_inaccessible",
        "request.unknown_object",
        "encryption.memory_in_a_file",
        "request.name_taken",
        "power.template",
        "host.disconnected",
        "space.no_room_for_memory_image",
        "snapshot.incompatible_device",
        "snapshot.memory_with_independent_disk",
        "snapshot.too_many_levels",
        "snapshot.nothing_changed",
        "snapshot.quiescing_failed",
    },
    "RevertToSnapshot": {
        "storage.datastore_inaccessible",
        "request.unknown_object",
        "power.template",
        "host.disconnected",
        "storage.base_disk_lost",
        "space.no_room_for_memory_image",
        "snapshot.processor_differs",
    },
    "RemoveSnapshot": {
        "power.template",
        "storage.datastore_inaccessible",
        "request.unknown_object",
        "host.disconnected",
        "space.no_room_to_merge",
    },
    "WriteToDisk": {
        "storage.datastore_inaccessible",
        "guest.crashed",
        "request.unknown_object",
        "power.wrong_state",
        "space.no_room_to_write",
    },
    "Advance": {"request.nothing_changes", "request.beyond_time"},
    "LockFiles": {"request.unknown_object", "request.nothing_changes"},
    "ReleaseFiles": {"request.unknown_object", "request.nothing_changes"},
    "CancelTask": {"request.unknown_object", "task.not_cancelable"},
    "ExtendPartition": {
        "request.unknown_object",
        "power.wrong_state",
        "request.nothing_changes",
    },
    "AddDisk": {
        "storage.file_too_large",
        "request.unknown_object",
        "power.wrong_state",
        "power.template",
        "host.disconnected",
        "storage.datastore_not_mounted",
        "storage.all_paths_down",
        "storage.device_lost",
        "storage.datastore_read_only",
        "disk.too_large",
        "space.no_room_for_disk",
        "request.below_least",
    },
    "AddNic": {
        "request.unknown_object",
        "power.wrong_state",
        "power.template",
        "host.disconnected",
    },
    "RemoveNic": {
        "request.unknown_object",
        "power.wrong_state",
        "power.template",
        "host.disconnected",
    },
    "AddDevice": {
        "request.unknown_object",
        "power.wrong_state",
        "power.template",
        "host.disconnected",
        "device.not_hot_pluggable",
    },
    "RemoveDevice": {
        "request.unknown_object",
        "power.wrong_state",
        "power.template",
        "host.disconnected",
        "device.not_hot_pluggable",
    },
    "RemoveDisk": {
        "request.unknown_object",
        "power.wrong_state",
        "power.template",
        "host.disconnected",
    },
    "CreateVM": {*COMING, *FILES_WRITTEN, "request.below_least", "disk.too_large"},
    "CloneVM": {*COMING, *FILES_WRITTEN, *COPIED},
    "CloneToTemplate": {*COMING, *FILES_WRITTEN, *COPIED},
    "DeployTemplate": {*COMING, *FILES_WRITTEN, *COPIED, "power.not_a_template"},
    "MarkAsTemplate": {
        "storage.datastore_inaccessible",
        "storage.device_lost",
        "request.unknown_object",
        "request.nothing_changes",
        "power.wrong_state",
        "host.disconnected",
        "storage.all_paths_down",
        "storage.datastore_read_only",
    },
    "MarkAsVirtualMachine": {
        *COMING,
        *FILES_LEFT,
        "power.not_a_template",
        "boundary.template_elsewhere",
        "host.target_disconnected",
    },
    "RegisterVM": {*COMING, *FILES_LEFT, "cpu.features_missing"},
    "UnregisterVM": {"request.unknown_object", "power.wrong_state", "host.disconnected"},
    "DestroyVM": {
        "storage.datastore_inaccessible",
        "storage.device_lost",
        "request.unknown_object",
        "power.wrong_state",
        "host.disconnected",
        "storage.all_paths_down",
        "storage.datastore_read_only",
    },
    "AddDatastore": {
        "request.unknown_object",
        "request.name_taken",
        "request.below_least",
        "host.disconnected",
    },
    "RemoveDatastore": {"request.unknown_object", "storage.datastore_in_use"},
}
USUAL = {"request.unknown_object", "request.nothing_changes", "host.disconnected"}
MORE = {
    "EncryptVM": {
        "power.wrong_state",
        "power.template",
        "space.no_room_to_encrypt",
        "encryption.host_too_old",
        "encryption.snapshots_present",
    },
    "DecryptVM": {"power.wrong_state", "power.template"},
    "SetVMotionEncryption": {
        "power.template",
        "encryption.host_too_old",
        "encryption.always_required",
    },
    "ConnectDevice": {"power.template", "device.backing_unreachable"},
    "DisconnectDevice": {"power.template"},
    "MountMedia": {"power.template", "device.media_unfit", "device.backing_unreachable"},
    "UnmountMedia": {"power.template", "device.media_unfit"},
    "ChangeCpus": {"power.wrong_state", "power.template", "request.below_least"},
    "ChangeMemory": {
        "power.wrong_state",
        "power.template",
        "request.below_least",
        "admission.reservation_above_memory",
    },
    "ReserveMemory": {
        "power.template",
        "space.no_room_for_swap",
        "admission.reservation_above_memory",
        "admission.memory_short",
    },
    "ReserveCpu": {"power.template", "admission.cpu_short"},
    "SetAffinity": {"power.template", "cpu.affinity_beyond_host"},
    "ConnectNetwork": {"power.template", "network.port_group_missing"},
    "DisconnectNetwork": {"power.template"},
    "ChangeNetwork": {"power.template"},
    "MountToolsInstaller": {"power.wrong_state"},
    "UnmountToolsInstaller": {"power.template"},
    "ClearAffinity": {"power.template"},
    "EnableChangeTracking": {"power.template", "backup.hardware_too_old"},
    "DisableChangeTracking": {"power.template"},
    "EnterMaintenanceMode": {"host.machines_still_run"},
    "MountDatastore": {"storage.local_datastore"},
    "UnmountDatastore": {"storage.datastore_in_use"},
    "RemoveAllSnapshots": {
        "power.template",
        "space.no_room_to_merge",
        "storage.datastore_inaccessible",
    },
    "ConsolidateDisks": {
        "power.template",
        "space.no_room_to_merge",
        "storage.datastore_inaccessible",
    },
    "ExtendDisk": {
        "storage.file_too_large",
        "power.wrong_state",
        "power.template",
        "storage.all_paths_down",
        "storage.device_lost",
        "storage.datastore_read_only",
        "disk.shrinks",
        "disk.too_large",
        "disk.has_parent",
        "disk.is_raw_device",
        "disk.grows_in_use_not_persistent",
        "disk.grows_past_2_tb_in_use",
        "space.no_room_for_disk",
    },
    "ChangeDiskMode": {"power.wrong_state", "power.template", "disk.mode_held_by_snapshots"},
    "InflateDisk": {
        "power.template",
        "power.wrong_state",
        "storage.all_paths_down",
        "storage.device_lost",
        "storage.datastore_read_only",
        "disk.has_parent",
        "space.no_room_for_disk",
    },
    "AddPortGroup": {"network.name_in_use"},
    "AddUplink": {"network.nic_taken", "network.no_uplink_free"},
    "RemoveUplink": {"network.management_lost"},
    "SetVlan": {"network.vlan_out_of_range"},
    "SetTeaming": {
        "network.team_contradicts",
        "network.balancing_unsupported",
        "network.management_lost",
    },
    "AddHostToSwitch": {
        "network.name_in_use",
        "network.out_of_scope",
        "network.nic_taken",
    },
    "RemoveHostFromSwitch": {"network.still_in_use"},
}
# what the world does by itself; and no task knows a machine that is not registered
NO_TASKS = (
    *("WriteToDisk", "CorruptDisk", "FailGuest", "RepairGuest", "ExtendPartition"),
    *("LockFiles", "ReleaseFiles"),
    "RegisterVM",
)

# what reads or writes files where they lie has to reach them
WRITERS = (
    *("AddDisk", "RemoveDisk", "ExtendDisk", "InflateDisk", "EncryptVM", "DecryptVM"),
    *("TakeSnapshot", "RevertToSnapshot", "RemoveSnapshot", "RemoveAllSnapshots"),
    *("ConsolidateDisks", "WriteToDisk", "RestoreVM"),
)
REACHED = {"storage.datastore_inaccessible", "storage.all_paths_down", "storage.device_lost"}

# rules on encryption that are asked about other kinds by release
BEFORE_6_5 = {kind: {"encryption.host_too_old"} for kind in ("PowerOn", "Resume")}
SINCE_6_5 = {
    kind: {"encryption.key_unavailable"} for kind in ("PowerOn", "Resume", "EncryptVM", "DecryptVM")
}
# the snapshot leaves the tree all the same
WARNED = {
    "RemoveSnapshot": {"space.no_room_to_merge"},
    "RemoveAllSnapshots": {"space.no_room_to_merge"},
    "BackUp": {"backup.disk_left_out", "backup.no_change_ids", "backup.product_ended"},
}


def rows(text):
    return {code: cells for code, *cells in (line.split() for line in text.split("\n") if line)}


@pytest.mark.parametrize("release", RELEASES)
def test_the_matrix_is_the_one_of_the_sources(release):
    expected = {**rows(SAME_IN_EVERY_RELEASE), **rows(BOUNDARIES[release])}

    printed = {row.code: [row.levels[kind] for kind in MIGRATIONS] for row in matrix(release)}

    assert printed == expected


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in MIGRATIONS])
@pytest.mark.parametrize("release", RELEASES)
def test_other_actions_are_judged_by_these_rules(kind, release):
    asked = {row.code: row.levels[kind] for row in matrix(release, kinds=(kind,))}

    on_a_machine = any(one.name == "vm" for one in fields(ACTIONS[kind]))
    busy = {"task.in_progress"} if on_a_machine and kind not in NO_TASKS else set()
    by_release = BEFORE_6_5 if release in ("notes", "5.5") else SINCE_6_5
    expected = OTHER_KINDS.get(kind, USUAL | MORE.get(kind, set()))
    reached = REACHED if kind in WRITERS else set()
    assert set(asked) == expected | busy | reached | by_release.get(kind, set())
    warned = {code for code, level in asked.items() if level != "E"}
    assert warned == WARNED.get(kind, set())


@pytest.mark.parametrize(
    ("release", "code", "fault"),
    [
        ("notes", "cpu.vendor_differs", "CpuIncompatible"),
        ("5.5", "cpu.features_missing", "CpuIncompatible"),
        ("6.7", "cpu.vendor_differs", "FeatureRequirementsNotMet"),
        ("8.0", "storage.disks_unreachable", "CannotAccessVmDisk"),
        ("8.0", "storage.config_unreachable", "CannotAccessVmConfig"),
        ("8.0", "storage.datastore_not_mounted", "InaccessibleDatastore"),
        ("8.0", "storage.datastore_read_only", "DatastoreNotWritableOnHost"),
        ("8.0", "storage.disk_not_persistent", "NonPersistentDisksNotSupported"),
        ("8.0", "space.datastore_full", "NoDiskSpace"),
        ("8.0", "power.wrong_state", "InvalidPowerState"),
        ("8.0", "host.target_disconnected", "InvalidHostConnectionState"),
        ("8.0", "host.in_maintenance", "InvalidHostState"),
        ("8.0", "host.files_leave_in_maintenance", "MaintenanceModeFileMove"),
        ("8.0", "boundary.datacenter_mismatch", "DatacenterMismatch"),
        ("8.0", "boundary.networks_may_differ", "NetworksMayNotBeTheSame"),
        ("5.5", "boundary.vcenter_mismatch", "DatacenterMismatch"),
        ("8.0", "boundary.version_too_old", "DatacenterMismatch"),
        ("8.0", "boundary.enterprise_plus_missing", "VMotionNotLicensed"),
        ("8.0", "boundary.clocks_apart", "DatacenterMismatch"),
        ("6.7", "boundary.domains_differ", "MigrationFault"),
        ("8.0", "vmotion.not_configured", "VMotionNotConfigured"),
        ("8.0", "vmotion.link_down", "VMotionLinkDown"),
        ("8.0", "vmotion.link_slow", "VMotionLinkCapacityLow"),
        ("8.0", "vmotion.names_differ", "MismatchedVMotionNetworkNames"),
        ("8.0", "network.port_group_missing", "CannotAccessNetwork"),
        ("8.0", "network.internal_switch", "VMOnVirtualIntranet"),
        ("8.0", "network.not_a_member", "CannotAccessNetwork"),
        ("8.0", "network.mapped_network_missing", "CannotAccessNetwork"),
        ("5.5", "network.change_not_supported", "VMotionAcrossNetworkNotSupported"),
        ("8.0", "network.leaves_distributed", "CannotUseNetwork"),
        ("8.0", "network.switch_versions_differ", "CannotUseNetwork"),
        ("8.0", "request.mapping_in_place", "InvalidArgument"),
        ("8.0", "network.still_in_use", "ResourceInUse"),
        ("8.0", "network.nic_taken", "ResourceInUse"),
        ("8.0", "network.no_uplink_free", "ResourceNotAvailable"),
        ("8.0", "network.out_of_scope", "DvsScopeViolated"),
        ("8.0", "network.vlan_out_of_range", "InvalidArgument"),
        ("8.0", "network.uplink_count", "InvalidArgument"),
        ("8.0", "network.team_contradicts", "InvalidArgument"),
        ("8.0", "network.balancing_unsupported", "InvalidArgument"),
        ("8.0", "network.management_lost", "NetworkDisruptedAndConfigRolledBack"),
        ("8.0", "device.backing_unreachable", "CannotAccessVmDevice"),
        ("8.0", "device.client_connected", "RemoteDeviceNotSupported"),
        ("8.0", "device.passthrough", "DisallowedMigrationDeviceAttached"),
        ("8.0", "request.below_least", "InvalidArgument"),
        ("8.0", "cpu.affinity_beyond_host", "InvalidAffinitySettingFault"),
        ("8.0", "admission.reservation_above_memory", "InvalidArgument"),
        ("8.0", "device.media_unfit", "InvalidDeviceBacking"),
        ("8.0", "device.not_hot_pluggable", "DeviceHotPlugNotSupported"),
        ("8.0", "device.tools_installer", "ToolsInstallationInProgress"),
        ("8.0", "cpu.affinity_set", "AffinityConfigured"),
        ("8.0", "storage.raw_device_unseen", "RDMPointsToInaccessibleDisk"),
        ("8.0", "storage.raw_device_on_nfs", "RDMNotSupportedOnDatastore"),
        ("8.0", "storage.physical_rdm_converted", "PhysCompatRDMNotSupported"),
        ("8.0", "host.hardware_too_new", "VirtualHardwareVersionNotSupported"),
        ("8.0", "vmotion.not_licensed", "VMotionNotLicensed"),
        ("8.0", "storage.all_paths_down", "InaccessibleDatastore"),
        ("8.0", "storage.datastore_inaccessible", "InaccessibleDatastore"),
        ("8.0", "host.not_reachable", "NoHost"),
        ("8.0", "guest.tools_unavailable", "ToolsUnavailable"),
        ("8.0", "guest.crashed", "GuestOperationsUnavailable"),
        ("8.0", "backup.hardware_too_old", "NotSupported"),
        ("8.0", "backup.store_full", "NoDiskSpace"),
        ("8.0", "backup.too_many_machines", "LimitExceeded"),
        ("8.0", "backup.no_room_to_restore", "NoDiskSpace"),
        ("8.0", "backup.still_needed", "ResourceInUse"),
        ("8.0", "backup.disk_left_out", "NotSupported"),
        ("8.0", "backup.no_change_ids", "InvalidArgument"),
        ("8.0", "backup.product_ended", "NotSupported"),
        ("8.0", "vmotion.round_trip_long", "VMotionInterfaceIssue"),
        ("8.0", "vmotion.type_unknown", "StorageVMotionNotSupported"),
        ("8.0", "vmotion.address_families_differ", "VMotionInterfaceIssue"),
        ("8.0", "snapshot.move_not_supported", "SnapshotMoveNotSupported"),
        ("5.5", "encryption.host_too_old", "NotSupported"),
        ("8.0", "encryption.key_unavailable", "EncryptionKeyRequired"),
        ("8.0", "encryption.memory_in_a_file", "NotSupported"),
        ("6.7", "encryption.crosses_vcenters", "MigrationDisabled"),
        ("8.0", "encryption.vmotion_unavailable", "VMotionProtocolIncompatible"),
        ("8.0", "encryption.snapshots_present", "InvalidState"),
        ("8.0", "encryption.always_required", "InvalidState"),
        ("8.0", "space.no_room_to_encrypt", "NoDiskSpace"),
        ("8.0", "admission.memory_short", "InsufficientMemoryResourcesFault"),
        ("8.0", "request.name_taken", "DuplicateName"),
        ("8.0", "boundary.template_elsewhere", "DatacenterMismatch"),
        ("8.0", "power.template", "InvalidState"),
        ("8.0", "power.not_a_template", "InvalidState"),
        ("8.0", "storage.datastore_in_use", "ResourceInUse"),
        ("8.0", "storage.raw_device_not_cloned", "PhysCompatRDMNotSupported"),
        ("8.0", "storage.base_disk_lost", "FileNotFound"),
        ("8.0", "space.no_room_to_merge", "NoDiskSpace"),
        ("8.0", "space.no_room_to_write", "NoDiskSpace"),
        ("8.0", "snapshot.incompatible_device", "SnapshotIncompatibleDeviceInVm"),
        ("8.0", "snapshot.memory_with_independent_disk", "MemorySnapshotOnIndependentDisk"),
        ("8.0", "snapshot.too_many_levels", "TooManySnapshotLevels"),
        ("8.0", "snapshot.nothing_changed", "SnapshotNoChange"),
        ("5.5", "snapshot.processor_differs", "CpuIncompatible"),
        ("6.7", "snapshot.processor_differs", "FeatureRequirementsNotMet"),
        ("8.0", "snapshot.revert_may_fail", "SnapshotRevertIssue"),
        ("8.0", "admission.cpu_short", "InsufficientCpuResourcesFault"),
        ("8.0", "disk.shrinks", "InvalidDeviceOperation"),
        ("8.0", "disk.too_large", "FileTooLarge"),
        ("8.0", "disk.host_too_old", "DiskNotSupported"),
        ("8.0", "storage.file_too_large", "FileTooLarge"),
        ("8.0", "disk.has_parent", "InvalidDeviceOperation"),
        ("8.0", "disk.is_raw_device", "InvalidDeviceOperation"),
        ("8.0", "disk.grows_in_use_not_persistent", "InvalidDeviceOperation"),
        ("8.0", "disk.grows_past_2_tb_in_use", "InvalidPowerState"),
        ("8.0", "disk.mode_held_by_snapshots", "DisallowedDiskModeChange"),
        ("8.0", "space.no_room_for_disk", "NoDiskSpace"),
    ],
)
def test_names_the_fault(release, code, fault):
    assert {row.code: row.fault for row in matrix(release, kinds=KINDS)}.get(code) == fault


NEEDS = {  # kind: storage, CPU compatible, what changes
    "COLD": ("none", False, ("host", "datastore", "both")),
    "SUSP": ("none", True, ("host", "datastore", "both")),
    "VMO": ("shared", True, ("host",)),
    "SVMO": ("visible", False, ("datastore",)),
    "XHOST": ("none", True, ("both",)),
}
ACROSS_DATACENTERS = {
    "notes": (False, False, True, True, False),
    "5.5": (True, True, False, False, False),
    "6.7": (True, True, True, False, True),
    "7.0": (True, True, True, False, True),
    "8.0": (True, True, True, False, True),
}
POWER = {"COLD": PowerState.OFF, "SUSP": PowerState.SUSPENDED}


@pytest.mark.parametrize("release", RELEASES)
def test_the_summary_is_found_by_asking(release):
    found = summary(release)

    assert [need.kind for need in found] == list(Kind)
    for need, across in zip(found, ACROSS_DATACENTERS[release], strict=True):
        assert (need.storage, need.cpu_compatible, need.changes) == NEEDS[need.kind]
        assert need.power == (POWER.get(need.kind, PowerState.ON),)
        assert need.across_datacenters == across


@pytest.mark.parametrize("release", RELEASES)
def test_each_cell_of_the_summary_rests_on_one_rule_or_none(release):
    """A column decided by an accident elsewhere in the world would show as another rule."""
    expected = {
        "across_datacenters": {"boundary.datacenter_mismatch"},
        "storage": {"storage.disks_unreachable", "storage.datastore_not_mounted"},
        "cpu_compatible": {"cpu.vendor_differs"},
    }
    for need in summary(release):
        assert need.storage in STORAGE
        for column, told in need.evidence.items():
            assert told.migration_type == need.kind
            assert {one.code for one in told.errors} <= expected[column]


def test_prints_as_markdown():
    lines = markdown("5.5").splitlines()

    assert lines[0] == "| rule (5.5) | COLD | SUSP | VMO | SVMO | XHOST | fault |"
    assert "| cpu.vendor_differs | - | E | E | - | E | CpuIncompatible |" in lines
