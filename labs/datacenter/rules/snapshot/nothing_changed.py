from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, Resume, TakeSnapshot
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import PowerState

SUSPENDED = PowerState.SUSPENDED


def _is_unchanged(vm: VM) -> bool:
    """Suspended since its last snapshot, with the settings of then."""
    last = vm.snapshot(vm.snapshots.current)
    if vm.power is not SUSPENDED or last is None or vm.snapshots.ran_since:
        return False
    return last.power is SUSPENDED and last.hardware == replace(vm.hardware, disks=())


class NothingChanged(Rule):
    """The machine is suspended and nothing changed since its last snapshot."""

    code = "snapshot.nothing_changed"
    fault = "SnapshotNoChange"
    objective = "5.10"
    source = api("SnapshotNoChange")
    asks = Asks(TakeSnapshot=ERROR)
    says = Text(
        zh="处于挂起状态，自快照{snapshot}以来没有任何变化",
        en="is suspended, and nothing has changed since snapshot {snapshot}",
    )
    hint = Text(
        zh="现有的快照已经保存了这个状态。", en="The snapshot there is holds this state already."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not _is_unchanged(case.vm):
            return ()
        last = Ref("snapshot", case.vm.snapshots.current)
        return [self.finding(case, Ref("vm", case.vm.name), snapshot=last)]

    def cures(self, case: Case) -> Iterator[Action]:
        yield Resume(vm=case.vm.name)

    def breaks(self, site: Site, action: TakeSnapshot) -> tuple[Site, TakeSnapshot] | None:
        if site.vms[action.vm].power is not SUSPENDED:
            return None
        after, _ = replace(action, name="earlier", memory=False).effect(site)
        return after, action
