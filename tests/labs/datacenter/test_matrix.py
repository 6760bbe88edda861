"""The printed matrix of migrations against a table of our own, cell by cell, in every release.

Mutation of a class attribute goes unseen by other tests; this one guards what rules declare.
"""

from __future__ import annotations

import pytest

from labs.datacenter.matrix import STORAGE, markdown, matrix, summary
from labs.datacenter.releases import RELEASES
from labs.datacenter.rule import MIGRATIONS
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


def rows(text):
    return {code: cells for code, *cells in (line.split() for line in text.split("\n") if line)}


@pytest.mark.parametrize("release", RELEASES)
def test_the_matrix_is_the_one_of_the_sources(release):
    expected = {**rows(SAME_IN_EVERY_RELEASE), **rows(BOUNDARIES[release])}

    printed = {row.code: [row.levels[kind] for kind in MIGRATIONS] for row in matrix(release)}

    assert printed == expected


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
