"""What the keys mean that belong to no record: settings of a site, reports, findings, repairs."""

from __future__ import annotations

from collections.abc import Mapping

from labs.datacenter.text import Text

SETTINGS_MEAN: Mapping[str, Text] = {
    "schema": Text(zh="格式的编号", en="number of this format"),
    "release": Text(zh="按哪个版本判定", en="the release that judges"),
    "seed": Text(zh="随机种子", en="seed of all chance"),
    "now_s": Text(zh="站点的时刻", en="the time of the site"),
    "last_task": Text(zh="最近一个任务的序号", en="number of the newest task"),
    "pacing": Text(
        zh="耗时的操作是立即完成，还是成为需要时间的任务",
        en="whether what takes long is done at once, or is a task that takes its time",
    ),
    "limits": Text(
        zh="站点自定的上限与时长（Limits对象）",
        en="limits and durations of its own (Limits object)",
    ),
}
REPORT_MEANS: Mapping[str, Text] = {
    "release": Text(zh="按哪个版本判定", en="the release that judged"),
    "action": Text(zh="所问的操作", en="the request"),
    "migration_type": Text(
        zh="迁移类型；不是迁移时为null", en="the migration type; null where it is no migration"
    ),
    "verdict": Text(
        zh="allowed（允许）、refused（拒绝）或queued（排队）", en="allowed, refused or queued"
    ),
    "elsewhere": Text(zh="判定不同的其他版本", en="verdicts of the releases that differ"),
    "disputed": Text(zh="造成差别的规则", en="codes of the rules that make the difference"),
    "unverified": Text(
        zh="拒绝所依据的规则都未经来源核实",
        en="refused, and every error rests on a source that was not read",
    ),
    "unverified_elsewhere": Text(
        zh="其他版本中，判定依据未经核实的那些",
        en="the differing releases whose verdict rests on a source that was not read",
    ),
    "fault": Text(zh="第一个错误的故障码", en="fault of the first error"),
    "findings": Text(zh="全部检查结果，按固定顺序", en="every finding, in a fixed order"),
}
FINDING_MEANS: Mapping[str, Text] = {
    "code": Text(zh="规则的代码", en="code of the rule"),
    "severity": Text(
        zh="error（拒绝）或warning（不阻止）", en="error refuses, warning never blocks"
    ),
    "fault": Text(zh="vSphere API中的故障名称", en="name of the fault in the vSphere API"),
    "subject": Text(zh="出问题的对象：种类和名称", en="what is wrong: its kind and name"),
    "facts": Text(zh="句子中的事实，不失精度", en="the facts of the sentence, without loss"),
    "text": Text(zh="两种语言的句子", en="the sentence in both languages"),
    "hint": Text(zh="可以怎么做", en="what could be done"),
    "source": Text(zh="规则的来源", en="where the rule comes from"),
    "verified": Text(zh="来源是否已读", en="whether the source was read"),
    "objective": Text(zh="讲解它的目标", en="the objective that teaches it"),
}
REPAIR_MEANS: Mapping[str, Text] = {
    "status": Text(
        zh="found（找到）、impossible（不存在）或not_found（在限度内未找到）",
        en="found, impossible, or not_found within the bound",
    ),
    "tier": Text(
        zh="gentle：不中断任何运行中的虚拟机；any：需要其他操作",
        en="gentle interrupts no running machine; any where that does not suffice",
    ),
    "actions": Text(zh="依次执行的操作", en="what to do, in order"),
    "cost": Text(zh="操作数和复制的数据量（MB）", en="number of actions, and MB to copy"),
    "text": Text(zh="这些操作的句子", en="the actions as sentences"),
}
