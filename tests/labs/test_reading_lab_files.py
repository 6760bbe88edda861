"""The strict loader of lab files: a lab, or every problem with its line."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from labs.datacenter.goals import GOALS
from labs.scenario_files import (
    CONTENT,
    digest_of,
    read_content,
    read_lab,
    read_labs,
    under_seed,
)
from labs.seeding import UnknownName, draw
from tests.labs.casts import BOOKING, a_lab

TERRIBLE = Path(__file__).parent / "terrible.yaml"
GOOD = (CONTENT / f"{BOOKING}.yaml").read_text(encoding="utf-8")


def content() -> dict:
    return copy.deepcopy(dict(a_lab().content))


def told(data: object) -> list[str]:
    lab, problems = read_content(data, slug="a-lab")
    assert lab is None
    return [f"{pointer}: {message}" for pointer, message in problems]


def test_tells_everything_that_is_wrong_with_one_terrible_file():
    lab, problems = read_lab(
        TERRIBLE.read_text(encoding="utf-8"), path="labs/content/terrible.yaml"
    )

    assert lab is None
    assert [f"{problem.line}: {problem.message}" for problem in problems] == [
        "1: needs a text in each language: zh and en",
        "2: needs a text in each language: zh and en",
        "3: needs a text that is not empty",
        "5: needs a whole number from 1 to 999",
        "6: needs a whole number from 1 to 999",
        "7: '9.0' is not a release (notes, 5.5, 6.7, 7.0, 8.0) or 'all'",
        "8: '42.1' is not an objective of the blueprint",
        "8: needs the key 'mutant'",
        "9: 'Teleport' is not an action of the engine",
        "10: does not know the key 'surprise'",
        "12: does not belong here: the lab's releases decide",
        "13: has two checks with the key 'moved'",
        "13: 'nobody', which 'moved' needs, is not another check",
        '19: needs the key "host"',
        "22: needs a whole number from 1 to 100",
        f"24: is not one of {', '.join(GOALS)}",
        "25: needs keys and values",
        "26: needs 3 hints, from a nudge to the answer",
        "28: needs a list that is not empty",
        '33: needs the key "vm"',
        "34: needs the key 'says'",
        "34: needs the key 'actions'",
    ]


def test_reads_a_good_file_and_names_it_by_its_path():
    lab, problems = read_lab(GOOD, path=f"labs/content/{BOOKING}.yaml")

    assert problems == []
    assert (lab.slug, lab.maximum, lab.par) == (BOOKING, 10, 3)


def test_a_lab_may_show_a_live_figure_and_no_other():
    shown, problems = read_content({**content(), "figure": "snapshot-chain"}, slug="a-lab")

    assert (shown.figure, problems) == ("snapshot-chain", ())
    for wrong in ("choose-migration", "", ["snapshot-chain"], None):
        assert told({**content(), "figure": wrong}) == [f"/figure: {wrong!r} is not a live figure"]


def test_refuses_a_name_that_is_an_address_of_the_site():
    _, problems = read_lab(GOOD, path="labs/content/sandbox.yaml")

    assert [problem.message for problem in problems] == [
        "'sandbox' is an address of the site and cannot name a lab"
    ]


def test_refuses_a_name_that_no_pool_gives():
    data = content()
    data["checks"][0]["goal"]["host"] = "$nowhere"

    assert told(data) == [": $nowhere is a name that no pool gives"]


def test_a_value_of_a_pool_may_use_names_of_the_others():
    pools = {
        "mend": [{"step": {"type": "PowerOff", "vm": "$name"}}, {"step": "wait for $name"}],
        "name": ["web-01", "db-01"],
    }

    drawn = draw(pools, 0)

    assert drawn == {"step": {"type": "PowerOff", "vm": "web-01"}, "name": "web-01"}
    assert draw(dict(reversed(pools.items())), 0) == drawn
    with pytest.raises(UnknownName):
        draw({"mend": ["$nobody", "x"]}, 0)


@pytest.mark.parametrize(
    ("pools", "complaint"),
    [
        ([], "/pools: needs pools by name"),
        ({"one": ["alone"]}, "/pools/one: needs a list of 2 to 60 values"),
        ({"twice": ["a", "a"]}, "/pools/twice: has the same value twice"),
        ({"cast": [{"a": 1}, {"b": 2}]}, "/pools/cast: needs values that all give the same names"),
        ({"a": [1, 2], "cast": [{"a": 1}, {"a": 2}]}, "/pools: gives 'a' twice"),
        (
            {"Big": [1, 2]},
            "/pools: 'Big' is not a name: lower-case letters, digits, underscores",
        ),
    ],
)
def test_refuses_pools_that_cannot_be_drawn_from(pools, complaint):
    assert complaint in told({**content(), "pools": pools})


def test_a_seed_fills_in_other_values_everywhere():
    lab = a_lab()
    other = under_seed(lab, lab.another_seed)

    assert other.slug == lab.slug
    assert other.digest == lab.digest
    assert (other.world, other.solutions) != (lab.world, lab.solutions)
    assert "$" not in other.story.zh + other.story.en + other.task.zh + other.task.en


def test_the_same_seed_is_the_same_lab_and_seed_0_the_one_that_is_written():
    lab = a_lab()

    assert under_seed(lab, 7) == under_seed(lab, 7)
    assert under_seed(lab, 0) is lab


def test_a_group_counts_as_one_or_each_for_itself():
    data = content()
    first, second, *others = data["checks"]
    inside = [{key: one[key] for key in ("key", "says", "goal")} for one in (first, second)]
    data["checks"] = [
        {
            "key": "either",
            "says": {"zh": "二者有一", "en": "Either"},
            "needed": 1,
            "points": 5,
            "objectives": ["6.11"],
            "checks": inside,
        },
        {"key": "rest", "says": {"zh": "其余", "en": "The rest"}, "checks": others},
    ]

    lab, problems = read_content(data, slug="a-lab")

    assert problems == ()
    assert [one.key for one in lab.lines] == ["either", *(one["key"] for one in others)]
    assert lab.maximum == 5 + sum(one["points"] for one in others)


def test_an_objective_names_what_exercises_it_and_a_mutant():
    data = content()
    data["exercises"]["6.10"] = {"by": "magic", "mutant": "nobody"}

    assert told(data) == [
        "/exercises/6.10/mutant: 'nobody' is not one of the mutants",
        "/exercises/6.10/by: 'magic' is neither a check nor a rule of the engine",
    ]


def test_refuses_a_solution_with_an_action_that_the_lab_does_not_offer():
    data = content()
    data["actions"] = ["Migrate", "PowerOn", "PowerOff", "Suspend", "DisconnectNetwork"]

    assert (
        "/solutions/0/actions/0: asks for DisconnectDevice, which the lab does not offer"
        in told(data)
    )


def test_refuses_an_impossible_world_at_its_place():
    data = content()
    data["world"]["vms"]["book-01"]["host"] = "nowhere"

    assert any(line.startswith("/world/vms/book-01/host: ") for line in told(data))


def test_a_check_cannot_need_itself():
    data = content()
    data["checks"][0]["needs"] = data["checks"][0]["key"]

    assert told(data) == ["/checks: 'moved', which 'moved' needs, is not another check"]


@pytest.mark.parametrize("data", [None, [], "text", 7, {}, {"title": None}])
def test_nonsense_is_told_and_never_raised(data):
    assert told(data)


@given(
    st.sampled_from(sorted(a_lab().content)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
        ),
        max_leaves=8,
    ),
)
def test_any_value_in_any_place_is_read_or_told(key, value):
    data = content()
    data[key] = value

    lab, problems = read_content(data, slug="a-lab")

    assert (lab is None) == bool(problems)


def test_the_digest_does_not_depend_on_order_or_layout():
    data = content()
    turned = dict(reversed(list(data.items())))

    assert digest_of(data) == digest_of(turned)
    assert digest_of(data) != digest_of({**data, "minutes": 9})


def test_a_bad_file_is_left_out_and_the_others_are_read(tmp_path):
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("title: [", encoding="utf-8")
    (tmp_path / "worse.yaml").write_bytes(b"\xff\xfe\x00")

    labs, problems = read_labs(tmp_path)

    assert list(labs) == ["good"]
    assert [problem.path for problem in problems] == [
        "labs/content/bad.yaml",
        "labs/content/worse.yaml",
    ]


def test_what_is_stored_with_a_run_reads_back_as_the_same_lab():
    lab = a_lab()

    again, problems = read_content(yaml.safe_load(yaml.safe_dump(content())), slug=lab.slug)

    assert problems == ()
    assert again == lab
