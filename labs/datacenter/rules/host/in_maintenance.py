from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, ExitMaintenanceMode, Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, MIGRATIONS, NEW_MACHINES, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Maintenance

NORMAL = Maintenance.NORMAL


class InMaintenance(Rule):
    """The host that is to receive or run the machine is in, or entering, maintenance mode."""

    code = "host.in_maintenance"
    fault = "InvalidHostState"
    objective = "6.17"
    source = api("InvalidHostState", mark="E")
    asks = Asks(
        COLD=ERROR,
        SUSP=ERROR,
        VMO=ERROR,
        XHOST=ERROR,
        PowerOn=ERROR,
        Resume=ERROR,
        RegisterVM=ERROR,
        MarkAsVirtualMachine=ERROR,
        **dict.fromkeys(NEW_MACHINES, ERROR),
    )
    says = Text(
        zh="{state}，不能接收或运行{vm}", en="is {state} and can neither receive nor run {vm}"
    )
    hint = Text(
        zh="让主机退出维护模式，或选择另一台主机。",
        en="Take the host out of maintenance mode, or choose another.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        host = case.target
        stays = case.kind in MIGRATIONS and not case.moves_host
        if stays or host.maintenance is NORMAL:
            return ()
        return [
            self.finding(
                case,
                Ref("host", host.name),
                state=host.maintenance,
                vm=Ref("vm", case.arrival.name),
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        yield ExitMaintenanceMode(host=case.target.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        host = getattr(action, "host", None)
        if host is None and not isinstance(action, Migrate):
            host = site.vms[action.vm].host
        if host is None:
            return None
        return with_host(site, host, maintenance=Maintenance.ENTERING), action
