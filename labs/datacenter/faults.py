"""The refusal of an action, and the API's names for refusals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labs.datacenter.report import Report

# Names of `vim.fault` and `vmodl.fault` in the vSphere Web Services API Reference.
FAULTS: tuple[str, ...] = (
    "AffinityConfigured",
    "AlreadyExists",
    "ApplicationQuiesceFault",
    "CannotAccessNetwork",
    "CannotAccessVmConfig",
    "CannotAccessVmDevice",
    "CannotAccessVmDisk",
    "CannotUseNetwork",
    "CpuIncompatible",
    "DatacenterMismatch",
    "DatastoreNotWritableOnHost",
    "DeviceHotPlugNotSupported",
    "DisallowedDiskModeChange",
    "DisallowedMigrationDeviceAttached",
    "DiskNotSupported",
    "DuplicateName",
    "DvsScopeViolated",
    "EncryptionKeyRequired",
    "FeatureRequirementsNotMet",
    "FileLocked",
    "FileNotFound",
    "FileTooLarge",
    "FilesystemQuiesceFault",
    "GuestOperationsUnavailable",
    "HostNotConnected",
    "InaccessibleDatastore",
    "InsufficientCpuResourcesFault",
    "InsufficientMemoryResourcesFault",
    "InvalidAffinitySettingFault",
    "InvalidArgument",
    "InvalidDatastore",
    "InvalidDeviceBacking",
    "InvalidDeviceOperation",
    "InvalidHostConnectionState",
    "InvalidHostState",
    "InvalidPowerState",
    "InvalidState",
    "MaintenanceModeFileMove",
    "ManagedObjectNotFound",
    "MemorySnapshotOnIndependentDisk",
    "MigrationDisabled",
    "MigrationFault",
    "MigrationFeatureNotSupported",
    "MigrationNotReady",
    "LimitExceeded",
    "MismatchedVMotionNetworkNames",
    "NetworkDisruptedAndConfigRolledBack",
    "NetworksMayNotBeTheSame",
    "NoDiskSpace",
    "NoHost",
    "NonPersistentDisksNotSupported",
    "NotEnoughCpus",
    "NotEnoughLogicalCpus",
    "NotSupported",
    "PhysCompatRDMNotSupported",
    "RDMNotSupportedOnDatastore",
    "RDMPointsToInaccessibleDisk",
    "RemoteDeviceNotSupported",
    "ResourceInUse",
    "ResourceNotAvailable",
    "SnapshotIncompatibleDeviceInVm",
    "SnapshotMoveNotSupported",
    "SnapshotNoChange",
    "SnapshotRevertIssue",
    "StorageVMotionNotSupported",
    "TaskInProgress",
    "Timedout",
    "TooManySnapshotLevels",
    "ToolsInstallationInProgress",
    "ToolsUnavailable",
    "VMOnVirtualIntranet",
    "VMotionAcrossNetworkNotSupported",
    "VMotionInterfaceIssue",
    "VMotionLinkCapacityLow",
    "VMotionLinkDown",
    "VMotionNotConfigured",
    "VMotionNotLicensed",
    "VMotionProtocolIncompatible",
    "VirtualHardwareVersionNotSupported",
)


@dataclass(eq=False)
class Fault(Exception):
    """An action was refused; `name` is the fault of the first error of its report."""

    name: str
    report: Report

    def say(self, language: str) -> str:
        """The refusal as one sentence."""
        stop = {"zh": "。", "en": "."}[language]
        return f"{self.name}: {self.report.errors[0].say(language)}{stop}"

    def __str__(self) -> str:
        return self.say("en")
