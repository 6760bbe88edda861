from __future__ import annotations

from labs.datacenter.actions import MountDatastore
from labs.datacenter.edits import with_new_datastore
from labs.datacenter.presets import two_hosts


def test_refuses_to_share_a_local_disk(say):
    assert say(two_hosts(), MountDatastore(host="esx-02", datastore="local-01")) == [
        "local-01 lies on local disks of esx-01 and cannot be mounted on esx-02"
    ]


def test_is_silent_about_shared_storage(ask):
    site = with_new_datastore(two_hosts(), "nas", {})

    assert ask(site, MountDatastore(host="esx-02", datastore="nas")) == []
