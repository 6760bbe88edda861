"""Sites of any size for measuring: clusters of 25 hosts with 16 machines each, all of one shape."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.places import Cluster, Datacenter, VCenter
from labs.datacenter.inventory.site import Site, Thing
from labs.datacenter.presets import a_datastore, a_host, a_vm, an_image

HOSTS, VMS, DATASTORES = 25, 16, 8  # of a cluster, of a host, of a cluster


def a_fleet(clusters: int, release: str = "8.0") -> Site:
    """Every machine runs on shared storage; nothing stands in the way of a vMotion."""
    places = (VCenter(name="vc-01"), Datacenter(name="DC-A", vcenter="vc-01"))
    things = [*places, *(thing for n in range(clusters) for thing in _cluster(f"{n:03}"))]
    return Site.of(things, release=release)


def _cluster(name: str) -> Iterator[Thing]:
    datastores = tuple(f"san-{name}-{n}" for n in range(DATASTORES))
    yield Cluster(name=f"cl-{name}", datacenter="DC-A")
    yield from (a_datastore(datastore, gb=8000) for datastore in datastores)
    for number in range(HOSTS):
        host = f"esx-{name}-{number:02}"
        yield a_host(host, datastores=datastores, cluster=f"cl-{name}", memory_gb=512)
        for n in range(VMS):
            where = datastores[(number + n) % DATASTORES]
            image = an_image(where, connected=False)
            vm = f"vm-{name}-{number:02}-{n:02}"
            yield a_vm(vm, host=host, datastore=where, devices=(image,))
