"""The first page: what the site is for a visitor, the next step for a learner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from labs.models import LabRun
from labs.sandbox import SLUG
from labs.shelf import labs
from quizzes.attempts.models import Attempt
from quizzes.attempts.selectors import percent
from quizzes.catalogue import title_of
from studyguide import progress
from studyguide.accounts.models import User
from studyguide.blueprint import Objective, blueprint
from studyguide.figures import release_asked
from studyguide.guide import Guide, Lesson, Section, TaughtChapter, guide, passage
from studyguide.progress import Amount, Standing
from studyguide.progress.models import Reading
from studyguide.text import Text
from studyguide.views.material import Material, material
from studyguide.views.minilab import FIRST_RELEASE, mini_lab, move_asked
from studyguide.web import wants_fragment

RECENT = 6
WEAKEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if "move" in request.GET and wants_fragment(request.headers):
        return render(request, "home/_minilab.html", _mini_lab_context(request))
    if request.user.is_authenticated:
        return render(request, "home/home.html", _home_context(request.user))
    context = {
        "chapters": guide().chapters,
        "all_chapters": [
            (each, len(blueprint().of_chapter(each)), guide().chapter(each.slug) is not None)
            for each in blueprint().chapters
        ],
        "objectives": len(blueprint().objectives),
        "disputed": len(blueprint().disputed),
        **_mini_lab_context(request),
    }
    return render(request, "home/landing.html", context)


def _mini_lab_context(request: HttpRequest) -> dict[str, object]:
    lab = mini_lab(
        move=move_asked(request.GET.get("move", "")),
        release=release_asked(request, otherwise=FIRST_RELEASE),
        language=request.preferences.language,
        is_repaired=request.GET.get("repaired") == "1",
    )
    return {"minilab": lab}


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """The one thing to do next: a lesson to go on with or begin, or practice when all is read."""

    lesson: Lesson | None
    section: Section | None = None

    @property
    def address(self) -> str:
        if self.lesson is None:
            return ""
        return self.lesson.address + (f"#{self.section.anchor}" if self.section else "")


@dataclass(frozen=True, kw_only=True)
class ChapterLine:
    """One chapter in numbers."""

    taught: TaughtChapter
    read: int
    answered: int
    questions: int
    labs_passed: int
    labs: int
    mastered: int
    objectives: int


@dataclass(frozen=True, kw_only=True)
class RecentLine:
    """An attempt or a run, finished or not."""

    title: Text
    address: str
    release: str
    at: datetime
    is_open: bool
    percent: int | None
    is_lab: bool


def _home_context(user: User) -> dict[str, object]:
    shown = guide()
    readings = progress.readings(learner=user)
    objectives = blueprint().objectives
    standings = progress.standings(learner=user, objectives=objectives.values())
    weak = weakest(objectives, standings)
    stock = material()
    practice = next((each.id for each in weak if each.id in stock.tested), "")
    return {
        "next": next_step(shown, readings),
        "lines": _chapter_lines(shown, readings, standings, stock, progress.amounts(learner=user)),
        "recent": _recent(user),
        "weakest": [(each, standings[each.id], passage(each.id)) for each in weak],
        "practice": practice,
        "practice_quiz": f"objective-{practice.replace('.', '-')}",
        "readiness": progress.readiness(learner=user, objectives=objectives.values()),
    }


def next_step(shown: Guide, readings: Mapping[tuple[str, str], Reading]) -> NextStep:
    """The lesson last open if it is not read, else the first unread one after it, else any."""
    by_key = {(each.chapter.slug, each.slug): each for each in shown.lessons}
    unread = [
        each for key, each in by_key.items() if key not in readings or readings[key].read_at is None
    ]
    if not unread:
        return NextStep(lesson=None)
    opened = [key for key in readings if key in by_key]  # newest first
    if not opened:
        return NextStep(lesson=unread[0])
    last = by_key[opened[0]]
    if last in unread:
        anchor = readings[opened[0]].section
        section = next((each for each in last.sections if each.anchor == anchor), None)
        return NextStep(lesson=last, section=section)
    place = shown.lessons.index(last)
    after = [each for each in unread if shown.lessons.index(each) > place]
    return NextStep(lesson=(after or unread)[0])


def weakest(
    objectives: Mapping[str, Objective], standings: Mapping[str, Standing]
) -> list[Objective]:
    """Objectives with a mistake among the last tries, the smallest share right first."""
    tried = [
        each
        for each in objectives.values()
        if standings[each.id].right < standings[each.id].tries
        and not standings[each.id].has_right_answers
    ]
    tried.sort(key=lambda each: (standings[each.id].right / standings[each.id].tries, each.id))
    return tried[:WEAKEST]


def _chapter_lines(
    shown: Guide,
    readings: Mapping[tuple[str, str], Reading],
    standings: Mapping[str, Standing],
    stock: Material,
    amounts: Mapping[str, Amount],
) -> list[ChapterLine]:
    read = {key for key, reading in readings.items() if reading.read_at}
    lines = []
    for taught in shown.chapters:
        chapter = taught.chapter
        amount = amounts.get(str(chapter.id), progress.NOTHING)
        objectives = blueprint().of_chapter(chapter)
        lines.append(
            ChapterLine(
                taught=taught,
                read=sum((chapter.slug, each.slug) in read for each in taught.lessons),
                answered=amount.questions,
                questions=stock.questions_of(chapter),
                labs_passed=amount.labs,
                labs=len(stock.labs_of(chapter)),
                mastered=sum(standings[each.id].is_mastered for each in objectives),
                objectives=len(objectives),
            )
        )
    return lines


def _recent(user: User) -> list[RecentLine]:
    attempts = Attempt.objects.filter(learner=user).order_by("-started_at")[:RECENT]
    runs = LabRun.objects.filter(learner=user).order_by("-changed_at")[:RECENT]
    lines = [*map(_attempt_line, attempts), *map(_run_line, runs)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:RECENT]


def _attempt_line(attempt: Attempt) -> RecentLine:
    page = "attempt" if attempt.is_open else "result"
    return RecentLine(
        title=title_of(attempt.quiz, is_retry=attempt.retry_of_id is not None),
        address=reverse(f"quizzes:{page}", args=[attempt.pk]),
        release=attempt.release,
        at=attempt.submitted_at or attempt.started_at,
        is_open=attempt.is_open,
        percent=None if attempt.is_open else percent(attempt),
        is_lab=False,
    )


def _title_of(run: LabRun) -> Text:
    """Of a shipped lab, of the sandbox, or what stands for a lab that is no longer shipped."""
    if run.lab == SLUG:
        return Text(zh="沙盒", en="Sandbox")
    lab = labs().get(run.lab)
    return lab.title if lab else Text(zh="实验", en="Lab")


def _run_line(run: LabRun) -> RecentLine:
    page = "result" if run.is_finished else "run"
    return RecentLine(
        title=_title_of(run),
        address=reverse(f"labs:{page}", args=[run.pk]),
        release=run.release,
        at=run.finished_at or run.changed_at,
        is_open=not run.is_finished,
        percent=run.percent,
        is_lab=True,
    )
