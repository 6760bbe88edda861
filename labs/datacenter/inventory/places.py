"""What holds the hosts: vCenter Servers, datacenters, clusters."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.meaning import describe
from labs.datacenter.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class VCenter:
    """A vCenter Server.

    `version` is the product version installed; None: that of the site's release. `clock_ahead_s`
    is how far its clock runs ahead of the slowest one; more than `clock_tolerance_s` between two
    of them and one takes the other's single sign-on tokens for invalid (vCenter Single Sign-On
    Programming Guide 6.7: 10 minutes). `tests_internal_networks` is the advanced setting
    config.migrate.test.CompatibleNetworks.VMOnVirtualIntranet.
    """

    name: str
    version: str | None = None
    sso_domain: str = "vsphere.local"
    clock_ahead_s: int = 0
    clock_tolerance_s: int = 600
    tests_internal_networks: bool = True

    def is_in_time_with(self, other: VCenter) -> bool:
        """Whether each would take a token of the other for valid."""
        tolerated = min(self.clock_tolerance_s, other.clock_tolerance_s)
        return abs(self.clock_ahead_s - other.clock_ahead_s) <= tolerated


@dataclass(frozen=True, slots=True, kw_only=True)
class Datacenter:
    """A datacenter object of one vCenter Server."""

    name: str
    vcenter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A cluster of hosts inside one datacenter."""

    name: str
    datacenter: str


describe(
    VCenter,
    Text(zh="一台vCenter Server", en="a vCenter Server"),
    version=Text(
        zh="安装的产品版本；null与站点的版本相同",
        en="product version installed; null: that of the release",
    ),
    sso_domain=Text(zh="单点登录域", en="single sign-on domain"),
    clock_ahead_s=Text(
        zh="时钟比最慢的一台快多少", en="how far its clock runs ahead of the slowest one"
    ),
    clock_tolerance_s=Text(
        zh="与另一台的时钟相差超过此值，就认为其单点登录令牌无效",
        en="difference of clocks above which it takes single sign-on tokens of another for invalid",
    ),
    tests_internal_networks=Text(
        zh="高级设置config.migrate.test.CompatibleNetworks.VMOnVirtualIntranet",
        en="the advanced setting config.migrate.test.CompatibleNetworks.VMOnVirtualIntranet",
    ),
)
describe(
    Datacenter,
    Text(zh="一台vCenter Server中的数据中心对象", en="a datacenter object of one vCenter Server"),
    vcenter=Text(zh="所属的vCenter Server", en="the vCenter Server it belongs to"),
)
describe(
    Cluster,
    Text(zh="一个数据中心中的主机集群", en="a cluster of hosts inside one datacenter"),
    datacenter=Text(zh="所属的数据中心", en="the datacenter it belongs to"),
)
