from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ExitMaintenanceMode, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Maintenance

NORMAL = Maintenance.NORMAL


class FilesLeaveInMaintenance(Rule):
    """Files have to be moved by a source host that is in, or entering, maintenance mode."""

    code = "host.files_leave_in_maintenance"
    fault = "MaintenanceModeFileMove"
    objective = "6.17"
    source = api("MaintenanceModeFileMove")
    asks = Asks(COLD=ERROR, SUSP=ERROR, SVMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="{state}，不能再移动{vm}的文件",
        en="is {state} and cannot move the files of {vm} any more",
    )
    hint = Text(
        zh="只迁移主机，或先让源主机退出维护模式。",
        en="Change the host only, or take the source host out of maintenance mode first.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        host = case.source
        if not case.moves_files or host.maintenance is NORMAL:
            return ()
        vm = Ref("vm", case.vm.name)
        return [self.finding(case, Ref("host", host.name), state=host.maintenance, vm=vm)]

    def cures(self, case: Case) -> Iterator[Action]:
        yield ExitMaintenanceMode(host=case.source.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.vms[action.vm]
        if not action.moves_files(vm):
            return None
        return with_host(site, vm.host, maintenance=Maintenance.ENTERING), action
