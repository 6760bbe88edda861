"""The actions menu: what stands in it, where, and what it says refuses an action just now."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from labs.commands import VERBS
from labs.console.families import FAILURES, FAMILIES, OTHER, family_of, family_word
from labs.console.menu import Entry, is_about, menu
from labs.console.page import DOINGS
from labs.console.subjects import Subject, resolve
from labs.datacenter.actions import ACTIONS, ALL_ACTIONS, Suspend, TakeSnapshot, UnregisterVM
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import KINDS, Site
from labs.datacenter.naming import naming_fields
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.wire.read import read_action

EVERYTHING = tuple(ACTIONS)


def entries(
    site: Site, ref: str, allowed: tuple[str, ...] = EVERYTHING, language: str = "en"
) -> dict[str, Entry]:
    with override("en"):
        groups = menu(site, resolve(site, ref), allowed=allowed, language=language)
    return {entry.verb: entry for group in groups for entry in group.entries}


def test_holds_nothing_but_what_the_lab_allows():
    assert entries(two_hosts(), "vm:web-01", allowed=()) == {}
    assert list(entries(two_hosts(), "vm:web-01", allowed=("PowerOff", "Nonsense"))) == [
        "power-off"
    ]


def test_groups_come_in_the_order_of_families_and_none_is_empty():
    with override("en"):
        site = two_hosts()
        groups = menu(site, resolve(site, "vm:web-01"), allowed=EVERYTHING, language="en")

    order = [group.family for group in groups if group.family != "aside"]
    assert order == [family for family in FAMILIES if family in order]
    assert all(group.entries for group in groups)


@pytest.mark.parametrize("kind", ALL_ACTIONS)
def test_every_action_has_a_family_with_a_heading(kind):
    with override("en"):
        assert family_word(family_of(kind))


def test_what_breaks_stands_apart_from_what_administers():
    assert family_of(ACTIONS["CutLink"]) == FAILURES
    assert family_of(ACTIONS["FailGuest"]) == FAILURES
    assert family_of(ACTIONS["ShutdownGuest"]) != OTHER


@pytest.mark.parametrize("kind", ALL_ACTIONS)
def test_every_action_is_in_the_menu_of_some_kind_of_object(kind):
    kinds = [one.kind for one in naming_fields(kind) if one.owner is None] or ["vcenter"]

    subjects = [Subject(kind=one, label="x", thing=None) for one in kinds if one in KINDS]

    assert subjects
    assert all(is_about(kind, one) for one in subjects)


def test_what_needs_nothing_more_is_one_press():
    entry = entries(two_hosts(), "vm:web-01")["power-off"]

    assert read_action(entry.json)[0] == ACTIONS["PowerOff"](vm="web-01")
    assert entry.reason == ""


def test_what_the_present_state_refuses_says_why_in_one_sentence():
    entry = entries(two_hosts(), "vm:web-01")["power-on"]

    assert (entry.json, entry.reason) == (
        "",
        "web-01 is powered on (poweredOn), but the action needs it powered off (poweredOff), "
        "suspended",
    )


def test_the_reason_goes_when_the_state_does():
    site, _ = apply(two_hosts(), Suspend(vm="web-01"))

    assert entries(site, "vm:web-01")["power-on"].reason == ""
    assert entries(site, "vm:web-01")["suspend"].reason != ""


def test_what_lacks_an_object_to_name_says_which():
    site = two_hosts()

    assert entries(site, "vm:web-01")["remove-snapshot"].reason == (
        "There is nothing to choose here: snapshot."
    )
    site, _ = apply(site, TakeSnapshot(vm="web-01", name="one"))
    assert entries(site, "vm:web-01")["remove-snapshot"].reason == ""


def test_a_choice_that_is_legal_for_one_target_alone_is_not_called_refused():
    site = two_hosts()

    assert entries(site, "vm:web-01")["migrate"].reason == ""
    assert entries(site, "vm:web-01")["disconnect-network"].reason == ""


@pytest.mark.parametrize("ref", ["vm:web-01", "vm:old-01", "host:esx-01", "datastore:san-01"])
def test_a_reason_holds_for_every_request_of_the_menu(ref):
    """What is called refused is refused whatever is chosen; one press is never refused."""
    site = two_hosts()
    kind_of_ref, _, name = ref.partition(":")
    for verb, entry in entries(site, ref).items():
        kind = VERBS[verb]
        if entry.json:
            assert report(site, read_action(entry.json)[0]).findings == ()
        if entry.reason:
            field = "vm" if kind_of_ref == "vm" else kind_of_ref
            about = (one for one in kind.every(site) if getattr(one, field, None) == name)
            assert not any(report(site, one).is_allowed for one in about), verb


def test_an_object_that_is_only_a_target_is_told_apart():
    found = entries(two_hosts(), "host:esx-02")

    assert found["migrate"].is_aside
    assert not found["enter-maintenance-mode"].is_aside
    assert found["lock-files"].is_aside


def test_templates_and_unregistered_machines_have_their_own():
    template = entries(with_vm(two_hosts(), "old-01", template=True), "vm:old-01")
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))

    assert template["mark-as-virtual-machine"].reason == ""
    assert template["mark-as-template"].reason != ""
    assert "register-vm" in entries(site, "unregistered_vm:old-01")


def test_a_switch_of_a_host_has_what_is_done_to_switches():
    found = entries(two_hosts(), "standard_switch:esx-01/vSwitch0")

    assert {"add-port-group", "add-uplink", "set-teaming", "remove-switch"} <= set(found)


def test_time_passes_from_the_menu_of_a_vcenter():
    assert entries(two_hosts(), "vcenter:vc-01")["advance"].reason == ""
    assert "advance" not in entries(two_hosts(), "vm:web-01")


def test_no_verb_is_another_pane_of_the_console():
    assert not set(DOINGS) & set(VERBS)


def test_labels_are_in_the_readers_language():
    assert entries(two_hosts(), "vm:web-01", language="zh")["power-off"].label == "关闭电源"
