from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils.translation import override

from labs.console.objects import select
from labs.datacenter.actions import (
    ACTIONS,
    AssignLicence,
    ClearAffinity,
    CloneVM,
    CutLink,
    FailPath,
    MarkAsTemplate,
    MountToolsInstaller,
    PresentLun,
    RegisterVM,
    RemoveDatastore,
    RepairLink,
    RestorePath,
    UnmountToolsInstaller,
    UnregisterVM,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_guest, with_hardware, with_host, with_raw_disk, with_vm
from labs.datacenter.prepared import with_two_paths
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.words import Licence


def shown(site, ref, allowed=tuple(ACTIONS)):
    with override("en"):
        return select(site, ref, language="en", allowed=allowed)


def facts(site, ref):
    return {str(fact.label): str(fact.value) for fact in shown(site, ref).facts}


def offered(site, ref):
    return [offer.action for offer in shown(site, ref).offers]


@pytest.mark.parametrize("ref", ["vm:web-01", "host:esx-01", "datastore:san-01"])
def test_offers_nothing_but_what_the_lab_allows(ref):
    assert shown(two_hosts(), ref, allowed=()).offers == ()


def test_a_mounted_installer_is_shown_and_can_be_unmounted():
    site = with_guest(two_hosts(), "web-01", tools_installer_mounted=True)

    assert facts(site, "vm:web-01")["VMware Tools installer"] == "mounted"
    assert UnmountToolsInstaller(vm="web-01") in offered(site, "vm:web-01")
    assert MountToolsInstaller(vm="web-01") not in offered(site, "vm:web-01")


def test_without_an_installer_mounting_is_offered():
    site = two_hosts()

    assert "VMware Tools installer" not in facts(site, "vm:web-01")
    assert MountToolsInstaller(vm="web-01") in offered(site, "vm:web-01")


def test_affinity_is_shown_and_can_be_cleared():
    site = two_hosts()
    cpu = replace(site.vms["web-01"].cpu, affinity=(0, 1))
    bound = with_vm(site, "web-01", cpu=cpu)

    assert facts(bound, "vm:web-01")["Bound to processors"] == "0, 1"
    assert "Bound to NUMA nodes" not in facts(bound, "vm:web-01")
    assert ClearAffinity(vm="web-01") in offered(bound, "vm:web-01")
    assert ClearAffinity(vm="web-01") not in offered(site, "vm:web-01")


def test_a_raw_disk_names_its_lun_and_can_be_presented_to_others():
    site = with_raw_disk(two_hosts(), "web-01", "lun-9")

    assert facts(site, "vm:web-01")["Hard disk 1"].endswith("virtual compatibility mode, LUN lun-9")
    assert facts(site, "host:esx-01")["LUNs"] == "lun-9"
    assert PresentLun(host="esx-02", lun="lun-9") in offered(site, "host:esx-02")
    assert PresentLun(host="esx-01", lun="lun-9") not in offered(site, "host:esx-01")


def test_versions_are_shown_where_they_are_stated():
    site = with_hardware(with_host(two_hosts(), "esx-01", version="6.7"), "web-01", version=14)

    assert facts(site, "vm:web-01")["Virtual hardware version"] == "14"
    assert facts(site, "host:esx-01")["Product version"] == "ESXi 6.7"
    assert "Product version" not in facts(site, "host:esx-02")
    assert "Virtual hardware version" not in facts(site, "vm:db-01")


def test_a_lesser_licence_is_shown_and_another_offered():
    site = with_host(two_hosts(), "esx-01", licence=Licence.ESSENTIALS)

    assert facts(site, "host:esx-01")["Licence"] == "Essentials"
    assert "Licence" not in facts(site, "host:esx-02")
    licences = {a.licence for a in offered(site, "host:esx-01") if isinstance(a, AssignLicence)}
    assert licences == set(Licence) - {Licence.ESSENTIALS}


def test_a_cut_link_is_shown_with_its_warning_and_can_be_repaired():
    cut, repair = (verb(host="esx-01", nic="vmnic2") for verb in (CutLink, RepairLink))
    site, _ = apply(two_hosts(), cut)

    assert facts(site, "host:esx-01")["vSwitch2"] == "Production · vmnic2, link down"
    assert "has no uplink with a link" in facts(site, "host:esx-01")["Warning"]
    assert repair in offered(site, "host:esx-01")
    assert cut not in offered(site, "host:esx-01")
    assert "Warning" not in facts(two_hosts(), "host:esx-01")


def test_paths_are_shown_with_their_state_and_can_be_restored():
    place = {"host": "esx-01", "datastore": "san-01", "path": "vmhba1"}
    site, _ = apply(with_two_paths(two_hosts()), FailPath(**place))

    assert facts(site, "host:esx-01")["Paths to san-01"] == "Fixed, vmhba1 dead, vmhba2 active"
    assert "one path to san-01 left" in facts(site, "host:esx-01")["Warning"]
    assert RestorePath(**place) in offered(site, "host:esx-01")
    assert FailPath(**place) not in offered(site, "host:esx-01")


def test_a_round_trip_is_shown_where_it_is_stated():
    site = with_host(two_hosts(), "esx-01", rtt_ms=12)

    assert facts(site, "host:esx-01")["Round-trip time to the core"] == "12 ms"
    assert "Round-trip time to the core" not in facts(site, "host:esx-02")


def test_every_offer_can_be_asked_about():
    site = two_hosts()
    for ref in ("vm:web-01", "vm:old-01", "host:esx-01"):
        for action in offered(site, ref):
            if report(site, action).is_allowed:
                assert apply(site, action)[0] != site


def test_a_template_is_shown_as_one_and_offers_what_templates_can():
    site = with_vm(two_hosts(), "old-01", template=True)

    told = shown(site, "vm:old-01")
    kinds = {type(one).__name__ for one in offered(site, "vm:old-01")}

    assert (told.state, told.state_word) == ("template", "template")
    assert {"MarkAsVirtualMachine", "DeployTemplate", "UnregisterVM", "DestroyVM"} <= kinds
    assert not {"MarkAsTemplate", "CloneVM"} & kinds


def test_a_machine_can_be_cloned_beside_its_files_and_converted():
    clone = CloneVM(vm="web-01", name="clone-01", host="esx-01", datastore="san-01")

    assert clone in offered(two_hosts(), "vm:web-01")
    assert MarkAsTemplate(vm="web-01") in offered(two_hosts(), "vm:web-01")


def test_an_unregistered_machine_is_named_by_its_datastore_and_offered_by_hosts():
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))

    assert facts(site, "datastore:local-01")["Files of unregistered machines"] == "old-01"
    assert RegisterVM(vm="old-01", host="esx-01") in offered(site, "host:esx-01")
    assert offered(site, "datastore:local-01") == [RemoveDatastore(datastore="local-01")]
