"""What is copied and what is converted, step by step as the engine has it."""

from __future__ import annotations

import pytest

from labs.figures import FIGURES
from labs.figures.template_and_clone import CLONE, DEPLOYED, SOURCE, STORE, TEMPLATE, copies, shown
from tests.labs.figures.playing import after, fault

FIGURE = FIGURES["template-and-clone"]


def held(steps: str) -> dict[str, bool]:
    """Each machine there is, and whether it is a template."""
    site = after("template-and-clone", steps).site
    return {name: site.vms[name].template for name in shown(site)}


def test_a_clone_to_template_works_while_the_machine_runs_and_leaves_it_as_it_is():
    assert fault(after("template-and-clone", "clone-template")) is None
    assert held("clone-template") == {SOURCE: False, TEMPLATE: True}


def test_a_conversion_needs_the_machine_off_copies_nothing_and_ends_the_machine():
    assert fault(after("template-and-clone", "convert")) == "InvalidPowerState"
    converted = after("template-and-clone", "off.convert")
    assert held("off.convert") == {SOURCE: True}
    assert copies(converted) == ()
    assert converted.site.used_mb(STORE) == 40 * 1024
    assert "app-01.vmtx" in FIGURE.tells(converted, "en")
    assert "no virtual machine any more" in FIGURE.tells(converted, "en")


@pytest.mark.parametrize("steps", ["clone-template.start-template", "off.convert.on"])
def test_a_template_is_not_powered_on(steps):
    assert fault(after("template-and-clone", steps)) == "InvalidState"


def test_a_machine_is_deployed_from_a_template_and_from_nothing_else():
    assert fault(after("template-and-clone", "deploy")) == "InvalidState"
    for steps, source in (("clone-template.deploy", TEMPLATE), ("off.convert.deploy", SOURCE)):
        made = copies(after("template-and-clone", steps))[-1]
        assert (made.source, made.name) == (source, DEPLOYED)


def test_converted_back_it_can_run_again():
    assert fault(after("template-and-clone", "off.convert.convert-back.on")) is None


def test_every_copy_takes_its_room_and_a_second_of_the_same_name_is_refused():
    scene = after("template-and-clone", "clone.clone-template.deploy")

    assert held("clone.clone-template.deploy").keys() == {SOURCE, CLONE, TEMPLATE, DEPLOYED}
    assert scene.site.used_mb(STORE) == 160 * 1024
    assert fault(after("template-and-clone", "clone.clone")) == "DuplicateName"
