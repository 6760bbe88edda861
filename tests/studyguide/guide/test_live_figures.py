"""The live figures on their pages: in lessons, in labs, by themselves, with htmx and without."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from labs.figures import FIGURES
from labs.figures.scene import MOST_STEPS, keys_in
from labs.shelf import labs
from studyguide.guide import guide, passage
from tests.studyguide.queries import queries

HTMX = {"HX-Request": "true"}
every_figure = pytest.mark.parametrize("name", FIGURES)

pytestmark = pytest.mark.django_db


def address(name: str) -> str:
    return reverse("guide:figure", args=[name])


def page_of(client, name: str, headers=None, **query) -> str:
    response = client.get(address(name), {"lang": "en", **query}, headers=headers or {})
    assert response.status_code == 200
    return unescape(response.content.decode())


def step_links(html: str, name: str) -> dict[str, str]:
    """Id of each control -> where it leads without JavaScript."""
    found = re.findall(rf'<a class="btn s" id="({name}-[^"]+)"(?: href="([^"]+)")?', html)
    return dict(found)


@every_figure
def test_every_control_is_a_link_that_leads_to_a_state_and_a_request_for_the_figure_alone(
    client, name
):
    html = page_of(client, name)
    links = step_links(html, name)

    assert len(links) > 3
    for link in links.values():
        target = urlsplit(link)
        assert target.path == address(name)
        assert target.fragment == f"figure-{name}"
        steps = parse_qs(target.query, keep_blank_values=True)["steps"][0]
        assert set(keys_in(steps)) <= FIGURES[name].keys
        answer = client.get(link)
        assert answer.status_code == 200
        assert f'hx-get="{link.partition("#")[0]}"' in html


@every_figure
def test_htmx_gets_the_figure_alone_and_a_browser_the_page(client, name):
    fragment = page_of(client, name, headers=HTMX)

    assert "<html" not in fragment
    assert fragment.count(f'id="figure-{name}"') == 1
    assert "<html" in page_of(client, name)


@every_figure
def test_the_drawing_is_named_by_the_sentence_that_stands_beneath_it(client, name):
    html = page_of(client, name)

    assert html.count(f'role="img" aria-labelledby="{name}-tells"') == 2
    assert html.count(f'id="{name}-tells"') == 1


def test_a_refusal_names_fault_rule_and_passage(client):
    html = page_of(client, "shared-storage", steps="app-host", release="8.0")

    assert "CannotAccessVmDisk" in html
    assert reverse("labs:rule", args=["storage.disks_unreachable"]) in html
    assert "#o6-10" in html
    assert ' class="differs"' not in html


@pytest.mark.parametrize("release", ["5.0", "5.5"])
def test_a_verdict_that_releases_dispute_says_so_on_the_spot(client, release):
    html = page_of(client, "shared-storage", steps="app-both", release=release)

    told = re.search(r'<p class="differs">.*?</p>', html, re.S)[0]
    assert "5.0: refused" in told
    assert "5.5 to 8.0: allowed" in told
    assert reverse("labs:rule", args=["vmotion.type_unknown"]) in told


@every_figure
def test_nonsense_in_the_address_is_answered_in_words(client, name):
    first = FIGURES[name].opening[0]
    unknown = ("nonsense", f"{first}.{'x' * 5000}", "\x00.<b>9", "番", ".".join([first] * 999))
    for steps in unknown:
        html = page_of(client, name, steps=steps, number="<b>9")

        assert "a step this figure does not have" in html, steps
        assert "<b>9" not in html
    assert "does not have" not in page_of(client, name, steps="", release="9.9")


def test_a_figure_that_is_full_offers_the_way_back_alone(client):
    html = page_of(client, "teaming-failover", steps=".".join(["cut-1", "repair-1"] * 12))

    assert f"These are {MOST_STEPS} steps" in html
    assert step_links(html, "teaming-failover").keys() == {
        "teaming-failover-back",
        "teaming-failover-reset",
    }


def test_the_way_back_leads_one_step_back_and_rests_at_the_start(client):
    links = step_links(page_of(client, "teaming-failover", steps="cut-1.cut-2"), "teaming-failover")
    at_rest = page_of(client, "teaming-failover", steps="")

    assert "steps=cut-1&" in links["teaming-failover-back"]
    assert "steps=&" in links["teaming-failover-reset"]
    assert 'id="teaming-failover-back" role="link" aria-disabled="true" tabindex="0"' in at_rest


def test_the_focus_stays_on_the_pressed_control_or_goes_to_what_happened(client):
    """htmx keeps it where the id is still there; a control that is gone leaves it to the answer."""

    def pressed(id: str, steps: str) -> str:
        return page_of(client, "snapshot-chain", headers={**HTMX, "HX-Trigger": id}, steps=steps)

    stays = pressed("snapshot-chain-take", "take")
    leaves = pressed("snapshot-chain-delete-s1", "take.delete-s1")

    assert "autofocus" not in stays
    assert re.search(r'id="snapshot-chain-take"[^>]*aria-describedby="snapshot-chain-told"', stays)
    assert 'id="snapshot-chain-told" role="status" tabindex="-1" autofocus' in leaves
    assert "autofocus" not in page_of(client, "snapshot-chain", steps="take.delete-s1")


def test_the_number_of_a_figure_and_its_release_survive_a_step(client):
    html = page_of(client, "shared-storage", steps="", release="5.0", number="6-5")

    assert "Figure 6-5" in html
    for link in step_links(html, "shared-storage").values():
        assert not link or "release=5.0&number=6-5" in link


@every_figure
def test_a_figure_asks_nothing_of_the_database(client, name):
    long = ".".join(list(FIGURES[name].opening) * 12)
    assert queries(lambda: page_of(client, name, steps=long)) == 0


@every_figure
def test_a_figure_and_the_objectives_it_shows_lead_to_each_other(client, name):
    html = page_of(client, name)

    for objective in FIGURES[name].objectives:
        assert f'href="{passage(objective)}"' in html
        page = client.get(reverse("guide:objective", args=[objective])).content.decode()
        assert f'href="{address(name)}"' in page


def test_shared_storage_stands_in_its_lesson_and_nobody_needs_a_drawing_for_it():
    lesson = next(each for each in guide().lessons if "shared-storage" in each.figures)
    section, _ = guide().section_of("6.10")

    assert lesson == section


@every_figure
def test_a_figure_outside_the_lessons_stands_in_labs_on_its_subject(client, name):
    shown = [lab for lab in labs().values() if lab.figure == name]
    html = page_of(client, name)

    assert shown
    for lab in shown:
        assert set(lab.objectives) & set(FIGURES[name].objectives), lab.slug
        link = reverse("labs:lab", args=[lab.slug])
        assert f'href="{link}#figure-{name}"' in html
    page = client.get(reverse("labs:lab", args=[shown[0].slug])).content.decode()
    assert page.count(f'id="figure-{name}"') == 1
