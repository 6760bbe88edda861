from __future__ import annotations

import pytest

from labs.datacenter.rules import RULES


@pytest.mark.parametrize(
    ("code", "kind", "objective"),
    [
        ("space.datastore_full", "COLD", "6.04"),
        ("space.datastore_full", "SUSP", "6.07"),
        ("space.datastore_full", "SVMO", "6.24"),
        ("space.datastore_full", "XHOST", "6.28"),
        ("storage.disk_not_persistent", "XHOST", "6.28"),
        ("storage.datastore_read_only", "COLD", "6.04"),
        ("storage.datastore_read_only", "VMO", "6.20"),
        ("storage.datastore_read_only", "PowerOn", "1.22"),
        ("network.port_group_missing", "VMO", "6.21"),
        ("network.port_group_missing", "ConnectNetwork", "1.08"),
        ("cpu.too_few_logical", "VMO", "6.11"),
        ("cpu.too_few_logical", "PowerOn", "1.14"),
        ("admission.cpu_short", "XHOST", "6.16"),
        ("admission.memory_short", "VMO", "6.16"),
        ("admission.memory_short", "COLD", "1.15"),
    ],
)
def test_leads_to_the_passage_that_treats_it_for_that_kind(code, kind, objective):
    assert RULES[code].objective_for(kind) == objective


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_an_objective_by_kind_leaves_out_no_kind_it_is_asked_about(rule):
    if isinstance(rule.objective, str):
        return

    asked = {kind for kind, level in rule.asks.levels.items() if level}

    assert asked <= set(rule.objective)
