"""The wizard of any action: its form asks for every field, and Finish sends what was judged."""

from __future__ import annotations

import re
import uuid
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from labs import selectors
from labs.commands import VERBS
from labs.console.fields import FLAG, NUMBER_IN, FormField
from labs.console.request import RequestWizard, kind_of
from labs.console.subjects import resolve
from labs.datacenter.actions import ACTIONS, ALL_ACTIONS, Action, Migrate
from labs.datacenter.inventory.site import Site
from labs.datacenter.prepared import prepared, with_two_paths
from labs.datacenter.presets import four_errors, two_hosts
from labs.datacenter.worlds import legal_site, world
from labs.models import LabRun, Mode, Step
from tests.labs.open_labs import an_open_run

EVERYTHING = tuple(ACTIONS)
HTMX = {"HX-Request": "true"}


def a_wizard(
    verb: str,
    site: Site | None = None,
    ref: str = "vm:web-01",
    repairs: bool = True,
    **answers: str,
) -> RequestWizard:
    site = site or two_hosts()
    asked = {key.replace("_", "-", 1): value for key, value in answers.items()}
    subject = resolve(site, ref) if ref else None
    return RequestWizard(site, VERBS[verb], subject, asked, EVERYTHING, "en", repairs)


def fields(wizard: RequestWizard) -> dict[str, FormField]:
    with override("en"):
        return {one.name: one for one in wizard.fields}


def filled(site: Site, kind: type[Action], language: str = "en") -> RequestWizard:
    """The wizard after somebody answered whatever stood open, one question at a time."""
    asked: dict[str, str] = {}
    for _ in range(20):
        wizard = RequestWizard(site, kind, None, asked, EVERYTHING, language)
        first = next((one for one in wizard.fields if one.is_open), None)
        if first is None:
            return wizard
        choices = [one.value for one in first.choices if one.value]
        asked[first.key] = choices[0] if choices else "1" if first.form == NUMBER_IN else "one"
    raise AssertionError(f"{kind.__name__}: {first} stays open")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ALL_ACTIONS)
def test_every_action_can_be_asked_from_its_form(kind, language):
    site = prepared(legal_site(0), "VMO" if kind is Migrate else kind.__name__)
    with override("en" if language == "en" else "zh-hans"):
        wizard = filled(site, kind, language)

        assert wizard.problems == ()
        assert type(wizard.action) is kind
        assert wizard.told is not None
        assert all(one.label for one in wizard.fields)


def test_an_action_the_lab_does_not_allow_has_no_form():
    assert kind_of("power-off", ("PowerOn",)) is None
    assert kind_of("nonsense", EVERYTHING) is None
    assert kind_of("power-off", EVERYTHING) is ACTIONS["PowerOff"]


def test_the_object_of_the_page_is_filled_in_and_cannot_be_changed():
    found = fields(a_wizard("take-snapshot", f_vm="db-01"))

    assert (found["vm"].value, found["vm"].is_fixed) == ("web-01", True)


def test_names_are_those_the_site_knows_and_no_others():
    found = fields(a_wizard("add-disk", f_datastore="nowhere"))

    assert [one.value for one in found["datastore"].choices] == ["local-01", "local-02", "san-01"]
    assert found["datastore"].is_open


def test_the_only_name_there_is_needs_no_choosing():
    assert fields(a_wizard("extend-disk"))["disk"].value == "Hard disk 1"


def test_parts_wait_for_what_they_are_parts_of():
    found = fields(a_wizard("extend-disk", ref=""))

    assert found["disk"].waits_for == "virtual machine"
    assert fields(a_wizard("extend-disk", ref="", f_vm="web-01"))["disk"].waits_for == ""


def test_paths_are_those_of_the_host_to_the_datastore():
    site = with_two_paths(two_hosts())
    found = fields(a_wizard("fail-path", site, "host:esx-01", f_datastore="san-01"))

    assert [one.value for one in found["path"].choices] == ["vmhba1", "vmhba2"]


def test_numbers_start_from_what_there_is_now_in_a_unit_that_reads_well():
    size = fields(a_wizard("extend-disk"))["size_mb"]
    reserved = fields(a_wizard("reserve-memory"))["reservation_mb"]

    assert (size.value, size.unit, size.data) == ("40", "GB", 40 * 1024)
    assert (reserved.value, reserved.unit) == ("512", "MB")


@pytest.mark.parametrize(
    ("text", "unit", "data"),
    [("50", "GB", 50 * 1024), ("50", "MB", 50), ("1", "TB", 1024 * 1024), (" 7 ", "GB", 7 * 1024)],
)
def test_a_size_is_read_in_its_unit(text, unit, data):
    found = fields(a_wizard("extend-disk", f_size_mb=text, u_size_mb=unit))

    assert found["size_mb"].data == data


@pytest.mark.parametrize("text", ["x", "1.5", "1e3", "٣", "9" * 16, "--1", "0x10"])
def test_what_is_no_whole_number_is_said_so_and_nothing_is_judged(text):
    wizard = a_wizard("extend-disk", f_size_mb=text)

    assert fields(wizard)["size_mb"].problem == "Give a whole number."
    assert (wizard.told, wizard.is_ready, wizard.json) == (None, False, "")


def test_an_unknown_unit_falls_back_to_the_fields_own():
    assert fields(a_wizard("extend-disk", f_size_mb="9", u_size_mb="PB"))["size_mb"].data == 9


def test_a_negative_number_is_a_problem_of_that_field():
    with override("en"):
        wizard = a_wizard("extend-disk", f_size_mb="-4")

        assert wizard.told is None
        assert [label for label, _ in wizard.problems] == ["Size"]


def test_a_cleared_name_stays_cleared():
    assert fields(a_wizard("take-snapshot"))["name"].value == "snapshot-1"
    assert fields(a_wizard("take-snapshot", f_name=""))["name"].is_open


def test_a_box_is_ticked_or_not():
    assert a_wizard("take-snapshot").action.memory is False
    assert a_wizard("take-snapshot", f_memory="yes").action.memory is True
    assert fields(a_wizard("take-snapshot"))["memory"].form == FLAG


def test_lists_of_numbers_take_any_comma():
    assert a_wizard("set-affinity", f_cpus="0，2、3").action.cpus == (0, 2, 3)
    with override("en"):
        assert a_wizard("set-affinity", f_cpus="a").problems[0][1].startswith("Give whole numbers")


def test_words_show_their_labels_and_keep_their_values():
    found = fields(a_wizard("add-disk"))["provision"]

    assert [(one.value, one.label) for one in found.choices] == [
        ("thick", "thick"),
        ("thin", "thin"),
    ]


def test_the_panel_holds_what_the_rules_say_of_the_answers_now():
    smaller = a_wizard("extend-disk", f_size_mb="30", u_size_mb="GB")
    larger = a_wizard("extend-disk", f_size_mb="50", u_size_mb="GB")

    assert [one.fault for one in smaller.told.errors] == ["InvalidDeviceOperation"]
    assert not smaller.is_ready
    assert larger.told.findings == ()
    assert larger.is_ready


def test_the_smallest_repair_is_offered_in_practice_alone():
    held = {"verb": "change-memory", "f_memory_mb": "6", "u_memory_mb": "GB"}

    assert [one.say("en") for one in a_wizard(**held).repair.actions] == ["Power off web-01"]
    assert a_wizard(**held, repairs=False).repair is None


# in the console


@pytest.fixture
def run(ada) -> LabRun:
    return an_open_run(ada, two_hosts())


def address(run: LabRun, **asked: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return reverse("labs:run", args=[run.id]) + f"?{query}"


def form_of(client: Client, run: LabRun, verb: str, ref: str, answers: dict) -> dict[str, str]:
    """What the browser would post from the wizard's form."""
    asked = {"do": verb, "object": ref} | answers
    page = client.get(reverse("labs:run", args=[run.id]), asked)
    wizard = page.context["request_wizard"]
    shown = {one.key: one.value for one in wizard.fields if one.value}
    units = {one.unit_key: one.unit for one in wizard.fields if one.units}
    return {
        "head": str(page.context["head"]),
        "token": str(uuid.uuid4()),
        "back": page.context["back"],
        "action": wizard.json,
        "checked": wizard.checked,
        "warnings": str(len(wizard.told.warnings) if wizard.told else 0),
        **shown,
        **units,
    }


def finish(client: Client, run: LabRun, form: dict[str, str]):
    return client.post(reverse("labs:act", args=[run.id]), form)


def test_finish_carries_out_what_was_judged(as_ada, run):
    answers = {"f-size_mb": "50", "u-size_mb": "GB"}
    form = form_of(as_ada, run, "extend-disk", "vm:web-01", answers)

    page = as_ada.get(finish(as_ada, run, form).url).content.decode()

    step = Step.objects.get()
    assert (step.action["type"], step.action["size_mb"]) == ("ExtendDisk", 50 * 1024)
    assert "Hard disk 1 of web-01" in page


def test_an_answer_changed_since_the_check_is_judged_first(as_ada, run):
    form = form_of(as_ada, run, "extend-disk", "vm:web-01", {"f-size_mb": "50"})

    response = finish(as_ada, run, form | {"f-size_mb": "60", "u-size_mb": "GB"})

    assert not Step.objects.exists()
    asked = dict(parse_qsl(urlsplit(response.url).query))
    assert (asked["do"], asked["f-size_mb"]) == ("extend-disk", "60")
    assert as_ada.get(response.url).context["request_wizard"].action.size_mb == 60 * 1024


def test_without_scripts_a_button_judges_the_answers(as_ada, run):
    form = form_of(as_ada, run, "take-snapshot", "vm:web-01", {})

    response = finish(as_ada, run, form | {"check": "1", "f-name": ""})

    assert not Step.objects.exists()
    assert as_ada.get(response.url).context["request_wizard"].open_fields[0].name == "name"


def test_warnings_want_one_tick_here_too(as_ada, ada):
    warned = world("space.no_room_to_merge", "RemoveAllSnapshots", release="8.0")
    run = an_open_run(ada, warned.site)
    form = form_of(as_ada, run, "remove-all-snapshots", f"vm:{warned.action.vm}", {})

    assert form["warnings"] == "1"
    assert finish(as_ada, run, form).status_code == 422
    assert finish(as_ada, run, form | {"ack": "1"}).status_code == 302


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_form_stands_in_the_console(as_ada, run, verb):
    page = as_ada.get(address(run, do=verb, object="vm:web-01"), headers=HTMX)

    assert page.status_code == 200
    assert "data-wizard" in page.content.decode()
    assert "style=" not in page.content.decode()


NONSENSE = ["", "ghost", "-1", "9" * 150, "<i>x", "1e9", "a,b,,c", "ÿ", "'\"", "yes", "None"]


@pytest.mark.parametrize("value", NONSENSE)
@pytest.mark.parametrize("verb", ["take-snapshot", "extend-disk", "set-affinity", "fail-path",
                                  "set-teaming", "mount-media", "advance", "clone-vm"])  # fmt: skip
def test_any_nonsense_in_the_answers_still_shows_the_form(as_ada, run, verb, value):
    keys = [f"f-{name}" for name in VERBS[verb].__dataclass_fields__]
    asked = dict.fromkeys([*keys, "u-size_mb", "f-nothing", "f-"], value)

    page = as_ada.get(address(run, do=verb, object="vm:web-01"), headers=HTMX)
    told = as_ada.get(reverse("labs:run", args=[run.id]), {"do": verb} | asked, headers=HTMX)

    assert (page.status_code, told.status_code) == (200, 200)
    assert "<i>x" not in told.content.decode()
    form = {"head": "0", "checked": "", "back": "", **asked}
    assert finish(as_ada, run, form).status_code in (302, 422)
    assert not Step.objects.exists()


def test_many_answers_are_cut_short(as_ada, run):
    asked = {f"f-x{number}": "1" for number in range(500)}

    assert as_ada.get(reverse("labs:run", args=[run.id]), asked).status_code == 200


def test_a_lab_that_allows_nothing_shows_no_form_and_no_menu(as_ada, ada):
    run = an_open_run(ada, two_hosts(), actions=("PowerOff",))

    page = as_ada.get(address(run, do="take-snapshot", object="vm:web-01"))

    assert page.context["request_wizard"] is None
    assert [e.verb for g in page.context["selected"].menu for e in g.entries] == ["power-off"]


def test_a_graded_run_offers_no_repair(as_ada, ada):
    asked = {"do": "change-memory", "object": "vm:web-01", "f-memory_mb": "9", "u-memory_mb": "GB"}
    practice, graded = (an_open_run(ada, two_hosts(), mode=mode) for mode in Mode.values)

    pages = [
        as_ada.get(reverse("labs:run", args=[run.id]), asked).content.decode()
        for run in (practice, graded)
    ]

    assert ["Smallest repair" in page for page in pages] == [True, False]


def test_a_repair_leads_back_to_the_form_with_its_answers(as_ada, run):
    asked = {"f-memory_mb": "6", "u-memory_mb": "GB"}
    form = form_of(as_ada, run, "change-memory", "vm:web-01", asked)
    repair = {key: form[key] for key in ("head", "token", "back")}

    response = finish(as_ada, run, repair | {"action": '{"type": "PowerOff", "vm": "web-01"}'})

    assert as_ada.get(response.url).context["request_wizard"].is_ready


def test_the_wizard_asks_the_database_no_more_than_the_bare_console(
    as_ada, run, django_assert_max_num_queries
):
    as_ada.get(address(run))
    for asked in ({}, {"tab": "configure"}, {"do": "extend-disk"}, {"view": "networks"}):
        with django_assert_max_num_queries(10):
            as_ada.get(address(run, object="vm:web-01", **asked))


@pytest.mark.parametrize("mode", ["practice", "graded"])
def test_a_refusal_can_be_provoked_from_a_wizard_and_counts_as_one(as_ada, ada, mode):
    run = an_open_run(ada, four_errors("8.0"), mode=mode)
    memory = {"do": "change-memory", "f-memory_mb": "6", "u-memory_mb": "GB"}
    migrate = {"do": "migrate", "kind": "host", "host": "esx-02", "step": "host"}

    for head, asked in enumerate((memory, migrate)):
        page = as_ada.get(address(run, object="vm:web-01", **asked)).content.decode()
        sent = re.search(r'name="action" value="([^"]*)"><button class="btn s" id="anyway"', page)
        form = {"head": head, "token": str(uuid.uuid4()), "action": unescape(sent[1])}
        told = as_ada.get(finish(as_ada, run, form).url).content.decode()
        assert 'class="alert bad"' in told

    assert selectors.standing_of(LabRun.objects.get()).assessment.refused == 2
