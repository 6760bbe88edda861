from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Migrate
from labs.datacenter.case import Case
from labs.datacenter.edits import with_host
from labs.datacenter.inventory.host import Host
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import version_key
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text
from labs.datacenter.words import Kind

# kind of migration -> the first version of a host that has it
_FIRST = {"SVMO": "3.5", "XHOST": "5.1"}
_FAULTS = {"SVMO": "StorageVMotionNotSupported", "XHOST": "MigrationFeatureNotSupported"}


class TypeUnknown(Rule):
    """A host that takes part is of a version that does not have this type of migration yet."""

    code = "vmotion.type_unknown"
    fault = ("StorageVMotionNotSupported", "MigrationFeatureNotSupported")
    objective = {"SVMO": "6.23", "XHOST": "6.28"}
    source = api(
        "StorageVMotionNotSupported and MigrationFeatureNotSupported",
        "TechGenix: vSphere 5.1 Enhanced vMotion; which of the two is the engine's choice",
        mark="E",
    )
    asks = Asks(SVMO=ERROR, XHOST=ERROR)
    says = Text(
        zh="是{version}版，而{kind}从{first}版起才有",
        en="is of version {version}, but {kind} exists since {first}",
    )
    hint = Text(
        zh="关机后用冷迁移，或使用版本更新的主机。",
        en="Power the machine off and migrate it cold, or use hosts of a later version.",
    )
    incurable = Text(
        zh="升级主机不在已实现的操作之内。",
        en="Upgrading hosts is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        first = _FIRST[case.kind]
        return [
            self.finding(
                case,
                Ref("host", host.name),
                fault=_FAULTS[case.kind],
                version=case.site.version_of(host.name),
                kind=Kind(case.kind),
                first=first,
            )
            for host in _taking_part(case)
            if version_key(case.site.version_of(host.name)) < version_key(first)
        ]

    def breaks(self, site: Site, action: Migrate) -> tuple[Site, Migrate]:
        vm = site.vms[action.vm]
        if action.moves_host(vm):
            return with_host(site, action.host, version="5.0"), action
        return with_host(site, vm.host, version="3.0"), action


def _taking_part(case: Case) -> tuple[Host, ...]:
    return (case.source, case.target) if case.moves_host else (case.source,)
