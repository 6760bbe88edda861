from __future__ import annotations

from collections.abc import Sequence

from labs.datacenter.actions import Action
from labs.datacenter.aspects import ENCRYPTION
from labs.datacenter.case import Case
from labs.datacenter.edits import with_encryption, with_host
from labs.datacenter.inventory.encryption import FIRST_VERSION, FIRST_WITH_STATE
from labs.datacenter.inventory.site import Site
from labs.datacenter.releases import version_key
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Ref, Text


class MemoryInAFile(Rule):
    """A host of 6.5 cannot keep the memory of an encrypted machine in a file: no suspending.

    Silent about a host before 6.5: the rule on hosts says that.
    """

    code = "encryption.memory_in_a_file"
    fault = "NotSupported"
    objective = {"SUSP": "6.08", "Suspend": "6.07", "Resume": "6.07", "TakeSnapshot": "5.10"}
    source = api(
        "NotSupported",
        "vSphere Security (6.5, 6.7): virtual machine encryption interoperability; the fault is "
        "the engine's choice",
        mark="E",
    )
    asks = Asks(SUSP=ERROR, Suspend=ERROR, Resume=ERROR, TakeSnapshot=ERROR)
    aspects = ENCRYPTION
    says = Text(
        zh="是{version}版，不能在文件中保存加密的{vm}的内存；{first}版起才能挂起、恢复或创建含内存的快照",
        en="is of version {version} and cannot keep the memory of {vm}, which is encrypted, in a "
        "file; suspending, resuming and snapshots with memory work since {first}",
    )
    hint = Text(
        zh="关机代替挂起，创建不含内存的快照，或使用版本更新的主机。",
        en="Power off instead, take the snapshot without memory, or use hosts of a later version.",
    )
    incurable = Text(
        zh="升级主机不在已实现的操作之内。",
        en="Upgrading hosts is not among the actions of this engine.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        if not case.vm.is_encrypted or not _uses_memory(case):
            return ()
        hosts = {host.name for host in (case.source, case.target)}
        return [
            self.finding(
                case,
                Ref("host", name),
                version=case.site.version_of(name),
                vm=Ref("vm", case.vm.name),
                first=FIRST_WITH_STATE,
            )
            for name in sorted(hosts)
            if _is_of_6_5(case.site, name)
        ]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action] | None:
        vm = site.vms[action.vm]
        if not getattr(action, "memory", True):
            return None
        host = getattr(action, "host", None) or vm.host
        return with_encryption(with_host(site, host, version="6.5"), vm.name), action


def _uses_memory(case: Case) -> bool:
    captures = getattr(case.action, "captures_memory", None)
    return captures is None or captures(case.vm)


def _is_of_6_5(site: Site, host: str) -> bool:
    version = version_key(site.version_of(host))
    return version_key(FIRST_VERSION) <= version < version_key(FIRST_WITH_STATE)
