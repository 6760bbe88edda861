from __future__ import annotations

import pytest

from labs.datacenter.actions import DecryptVM, SetVMotionEncryption
from labs.datacenter.edits import with_encryption
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import IMPOSSIBLE, repair
from labs.datacenter.words import EncryptedVMotion

REFUSED = [("error", "encryption.always_required")]
DISABLED, REQUIRED = EncryptedVMotion.DISABLED, EncryptedVMotion.REQUIRED


@pytest.mark.parametrize("mode", EncryptedVMotion)
def test_nothing_can_be_set_on_an_encrypted_machine(ask, mode):
    site = with_encryption(two_hosts(), "web-01")

    assert ask(site, SetVMotionEncryption(vm="web-01", mode=mode)) == REFUSED


@pytest.mark.parametrize("mode", [DISABLED, REQUIRED])
def test_is_silent_about_others(ask, mode):
    assert ask(two_hosts(), SetVMotionEncryption(vm="web-01", mode=mode)) == []


def test_says_why(say):
    site = with_encryption(two_hosts(), "web-01")

    assert say(site, SetVMotionEncryption(vm="web-01", mode=DISABLED)) == [
        "web-01 is encrypted, so its vMotion is always encrypted and cannot be set otherwise"
    ]


def test_is_repaired_by_decrypting_which_leaves_it_required():
    site = with_encryption(two_hosts(), "old-01")

    def repaired(mode):
        return repair(site, SetVMotionEncryption(vm="old-01", mode=mode))

    assert repaired(DISABLED).actions == (DecryptVM(vm="old-01"),)
    assert repaired(REQUIRED).status == IMPOSSIBLE


@pytest.mark.parametrize("release", ["notes", "5.5"])
def test_is_the_one_word_on_a_host_that_is_too_old_as_well(ask, release):
    site = with_encryption(two_hosts(release), "web-01")

    assert ask(site, SetVMotionEncryption(vm="web-01", mode=REQUIRED)) == REFUSED
