from __future__ import annotations

from labs.datacenter.actions import (
    ConsolidateDisks,
    DecryptVM,
    EncryptVM,
    RemoveAllSnapshots,
    SetVMotionEncryption,
)
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_leftover_deltas, with_snapshots
from labs.datacenter.inventory.encryption import Encryption, KeyServer
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.rules.encryption.snapshots_present import SnapshotsPresent
from labs.datacenter.wire.read import read_action
from labs.datacenter.wire.write import action_json, text_of
from labs.datacenter.words import EncryptedVMotion

REFUSED = [("error", "encryption.snapshots_present")]
ENCRYPT = EncryptVM(vm="old-01", key_server="kms-01")


def a_site(snapshots=0):
    site = two_hosts().put(KeyServer(name="kms-01"))
    return with_snapshots(site, "old-01", snapshots)


def test_counts_the_snapshots(say):
    assert say(a_site(2), ENCRYPT) == [
        "old-01 has snapshots or disks that wait to be consolidated (snapshots: 2) "
        "and cannot be encrypted"
    ]


def test_one_snapshot_is_enough_and_none_is_fine(ask):
    assert ask(a_site(1), ENCRYPT) == REFUSED
    assert ask(a_site(0), ENCRYPT) == []


def test_deltas_left_over_refuse_it_too(ask):
    site = with_leftover_deltas(a_site(), "old-01", 64)

    assert ask(site, ENCRYPT) == REFUSED
    assert repair(site, ENCRYPT).actions == (ConsolidateDisks(vm="old-01"),)


def test_is_repaired_by_removing_the_snapshots():
    assert repair(a_site(2), ENCRYPT).actions == (RemoveAllSnapshots(vm="old-01"),)


def test_a_machine_is_encrypted_and_decrypted_and_its_vmotion_stays_required():
    decrypt = DecryptVM(vm="old-01")
    reset = SetVMotionEncryption(vm="old-01", mode=EncryptedVMotion.OPPORTUNISTIC)

    encrypted, told = apply(a_site(), ENCRYPT)
    decrypted, told_again = apply(encrypted, decrypt)

    assert encrypted.vms["old-01"].is_encrypted
    assert decrypted.vms["old-01"].encryption == Encryption(vmotion=EncryptedVMotion.REQUIRED)
    assert apply(decrypted, reset)[0] == a_site()
    assert [one.say("en") for one in (*told, *told_again)] == [
        "old-01 was encrypted with a key of kms-01",
        "old-01 was decrypted",
    ]
    for action in (ENCRYPT, decrypt):
        assert read_action(text_of(action_json(action))) == (action, ())


def test_it_must_be_off(ask):
    running = EncryptVM(vm="web-01", key_server="kms-01")

    assert ask(a_site(), running) == [("error", "power.wrong_state")]


def test_nothing_is_encrypted_or_decrypted_twice(ask):
    encrypted, _ = apply(a_site(), ENCRYPT)
    decrypted, _ = apply(encrypted, DecryptVM(vm="old-01"))

    assert ask(encrypted, ENCRYPT) == [("error", "request.nothing_changes")]
    assert ask(decrypted, DecryptVM(vm="old-01")) == [("error", "request.nothing_changes")]


def test_is_broken_by_one_snapshot():
    assert SnapshotsPresent().breaks(a_site(), ENCRYPT) == (a_site(1), ENCRYPT)
