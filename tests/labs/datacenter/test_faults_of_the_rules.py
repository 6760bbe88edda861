"""The fault of the API that each rule names, against a list of our own."""

from __future__ import annotations

from functools import cache

from labs.datacenter.matrix import matrix
from labs.datacenter.rule import KINDS

# a release in which the rule is asked, its code, its fault
FAULT_OF = [
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
    ("8.0", "backup.appliance_limit", "LimitExceeded"),
    ("8.0", "request.beyond_partition", "InvalidArgument"),
    ("8.0", "backup.store_in_use", "ResourceInUse"),
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
]


@cache
def faults_under(release):
    return {row.code: row.fault for row in matrix(release, kinds=KINDS)}


def test_a_rule_names_the_fault_of_its_source():
    wrong = [
        (release, code, fault, faults_under(release).get(code))
        for release, code, fault in FAULT_OF
        if faults_under(release).get(code) != fault
    ]

    assert wrong == []
