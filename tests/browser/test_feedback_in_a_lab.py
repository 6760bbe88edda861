"""Feedback in a real browser: two of them on one run, the passage beside the lab, one click."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from labs import services
from labs.models import LabRun, Mode, Step
from labs.shelf import labs
from labs.verdicts.models import VerdictClaim
from studyguide.accounts.models import INSTRUCTORS, User
from tests.browser.conftest import Arrive, Visitor
from tests.conftest import a_user
from tests.labs.casts import CD_OUT, TO_ESX_03, an_action
from tests.walks import LAB


@pytest.fixture
def ada(transactional_db) -> User:
    return a_user("ada", language="en")


def begun(learner: User, mode: str = Mode.PRACTICE, minutes: int | None = None) -> LabRun:
    lab = replace(labs()[LAB], limit_minutes=minutes)
    return services.start_run(learner=learner, lab=lab, release="8.0", at=timezone.now(), mode=mode)


def ask(run: LabRun, head: int, action: dict) -> None:
    services.take_step(
        run=run, head=head, token=uuid.uuid4(), action=an_action(**action), at=timezone.now()
    )


def console(visitor: Visitor, run: LabRun, query: str = "") -> Page:
    return visitor.open(reverse("labs:run", args=[run.id]) + query)


def test_the_later_of_two_browsers_is_told_and_sees_the_newest_state(arrive: Arrive, ada):
    run = begun(ada)
    ask(run, 0, CD_OUT)
    first, second = arrive(), arrive("zh-light-phone")
    for one in (first, second):
        one.enter(ada)
        console(one, run)

    first.page.locator(".labbar form[action$='/undo/'] button").click()
    expect(first.page.locator(".labbar form[action$='/redo/'] button")).to_be_visible()
    second.page.locator(".labbar form[action$='/undo/'] button").click()

    expect(second.page.locator("#trouble")).to_be_visible()
    expect(second.page.locator(".labbar form[action$='/redo/'] button")).to_be_visible()
    second.check_page()
    run.refresh_from_db()
    assert run.head is None
    assert Step.objects.filter(run=run).count() == 1


def test_why_opens_the_passage_beside_the_lab_and_the_task_comes_back(visitor: Visitor, ada):
    run = begun(ada)
    ask(run, 0, TO_ESX_03)
    visitor.enter(ada)
    page = console(visitor, run, "?object=vm:book-01&told=1&pane=act")

    page.locator(".told a[hx-get*='/passage/']").first.click()

    expect(page.locator("#task.reading")).to_be_visible()
    expect(page.locator("#task-h")).to_be_focused()
    assert f"/runs/{run.id}/" in page.url
    visitor.check_page()
    page.locator("#task.reading .pane-h a").click()
    expect(page.locator("#task.reading")).to_have_count(0)


def test_one_click_keeps_a_verdict_and_an_instructor_settles_it(arrive: Arrive, ada):
    run = begun(ada)
    ask(run, 0, TO_ESX_03)
    learner, teacher = arrive("zh-light-phone"), arrive()
    learner.enter(ada)
    page = console(learner, run, "?object=vm:book-01&told=1&pane=act")
    page.locator(".told form.doubt button").click()
    learner.settle()
    page.locator(".told p.doubt a").click()
    page.locator("[name=comment]").fill("VMware KB 1234")
    page.locator("main form button.go").click()
    learner.check_page()

    teacher.enter(a_user("ines", INSTRUCTORS, language="en"))
    page = teacher.open(reverse("labs:claims"))
    teacher.check_page()
    page.locator("tbody a").first.click()
    page.locator("[name=outcome]").select_option("right")
    page.locator("[name=answer]").fill("The disks are on local storage.")
    page.locator("main form button.go").click()
    expect(page.get_by_text("As a test case")).to_be_visible()
    teacher.check_page()

    page = learner.open(reverse("labs:verdict", args=[VerdictClaim.objects.get().id]))
    expect(page.get_by_text("The disks are on local storage.")).to_be_visible()


def test_a_graded_run_counts_down_and_ends_with_its_result(visitor: Visitor, ada):
    run = begun(ada, Mode.GRADED, minutes=6)
    visitor.enter(ada)
    visitor.page.clock.install()
    page = console(visitor, run)
    left, said = page.locator("[data-deadline]"), page.locator("#deadline-said")
    expect(left).to_have_text(re.compile(r"5:[0-5]\d"))
    expect(said).to_have_text("")
    for passed, words in (("01:00", "data-at300"), ("04:00", "data-at60")):
        page.clock.fast_forward(passed)
        expect(said).to_have_text(said.get_attribute(words))
    page.clock.fast_forward("01:00")  # the server, which is asked now, knows better
    expect(left).to_have_text(re.compile(r"5:[0-5]\d"))
    expect(page.locator("form[action$='/hint/']")).to_have_count(0)

    page.locator(".labbar a.go").click()
    visitor.settle()
    page.locator("form[action$='/finish/'] button").click()

    page.wait_for_url(re.compile(r"/result/$"))
    expect(page.locator(".outcomes li").first).to_be_visible()
    visitor.check_page()
