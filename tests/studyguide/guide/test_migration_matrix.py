"""The live matrix: every cell asked of the engine, held against the facts written out here."""

from __future__ import annotations

import pytest
from django.urls import reverse

from labs.datacenter.matrix import summary
from labs.datacenter.releases import RELEASES
from studyguide import figures
from studyguide.guide import guide

ADDRESS = reverse("guide:figure", args=["migration-matrix"])

# May the kind of migration cross datacenters? Off and suspended machines could in every release
# of the product; vMotion and the cross-host move from 6.0; the notes have it the wrong way round.
ACROSS = {
    "notes": {"COLD": False, "SUSP": False, "VMO": True, "SVMO": True, "XHOST": False},
    "5.5": {"COLD": True, "SUSP": True, "VMO": False, "SVMO": False, "XHOST": False},
    "6.7": {"COLD": True, "SUSP": True, "VMO": True, "SVMO": False, "XHOST": True},
    "7.0": {"COLD": True, "SUSP": True, "VMO": True, "SVMO": False, "XHOST": True},
    "8.0": {"COLD": True, "SUSP": True, "VMO": True, "SVMO": False, "XHOST": True},
}
# The same in every release: power state, storage, CPU, what changes.
ALWAYS = {
    "COLD": ("poweredOff", "none", False, ("host", "datastore", "both")),
    "SUSP": ("suspended", "none", True, ("host", "datastore", "both")),
    "VMO": ("poweredOn", "shared", True, ("host",)),
    "SVMO": ("poweredOn", "visible", False, ("datastore",)),
    "XHOST": ("poweredOn", "none", True, ("both",)),
}


@pytest.mark.parametrize("release", RELEASES)
def test_who_may_cross_datacenters(release):
    found = {need.kind.value: need.across_datacenters for need in summary(release)}

    assert found == ACROSS[release]


@pytest.mark.parametrize("release", RELEASES)
def test_power_storage_cpu_and_changes(release):
    found = {
        need.kind.value: (need.power[0].value, need.storage, need.cpu_compatible, need.changes)
        for need in summary(release)
    }

    assert found == ALWAYS
    assert all(len(need.power) == 1 for need in summary(release))


@pytest.mark.parametrize("release", RELEASES)
def test_the_cpu_column_rests_on_a_finding_about_the_cpu(release):
    for need in summary(release):
        codes = [finding.code for finding in need.evidence["cpu_compatible"].errors]
        assert all(code.startswith("cpu.") for code in codes), need.kind


def test_only_the_column_on_which_releases_differ_is_lit():
    assert figures.hot_columns() == {"across_datacenters"}


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize(("language", "yes", "no"), [("en", "allowed", "not allowed")])
def test_the_page_shows_what_the_engine_says(client, db, release, language, yes, no):
    page = client.get(ADDRESS, {"release": release, "lang": language}).content.decode()

    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:5]
    shown = [">not allowed<" not in row and ">allowed<" in row for row in rows]
    assert shown == list(ACROSS[release].values())
    assert [">not allowed<" in row for row in rows] == [not each for each in shown]


def test_the_switch_swaps_a_fragment_and_works_as_a_link(client, db):
    fragment = client.get(ADDRESS, {"release": "5.5"}, headers={"HX-Request": "true"})
    page = client.get(ADDRESS, {"release": "5.5"})

    assert b"<html" not in fragment.content
    assert b'id="figure-migration-matrix"' in fragment.content
    assert b"<html" in page.content
    for release in RELEASES:
        assert f'href="{ADDRESS}?release={release}' in page.content.decode()


def test_the_swapped_figure_keeps_its_number_and_only_a_number(client, db):
    page = client.get(ADDRESS, {"release": "5.5", "number": "6-2", "lang": "en"})
    evil = client.get(ADDRESS, {"number": "<b>9", "lang": "en"})

    assert "Figure 6-2" in page.content.decode()
    assert b"<b>9" not in evil.content
    assert b"&lt;b&gt;9" not in evil.content


@pytest.mark.parametrize("release", ["9.0", "", "notes ", "5.5;", "x" * 5000])
def test_a_release_that_does_not_exist_shows_the_one_in_force(client, db, release):
    page = client.get(ADDRESS, {"release": release, "lang": "en"})

    assert page.status_code == 200
    assert "Course notes" in page.content.decode()


@pytest.mark.parametrize("name", ["nothing", "choose-migration", "migration-matrix.html"])
def test_other_figures_have_no_page_of_their_own(client, db, name):
    assert client.get(f"/guide/figures/{name}/").status_code == 404


def test_the_matrix_stands_in_a_lesson():
    assert any("migration-matrix" in lesson.figures for lesson in guide().lessons)
