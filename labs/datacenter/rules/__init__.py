"""Every rule, by hand, in the order of a report: the basic ones first."""

from __future__ import annotations

from labs.datacenter.rule import Rule
from labs.datacenter.rules.admission.cpu_short import CpuShort
from labs.datacenter.rules.admission.memory_short import MemoryShort
from labs.datacenter.rules.admission.reservation_above_memory import ReservationAboveMemory
from labs.datacenter.rules.backup.appliance_limit import ApplianceLimit
from labs.datacenter.rules.backup.disk_left_out import DiskLeftOut
from labs.datacenter.rules.backup.hardware_too_old import HardwareTooOld
from labs.datacenter.rules.backup.no_change_ids import NoChangeIds
from labs.datacenter.rules.backup.no_room_to_restore import NoRoomToRestore
from labs.datacenter.rules.backup.product_ended import ProductEnded
from labs.datacenter.rules.backup.still_needed import StillNeeded
from labs.datacenter.rules.backup.store_full import StoreFull
from labs.datacenter.rules.backup.store_in_use import StoreInUse
from labs.datacenter.rules.backup.too_many_machines import TooManyMachines
from labs.datacenter.rules.boundary.clocks_apart import ClocksApart
from labs.datacenter.rules.boundary.datacenter_mismatch import DatacenterMismatch
from labs.datacenter.rules.boundary.domains_differ import DomainsDiffer
from labs.datacenter.rules.boundary.enterprise_plus_missing import EnterprisePlusMissing
from labs.datacenter.rules.boundary.networks_may_differ import NetworksMayDiffer
from labs.datacenter.rules.boundary.template_elsewhere import TemplateElsewhere
from labs.datacenter.rules.boundary.vcenter_mismatch import VCenterMismatch
from labs.datacenter.rules.boundary.version_too_old import VersionTooOld
from labs.datacenter.rules.cpu.affinity_beyond_host import AffinityBeyondHost
from labs.datacenter.rules.cpu.affinity_set import AffinitySet
from labs.datacenter.rules.cpu.features_missing import FeaturesMissing
from labs.datacenter.rules.cpu.no_hardware_virtualization import NoHardwareVirtualization
from labs.datacenter.rules.cpu.too_few_logical import TooFewLogical
from labs.datacenter.rules.cpu.vendor_differs import VendorDiffers
from labs.datacenter.rules.device.backing_unreachable import BackingUnreachable
from labs.datacenter.rules.device.client_connected import ClientConnected
from labs.datacenter.rules.device.media_unfit import MediaUnfit
from labs.datacenter.rules.device.not_hot_pluggable import NotHotPluggable
from labs.datacenter.rules.device.passthrough import Passthrough
from labs.datacenter.rules.device.tools_installer import ToolsInstaller
from labs.datacenter.rules.disk.grows_in_use_not_persistent import GrowsInUseNotPersistent
from labs.datacenter.rules.disk.grows_past_2_tb_in_use import GrowsPast2TbInUse
from labs.datacenter.rules.disk.has_parent import HasParent
from labs.datacenter.rules.disk.host_too_old import HostTooOld as DiskHostTooOld
from labs.datacenter.rules.disk.is_raw_device import IsRawDevice
from labs.datacenter.rules.disk.mode_held_by_snapshots import ModeHeldBySnapshots
from labs.datacenter.rules.disk.shrinks import Shrinks
from labs.datacenter.rules.disk.too_large import TooLarge
from labs.datacenter.rules.encryption.always_required import AlwaysRequired
from labs.datacenter.rules.encryption.crosses_vcenters import CrossesVcenters
from labs.datacenter.rules.encryption.host_too_old import HostTooOld
from labs.datacenter.rules.encryption.key_unavailable import KeyUnavailable
from labs.datacenter.rules.encryption.memory_in_a_file import MemoryInAFile
from labs.datacenter.rules.encryption.snapshots_present import SnapshotsPresent
from labs.datacenter.rules.encryption.vmotion_unavailable import VMotionUnavailable
from labs.datacenter.rules.guest.crashed import Crashed
from labs.datacenter.rules.guest.tools_unavailable import ToolsUnavailable
from labs.datacenter.rules.host.disconnected import Disconnected
from labs.datacenter.rules.host.files_leave_in_maintenance import FilesLeaveInMaintenance
from labs.datacenter.rules.host.hardware_too_new import HardwareTooNew
from labs.datacenter.rules.host.in_maintenance import InMaintenance
from labs.datacenter.rules.host.machines_still_run import MachinesStillRun
from labs.datacenter.rules.host.not_reachable import NotReachable
from labs.datacenter.rules.host.target_disconnected import TargetDisconnected
from labs.datacenter.rules.network.balancing_unsupported import BalancingUnsupported
from labs.datacenter.rules.network.change_not_supported import ChangeNotSupported
from labs.datacenter.rules.network.internal_switch import InternalSwitch
from labs.datacenter.rules.network.leaves_distributed import LeavesDistributed
from labs.datacenter.rules.network.management_lost import ManagementLost
from labs.datacenter.rules.network.mapped_network_missing import MappedNetworkMissing
from labs.datacenter.rules.network.name_in_use import NameInUse
from labs.datacenter.rules.network.nic_taken import NicTaken
from labs.datacenter.rules.network.no_uplink_free import NoUplinkFree
from labs.datacenter.rules.network.not_a_member import NotAMember
from labs.datacenter.rules.network.out_of_scope import OutOfScope
from labs.datacenter.rules.network.port_group_missing import PortGroupMissing
from labs.datacenter.rules.network.still_in_use import StillInUse
from labs.datacenter.rules.network.switch_versions_differ import SwitchVersionsDiffer
from labs.datacenter.rules.network.team_contradicts import TeamContradicts
from labs.datacenter.rules.network.uplink_count import UplinkCount
from labs.datacenter.rules.network.vlan_out_of_range import VlanOutOfRange
from labs.datacenter.rules.power.not_a_template import NotATemplate
from labs.datacenter.rules.power.template import Template
from labs.datacenter.rules.power.wrong_state import WrongState
from labs.datacenter.rules.request.below_least import BelowLeast
from labs.datacenter.rules.request.beyond_partition import BeyondPartition
from labs.datacenter.rules.request.beyond_time import BeyondTime
from labs.datacenter.rules.request.mapping_in_place import MappingInPlace
from labs.datacenter.rules.request.name_taken import NameTaken
from labs.datacenter.rules.request.nothing_changes import NothingChanges
from labs.datacenter.rules.request.unknown_object import UnknownObject
from labs.datacenter.rules.request.wrong_shape import WrongShape
from labs.datacenter.rules.snapshot.incompatible_device import IncompatibleDevice
from labs.datacenter.rules.snapshot.memory_with_independent_disk import MemoryWithIndependentDisk
from labs.datacenter.rules.snapshot.move_not_supported import MoveNotSupported
from labs.datacenter.rules.snapshot.nothing_changed import NothingChanged
from labs.datacenter.rules.snapshot.processor_differs import ProcessorDiffers
from labs.datacenter.rules.snapshot.quiescing_failed import QuiescingFailed
from labs.datacenter.rules.snapshot.revert_may_fail import RevertMayFail
from labs.datacenter.rules.snapshot.too_many_levels import TooManyLevels
from labs.datacenter.rules.space.datastore_full import DatastoreFull
from labs.datacenter.rules.space.no_room_for_disk import NoRoomForDisk
from labs.datacenter.rules.space.no_room_for_memory_image import NoRoomForMemoryImage
from labs.datacenter.rules.space.no_room_for_swap import NoRoomForSwap
from labs.datacenter.rules.space.no_room_to_encrypt import NoRoomToEncrypt
from labs.datacenter.rules.space.no_room_to_merge import NoRoomToMerge
from labs.datacenter.rules.space.no_room_to_write import NoRoomToWrite
from labs.datacenter.rules.storage.all_paths_down import AllPathsDown
from labs.datacenter.rules.storage.base_disk_lost import BaseDiskLost
from labs.datacenter.rules.storage.config_unreachable import ConfigUnreachable
from labs.datacenter.rules.storage.datastore_in_use import DatastoreInUse
from labs.datacenter.rules.storage.datastore_inaccessible import DatastoreInaccessible
from labs.datacenter.rules.storage.datastore_not_mounted import DatastoreNotMounted
from labs.datacenter.rules.storage.datastore_read_only import DatastoreReadOnly
from labs.datacenter.rules.storage.device_lost import DeviceLost
from labs.datacenter.rules.storage.disk_not_persistent import DiskNotPersistent
from labs.datacenter.rules.storage.disks_unreachable import DisksUnreachable
from labs.datacenter.rules.storage.file_too_large import FileTooLarge
from labs.datacenter.rules.storage.local_datastore import LocalDatastore
from labs.datacenter.rules.storage.physical_rdm_converted import PhysicalRdmConverted
from labs.datacenter.rules.storage.raw_device_not_cloned import RawDeviceNotCloned
from labs.datacenter.rules.storage.raw_device_on_nfs import RawDeviceOnNfs
from labs.datacenter.rules.storage.raw_device_unseen import RawDeviceUnseen
from labs.datacenter.rules.task.files_locked import FilesLocked
from labs.datacenter.rules.task.in_progress import InProgress
from labs.datacenter.rules.task.not_cancelable import NotCancelable
from labs.datacenter.rules.task.not_ready import NotReady
from labs.datacenter.rules.vmotion.address_families_differ import AddressFamiliesDiffer
from labs.datacenter.rules.vmotion.link_down import LinkDown
from labs.datacenter.rules.vmotion.link_slow import LinkSlow
from labs.datacenter.rules.vmotion.names_differ import NamesDiffer
from labs.datacenter.rules.vmotion.not_configured import NotConfigured
from labs.datacenter.rules.vmotion.not_licensed import NotLicensed
from labs.datacenter.rules.vmotion.round_trip_long import RoundTripLong
from labs.datacenter.rules.vmotion.type_unknown import TypeUnknown

ALL_RULES: tuple[Rule, ...] = (
    UnknownObject(),
    WrongState(),
    NothingChanges(),
    WrongShape(),
    BeyondTime(),
    BeyondPartition(),
    MappingInPlace(),
    NameTaken(),
    BelowLeast(),
    Template(),
    NotReachable(),
    InProgress(),
    NotReady(),
    FilesLocked(),
    NotCancelable(),
    NotATemplate(),
    Disconnected(),
    TargetDisconnected(),
    InMaintenance(),
    FilesLeaveInMaintenance(),
    MachinesStillRun(),
    DatacenterMismatch(),
    VCenterMismatch(),
    TemplateElsewhere(),
    VersionTooOld(),
    EnterprisePlusMissing(),
    ClocksApart(),
    DomainsDiffer(),
    NetworksMayDiffer(),
    DisksUnreachable(),
    ConfigUnreachable(),
    DatastoreNotMounted(),
    DatastoreInaccessible(),
    AllPathsDown(),
    DeviceLost(),
    DatastoreReadOnly(),
    LocalDatastore(),
    DatastoreInUse(),
    BaseDiskLost(),
    HardwareTooNew(),
    DiskHostTooOld(),
    FileTooLarge(),
    RawDeviceUnseen(),
    RawDeviceOnNfs(),
    PhysicalRdmConverted(),
    Shrinks(),
    TooLarge(),
    HasParent(),
    IsRawDevice(),
    GrowsInUseNotPersistent(),
    GrowsPast2TbInUse(),
    ModeHeldBySnapshots(),
    RawDeviceNotCloned(),
    DatastoreFull(),
    NoRoomForDisk(),
    NoRoomForSwap(),
    NoRoomForMemoryImage(),
    NoRoomToEncrypt(),
    NoRoomToMerge(),
    NoRoomToWrite(),
    VendorDiffers(),
    FeaturesMissing(),
    TooFewLogical(),
    NoHardwareVirtualization(),
    AffinitySet(),
    AffinityBeyondHost(),
    TypeUnknown(),
    NotLicensed(),
    NotConfigured(),
    AddressFamiliesDiffer(),
    LinkDown(),
    LinkSlow(),
    NamesDiffer(),
    RoundTripLong(),
    PortGroupMissing(),
    NotAMember(),
    MappedNetworkMissing(),
    ChangeNotSupported(),
    LeavesDistributed(),
    SwitchVersionsDiffer(),
    InternalSwitch(),
    ToolsUnavailable(),
    Crashed(),
    NameInUse(),
    OutOfScope(),
    NicTaken(),
    NoUplinkFree(),
    StillInUse(),
    UplinkCount(),
    VlanOutOfRange(),
    TeamContradicts(),
    BalancingUnsupported(),
    ManagementLost(),
    BackingUnreachable(),
    ClientConnected(),
    Passthrough(),
    ToolsInstaller(),
    MediaUnfit(),
    NotHotPluggable(),
    DiskNotPersistent(),
    IncompatibleDevice(),
    MemoryWithIndependentDisk(),
    TooManyLevels(),
    NothingChanged(),
    QuiescingFailed(),
    ProcessorDiffers(),
    MoveNotSupported(),
    RevertMayFail(),
    HostTooOld(),
    KeyUnavailable(),
    MemoryInAFile(),
    CrossesVcenters(),
    VMotionUnavailable(),
    SnapshotsPresent(),
    AlwaysRequired(),
    ReservationAboveMemory(),
    HardwareTooOld(),
    StoreFull(),
    TooManyMachines(),
    NoRoomToRestore(),
    StillNeeded(),
    ApplianceLimit(),
    StoreInUse(),
    DiskLeftOut(),
    NoChangeIds(),
    ProductEnded(),
    MemoryShort(),
    CpuShort(),
)
RULES: dict[str, Rule] = {rule.code: rule for rule in ALL_RULES}
