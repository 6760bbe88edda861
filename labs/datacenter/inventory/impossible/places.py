"""What no vCenter Server may be."""

from __future__ import annotations

from collections.abc import Iterator

from labs.datacenter.inventory.places import VCenter
from labs.datacenter.inventory.problem import Problem, pointer, problem
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import is_version


def vcenter_version(site: Site, vcenter: VCenter) -> Iterator[Problem]:
    if vcenter.version is not None and not is_version(vcenter.version):
        yield problem(
            pointer("vcenters", vcenter.name, "version"),
            "应为产品版本，例如6.7",
            "must be a product version, such as 6.7",
        )


OF_VCENTER = (vcenter_version,)
