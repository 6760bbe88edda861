from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import BackUp
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.tracking import ChangeTracking
from labs.datacenter.rule import WARNING, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import BackupKind

_FIRST = Text(zh="这里还没有它的备份", en="there is no backup of it here yet")
_OFF = Text(zh="更改块跟踪没有生效", en="changed-block tracking is not in effect")
_VOID = Text(
    zh="自上次备份以来更改ID已失效，例如因为恢复过快照",
    en="its change ids are void since the last backup, as they are after a revert",
)


class NoChangeIds(Rule):
    """An incremental backup is asked for, and what changed is not known: all is copied."""

    code = "backup.no_change_ids"
    fault = "InvalidArgument"
    objective = "2.12"
    source = api(
        "VirtualMachine.QueryChangedDiskAreas",
        "that a revert voids the change ids is known from quotations only",
        mark="K",
    )
    asks = Asks(BackUp=WARNING)
    says = Text(zh="将做完整备份，因为{reason}", en="is backed up in full, because {reason}")
    hint = Text(
        zh="启用更改块跟踪；下一次备份起就是增量备份。",
        en="Enable changed-block tracking; the backup after this one is then incremental.",
    )
    incurable = Text(
        zh="这只是警告，备份照常进行。", en="This is a warning only; the backup goes ahead."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        action, site = case.action, case.site
        if action.kind is BackupKind.FULL or action.basis(site) is not None:
            return ()
        points = (site.restore_points[n] for n in site.points_of_vm.get(case.vm.name, ()))
        if all(point.store != action.store for point in points):
            reason = _FIRST
        else:
            reason = _VOID if case.vm.tracking.active else _OFF
        return [self.finding(case, Ref("vm", case.vm.name), reason=reason)]

    def breaks(self, site: Site, action: BackUp) -> tuple[Site, BackUp] | None:
        if action.kind is BackupKind.FULL:
            return None
        return with_vm(site, action.vm, tracking=ChangeTracking()), action
