"""An action and its opposite leave the site as it was: equal, and equal in every byte."""

from __future__ import annotations

from dataclasses import fields

import pytest

from labs.datacenter.actions import ACTIONS
from labs.datacenter.apply import carried_out, replay
from labs.datacenter.prepared import prepared
from labs.datacenter.report import is_refused
from labs.datacenter.rule import KINDS
from labs.datacenter.wire.write import site_json, text_of
from labs.datacenter.worlds import legal_site, requests

# kinds that are each other's opposite when they name the same objects
OPPOSITES = [
    ("ConnectDevice", "DisconnectDevice"),
    ("ConnectNetwork", "DisconnectNetwork"),
    ("MountToolsInstaller", "UnmountToolsInstaller"),
    ("EnterMaintenanceMode", "ExitMaintenanceMode"),
    ("CutLink", "RepairLink"),
    ("FailPath", "RestorePath"),
]
BOTH_WAYS = [*OPPOSITES, *((there, back) for back, there in OPPOSITES)]


@pytest.mark.parametrize(("there", "back"), BOTH_WAYS)
def test_the_opposite_restores_the_site(there, back):
    site = prepared(legal_site(3, "8.0"), there)
    tried = 0

    for action in requests(site, there):
        if is_refused(site, action):
            continue
        shared = {one.name for one in fields(ACTIONS[back])} & {one.name for one in fields(action)}
        opposite = ACTIONS[back](**{name: getattr(action, name) for name in shared})
        after, _ = carried_out(site, action)
        if is_refused(after, opposite):
            continue
        again, _ = carried_out(after, opposite)
        assert again == site, action
        assert text_of(site_json(again)) == text_of(site_json(site))
        tried += 1

    assert tried


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_action_leaves_the_very_same_site(kind):
    site = legal_site(2, "5.5")
    refused = next((one for one in requests(site, kind) if is_refused(site, one)), None)

    if refused is not None:
        (step,) = replay(site, (refused,))
        assert step.site is site
        assert step.events == ()
