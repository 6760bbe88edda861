from __future__ import annotations

import pytest

from labs.datacenter.edits import with_links
from labs.datacenter.presets import two_hosts
from labs.datacenter.rules.vmotion.link_slow import LinkSlow
from labs.datacenter.words import Link


def test_warns_below_gigabit_and_never_blocks(ask, a_move):
    site = with_links(two_hosts(), "esx-02", "vMotion", mbps=999)

    assert ask(site, a_move) == [("warning", "vmotion.link_slow")]


def test_is_silent_at_exactly_gigabit(ask, a_move):
    assert ask(with_links(two_hosts(), "esx-02", "vMotion", mbps=1000), a_move) == []


def test_is_broken_by_one_unit_too_few(a_move):
    slow = with_links(two_hosts(), "esx-02", "vMotion", mbps=999)

    assert LinkSlow().breaks(two_hosts(), a_move) == (slow, a_move)


def test_leaves_a_link_that_is_down_to_its_own_rule(ask, a_move):
    site = with_links(two_hosts(), "esx-02", "vMotion", mbps=100, link=Link.DOWN)

    assert ask(site, a_move) == [("error", "vmotion.link_down")]


@pytest.mark.parametrize(
    ("release", "required"),
    [
        ("notes", "gigabit Ethernet"),
        ("5.5", "gigabit Ethernet"),
        ("6.7", "a gigabit NIC and 250 Mbps for each vMotion under way"),
        ("8.0", "a gigabit NIC and 250 Mbps for each vMotion under way"),
    ],
)
def test_says_that_the_documentation_requires_what_the_api_warns_of(say, a_move, release, required):
    site = with_links(two_hosts(release), "esx-02", "vMotion", mbps=100)

    assert say(site, a_move) == [
        "esx-02 has a vMotion link of 100 Mbps at best, less than 1000 Mbps; "
        f"the documentation requires {required}, while the API only warns"
    ]
