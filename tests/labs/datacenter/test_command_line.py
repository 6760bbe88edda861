from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from labs.datacenter.__main__ import main
from labs.datacenter.presets import four_errors, two_hosts
from labs.datacenter.wire.write import site_json, text_of

ROOT = Path(__file__).parents[3]
MOVE = '{"type": "Migrate", "vm": "web-01", "host": "esx-02"}'


@pytest.fixture
def run(capfdbinary):
    def call(*arguments):
        code = main(arguments)
        return code, capfdbinary.readouterr().out.decode("utf-8")

    return call


@pytest.fixture
def site_file(tmp_path):
    path = tmp_path / "site.json"
    path.write_text(text_of(site_json(two_hosts())), encoding="utf-8")
    return str(path)


@pytest.fixture
def refusing_file(tmp_path):
    path = tmp_path / "refusing.json"
    path.write_text(text_of(site_json(four_errors())), encoding="utf-8")
    return str(path)


def test_check_prints_the_report(run, site_file, refusing_file):
    code, text = run("check", site_file, "--action", MOVE)
    assert (code, json.loads(text)["verdict"]) == (0, "allowed")

    code, text = run("check", refusing_file, "--action", MOVE, "--repair")
    told = json.loads(text)
    assert (code, told["fault"]) == (1, "CannotAccessVmDisk")
    assert told["repair"]["status"] == "impossible"
    assert told["alternatives"] == []
    assert text.endswith("}\n")


def test_the_release_given_overrides_the_sites_own(run, refusing_file):
    _, text = run("check", refusing_file, "--action", MOVE, "--release", "8.0")

    told = json.loads(text)
    assert told["release"] == "8.0"
    assert told["findings"][1]["fault"] == "FeatureRequirementsNotMet"


def test_apply_stops_at_the_first_refusal(run, site_file, tmp_path):
    move, off = json.loads(MOVE), {"type": "PowerOff", "vm": "web-01"}
    actions = tmp_path / "actions.json"
    actions.write_text(json.dumps([move, move, off]), encoding="utf-8")

    code, text = run("apply", site_file, str(actions))

    answer = json.loads(text)
    assert code == 1
    assert [one["verdict"] for one in answer["reports"]] == ["allowed", "refused"]
    assert [one["event"] for one in answer["events"]] == ["VmHostChanged"]
    assert answer["site"]["vms"]["web-01"]["host"] == "esx-02"
    assert answer["site"]["vms"]["web-01"]["power"] == "poweredOn"


def test_report_prints_derived_figures(run, site_file):
    code, text = run("report", site_file)

    told = json.loads(text)
    assert code == 0
    assert told["datastores"]["san-01"]["free_mb"] == 2048000 - 40960 - 3584 - 204800 - 15872
    assert told["hosts"]["esx-01"]["running"] == ["web-01"]
    assert told["hosts"]["esx-01"]["unreserved_mb"] == 131072 - 512


def test_matrix_and_rules(run):
    code, text = run("matrix", "--release", "notes")
    assert code == 0
    assert json.loads(text)["notes"]["cpu.vendor_differs"]["COLD"] == "-"
    assert len(json.loads(run("matrix")[1])) == 5
    assert run("matrix", "--markdown", "--release", "8.0")[1].startswith("| rule (8.0) |")
    assert "PowerOn" in json.loads(run("matrix", "--all-kinds")[1])["8.0"]["power.template"]
    assert json.loads(run("rules")[1])["rules"][0]["code"] == "request.unknown_object"


def test_generate_prints_a_world_that_check_confirms(run, tmp_path):
    asked = ("generate", "--rule", "network.internal_switch", "--type", "VMO", "--seed", "7")
    code, text = run(*asked, "--release", "6.7")
    made = json.loads(text)
    path = tmp_path / "world.json"
    path.write_text(json.dumps(made["site"]), encoding="utf-8")

    _, told = run("check", str(path), "--action", json.dumps(made["action"]))

    assert code == 0
    assert json.loads(told)["findings"] == [made["expected"]]


def test_generate_says_when_there_is_no_such_world(run):
    code, text = run("generate", "--rule", "cpu.vendor_differs", "--type", "COLD")

    assert code == 1
    assert json.loads(text)["problems"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{site}", "--action", "{"),
        ("check", "{site}", "--action", '{"type": "Explode"}'),
        ("check", "{site}", "--action", '{"type": "PowerOn", "vm": "\udcff"}'),
        ("check", "no-such-file", "--action", MOVE),
        ("check", "a\x00b", "--action", MOVE),
        ("report", "{folder}"),
        ("apply", "{site}", "{site}"),
    ],
)
def test_bad_input_gets_problems_as_json_and_code_2(run, site_file, tmp_path, arguments):
    places = {"{site}": site_file, "{folder}": str(tmp_path)}

    code, text = run(*(places.get(one, one) for one in arguments))

    assert code == 2
    assert json.loads(text)["problems"]


def command(*arguments, cwd=ROOT, data=b"", **environment):
    """The command in a bare interpreter: no site packages, a C locale."""
    settings = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0", **environment}
    return subprocess.run(
        [sys.executable, "-S", "-m", "labs.datacenter", *arguments],
        cwd=cwd,
        env=settings,
        input=data,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_prints_the_same_utf_8_bytes_whatever_the_hash_seed():
    asked = ("generate", "--rule", "cpu.features_missing", "--type", "SUSP", "--release", "5.5")

    first, second = (command(*asked, PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert "处理器" in first.stdout.decode("utf-8")


def test_reads_a_site_from_standard_input():
    data = text_of(site_json(two_hosts())).encode()

    done = command("check", "-", "--action", MOVE, data=data)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["migration_type"] == "VMO"
