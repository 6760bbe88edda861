"""The wizard: what it judges, what holds Next, and which repair it offers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from labs.console.disputes import dispute_of
from labs.console.wizard import MAPPED, Wizard, read_draft
from labs.datacenter.actions.migrate import NetworkMapping
from labs.datacenter.inventory.site import Site
from labs.datacenter.presets import a_switch, two_hosts
from labs.datacenter.report import report
from labs.datacenter.rules import RULES
from labs.datacenter.words import Provision
from tests.labs.casts import ARRAY, BOOKING, STATES, a_lab, an_action


def a_wizard(lab=BOOKING, vm="book-01", release="8.0", **asked: str) -> Wizard:
    found = a_lab(lab)
    site: Site = found.site(release)
    return Wizard(site, read_draft(site, site.vms[vm], asked), found.actions)


def verdicts(wizard: Wizard) -> dict[str, int | None]:
    return {
        target.name: None if target.told is None else len(target.told.errors)
        for target in wizard.hosts
    }


def test_begins_with_the_type_and_nothing_to_judge():
    wizard = a_wizard()

    assert (wizard.step, wizard.told, wizard.can_go_on) == ("type", None, False)
    assert [(kind.name, kind.type) for kind in wizard.kinds] == [
        ("host", "VMO"),
        ("datastore", "SVMO"),
        ("both", "XHOST"),
    ]


@pytest.mark.parametrize(("vm", "type"), [("build-01", "COLD"), ("calc-01", "SUSP")])
def test_a_machine_at_rest_has_one_type_whatever_changes(vm, type):
    assert {kind.type for kind in a_wizard(STATES, vm).kinds} == {type}


def test_judges_every_host_but_the_present_one():
    wizard = a_wizard(kind="host", step="host")

    assert verdicts(wizard) == {
        "esx-01": 2,
        "esx-02": None,
        "esx-03": 4,
        "esx-04": 4,
        "esx-05": 4,
    }


def test_errors_hold_the_step():
    wizard = a_wizard(kind="host", host="esx-03", step="review")

    assert wizard.step == "host"
    assert not wizard.can_go_on
    assert len(wizard.told.errors) == 4


def test_a_legal_target_leads_to_the_review():
    wizard = a_wizard(
        STATES, "build-01", kind="both", host="esx-11", datastore="san-sz", go="review"
    )

    assert wizard.step == "review"
    assert wizard.told.is_allowed
    assert wizard.json == '{"datastore":"san-sz","host":"esx-11","type":"Migrate","vm":"build-01"}'


def test_a_host_alone_is_judged_with_the_datastore_that_suits_it_best():
    wizard = a_wizard(ARRAY, "db-01", kind="both", host="esx-02", step="host")

    assert wizard.assumed == "local-02"
    assert wizard.told.is_allowed
    assert wizard.can_go_on


def test_once_chosen_the_datastore_itself_is_judged():
    wizard = a_wizard(
        ARRAY, "db-01", kind="both", host="esx-02", datastore="san-a", step="datastore"
    )

    assert wizard.assumed == ""
    assert [finding.fault for finding in wizard.told.errors] == ["NoDiskSpace"]
    assert not wizard.can_go_on


def test_a_datastore_alone_is_judged_from_where_the_machine_stands():
    wizard = a_wizard(ARRAY, "db-01", kind="datastore", step="datastore")

    errors = {target.name: len(target.told.errors) for target in wizard.datastores}
    assert errors["local-02"] >= 1  # esx-01 cannot see it
    assert errors["san-a"] == 1  # too small


def test_offers_the_smallest_repair_the_lab_allows():
    wizard = a_wizard(kind="host", host="esx-01", step="host")

    assert sorted(action.say("en") for action in wizard.repair.actions) == [
        "Disconnect CD/DVD drive 1 of book-01",
        "Disconnect Network adapter 2 of book-01",
    ]
    assert {type(action).__name__ for action in wizard.repair.actions} <= set(a_lab().actions)


def test_names_a_request_that_nothing_here_can_mend():
    repair = a_wizard(kind="host", host="esx-03", step="host").repair

    assert repair.actions == ()
    assert repair.status == "impossible"


def test_a_clean_request_needs_no_repair():
    assert (
        a_wizard(STATES, "build-01", kind="both", host="esx-11", datastore="san-sz").repair is None
    )


@pytest.mark.parametrize("host", ["esx-02", "nowhere", ""])
def test_the_present_or_an_unknown_host_counts_as_not_chosen(host):
    assert a_wizard(kind="host", host=host, step="host").draft.host == ""


@pytest.mark.parametrize("step", ["review", "datastore", "", "nonsense"])
def test_a_step_out_of_turn_goes_to_the_first_that_is_not_done(step):
    assert a_wizard(kind="host", step=step).step in ("host", "type")
    assert a_wizard(step=step).step == "type"


def test_releases_that_judge_alike_are_told_in_one_span():
    site = a_lab(STATES).site("8.0")
    cold = an_action(type="Migrate", vm="build-01", host="esx-11", datastore="san-sz")
    live = an_action(type="Migrate", vm="shop-01", host="esx-12", datastore="san-sz")

    def spans(action):
        found = dispute_of(report(site, action))
        return [(span.first, span.last, span.verdict) for span in found.spans]

    assert spans(cold) == [("notes", "notes", "refused"), ("5.5", "8.0", "allowed")]
    assert spans(live) == [
        ("notes", "notes", "refused"),
        ("5.5", "5.5", "refused"),
        ("6.7", "8.0", "allowed"),
    ]


def test_a_verdict_all_releases_share_is_no_dispute():
    site = a_lab().site("8.0")

    assert dispute_of(report(site, an_action(type="PowerOff", vm="book-01"))) is None


# networks and formats


def a_mapping_wizard(site: Site | None = None, **asked: str) -> Wizard:
    """web-01 of a site where the other host lacks its network."""
    site = site or without_production(two_hosts("8.0"))
    answers = {key.replace("_", "-"): value for key, value in asked.items()}
    draft = read_draft(site, site.vms["web-01"], {"kind": "host", "host": "esx-02", **answers})
    return Wizard(site, draft, ("Migrate",))


def without_production(site: Site) -> Site:
    """The other host calls its network by another name."""
    host = site.hosts["esx-02"]
    switches = (*host.switches[:2], a_switch("vSwitch2", ("vmnic2",), "Shop"))
    return site.put(replace(host, switches=switches))


def test_a_network_that_is_not_there_holds_the_networks_and_not_the_host():
    at_host, at_networks = a_mapping_wizard(step="host"), a_mapping_wizard(step="networks")

    assert [one.code for one in at_host.told.errors] == ["network.port_group_missing"]
    assert (at_host.is_held, at_host.is_mapped_later, at_host.can_go_on) == (False, True, True)
    assert at_host.next_step == "networks"
    assert (at_networks.is_held, at_networks.can_go_on) == (True, False)


def test_the_networks_step_offers_what_the_target_has():
    (adapter,) = a_mapping_wizard(step="networks").adapters

    assert not adapter.is_there
    assert adapter.networks == ("Management", "Shop", "vMotion")


def test_a_mapped_adapter_lets_the_migration_pass():
    wizard = a_mapping_wizard(step="networks", n_1="Shop", go="review")

    assert wizard.step == "review"
    assert wizard.told.is_allowed
    assert wizard.draft.action.networks == (
        NetworkMapping(nic="Network adapter 1", network="Shop"),
    )


@pytest.mark.parametrize("network", ["", "nowhere", "Production"])
def test_a_network_the_target_does_not_have_is_no_mapping(network):
    assert a_mapping_wizard(n_1=network).draft.networks == ()


def test_networks_that_need_no_mapping_are_passed_over_and_can_be_gone_back_to():
    at_host = a_mapping_wizard(two_hosts("8.0"), step="host")
    at_review = a_mapping_wizard(two_hosts("8.0"), step="review")

    assert at_host.next_step == "review"
    assert at_review.previous_step == "networks"


def test_errors_no_mapping_resolves_still_hold_the_host():
    wizard = a_wizard(kind="host", host="esx-03", step="host")

    assert wizard.is_held
    assert not wizard.is_mapped_later


def test_a_format_goes_with_the_files():
    wizard = a_mapping_wizard(two_hosts("8.0"), kind="both", datastore="local-02", provision="thin")

    assert wizard.draft.action.provision is Provision.THIN
    assert a_mapping_wizard(two_hosts("8.0"), provision="thin").draft.action.provision is None
    assert a_mapping_wizard(two_hosts("8.0"), provision="fat").draft.provision is None


def test_a_graded_run_is_offered_no_repair():
    wizard = a_wizard(kind="host", host="esx-01", step="host")

    assert wizard.repair is not None
    assert replace(wizard, offers_repair=False).repair is None


def test_every_rule_that_a_mapping_resolves_is_one_of_the_engines():
    assert set(RULES) >= MAPPED
