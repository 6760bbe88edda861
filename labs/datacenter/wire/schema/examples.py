"""What the schema shows: a site, a history, goals, a report, a repair, problems."""

from __future__ import annotations

from labs.datacenter.actions import Migrate
from labs.datacenter.inventory.site import Site
from labs.datacenter.presets import four_errors, two_hosts
from labs.datacenter.repair import repair
from labs.datacenter.report import Report, report
from labs.datacenter.wire.read import read_site
from labs.datacenter.wire.write import (
    action_json,
    problems_json,
    repair_json,
    report_json,
    site_json,
)

EXAMPLES = ("site", "actions", "goals", "report", "repair", "problems")


def example_site() -> Site:
    """Two hosts with shared storage."""
    return two_hosts()


def example_report() -> Report:
    """A vMotion that meets four errors."""
    return report(four_errors("8.0"), Migrate(vm="web-01", host="esx-02"))


def examples() -> dict[str, object]:
    """JSON values by their names in `EXAMPLES`."""
    told = example_report()
    there, back = (Migrate(vm="web-01", host=host) for host in ("esx-02", "esx-01"))
    _, problems = read_site({"hosts": {"esx-01": {"datacenter": "DC-A", "memory_gb": 64}}})
    return {
        "site": site_json(example_site()),
        "actions": [action_json(there), action_json(back)],
        "goals": [
            {"goal": "vm.host", "vm": "web-01", "host": "esx-02"},
            {"goal": "never.interrupted", "vm": "web-01"},
        ],
        "report": report_json(told),
        "repair": repair_json(repair(told.site, told.action)),
        "problems": problems_json(problems),
    }
