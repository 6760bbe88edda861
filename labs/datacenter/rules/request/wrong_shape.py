from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, Migrate
from labs.datacenter.case import MISSHAPEN, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, Source
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Kind, Verb

_CHANGES = {
    Verb.VMOTION: Text(zh="只换主机", en="the host only"),
    Verb.STORAGE_VMOTION: Text(zh="只换数据存储", en="the datastore only"),
    Verb.CROSS_HOST: Text(zh="要同时换主机和数据存储", en="host and datastore together"),
}


class WrongShape(Rule):
    """The type asked for by name does not go with what would change."""

    code = "request.wrong_shape"
    fault = "InvalidArgument"
    objective = {"VMO": "6.15", "SVMO": "6.23", "XHOST": "6.30"}
    source = Source(
        "vCenter Server and Host Management (6.0, 6.5, 6.7): migration types; "
        "the fault is the engine's choice",
        "E",
    )
    stage = MISSHAPEN
    asks = Asks(VMO=ERROR, SVMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="不能这样用{verb}迁移，因为它{changes}",
        en="cannot be migrated this way by {verb}, which changes {changes}",
    )
    hint = Text(
        zh="改选符合{verb}要求的目标，或换一种迁移方式。",
        en="Choose the targets that {verb} takes, or another migration type.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.contradicts_verb:
            return ()
        verb = case.action.verb
        return [self.finding(case, Ref("vm", case.vm.name), verb=verb, changes=_CHANGES[verb])]

    def cures(self, case: Case) -> Iterator[Action]:
        """Move what the type does not move first; or away, what it would have to move."""
        vm, asked = case.vm, case.action
        if asked.verb is Verb.STORAGE_VMOTION and case.moves_host:
            yield Migrate(vm=vm.name, host=asked.host)
        elif asked.verb is Verb.VMOTION and case.moves_files:
            yield Migrate(vm=vm.name, datastore=asked.datastore)
        if asked.verb is not Verb.STORAGE_VMOTION and asked.host == vm.host:
            yield from (Migrate(vm=vm.name, host=name) for name in case.site.hosts)
        if asked.verb is not Verb.VMOTION and vm.datastores == (asked.datastore,):
            yield from (
                Migrate(vm=vm.name, datastore=mount.datastore) for mount in case.source.mounts
            )

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate] | None:
        vm = site.vms[action.vm]
        kind = action.kind(vm)
        if kind is Kind.XHOST:
            return site, replace(action, verb=Verb.CROSS_HOST, datastore=None)
        if kind is Kind.SVMO:
            mounting = site.hosts_of_datastore.get(action.datastore, ())
            host = next((name for name in mounting if name != vm.host), None)
            return (site, replace(action, verb=Verb.STORAGE_VMOTION, host=host)) if host else None
        datastore = next(name for name in site.datastores if vm.datastores != (name,))
        return site, replace(action, verb=Verb.VMOTION, datastore=datastore)
