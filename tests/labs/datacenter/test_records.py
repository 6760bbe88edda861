from __future__ import annotations

from dataclasses import replace

import pytest

from labs.datacenter.presets import two_hosts
from labs.datacenter.records import changed


def test_changes_what_is_named_and_keeps_the_rest():
    site = two_hosts()
    vm = site.vms["web-01"]

    assert changed(vm, {"host": "esx-02"}) == replace(vm, host="esx-02")
    assert changed(vm, {}) == vm
    assert changed(site, {"now_s": 7, "seed": 3}) == replace(site, now_s=7, seed=3)
    assert (vm.host, site.now_s) == ("esx-01", 0)


def test_keeps_fields_that_do_not_count_for_equality():
    site = two_hosts()

    assert changed(site, {"seed": 3}).vms_of_host is site.vms_of_host


def test_refuses_a_field_that_the_record_does_not_have():
    with pytest.raises(TypeError, match="VM has no such field: colour"):
        changed(two_hosts().vms["web-01"], {"colour": "red", "host": "esx-02"})
