"""What can be typed at a lab's command line, how it goes on, and what is told when it is wrong."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from labs.commands import (
    LONGEST_LINE,
    WORDS,
    Command,
    Problem,
    complete,
    offered_verbs,
    read,
    stem,
    typed,
    usage,
)
from labs.commands.arguments import given_in
from labs.datacenter.actions import ACTIONS, ALL_ACTIONS, Migrate, PowerOff, TakeSnapshot
from labs.datacenter.presets import two_hosts
from labs.datacenter.wire.read import read_action

SITE = two_hosts("8.0")
ALL = tuple(ACTIONS)


HELP = " Type help for what can be typed."


def told(line, allowed=ALL):
    problem = read(line, SITE, allowed)
    assert isinstance(problem, Problem)
    assert problem.says.zh.format()
    return problem.says.en.format(), problem.instead


def test_an_action_is_typed_with_fields_by_name_or_by_place():
    migrate = Migrate(vm="web-01", host="esx-02")

    for line in (
        "migrate web-01 --host esx-02",
        "migrate web-01 --host=esx-02",
        "MIGRATE --host esx-02 --vm web-01",
        "migrate web-01 esx-02",
        "  migrate   web-01   esx-02 ",
    ):
        assert read(line, SITE, ALL) == Command(do="act", action=migrate)


def test_a_truth_value_is_a_flag_and_a_name_with_blanks_is_quoted():
    line = 'take-snapshot web-01 "before the patch" --memory'

    assert read(line, SITE, ALL).action == TakeSnapshot(
        vm="web-01", name="before the patch", memory=True
    )


def test_why_asks_without_doing():
    assert read("why power-off web-01", SITE, ALL) == Command(
        do="why", action=PowerOff(vm="web-01")
    )


def test_why_alone_asks_about_the_last_refusal():
    assert read("why", SITE, ALL) == Command(do="why")


def test_describe_list_and_help_are_about_what_they_name():
    assert read("describe web-01", SITE, ALL) == Command(do="describe", name="vm:web-01")
    assert read("describe host:esx-01", SITE, ALL) == Command(do="describe", name="host:esx-01")
    assert read("list hosts", SITE, ALL) == Command(do="list", name="hosts")
    assert read("list", SITE, ALL) == Command(do="list")
    assert read("help migrate", SITE, ALL) == Command(do="help", name="migrate")


@pytest.mark.parametrize(
    ("line", "says", "instead"),
    [
        ("", "Type a command, for example help.", ()),
        ("migrat web-01", f"There is no command migrat.{HELP}", ("migrate",)),
        ("describe web-1", "The site has no web-1.", ("describe web-01", "describe db-01")),
        (
            "migrate web-1 esx-02",
            "The site has no web-1; nothing was done.",
            ("web-01", "db-01"),
        ),
        (
            'why disconnect-network web-01 "Network adapter 9"',
            "The site has no Network adapter 9; nothing was done.",
            ('"Network adapter 1"',),
        ),
        ("describe", "describe needs one name after it.", ()),
        ('power-on "web-01', "A quotation mark has no partner.", ()),
        ("power-off", "--vm is missing. Usage: power-off <vm>", ()),
        ("power-off web-01 now", "now is one too many. Usage: power-off <vm>", ()),
        ("power-off --vm web-01 --vm db-01", "--vm is given twice.", ()),
        ("x" * (LONGEST_LINE + 1), f"A command has at most {LONGEST_LINE} characters.", ()),
    ],
)
def test_a_line_that_is_no_command_is_answered_with_what_was_meant(line, says, instead):
    assert told(line) == (says, instead)


def test_an_option_that_does_not_exist_is_told_with_the_usage():
    says, instead = told("migrate web-01 --hots esx-02")

    assert says.startswith("There is no option --hots. Usage: migrate <vm> [--host <host>]")
    assert "--host" in instead


def test_a_value_of_the_wrong_kind_is_told_at_its_option():
    assert told("write-to-disk web-01 'Hard disk 1' lots")[0].startswith("--size-mb must be")


def test_what_the_lab_does_not_offer_is_no_command():
    assert (
        told("power-off web-01", allowed=("Migrate",))[0] == f"There is no command power-off.{HELP}"
    )


@pytest.mark.parametrize("action", ALL_ACTIONS, ids=lambda one: one.__name__)
def test_every_action_can_be_typed_and_is_read_as_itself(action):
    assert usage(action).startswith(offered_verbs([action.__name__])[0])
    for asked in list(action.every(SITE))[:20]:
        assert read(typed(asked), SITE, ALL).action == asked


def test_completion_offers_verbs_then_names_then_options():
    assert complete("mig", SITE, ALL) == ("migrate",)
    assert complete("migrate ", SITE, ALL)[:3] == ("db-01", "old-01", "web-01")
    assert complete("migrate web-01 --h", SITE, ALL) == ("--host",)
    assert complete("migrate web-01 --host esx", SITE, ALL) == ("esx-01", "esx-02")
    assert complete("why power-o", SITE, ALL) == ("power-off", "power-on")
    assert complete("list ho", SITE, ALL) == ("hosts",)
    assert complete("describe esx-0", SITE, ALL) == ("esx-01", "esx-02")


def test_completion_knows_the_parts_of_what_was_named_before():
    assert complete("disconnect-network web-01 ", SITE, ALL)[0] == '"Network adapter 1"'
    assert complete('disconnect-network web-01 "Netw', SITE, ALL) == ('"Network adapter 1"',)


@example("'\"")
@example("migrate \\")
@example("migrate \\\"web-01 '")
@example("'migrate web-01")
@given(st.one_of(st.text(max_size=60), st.text(alphabet="am -'\"\\", max_size=20)))
def test_any_line_is_read_or_told_and_can_be_completed(line):
    assert isinstance(read(line, SITE, ALL), Command | Problem)
    assert isinstance(complete(line, SITE, ALL), tuple)


@given(
    st.lists(
        st.sampled_from(
            [
                "migrate",
                "why",
                "web-01",
                "--host",
                "esx-02",
                "--",
                "=",
                '"',
                "list",
                "help",
                "-",
                "$",
            ]
        ),
        max_size=6,
    ).map(" ".join)
)
def test_any_words_in_any_order_are_read_or_told(line):
    assert isinstance(read(line, SITE, ALL), Command | Problem)
    complete(line, SITE, ALL)


def test_adapters_are_mapped_to_networks_one_pair_at_a_time():
    line = 'migrate web-01 esx-02 --networks "Network adapter 1=Production"'
    asked = Migrate(vm="web-01", host="esx-02").with_network("Network adapter 1", "Production")

    assert read(line, SITE, ALL).action == asked
    again = asked.with_network("Network adapter 2", "Test = 1, 2")
    given = given_in(Migrate, shlex.split(typed(again))[1:])
    assert read_action({"type": "Migrate", **given}) == (again, ())
    assert usage(Migrate).endswith("[--networks <nic=network>]")
    told(f'{line} --networks "Network adapter 1=Test"')
    told("migrate web-01 esx-02 --networks Production")


def test_completion_offers_each_adapter_with_each_network_of_the_target():
    offered = complete("migrate web-01 --host esx-02 --networks ", SITE, ALL)

    assert '"Network adapter 1=Production"' in offered


@pytest.mark.parametrize(
    "verb",
    [
        *("check", "finish", "hint", "next", "redo", "repair", "reset", "task", "undo"),
    ],
)
def test_what_is_about_the_run_stands_alone(verb):
    assert read(f" {verb.upper()} ", SITE, ()) == Command(do=verb)
    assert told(f"{verb} now")[0] == f"now is one too many: {verb} stands alone."
    assert verb in complete("", SITE, ())


def test_help_knows_what_can_be_typed_here_and_nothing_else():
    assert read("help CHECK", SITE, ()) == Command(do="help", name="check")
    assert told("help migrat") == (f"There is no command migrat.{HELP}", ("migrate",))
    assert told("help migrate", allowed=())[0] == f"There is no command migrate.{HELP}"


def test_no_action_is_typed_as_something_else():
    assert not set(offered_verbs(ALL)) & set(WORDS)


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("", ""),
        ("mig", ""),
        ("migrate web-01 ", "migrate web-01 "),
        ("migrate we", "migrate "),
        ('disconnect-network web-01 "Network ad', "disconnect-network web-01 "),
        ('connect-network web-01 "Network adapter 1"', "connect-network web-01 "),
    ],
)
def test_the_stem_of_a_line_is_what_completion_leaves(line, left):
    assert stem(line) == left
