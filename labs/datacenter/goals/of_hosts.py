"""Goals about what hosts offer, and which of them a machine is on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from labs.datacenter.goals.goal import Goal, History
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text

_NO_VMOTION = Text(zh="没有启用vMotion的端口", en="no port with vMotion")
_NO_LINK = Text(zh="vMotion网络没有链路", en="a vMotion network without a link")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostVMotion(Goal):
    """The host has a VMkernel port for vMotion, and a link behind it."""

    code: ClassVar = "host.vmotion"
    sentence: ClassVar = Text(
        zh="{host}的vMotion网络可以使用", en="the vMotion network of {host} can be used"
    )
    host: str = naming("host")

    def holds(self, history: History) -> bool:
        return history.site.vmotion_network(self.host).has_link

    def found(self, history: History) -> tuple[Fact, ...]:
        vmotion = history.site.vmotion_network(self.host)
        if not vmotion.names:
            return (_NO_VMOTION,)
        if not vmotion.has_link:
            return (_NO_LINK,)
        return tuple(Ref("network", name) for name in vmotion.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSeesLun(Goal):
    """The LUN is presented to the host, for raw device mappings."""

    code: ClassVar = "host.lun"
    sentence: ClassVar = Text(zh="{host}看得到LUN {lun}", en="{host} sees LUN {lun}")
    host: str = naming("host")
    lun: str

    @property
    def facts(self) -> dict[str, Fact]:
        return {"host": Ref("host", self.host), "lun": Ref("lun", self.lun)}

    def holds(self, history: History) -> bool:
        return self.lun in history.site.hosts[self.host].luns

    def found(self, history: History) -> tuple[Fact, ...]:
        return tuple(Ref("lun", name) for name in history.site.hosts[self.host].luns)


@dataclass(frozen=True, slots=True, kw_only=True)
class VmInCluster(Goal):
    """The machine stands on a host of that cluster."""

    code: ClassVar = "vm.cluster"
    sentence: ClassVar = Text(zh="{vm}位于集群{cluster}", en="{vm} is in cluster {cluster}")
    vm: str = naming("vm")
    cluster: str = naming("cluster")

    def holds(self, history: History) -> bool:
        return self._cluster(history) == self.cluster

    def found(self, history: History) -> tuple[Fact, ...]:
        cluster = self._cluster(history)
        return (Ref("cluster", cluster),) if cluster else ()

    def _cluster(self, history: History) -> str | None:
        site = history.site
        return site.hosts[site.vms[self.vm].host].cluster


describe(HostSeesLun, lun=Text(zh="LUN的名称", en="the LUN's name"))
