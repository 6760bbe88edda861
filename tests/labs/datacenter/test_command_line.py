from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from labs.datacenter.__main__ import _parser, main
from labs.datacenter.apply import carried_out
from labs.datacenter.chance import Chance
from labs.datacenter.edits import with_hardware, with_host, with_leftover_deltas
from labs.datacenter.figures import figures
from labs.datacenter.presets import four_errors, two_hosts
from labs.datacenter.report import is_refused
from labs.datacenter.rule import KINDS, Rule
from labs.datacenter.rules import ALL_RULES
from labs.datacenter.wire.schema.examples import examples as schema_examples
from labs.datacenter.wire.write import action_json, site_json, text_of
from labs.datacenter.words import Provision
from labs.datacenter.worlds import legal_site, requests

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


def test_plan_prints_the_cheapest_way_to_goals(run, site_file, tmp_path):
    goals = tmp_path / "goals.json"
    goals.write_text(
        '[{"goal": "vm.host", "vm": "web-01", "host": "esx-02"},'
        ' {"goal": "never.interrupted", "vm": "web-01"}]'
    )

    code, text = run("plan", site_file, str(goals), "--by", "downtime")

    answer = json.loads(text)
    assert code == 0
    assert answer["status"] == "found"
    assert answer["actions"] == [{"type": "Migrate", "vm": "web-01", "host": "esx-02"}]
    assert answer["cost"]["interruptions"] == 0


def test_plan_answers_1_where_there_is_no_way(run, site_file, tmp_path):
    goals = tmp_path / "goals.json"
    goals.write_text(
        '[{"goal": "steps.at_most", "most": 0}, {"goal": "vm.gone", "name": "web-01"}]'
    )

    code, text = run("plan", site_file, str(goals))

    assert (code, json.loads(text)["status"]) == (1, "impossible")


def test_report_prints_derived_figures(run, site_file):
    code, text = run("report", site_file)

    told = json.loads(text)
    assert code == 0
    assert told["datastores"]["san-01"]["free_mb"] == 2048000 - 40960 - 3584 - 204800 - 15872
    esx = told["hosts"]["esx-01"]
    assert esx["running"] == ["web-01"]
    assert esx["unreserved_mb"] == 131072 - 512
    assert (esx["cores"], esx["logical_cpus"], esx["running_vcpus"]) == (16, 32, 2)
    assert esx["version"] == "8.0"
    assert told["vms"]["web-01"]["swap_file_mb"] == 4096 - 512
    assert told["vms"]["web-01"]["taken_mb"] == {"san-01": 40960 + 4096 - 512}
    assert told["datacenters"]["DC-A"]["unreserved_mhz"] == 2 * 16 * 2600 - 2 * 200
    assert told["vcenters"]["vc-01"]["running"] == 2


def test_what_thin_disks_may_still_take_is_provisioned_but_not_used():
    site = two_hosts()
    disk = replace(site.vms["web-01"].hardware.disks[0], provision=Provision.THIN, used_mb=1024)
    site = with_hardware(site, "web-01", disks=(disk,))

    store = figures(site)["datastores"]["san-01"]

    assert store["provisioned_mb"] - store["used_mb"] == 40960 - 1024


def test_more_memory_promised_than_a_host_has_is_overcommitted():
    site = with_host(two_hosts(), "esx-01", memory_mb=4096, kept_mb=512)

    assert figures(site)["hosts"]["esx-01"]["overcommitted_mb"] == 512


def test_matrix_and_rules(run):
    code, text = run("matrix", "--release", "notes")
    assert code == 0
    assert json.loads(text)["notes"]["cpu.vendor_differs"]["COLD"] == "-"
    assert len(json.loads(run("matrix")[1])) == 5
    assert run("matrix", "--markdown", "--release", "8.0")[1].startswith("| rule (8.0) |")
    assert "PowerOn" in json.loads(run("matrix", "--all-kinds")[1])["8.0"]["power.template"]
    assert json.loads(run("rules")[1])["rules"][0]["code"] == "request.unknown_object"


def test_rules_give_the_reason_where_no_action_cures_them(run):
    printed = {rule["code"]: rule["incurable"] for rule in json.loads(run("rules")[1])["rules"]}

    assert printed["storage.base_disk_lost"]["en"] == "The site holds no other copy of the disk."
    assert printed["storage.disks_unreachable"] is None
    assert [code for code, reason in printed.items() if reason] == [
        rule.code for rule in ALL_RULES if type(rule).cures is Rule.cures
    ]


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
        ("report", "{binary}"),
        ("apply", "{site}", "{site}"),
        ("apply", "-", "-"),
        ("check", "-", "--action", "-"),
        ("check", "{site}", "--action", ""),
        ("check", "{site}", "--action", "null"),
        ("check", "{site}", "--action", "[" * 100_000),
        ("check", "{site}", "--action", '{"type":' * 100_000),
        ("check", "{site}", "--action", '{"type": NaN}'),
        ("check", "{site}", "--action", '{"type": "PowerOn", "type": "PowerOn"}'),
        ("check", "{site}", "--action", '{"type": "PowerOn", "vm": ' + "9" * 5000 + "}"),
        ("check", "{site}"),
        ("check", "{site}", "--action", MOVE, "--release", "9.9"),
        ("check", "{site}", "--action", MOVE, "--rep"),
        ("explode",),
        ("generate", "--rule", "no.such", "--type", "VMO"),
        ("generate", "--rule", "cpu.vendor_differs", "--type", "no"),
        ("generate", "--rule", "cpu.vendor_differs", "--type", "VMO", "--seed", "9" * 5000),
        ("generate", "--rule", "cpu.vendor_differs", "--type", "VMO", "--seed", "-1"),
        ("rules", "\udcff"),
        (),
    ],
    ids=lambda arguments: " ".join(arguments)[:60].encode("ascii", "replace").decode(),
)
def test_bad_input_gets_problems_as_json_and_code_2(run, site_file, tmp_path, arguments):
    binary = tmp_path / "binary"
    binary.write_bytes(bytes(range(256)))
    places = {"{site}": site_file, "{folder}": str(tmp_path), "{binary}": str(binary)}

    code, text = run(*(places.get(one, one) for one in arguments))

    assert code == 2
    assert json.loads(text)["problems"][0]["text"]["zh"]


def test_a_file_that_never_ends_is_not_read_to_its_end(run, monkeypatch):
    monkeypatch.setattr("labs.datacenter.__main__.MOST_BYTES", 1000)

    code, text = run("report", "/dev/zero")

    assert code == 2
    assert "more than 1000 bytes" in json.loads(text)["problems"][0]["text"]["en"]


def examples():
    """The commands that the help of each verb gives as examples."""
    for verb in verbs_of(_parser()).values():
        for line in verb.format_help().splitlines():
            if line.strip().startswith("python -m labs.datacenter"):
                yield shlex.split(line)[3:]


def verbs_of(parser):
    (added,) = (one for one in parser._actions if hasattr(one, "add_parser"))
    return added.choices


def test_every_verb_says_by_an_example_how_it_is_used():
    assert [example[0] for example in examples()] == list(verbs_of(_parser()))


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example[0])
def test_the_examples_of_the_help_work(run, tmp_path, monkeypatch, site_file, example):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "actions.json").write_text(f"[{MOVE}]")
    (tmp_path / "goals.json").write_text(json.dumps(schema_examples()["goals"]))

    code, text = run(*example)

    assert code == 0
    assert text


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help")])
def test_help_is_printed_without_an_answer(capfdbinary, arguments):
    with pytest.raises(SystemExit) as done:
        main(arguments)

    assert done.value.code == 0
    assert b"example" in capfdbinary.readouterr().out


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


@pytest.mark.parametrize(
    "asked",
    [
        ("check", "{site}", "--action", MOVE, "--repair"),
        ("report", "{site}"),
        ("schema",),
        ("schema", "--markdown", "--language", "zh"),
    ],
    ids=lambda asked: " ".join(asked[:1] + asked[2:])[:30],
)
def test_every_answer_is_the_same_bytes_whatever_the_hash_seed(refusing_file, asked):
    arguments = [one.replace("{site}", refusing_file) for one in asked]

    first, second = (command(*arguments, PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert first.stderr == b""
    assert first.stdout == second.stdout
    assert first.stdout.decode("utf-8").endswith("\n")


def test_a_disk_with_a_delta_too_many_is_a_standing_warning():
    site = with_leftover_deltas(two_hosts(), "web-01", 64)

    told = figures(site)

    assert told["vms"]["web-01"]["needs_consolidation"]
    assert [one["code"] for one in told["warnings"]] == ["snapshot.needs_consolidation"]
    assert figures(two_hosts())["warnings"] == []


def test_a_reader_that_goes_away_is_no_error():
    with subprocess.Popen(
        [sys.executable, "-S", "-m", "labs.datacenter", "rules"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        complaint = process.stderr.read()
        code = process.wait(timeout=60)

    assert (code, complaint) == (0, b"")


def test_an_answer_that_cannot_be_written_is_a_problem():
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-S", "-m", "labs.datacenter", "matrix"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert (done.returncode, done.stderr) == (2, b"")


def test_an_action_can_come_from_standard_input(site_file):
    done = command("check", site_file, "--action", "-", data=MOVE.encode())

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["verdict"] == "allowed"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_history_ends_in_the_same_bytes_in_every_process(seed, tmp_path):
    """Read, acted on and written elsewhere, under another hash seed and in a C locale."""
    site = legal_site(seed, "8.0")
    chance, actions, last = Chance(seed, "history"), [], site
    while len(actions) < 12:
        offered = list(requests(last, chance.choice(KINDS)))
        action = chance.choice(offered) if offered else None
        if action is not None and not is_refused(last, action):
            actions.append(action)
            last, _ = carried_out(last, action)
    path = tmp_path / "actions.json"
    path.write_text(text_of([action_json(one) for one in actions]), encoding="utf-8")
    data = text_of(site_json(site)).encode()

    done = [command("apply", "-", str(path), data=data, PYTHONHASHSEED=one) for one in "12"]

    assert [one.returncode for one in done] == [0, 0], done[0].stderr
    assert done[0].stdout == done[1].stdout
    assert text_of(json.loads(done[0].stdout)["site"]) == text_of(site_json(last))


def test_reads_a_site_from_standard_input():
    data = text_of(site_json(two_hosts())).encode()

    done = command("check", "-", "--action", MOVE, data=data)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["migration_type"] == "VMO"
