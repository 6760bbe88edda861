from __future__ import annotations

from collections.abc import Iterator, Sequence

from labs.datacenter.actions import Action, Migrate, RemoveAllSnapshots
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host, with_snapshots
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import version_key
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text

_FIRST = "5.0"
# before this there was no Storage vMotion at all
_EARLIEST = "3.5"


class MoveNotSupported(Rule):
    """A host before 5.0 is to move the disks of a running machine that has snapshots.

    Silent about a host that has no Storage vMotion: the rule on types says that.
    """

    code = "snapshot.move_not_supported"
    fault = "SnapshotMoveNotSupported"
    objective = "6.23"
    source = api("SnapshotMoveNotSupported", "vSphere 4.x: Storage vMotion requirements")
    asks = Asks(SVMO=ERROR)
    says = Text(
        zh="有快照（{snapshots}），而主机{host}是{version}版，{first}版起Storage vMotion才支持快照",
        en="has snapshots ({snapshots}), but {host} is of version {version}; "
        "Storage vMotion takes snapshots along since {first}",
    )
    hint = Text(zh="先删除快照，或关机后用冷迁移。", en="Remove them first, or migrate cold.")

    def check(self, case: Case) -> Sequence[Finding]:
        version = case.site.version_of(case.source.name)
        tree = case.vm.snapshots.tree
        within = version_key(_EARLIEST) <= version_key(version) < version_key(_FIRST)
        if not tree or not within:
            return ()
        return [
            self.finding(
                case,
                Ref("vm", case.vm.name),
                snapshots=tuple(Ref("snapshot", one.name) for one in tree),
                host=Ref("host", case.source.name),
                version=version,
                first=_FIRST,
            )
        ]

    def cures(self, case: Case) -> Iterator[Action]:
        yield RemoveAllSnapshots(vm=case.vm.name)

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        site = with_host(site, site.vms[action.vm].host, version="4.1")
        return with_snapshots(site, action.vm, 1), action
