from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import (
    DecryptVM,
    EncryptVM,
    FailKeyServer,
    Migrate,
    PowerOn,
    RestoreKeyServer,
    Resume,
    Suspend,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_encryption, with_vm
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.standing import standing
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.words import PowerState

REFUSED = [("error", "encryption.key_unavailable")]
ON, OFF, SUSPENDED = PowerState.ON, PowerState.OFF, PowerState.SUSPENDED
MOVES = (
    Migrate(vm="web-01", host="esx-02"),
    Migrate(vm="web-01", host="esx-02", datastore="local-02"),
    Migrate(vm="web-01", datastore="local-01"),
)


def a_site(power=ON, *, reachable=False, release="8.0"):
    """web-01 encrypted with a key of kms-01."""
    site = with_encryption(two_hosts(release), "web-01", "kms-01")
    site = site.put(replace(site.key_servers["kms-01"], reachable=reachable))
    return with_vm(site, "web-01", power=power)


def test_names_the_server_and_the_machine(say):
    assert say(a_site(OFF), PowerOn(vm="web-01")) == [
        "kms-01 cannot be reached, but web-01 needs a key from it"
    ]


@pytest.mark.parametrize("release", ["6.7", "7.0", "8.0"])
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.say("en"))
def test_cold_migration_needs_the_key_and_the_other_types_do_not(ask, release, move):
    assert ask(a_site(OFF, release=release), move) == REFUSED
    assert ask(a_site(OFF, reachable=True, release=release), move) == []
    for power in (ON, SUSPENDED):
        assert ask(a_site(power, release=release), move) == []


@pytest.mark.parametrize(
    ("power", "action"),
    [(OFF, PowerOn(vm="web-01")), (SUSPENDED, Resume(vm="web-01")), (OFF, DecryptVM(vm="web-01"))],
)
def test_what_opens_the_files_needs_the_key(ask, power, action):
    assert ask(a_site(power), action) == REFUSED
    assert ask(a_site(power, reachable=True), action) == []


def test_encrypting_needs_the_new_key_only(ask):
    site = a_site(OFF).put(KeyServer(name="kms-02"))

    assert ask(site, EncryptVM(vm="web-01", key_server="kms-02")) == []
    assert ask(site, EncryptVM(vm="old-01", key_server="kms-01")) == REFUSED


def test_a_running_machine_goes_on_and_can_be_suspended(ask):
    assert ask(a_site(), Suspend(vm="web-01")) == []


def test_machines_that_are_not_encrypted_do_not_care(ask):
    assert ask(a_site(), PowerOn(vm="old-01")) == []


@pytest.mark.parametrize("release", ["notes", "5.5"])
def test_leaves_old_releases_to_the_rule_on_hosts(ask, release):
    found = ask(a_site(OFF, release=release), PowerOn(vm="web-01"))

    assert found == [("error", "encryption.host_too_old")]


def test_is_repaired_by_restoring_the_server():
    found = repair(a_site(OFF), PowerOn(vm="web-01"))

    assert found.actions == (RestoreKeyServer(key_server="kms-01"),)


def test_a_server_fails_and_comes_back():
    fail, restore = FailKeyServer(key_server="kms-01"), RestoreKeyServer(key_server="kms-01")

    lost, told_lost = apply(a_site(reachable=True), fail)
    back, told_back = apply(lost, restore)

    assert lost == a_site()
    assert back == a_site(reachable=True)
    assert [one.say("en") for one in (*told_lost, *told_back)] == [
        "key server kms-01 cannot be reached any more",
        "key server kms-01 can be reached again",
    ]
    for action in (fail, restore):
        assert read_action(text_of(action_json(action))) == (action, ())


def test_a_lost_server_is_a_standing_warning():
    assert standing(a_site(reachable=True)) == ()
    assert [one.say("en") for one in standing(a_site())] == [
        "key server kms-01 cannot be reached; machines whose keys it holds: 1"
    ]


def test_is_read_and_written():
    site = a_site()

    assert site_json(site)["key_servers"] == {"kms-01": {"reachable": False}}
    assert site_json(site)["vms"]["web-01"]["encryption"] == {"key_server": "kms-01"}
    assert read_site(text_of(site_json(site))) == (site, ())
