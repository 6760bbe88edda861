from __future__ import annotations

import pytest

from labs.datacenter.actions import ConnectNetwork, DisconnectNetwork, ExitMaintenanceMode, Migrate
from labs.datacenter.presets import two_hosts


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
