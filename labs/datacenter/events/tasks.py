"""The course of tasks."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "TaskQueued": Text(
        zh="{task}（{what}：{about}）排队等候，因为同时运行的任务已达上限",
        en="{task} ({what}: {about}) waits in the queue: as much runs as may run at once",
    ),
    "TaskStarted": Text(zh="{task}（{what}：{about}）开始", en="{task} ({what}: {about}) started"),
    "TaskCompleted": Text(
        zh="{task}（{what}：{about}）完成", en="{task} ({what}: {about}) completed"
    ),
    "TaskFailed": Text(
        zh="{task}（{what}：{about}）失败：{fault}", en="{task} ({what}: {about}) failed: {fault}"
    ),
    "TaskCancelled": Text(
        zh="{task}（{what}：{about}）被取消", en="{task} ({what}: {about}) was cancelled"
    ),
}
