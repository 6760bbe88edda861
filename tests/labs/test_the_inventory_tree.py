"""The four views of the inventory: what stands where, in which state, how many of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from labs.console.page import VIEW_OF_KIND, view_of
from labs.console.tree import HOSTS, NETWORKS, STORAGE, VIEWS, VMS, Node, sought, tree_of, warned_of
from labs.datacenter.actions import CutLink, FailDatastore, UnregisterVM
from labs.datacenter.apply import apply
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.encryption import KeyServer
from labs.datacenter.inventory.places import Cluster
from labs.datacenter.inventory.site import Site
from labs.datacenter.presets import PRESETS, distributed, two_datacenters, two_hosts
from labs.datacenter.standing import standing
from tests.labs.open_labs import an_open_run
from tests.labs.test_the_selected_object import shown


def outline(nodes: tuple[Node, ...]) -> list:
    return [(node.ref, outline(node.children)) if node.children else node.ref for node in nodes]


def every(nodes: tuple[Node, ...]) -> dict[str, Node]:
    found = {}
    for node in nodes:
        found |= {node.ref: node} | every(node.children)
    return found


def view(site: Site, name: str) -> dict[str, Node]:
    return every(tree_of(site, name, warned_of(standing(site))))


def test_hosts_and_clusters_hold_the_machines():
    site = two_hosts().put(Cluster(name="Empty", datacenter="DC-A"))

    assert outline(tree_of(site, HOSTS)) == [
        ("vcenter:vc-01", [
            ("datacenter:DC-A", [
                "cluster:Empty",
                ("host:esx-01", ["vm:old-01", "vm:web-01"]),
                ("host:esx-02", ["vm:db-01"]),
            ])
        ])
    ]  # fmt: skip


def test_templates_stand_behind_the_machines():
    site = with_vm(two_hosts(), "db-01", template=True)

    assert outline(tree_of(site, VMS)) == [
        ("vcenter:vc-01", [("datacenter:DC-A", ["vm:old-01", "vm:web-01", "vm:db-01"])])
    ]
    assert view(site, VMS)["vm:db-01"].state == "template"


def test_a_datastore_stands_in_every_datacenter_that_sees_it():
    assert outline(tree_of(two_datacenters(), STORAGE)) == [
        ("vcenter:vc-01", [
            ("datacenter:DC-A", ["datastore:nas-01", "datastore:san-a"]),
            ("datacenter:DC-B", ["datastore:nas-01", "datastore:san-b"]),
        ])
    ]  # fmt: skip


def test_networks_hold_switches_of_both_kinds_with_their_port_groups():
    found = view(distributed(), NETWORKS)

    assert {
        "distributed_switch:dvs-01",
        "dv_network:dvs-01/Shop",
        "standard_network:DC-A/Management",
        "standard_switch:esx-01/vSwitch0",
    } <= set(found)
    assert found["distributed_switch:dvs-01"].count == 2


def test_what_belongs_to_no_place_stands_beneath_storage():
    site, _ = apply(two_hosts(), UnregisterVM(vm="old-01"))
    site = site.put(KeyServer(name="kms-01", reachable=False))

    found = view(site, STORAGE)

    assert found["unregistered_vm:old-01"].state == ""
    assert found["key_server:kms-01"].state == "error"


def test_counts_say_what_stands_beneath():
    assert view(two_hosts(), HOSTS)["host:esx-01"].count == 2
    assert view(two_hosts(), HOSTS)["vm:web-01"].count is None
    assert view(two_hosts(), STORAGE)["datastore:san-01"].count == 2


def test_standing_warnings_mark_the_objects_they_are_about():
    cut, _ = apply(two_hosts(), CutLink(host="esx-01", nic="vmnic2"))
    failed, _ = apply(two_hosts(), FailDatastore(datastore="san-01"))

    assert [ref for ref, node in view(cut, HOSTS).items() if node.warns] == ["host:esx-01"]
    assert view(failed, STORAGE)["datastore:san-01"].warns
    assert view(failed, STORAGE)["datastore:san-01"].state == "error"
    assert not any(node.warns for node in view(two_hosts(), HOSTS).values())


@pytest.mark.parametrize("preset", PRESETS)
def test_every_line_of_every_view_names_an_object(preset):
    site = PRESETS[preset]()
    for name in VIEWS:
        assert view(site, name)
        assert all(shown(site, ref) is not None for ref in view(site, name))


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("vm:web-01", HOSTS),
        ("datastore:san-01", STORAGE),
        ("standard_switch:esx-01/vSwitch0", NETWORKS),
    ],
)
def test_the_view_follows_the_object_unless_one_is_asked_for(ref, expected):
    selected = shown(two_hosts(), ref)

    assert view_of({}, selected) == expected
    assert view_of({"view": "nonsense"}, selected) == expected
    assert view_of({"view": VMS}, selected) == VMS
    assert set(VIEW_OF_KIND.values()) <= set(VIEWS)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_line_has_an_id_of_its_own(preset):
    site = PRESETS[preset]()

    def anchors(nodes):
        for node in nodes:
            yield node.anchor
            yield from anchors(node.children)

    for name in VIEWS:
        found = list(anchors(tree_of(site, name)))
        assert len(found) == len(set(found))


def shown_names(nodes: tuple[Node, ...]) -> list[str]:
    return [node.name for node in every(nodes).values() if not node.is_hidden]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("WEB-", ["vc-01", "DC-A", "esx-01", "web-01"]),
        (" esx-02 ", ["vc-01", "DC-A", "esx-02"]),
        ("nowhere", []),
    ],
)
def test_what_is_looked_for_stands_with_the_way_to_it(words, names):
    assert shown_names(sought(tree_of(two_hosts()), words)) == names


def test_without_words_nothing_is_hidden():
    tree = tree_of(two_hosts())

    assert sought(tree, "  ") == tree


def test_a_view_is_searched_without_scripts_and_the_words_stay_in_every_link(as_ada, ada):
    run = an_open_run(ada, two_hosts())

    page = as_ada.get(reverse("labs:run", args=[run.id]), {"find": "<web", "view": "vms"})

    html = page.content.decode()
    assert 'value="&lt;web"' in html
    assert html.count("<li hidden>") == len(every(page.context["tree"]))
    assert 'name="view" value="vms"' in html
    assert "find=%3Cweb" in page.context["link"]
    assert page.context["finding"]["nothing"]
