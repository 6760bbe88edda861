from __future__ import annotations

import pytest

from labs.datacenter.actions import (
    Advance,
    ConnectNetwork,
    DisconnectNetwork,
    ExitMaintenanceMode,
    Migrate,
)
from labs.datacenter.presets import two_hosts
from labs.datacenter.report import report
from labs.datacenter.text import Ref


@pytest.mark.parametrize(
    "action",
    [
        pytest.param(Migrate(vm="web-01"), id="no target"),
        pytest.param(Migrate(vm="web-01", host="esx-01"), id="its own host"),
        pytest.param(Migrate(vm="web-01", datastore="san-01"), id="its own datastore"),
        pytest.param(
            Migrate(vm="web-01", host="esx-01", datastore="san-01"), id="where it is already"
        ),
        pytest.param(ConnectNetwork(vm="web-01", nic="Network adapter 1"), id="connected already"),
        pytest.param(ExitMaintenanceMode(host="esx-01"), id="not in maintenance"),
    ],
)
def test_refuses(ask, action):
    assert ask(two_hosts(), action) == [("error", "request.nothing_changes")]


@pytest.mark.parametrize(
    "action",
    [
        pytest.param(Migrate(vm="web-01", host="esx-02", datastore="san-01"), id="another host"),
        pytest.param(DisconnectNetwork(vm="web-01", nic="Network adapter 1"), id="a change"),
    ],
)
def test_is_silent_about(ask, action):
    assert ask(two_hosts(), action) == []


@pytest.mark.parametrize(
    ("action", "about"),
    [
        (Migrate(vm="web-01"), Ref("vm", "web-01")),
        (ExitMaintenanceMode(host="esx-01"), Ref("host", "esx-01")),
        (Advance(), Ref("clock", "clock")),
    ],
)
def test_is_about_what_the_request_names_first(action, about):
    (finding,) = report(two_hosts(), action).findings

    assert finding.subject == about
