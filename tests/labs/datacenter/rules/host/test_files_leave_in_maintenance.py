from __future__ import annotations

from labs.datacenter.actions import Migrate
from labs.datacenter.edits import with_host
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.words import Maintenance


def a_site():
    return with_host(two_hosts(), "esx-01", maintenance=Maintenance.ENTERING)


def test_refuses_to_move_files_off_a_host_in_maintenance(ask):
    for target in ({"datastore": "local-01"}, {"host": "esx-02", "datastore": "local-02"}):
        assert ask(a_site(), Migrate(vm="web-01", **target)) == [
            ("error", "host.files_leave_in_maintenance")
        ]


def test_names_the_fault_of_the_api():
    told = report(a_site(), Migrate(vm="old-01", datastore="san-01"))

    assert told.fault == "MaintenanceModeFileMove"


def test_is_silent_where_only_the_host_changes(ask, a_move):
    assert ask(a_site(), a_move) == []
