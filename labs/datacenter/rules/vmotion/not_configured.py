from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, EnableVMotion, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class NotConfigured(Rule):
    """The source or the target host has no VMkernel port for vMotion."""

    code = "vmotion.not_configured"
    fault = "VMotionNotConfigured"
    objective = "6.15"
    source = api("VMotionNotConfigured")
    asks = Asks(VMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="上启用vMotion的VMkernel端口有{count}个，不能参与{vm}的在线迁移",
        en="has {count} VMkernel ports with vMotion enabled, so {vm} cannot be moved live",
    )
    hint = Text(
        zh="在一个VMkernel端口上启用vMotion。", en="Enable vMotion on one of its VMkernel ports."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [
            self.finding(case, Ref("host", host.name), count=0, vm=Ref("vm", case.vm.name))
            for host, vmotion in case.vmotion_ends
            if not vmotion.names
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        for host in (case.source, case.target):
            if not host.vmotion_ports:
                for port in host.vmkernel:
                    yield EnableVMotion(host=host.name, vmkernel=port.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        ports = tuple(replace(port, services=()) for port in site.hosts[action.host].vmkernel)
        return with_host(site, action.host, vmkernel=ports), action
