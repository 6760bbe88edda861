from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action, CreateVM
from labs.datacenter.case import Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.rule import ERROR, Asks, Finding, Rule, api
from labs.datacenter.text import Quantity, Ref, Text


class TooLarge(Rule):
    """The disk would be larger than any that the machine's host can hold, or its new host."""

    code = "disk.too_large"
    fault = "FileTooLarge"
    objective = {"CreateVM": "5.05", "AddDisk": "5.05", "ExtendDisk": "5.09"}
    source = api(
        "FileTooLarge",
        "KB 2058287 as quoted: 62 TB from ESXi 5.5 on; 2 TB less 512 bytes before, here rounded "
        "down to whole megabytes",
    )
    asks = Asks(AddDisk=ERROR, ExtendDisk=ERROR, CreateVM=ERROR)
    says = Text(
        zh="的版本是{version}，磁盘最大{most}，容不下{asked}的磁盘",
        en="is of version {version}, whose disks have at most {most}; {asked} were asked for",
    )
    hint = Text(zh="减小容量，或在更新的主机上操作。", en="Ask for less, or do it on a newer host.")
    incurable = Text(
        zh="主机版本的上限不能改变；容量较小的磁盘可以。",
        en="The limit of a version stays; a smaller size may do.",
    )

    def check(self, case: Case) -> Sequence[Finding]:
        most, asked = _most_mb(case.site, case.source.name), _asked_mb(case.action)
        if asked <= most:
            return ()
        return [
            self.finding(
                case,
                Ref("host", case.source.name),
                version=case.site.version_of(case.source.name),
                most=Quantity(most, "MB"),
                asked=Quantity(asked, "MB"),
            )
        ]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        if isinstance(action, CreateVM):
            return site, replace(action, disk_mb=_most_mb(site, action.host) + 1)
        return site, replace(action, size_mb=_most_mb(site, site.vms[action.vm].host) + 1)


def is_too_large(site: Site, action: Action) -> bool:
    """Whether no datastore of that host could hold the disk of a new machine."""
    return isinstance(action, CreateVM) and action.disk_mb > _most_mb(site, action.host)


def _most_mb(site: Site, host: str) -> int:
    return site.host_limit("disk_mb", host)


def _asked_mb(action: Action) -> int:
    return action.disk_mb if isinstance(action, CreateVM) else action.size_mb
