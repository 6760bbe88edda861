from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.presets import two_hosts
from labs.datacenter.records import changed


def test_changes_what_is_named_and_keeps_the_rest():
    vm = two_hosts().vms["web-01"]

    assert changed(vm, {"host": "esx-02"}) == replace(vm, host="esx-02")
    assert changed(vm, {}) == vm
    assert vm.host == "esx-01"


def test_a_changed_site_keeps_its_indexes_and_leaves_the_old_one_alone():
    site = two_hosts()

    newer = site.with_release("7.0")

    assert newer == replace(site, release="7.0")
    assert newer.vms_of_host is site.vms_of_host
    assert site.release != "7.0"


def test_refuses_a_field_that_the_record_does_not_have():
    with pytest.raises(TypeError, match="VM has no such field: colour"):
        changed(two_hosts().vms["web-01"], {"colour": "red", "host": "esx-02"})
