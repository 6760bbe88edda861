"""Machines that moved."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "VmHostChanged": Text(
        zh="{vm}从主机{source}迁移到{target}（{kind}）",
        en="{vm} was migrated from host {source} to {target} ({kind})",
    ),
    "VmFilesMoved": Text(
        zh="{vm}的文件（{size}）从{source}迁移到{target}（{kind}）",
        en="Files of {vm} ({size}) were migrated from {source} to {target} ({kind})",
    ),
}
