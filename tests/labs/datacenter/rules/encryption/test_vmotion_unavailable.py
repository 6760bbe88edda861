from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.actions import Migrate, SetVMotionEncryption
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_encryption, with_host, with_vm
from labs.datacenter.inventory.encryption import Encryption
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.wire.read import read_action, read_site
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.words import EncryptedVMotion, PowerState

REFUSED = [("error", "encryption.vmotion_unavailable")]
REQUIRED, OPPORTUNISTIC = EncryptedVMotion.REQUIRED, EncryptedVMotion.OPPORTUNISTIC
CROSS_HOST = Migrate(vm="web-01", host="esx-02", datastore="local-02")


def a_site(here="6.5", there="6.5", *, mode=REQUIRED, release="8.0"):
    """web-01 with that setting on esx-01, both hosts of a version of their own."""
    site = with_host(two_hosts(release), "esx-01", version=here)
    site = with_host(site, "esx-02", version=there)
    return with_vm(site, "web-01", encryption=Encryption(vmotion=mode))


def test_names_the_version_and_the_setting(say, a_move):
    assert say(a_site(there="6.0"), a_move) == [
        "esx-02 is of version 6.0, but vMotion is encrypted since 6.5, "
        "and encrypted vMotion of web-01 is set to required"
    ]


@pytest.mark.parametrize("release", ["notes", "5.5", "6.7", "7.0", "8.0"])
def test_both_hosts_must_be_6_5(ask, a_move, release):
    for action in (a_move, CROSS_HOST):
        assert ask(a_site(release=release), action) == []
        assert ask(a_site("6.0", "6.5", release=release), action) == REFUSED
        assert ask(a_site("6.5", "6.0", release=release), action) == REFUSED
        assert ask(a_site("6.0", "6.0", release=release), action) == REFUSED * 2


def test_leaves_a_machine_that_is_encrypted_itself_to_the_rule_on_hosts(ask, a_move):
    site = with_encryption(a_site("6.5", "6.0"), "web-01")
    site = with_vm(
        site, "web-01", encryption=replace(site.vms["web-01"].encryption, vmotion=REQUIRED)
    )

    assert ask(site, a_move) == [("error", "encryption.host_too_old")]


@pytest.mark.parametrize("mode", [OPPORTUNISTIC, EncryptedVMotion.DISABLED])
def test_any_other_setting_will_do_without(ask, a_move, mode):
    assert ask(a_site("6.0", "6.0", mode=mode), a_move) == []


def test_leaves_an_encrypted_machine_to_the_rule_on_hosts(ask, a_move):
    site = with_encryption(a_site("6.5", "6.0"), "web-01")

    assert ask(site, a_move) == [("error", "encryption.host_too_old")]


@pytest.mark.parametrize("power", [PowerState.OFF, PowerState.SUSPENDED])
def test_is_not_asked_about_machines_that_do_not_run(ask, a_move, power):
    assert ask(with_vm(a_site("6.0", "6.0"), "web-01", power=power), a_move) == []


def test_is_not_asked_where_the_host_stays(ask):
    assert ask(a_site("6.0", "6.0"), Migrate(vm="web-01", datastore="local-01")) == []


def test_is_repaired_by_letting_it_go_unencrypted(a_move):
    cure = SetVMotionEncryption(vm="web-01", mode=OPPORTUNISTIC)

    assert repair(a_site("6.0"), a_move).actions == (cure,)
    site, events = apply(a_site("6.0"), cure)
    assert site.vms["web-01"].encryption == Encryption()
    assert [one.say("en") for one in events] == [
        "encrypted vMotion of web-01 was set to opportunistic"
    ]
    assert read_action(text_of(action_json(cure))) == (cure, ())


def test_is_read_and_written():
    site = a_site()

    assert site_json(site)["vms"]["web-01"]["encryption"] == {"vmotion": "required"}
    assert read_site(text_of(site_json(site))) == (site, ())
