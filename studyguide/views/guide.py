"""The pages of the guide: chapters, lessons, objectives, errata, live figures."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from labs.figures import FIGURES, figures_on
from labs.shelf import labs
from studyguide import progress
from studyguide.accounts.guests import learner_for
from studyguide.blueprint import STATUSES, Objective, blueprint
from studyguide.figures import asked_of, figure_context, release_asked, template_of
from studyguide.guide import Lesson, TaughtChapter, passage
from studyguide.guide import guide as the_guide
from studyguide.views.lesson_page import lay_out, view_of
from studyguide.views.material import material
from studyguide.web import page_or_fragment, redirect_to, wants_fragment

DISPUTED = tuple(status for status in STATUSES if status != "correct")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    guide = the_guide()
    user = request.user
    taught = {chapter.chapter.slug for chapter in guide.chapters}
    context = {
        "section": "guide",
        "chapters": guide.chapters,
        "others": [each for each in blueprint().chapters if each.slug not in taught],
        "blueprint": blueprint(),
        "taught": sum(len(lesson.ids) for lesson in guide.lessons),
        "read": _read(request),
        "problems": guide.problems if user.is_authenticated and user.is_administrator else (),
    }
    return render(request, "guide/index.html", context)


@require_safe
def chapter(request: HttpRequest, chapter: str) -> HttpResponse:
    taught = _chapter_or_404(chapter)
    objectives = blueprint().of_chapter(taught.chapter)
    standings = _standings(request, objectives)
    stock = material()
    context = {
        "section": "guide",
        "taught": taught,
        "objectives": [(each, standings.get(each.id, progress.NOT_STARTED)) for each in objectives],
        "mastered": sum(standing.is_mastered for standing in standings.values()),
        "read": _read(request),
        "questions": stock.questions_of(taught.chapter),
        "quiz": stock.quiz_of(taught.chapter),
        "labs": stock.labs_of(taught.chapter),
    }
    return render(request, "guide/chapter.html", context)


@require_safe
def lesson(request: HttpRequest, chapter: str, lesson: str) -> HttpResponse:
    guide = the_guide()
    found = _lesson_or_404(chapter, lesson)
    readings = _visit(request, found)
    objectives = [blueprint().objectives[identity] for identity in found.ids]
    standings = _standings(request, objectives)
    view = view_of(request.GET.get("view", ""), reader=request.preferences.language)
    release = release_asked(request)
    lead, sections = lay_out(guide, found, view=view, release=release, standings=standings)
    before, after = guide.neighbours(found)
    stock = material()
    context = {
        "section": "guide",
        "chapters": guide.chapters,
        "lesson": found,
        "minutes": found.minutes[view.reader],
        "lead": lead,
        "sections": sections,
        "view": view,
        "errata": sum(each.erratum is not None for each in objectives),
        "mastered": sum(standing.is_mastered for standing in standings.values()),
        "read": {key for key, reading in readings.items() if reading.read_at},
        "is_read": _is_read(readings, found),
        "before": before,
        "after": after,
        "questions": stock.questions_on(found.ids),
        "quiz": stock.quiz_of(found.chapter),
        "labs": stock.labs_on(found.ids),
    }
    return render(request, "guide/lesson.html", context)


@require_POST
def mark(request: HttpRequest, chapter: str, lesson: str) -> HttpResponse:
    """Marks as read, or takes the mark back: `read` says which, so that twice is once."""
    found = _lesson_or_404(chapter, lesson)
    is_read = request.POST.get("read") != "no"
    learner = learner_for(request)
    place = {"chapter": found.chapter.slug, "lesson": found.slug}
    if is_read:
        progress.mark_read(learner=learner, at=timezone.now(), **place)
    else:
        progress.mark_unread(learner=learner, **place)
    if wants_fragment(request.headers):
        context = {"lesson": found, "is_read": is_read}
        return render(request, "guide/_mark.html", context)
    return redirect_to(request, f"{found.address}#read")


@require_POST
def place(request: HttpRequest, chapter: str, lesson: str) -> HttpResponse:
    """Notes the section on screen; a visitor without any account leaves no trace."""
    found = _lesson_or_404(chapter, lesson)
    section = request.POST.get("section", "")
    if section not in {each.anchor for each in found.sections}:
        return HttpResponse(status=422)
    if request.user.is_authenticated:
        progress.reach(
            learner=request.user,
            chapter=found.chapter.slug,
            lesson=found.slug,
            section=section,
            at=timezone.now(),
        )
    return HttpResponse(status=204)


@require_safe
def objectives(request: HttpRequest) -> HttpResponse:
    """All objectives of the blueprint, chapter by chapter."""
    taught = the_guide()
    groups = [
        (each, [(one, taught.section_of(one.id)) for one in blueprint().of_chapter(each)])
        for each in blueprint().chapters
    ]
    context = {"section": "guide", "groups": groups, "total": len(blueprint().objectives)}
    return render(request, "guide/objectives.html", context)


@require_safe
def objective(request: HttpRequest, objective_id: str) -> HttpResponse:
    found = blueprint().objectives.get(objective_id)
    if found is None:
        raise Http404
    stock = material()
    context = {
        "section": "guide",
        "objective": found,
        "place": the_guide().section_of(found.id),
        "standing": _standings(request, [found]).get(found.id, progress.NOT_STARTED),
        "questions": stock.questions_on([found.id]),
        "quiz": f"objective-{found.id.replace('.', '-')}",
        "labs": stock.labs_on([found.id]),
        "figures": [the_guide().figures[name] for name in figures_on(found.id)],
    }
    return render(request, "guide/objective.html", context)


@require_safe
def errata(request: HttpRequest) -> HttpResponse:
    """Every claim of the notes that does not simply hold; `?status=` narrows the list."""
    status = request.GET.get("status", "")
    status = status if status in DISPUTED else ""
    disputed = blueprint().disputed
    shown = [each for each in disputed if not status or each.status == status]
    groups = [
        (each, [one for one in shown if one.chapter == each]) for each in blueprint().chapters
    ]
    context = {
        "section": "guide",
        "status": status,
        "counts": [(name, sum(each.status == name for each in disputed)) for name in DISPUTED],
        "groups": [(each, found) for each, found in groups if found],
        "shown": len(shown),
        "disputed": len(disputed),
        "total": len(blueprint().objectives),
    }
    return page_or_fragment(request, "guide/errata.html", "guide/_errata.html", context)


@require_safe
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """A computed figure on a page of its own, or as the fragment that replaces it in a lesson."""
    found = the_guide().figures.get(name)
    if found is None or not found.is_computed:
        raise Http404
    shown_in = (each for each in the_guide().lessons if name in each.figures)
    context = {
        "section": "guide",
        "place": next(shown_in, None),
        "labs": [lab for lab in labs().values() if lab.figure == name],
        "objectives": _taught_by(name),
        "template": template_of(found),
        **figure_context(
            found,
            number=_figure_number(request.GET.get("number", "")),
            language=request.preferences.language,
            release=release_asked(request),
            asked=asked_of(request),
        ),
    }
    return page_or_fragment(request, "guide/figure.html", template_of(found), context)


def _taught_by(figure: str) -> list[tuple[Objective, str]]:
    """The objectives that a live figure shows, each with the address of what teaches it."""
    ids = FIGURES[figure].objectives if figure in FIGURES else ()
    return [(blueprint().objectives[each], passage(each)) for each in ids]


def _figure_number(asked: str) -> str:
    """The number the lesson gave the figure, so that a swapped figure keeps it."""
    return asked if re.fullmatch(r"[1-9]-[0-9]{1,2}", asked, re.ASCII) else ""


def _chapter_or_404(slug: str) -> TaughtChapter:
    found = the_guide().chapter(slug)
    if found is None:
        raise Http404
    return found


def _lesson_or_404(chapter: str, slug: str) -> Lesson:
    found = the_guide().lesson(chapter, slug)
    if found is None:
        raise Http404
    return found


def _read(request: HttpRequest) -> set[tuple[str, str]]:
    if not request.user.is_authenticated:
        return set()
    readings = progress.readings(learner=request.user)
    return {key for key, reading in readings.items() if reading.read_at}


def _visit(request: HttpRequest, lesson: Lesson) -> dict:
    """The learner's readings, with this visit noted; a visitor leaves no trace."""
    if not request.user.is_authenticated:
        return {}
    progress.visit(
        learner=request.user,
        chapter=lesson.chapter.slug,
        lesson=lesson.slug,
        at=timezone.now(),
    )
    return progress.readings(learner=request.user)


def _is_read(readings: dict, lesson: Lesson) -> bool:
    reading = readings.get((lesson.chapter.slug, lesson.slug))
    return bool(reading and reading.read_at)


def _standings(request: HttpRequest, objectives: list) -> dict[str, progress.Standing]:
    if not request.user.is_authenticated:
        return {}
    return progress.standings(learner=request.user, objectives=objectives)
