"""A settled verdict as a test case: the site for `python -m labs.datacenter check`, what has to
come out, and a test that says so."""

from __future__ import annotations

import json

from labs.datacenter.wire.write import text_of
from labs.verdicts.models import Claim, Outcome, VerdictClaim

ALLOWED, REFUSED = "allowed", "refused"

_TEST = '''"""A verdict that was doubted and settled: {why}"""

from __future__ import annotations

import json
from pathlib import Path

from labs.datacenter.report import report
from labs.datacenter.wire.read import read_action, read_site

CASE = json.loads(Path(__file__).with_name("{case}").read_text(encoding="utf-8"))


def test_{name}():
    site, of_site = read_site(CASE["site"])
    action, of_action = read_action(CASE["action"])
    assert (*of_site, *of_action) == ()

    told = report(site, action)

    assert told.is_allowed is (CASE["expected"]["verdict"] == "{allowed}")
    assert {{*CASE["expected"]["rules"]}} <= {{one.code for one in told.errors}}
'''


def expected(claim: VerdictClaim) -> dict[str, object]:
    """The verdict that has to come out, and the rules among those that refuse."""
    if claim.outcome == Outcome.RIGHT:
        return {"verdict": REFUSED if claim.was_refused else ALLOWED, "rules": claim.rules.split()}
    if claim.expected == Claim.ALLOWED:
        return {"verdict": ALLOWED, "rules": []}
    return {"verdict": REFUSED, "rules": [claim.expected_rule] if claim.expected_rule else []}


def name_of(claim: VerdictClaim) -> str:
    return f"verdict_{claim.id.hex[:8]}"


def site_file(claim: VerdictClaim) -> str:
    """What `check` reads as its site."""
    return text_of(claim.site)


def case_file(claim: VerdictClaim) -> str:
    """Site, request and expectation, in the shape that `generate` prints."""
    whole = {"site": claim.site, "action": claim.action, "expected": expected(claim)}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_file(claim: VerdictClaim) -> str:
    """A test beside the case; it fails as long as the engine says otherwise."""
    name = name_of(claim)
    why = f"{claim.claims.replace('_', ' ')} was claimed, settled as {claim.outcome}."
    return _TEST.format(why=why, case=f"{name}.json", name=name, allowed=ALLOWED)


def command(claim: VerdictClaim) -> str:
    """The command that asks the engine again."""
    action = text_of(claim.action).strip().replace("'", "'\\''")
    return f"python -m labs.datacenter check {name_of(claim)}.site.json --action '{action}'"


FILES = {
    "site.json": (".site.json", site_file),
    "case.json": (".json", case_file),
    "test.py": (".py", test_file),
}
