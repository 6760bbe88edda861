from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    DecryptVM,
    EncryptVM,
    Migrate,
    PowerOn,
    Resume,
    SetVMotionEncryption,
)
from labs.datacenter.edits import with_encryption, with_host, with_vm
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.encryption.host_too_old import HostTooOld
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import site_json
from labs.datacenter.words import EncryptedVMotion, PowerState

REFUSED = [("error", "encryption.host_too_old")]
OFF, SUSPENDED = PowerState.OFF, PowerState.SUSPENDED
CROSS_HOST = Migrate(vm="web-01", host="esx-02", datastore="local-02")
REQUIRED, DISABLED = EncryptedVMotion.REQUIRED, EncryptedVMotion.DISABLED


def a_site(version=None, release="8.0", power=PowerState.ON):
    """web-01 encrypted on esx-01; esx-02 of that version."""
    site = with_encryption(two_hosts(release), "web-01")
    return with_vm(with_host(site, "esx-02", version=version), "web-01", power=power)


def test_names_version_and_the_first_that_will_do(say, a_move):
    assert say(a_site("6.0"), a_move) == [
        "esx-02 is of version 6.0, but encryption, of web-01 or of its vMotion, "
        "takes a host of 6.5 or later"
    ]


@pytest.mark.parametrize("power", list(PowerState))
@pytest.mark.parametrize("release", ["6.7", "7.0", "8.0"])
def test_the_target_must_be_6_5_in_every_power_state(ask, a_move, power, release):
    enough = "6.7" if power is SUSPENDED else "6.5"
    for action in (a_move, CROSS_HOST):
        assert ask(a_site("6.0", release, power), action) == REFUSED
        assert ask(a_site(enough, release, power), action) == []


def test_a_live_move_fails_on_the_protocol_and_others_are_not_supported(a_move):
    faults = {power: report(a_site("6.0", power=power), a_move).fault for power in PowerState}

    assert faults == {
        PowerState.ON: "VMotionProtocolIncompatible",
        OFF: "NotSupported",
        SUSPENDED: "NotSupported",
    }


@pytest.mark.parametrize("release", ["notes", "5.5"])
def test_in_old_releases_no_host_can_hold_it(ask, a_move, release):
    storage = Migrate(vm="web-01", datastore="local-01")
    for action in (a_move, CROSS_HOST, storage):
        assert ask(a_site(release=release), action) == REFUSED
    assert ask(a_site(release=release, power=OFF), PowerOn(vm="web-01")) == REFUSED
    assert ask(a_site(release=release, power=SUSPENDED), Resume(vm="web-01")) == REFUSED


def test_is_silent_about_a_machine_that_is_not_encrypted(ask, a_move):
    assert ask(with_host(two_hosts(), "esx-02", version="6.0"), a_move) == []


@pytest.mark.parametrize("version", ["6.0", "6.5"])
def test_nothing_is_encrypted_on_an_old_host(ask, version):
    site = with_host(two_hosts(), "esx-01", version=version).put(KeyServer(name="kms-01"))
    expected = REFUSED if version == "6.0" else []

    assert ask(site, EncryptVM(vm="old-01", key_server="kms-01")) == expected
    assert ask(site, SetVMotionEncryption(vm="web-01", mode=REQUIRED)) == expected
    assert ask(site, SetVMotionEncryption(vm="web-01", mode=DISABLED)) == []


def test_an_encrypted_machine_on_a_host_that_states_an_old_version_is_a_problem():
    site = with_host(a_site(), "esx-01", version="6.0")

    read, problems = read_site(site_json(site))

    assert read is None
    assert [one.path for one in problems] == ["/vms/web-01/encryption"]
    assert read_site(site_json(with_host(site, "esx-01", version="6.5")))[0] is not None


def test_a_key_server_that_does_not_exist_is_a_problem():
    site = with_encryption(two_hosts(), "web-01", "kms-01")
    data = {key: value for key, value in site_json(site).items() if key != "key_servers"}

    _, problems = read_site(data)

    assert [one.path for one in problems] == ["/vms/web-01/encryption/key_server"]


def test_is_repaired_by_decrypting_what_is_off_and_not_where_encryption_is_wanted():
    moving = repair(a_site("6.0", power=OFF), Migrate(vm="web-01", host="esx-02"))
    site = with_host(two_hosts(), "esx-01", version="6.0").put(KeyServer(name="kms-01"))
    encrypting = repair(site, EncryptVM(vm="old-01", key_server="kms-01"))

    assert moving.actions == (DecryptVM(vm="web-01"),)
    assert DecryptVM(vm="old-01") not in encrypting.actions


def test_is_broken_by_making_a_host_older_that_was_just_new_enough(ask, a_move):
    site = with_host(two_hosts(), "esx-02", version="6.5")

    assert ask(*HostTooOld().breaks(site, a_move)) == REFUSED
