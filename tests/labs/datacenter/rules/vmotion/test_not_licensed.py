from __future__ import annotations

import pytest

from labs.datacenter.actions import AssignLicence, Migrate
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_host, with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.vmotion.not_licensed import NotLicensed
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.words import Licence, PowerState

CODE = "vmotion.not_licensed"
REQUESTS = {
    "VMO": Migrate(vm="web-01", host="esx-02"),
    "SVMO": Migrate(vm="web-01", datastore="local-01"),
    "XHOST": Migrate(vm="web-01", host="esx-02", datastore="local-02"),
}
# which editions have which live migration
LICENSED = {
    "essentials": (),
    "essentialsPlus": ("VMO",),
    "standard": ("VMO", "SVMO", "XHOST"),
    "enterprise": ("VMO", "SVMO", "XHOST"),
    "enterprisePlus": ("VMO", "SVMO", "XHOST"),
}


def a_site(licence, *hosts, power=PowerState.ON):
    site = with_vm(two_hosts(), "web-01", power=power)
    for host in hosts or ("esx-01",):
        site = with_host(site, host, licence=Licence(licence))
    return site


def test_names_edition_feature_and_the_least_that_has_it(say):
    assert say(a_site("essentialsPlus"), REQUESTS["SVMO"]) == [
        "esx-01 is licensed for Essentials Plus, which has no Storage vMotion; "
        "it takes Standard at least"
    ]


@pytest.mark.parametrize("kind", REQUESTS)
@pytest.mark.parametrize("licence", LICENSED)
def test_each_edition_has_what_the_table_says(ask, licence, kind):
    expected = [] if kind in LICENSED[licence] else [("error", CODE)]

    assert ask(a_site(licence), REQUESTS[kind]) == expected


def test_every_edition_is_in_the_table():
    assert list(LICENSED) == [one.value for one in Licence]


def test_judges_the_target_too(ask):
    assert ask(a_site("essentials", "esx-02"), REQUESTS["VMO"]) == [("error", CODE)]
    assert ask(a_site("essentials", "esx-01", "esx-02"), REQUESTS["VMO"]) == [("error", CODE)] * 2
    assert ask(a_site("essentials", "esx-02"), REQUESTS["SVMO"]) == []


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, power):
    for request in REQUESTS.values():
        assert ask(a_site("essentials", power=power), request) == []


def test_a_host_has_every_feature_unless_told_otherwise():
    assert two_hosts().hosts["esx-01"].licence is Licence.ENTERPRISE_PLUS


def test_is_repaired_by_the_least_edition():
    found = repair(a_site("essentials"), REQUESTS["VMO"])

    assert found.actions == (AssignLicence(host="esx-01", licence=Licence.ESSENTIALS_PLUS),)


def test_a_licence_can_be_assigned_once(ask):
    cure = AssignLicence(host="esx-01", licence=Licence.STANDARD)
    site, events = apply(a_site("essentials"), cure)

    assert ask(site, REQUESTS["XHOST"]) == []
    assert ask(site, cure) == [("error", "request.nothing_changes")]
    assert [one.say("en") for one in events] == ["esx-01 was licensed for Standard"]


def test_is_marked_as_unverified():
    assert report(a_site("essentials"), REQUESTS["VMO"]).unverified


def test_is_read_and_written():
    site = a_site("essentialsPlus")
    cure = AssignLicence(host="esx-01", licence=Licence.STANDARD)

    assert site_json(site)["hosts"]["esx-01"]["licence"] == "essentialsPlus"
    assert read_site(text_of(site_json(site))) == (site, ())
    assert read_action(text_of(action_json(cure))) == (cure, ())


@pytest.mark.parametrize("licence", ["Standard", "", None, 1, ["standard"]])
def test_an_edition_that_does_not_exist_is_a_problem(licence):
    action, problems = read_action({"type": "AssignLicence", "host": "a", "licence": licence})

    assert action is None
    assert [one.path for one in problems] == ["/licence"]


@pytest.mark.parametrize(("kind", "host"), [("VMO", "esx-02"), ("SVMO", "esx-01")])
def test_is_broken_on_the_host_that_the_machine_comes_to_or_stays_on(kind, host):
    broken, _ = NotLicensed().breaks(two_hosts(), REQUESTS[kind])

    assert broken == a_site("essentials", host)
