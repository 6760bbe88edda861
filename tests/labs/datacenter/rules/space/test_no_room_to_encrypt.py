from __future__ import annotations

from dataclasses import replace

from labs.datacenter.actions import EncryptVM
from labs.datacenter.edits import with_disk, with_free_mb, with_hardware, with_vm
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.inventory.vm import Files
from labs.datacenter.presets import GB, two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import report
from labs.datacenter.rules.space.no_room_to_encrypt import NoRoomToEncrypt
from labs.datacenter.text import Quantity

REFUSED = [("error", "space.no_room_to_encrypt")]
ENCRYPT = EncryptVM(vm="old-01", key_server="kms-01")


def a_site():
    """old-01 takes 40 GB on local-01, and it may be more once its other files count."""
    return two_hosts().put(KeyServer(name="kms-01"))


def with_spare(site, spare_mb, datastore="local-01"):
    """So much more free on the datastore than the machine takes there."""
    taken = site.vms["old-01"].taken_mb(datastore)
    return with_free_mb(site, datastore, taken + spare_mb)


def test_names_what_is_free_and_what_it_takes(say):
    site = with_spare(a_site(), -GB)
    (sentence,) = say(site, ENCRYPT)

    assert sentence.startswith("local-01 has ")
    assert "but encrypting old-01 takes" in sentence


def test_needs_as_much_again_as_the_machine_takes(ask):
    assert ask(with_spare(a_site(), 0), ENCRYPT) == []
    assert ask(with_spare(a_site(), -1), ENCRYPT) == REFUSED


def test_judges_each_datastore_by_what_lies_there(ask):
    site = a_site()
    (disk,) = site.vms["old-01"].hardware.disks
    second = replace(disk, label="Hard disk 2", datastore="san-01", size_mb=20 * GB)
    site = with_hardware(site, "old-01", disks=(disk, second))

    assert ask(with_spare(site, 0, "san-01"), ENCRYPT) == []
    assert ask(with_spare(site, -1, "san-01"), ENCRYPT) == REFUSED


def test_is_repaired_by_moving_it_where_there_is_room():
    (first,) = repair(with_spare(a_site(), -1), ENCRYPT).actions

    assert (first.vm, first.datastore) == ("old-01", "san-01")


def test_is_broken_by_one_unit_too_few_for_what_takes_any():
    for size_mb in (1, 40 * GB):
        site = with_disk(a_site(), "old-01", "Hard disk 1", size_mb=size_mb)
        (finding,) = report(*NoRoomToEncrypt().breaks(site, ENCRYPT)).findings
        facts = dict(finding.facts)
        assert facts["needed"] == Quantity(size_mb, "MB")
        assert facts["free"] == Quantity(size_mb - 1, "MB")

    elsewhere = with_vm(a_site(), "old-01", files=Files(config="san-01"))
    assert NoRoomToEncrypt().breaks(elsewhere, ENCRYPT) is None
