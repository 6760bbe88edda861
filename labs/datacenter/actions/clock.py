"""Time passes; a task is called off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.actions.long import task_event
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Quantity, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(Action):
    """Lets time pass. Its own effect moves the clock's hand; what falls due is the clock's work.

    No event tells of it: time that passes in two pieces must leave the same events as in one.
    """

    label: ClassVar = Text(zh="让时间经过", en="Let time pass")
    samples: ClassVar = {"minutes": (1, 60), "seconds": (0,)}
    sentence: ClassVar = Text(zh="让时间经过{minutes}", en="Let {minutes} pass")
    with_seconds: ClassVar = Text(
        zh="让时间经过{minutes}又{seconds}", en="Let {minutes} and {seconds} pass"
    )
    minutes: int = 0
    seconds: int = 0

    @property
    def total_s(self) -> int:
        return 60 * self.minutes + self.seconds

    @property
    def facts(self) -> dict[str, Fact]:
        return {
            "minutes": Quantity(self.minutes, "min"),
            "seconds": Quantity(self.seconds, "s"),
        }

    def say(self, language: str) -> str:
        facts = self.facts
        if self.seconds and not self.minutes:
            facts["minutes"] = facts["seconds"]
        both = self.seconds and self.minutes
        return (self.with_seconds if both else self.sentence).fill(language, facts)

    def changes_nothing(self, site: Site) -> bool:
        return self.total_s == 0

    def effect(self, site: Site) -> Outcome:
        return replace(site, now_s=site.now_s + self.total_s), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTask(Action):
    """`CancelTask`: a queued task is struck off, a running one stops and leaves all as it was."""

    label: ClassVar = Text(zh="取消任务", en="Cancel a task")
    sentence: ClassVar = Text(zh="取消{task}", en="Cancel {task}")
    task: str = naming("task")

    def effect(self, site: Site) -> Outcome:
        task = site.tasks[self.task]
        after = site.drop(task)
        if not task.is_queued:
            after = task.action.given_up(after)
        return after, (task_event("TaskCancelled", site.now_s, task),)


describe(
    Advance,
    minutes=Text(zh="经过的分钟数", en="how many minutes pass"),
    seconds=Text(zh="此外经过的秒数", en="how many seconds pass besides"),
)
