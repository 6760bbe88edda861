from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, ReleaseFiles
from labs.datacenter.aspects import LOCKED
from labs.datacenter.case import Case
from labs.datacenter.edits import with_vm
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import COPIES, ERROR, MIGRATIONS, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class FilesLocked(Rule):
    """Another host keeps the machine's files open.

    Which host holds them, and that it may be any, is the engine's choice; that locked files refuse
    is the API's.
    """

    code = "task.files_locked"
    fault = "FileLocked"
    objective = "5.02"
    source = api("FileLocked, a FileFault, which CloneVM_Task and RelocateVM_Task throw")
    aspects = LOCKED
    asks = Asks(**dict.fromkeys((*MIGRATIONS, "PowerOn", "Resume", *COPIES), ERROR))
    says = Text(zh="的文件被{host}锁住", en="has files that {host} keeps locked")
    hint = Text(zh="让持有锁的一方释放文件。", en="Let the one who holds the files release them.")

    def check(self, case: Case) -> Sequence[Finding]:
        holder = case.vm.files.locked_by
        if holder is None:
            return ()
        return [self.finding(case, Ref("vm", case.vm.name), host=Ref("host", holder))]

    def cures(self, case: Case) -> Iterator[Action]:
        yield ReleaseFiles(vm=case.vm.name)

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        other = next((name for name in site.hosts if name != vm.host), None)
        if other is None:
            return None
        return with_vm(site, vm.name, files=replace(vm.files, locked_by=other)), action
