"""Which rules judge each kind of action that is no migration, against sets of our own."""

from __future__ import annotations

from dataclasses import fields

import pytest

from labs.datacenter.actions import ACTIONS
from labs.datacenter.matrix import matrix
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import KINDS, MIGRATIONS

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
    "task.files_locked",
    "encryption.host_too_old",
    "boundary.networks_may_differ",
    "network.port_group_missing",
    "network.not_a_member",
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
        "storage.file_too_large",
    },
    "DeleteBackup": {"request.unknown_object", "backup.still_needed"},
    "AddBackupStore": {
        "request.unknown_object",
        "request.name_taken",
        "request.below_least",
        "backup.appliance_limit",
    },
    "RemoveBackupStore": {"request.unknown_object", "backup.store_in_use"},
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
        "request.nothing_changes",
        "request.beyond_partition",
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
for _copy in ("CloneVM", "CloneToTemplate", "DeployTemplate"):
    BEFORE_6_5[_copy] = {"boundary.vcenter_mismatch"}
    SINCE_6_5[_copy] = {"encryption.key_unavailable", "boundary.version_too_old"}
LOOSE_NETWORKS = {
    "boundary.networks_may_differ",
    "network.port_group_missing",
    "network.not_a_member",
}
# the snapshot leaves the tree all the same; a copy may come to networks that are others or none
WARNED = {
    "RemoveSnapshot": {"space.no_room_to_merge"},
    "RemoveAllSnapshots": {"space.no_room_to_merge"},
    "BackUp": {"backup.disk_left_out", "backup.no_change_ids", "backup.product_ended"},
    "CloneVM": LOOSE_NETWORKS,
    "CloneToTemplate": LOOSE_NETWORKS,
    "DeployTemplate": LOOSE_NETWORKS,
}


def expected(kind, release):
    on_a_machine = any(one.name == "vm" for one in fields(ACTIONS[kind]))
    busy = {"task.in_progress"} if on_a_machine and kind not in NO_TASKS else set()
    by_release = BEFORE_6_5 if release in ("notes", "5.5") else SINCE_6_5
    own = OTHER_KINDS.get(kind, USUAL | MORE.get(kind, set()))
    reached = REACHED if kind in WRITERS else set()
    return own | busy | reached | by_release.get(kind, set())


@pytest.mark.parametrize("release", RELEASES)
def test_other_actions_are_judged_by_these_rules(release):
    others = [kind for kind in KINDS if kind not in MIGRATIONS]
    wrong = {}
    for kind in others:
        asked = {row.code: row.levels[kind] for row in matrix(release, kinds=(kind,))}
        warned = {code for code, level in asked.items() if level != "E"}
        if set(asked) != expected(kind, release):
            wrong[kind] = set(asked) ^ expected(kind, release)
        if warned != WARNED.get(kind, set()):
            wrong[f"warnings of {kind}"] = warned

    assert len(others) > 100
    assert wrong == {}
