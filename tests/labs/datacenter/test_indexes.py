"""The indexes of a site are right whatever is put in or taken out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labs.datacenter.inventory.hardware import Disk
from labs.datacenter.inventory.host import Mount
from labs.datacenter.inventory.places import Cluster, Datacenter
from labs.datacenter.inventory.site import INDEXES, TABLE_OF, Site
from labs.datacenter.inventory.vm import Files
from labs.datacenter.presets import a_datastore, a_host, a_vm, two_hosts

HOSTS = [f"esx-{n}" for n in range(3)]
DATASTORES = [f"ds-{n}" for n in range(3)]
CLUSTERS = [None, "cl-0", "cl-1"]

machines = st.builds(
    lambda name, host, config, disks: replace(
        a_vm(name, host=host, datastore=config),
        files=Files(config=config),
        hardware=replace(
            a_vm(name, host=host, datastore=config).hardware,
            disks=tuple(
                Disk(label=f"Hard disk {n}", datastore=where, size_mb=1)
                for n, where in enumerate(disks, start=1)
            ),
        ),
    ),
    st.sampled_from([f"vm-{n}" for n in range(4)]),
    st.sampled_from(HOSTS),
    st.sampled_from(DATASTORES),
    st.lists(st.sampled_from(DATASTORES), max_size=3),
)
hosts = st.builds(
    lambda name, mounts, cluster: replace(
        a_host(name, datastores=(), cluster=cluster),
        mounts=tuple(Mount(datastore=one) for one in sorted(mounts)),
    ),
    st.sampled_from(HOSTS),
    st.sets(st.sampled_from(DATASTORES)),
    st.sampled_from(CLUSTERS),
)
others = st.sampled_from(
    [*(a_datastore(name) for name in DATASTORES), Datacenter(name="DC-A", vcenter="vc-01")]
    + [Cluster(name=name, datacenter="DC-A") for name in CLUSTERS if name]
)
edits = st.lists(st.tuples(st.booleans(), machines | hosts | others), max_size=30)


@settings(max_examples=60, deadline=None)
@given(edits)
def test_equal_those_of_a_site_built_from_nothing(history):
    site = Site(release="8.0")

    for puts, thing in history:
        if puts:
            site = site.put(thing)
        elif thing.name in getattr(site, TABLE_OF[type(thing)]):
            site = site.drop(thing)

        rebuilt = Site.of(site.things, release="8.0")
        assert rebuilt == site
        for index in INDEXES:
            assert getattr(rebuilt, index) == getattr(site, index), index
            assert all(tuple(sorted(names)) == names for names in getattr(site, index).values())


def test_what_is_dropped_is_what_stands_under_the_name():
    """The thing given only names it: a machine may have moved since somebody held it."""
    site = two_hosts()
    held = site.vms["web-01"]
    moved = site.put(replace(held, host="esx-02"))

    gone = moved.drop(held)

    assert gone == site.drop(held)
    assert gone.vms_of_host == site.drop(held).vms_of_host


def test_what_is_not_there_cannot_be_dropped():
    with pytest.raises(KeyError):
        two_hosts().drop(a_vm("nobody", host="esx-01", datastore="san-01"))
