from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, UnmountToolsInstaller
from labs.datacenter.aspects import INSTALLER
from labs.datacenter.case import Case
from labs.datacenter.edits import with_guest
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class ToolsInstaller(Rule):
    """The installer of VMware Tools is mounted in the running machine that is to move."""

    code = "device.tools_installer"
    fault = "ToolsInstallationInProgress"
    objective = {"VMO": "6.22", "SVMO": "6.23", "XHOST": "6.28"}
    source = api("ToolsInstallationInProgress")
    aspects = INSTALLER
    asks = Asks(VMO=ERROR, SVMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="正装载着VMware Tools安装程序，安装结束前不能在线迁移",
        en="has the VMware Tools installer mounted and cannot be moved live before that ends",
    )
    hint = Text(
        zh="等安装完成，或先卸载安装程序。",
        en="Let the installation finish, or unmount the installer first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.vm.guest.tools_installer_mounted:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name))]

    def cures(self, case: Case) -> Iterator[Action]:
        yield UnmountToolsInstaller(vm=case.vm.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        return with_guest(site, action.vm, tools_installer_mounted=True), action
