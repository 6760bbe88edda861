"""A lab by keys, by touch, by ear and by mouse: the console's moving parts in a real browser."""

from __future__ import annotations

import re

import yaml
from playwright.sync_api import Locator, Page, expect

from labs.models import LabRun
from labs.shelf import labs
from tests.browser.conftest import UNDER_WAY, Visitor

LAB = "evacuate-without-interruption"
PHONE_390 = {"width": 390, "height": 844}


def begin(visitor: Visitor) -> Page:
    page = visitor.open(f"/labs/{LAB}/")
    page.locator("form.start button.go").first.click()
    page.wait_for_url("**/runs/**")
    return page


def has_full_marks() -> bool:
    return LabRun.objects.get().points == labs()[LAB].maximum


# by keys


def test_a_lab_by_typing_with_completion_and_history(desk_visitor):
    page = begin(desk_visitor)
    keys, line, log = page.keyboard, page.locator("#cmd"), page.locator("#said .turn")
    line.focus()

    keys.type("disconnect-d")
    keys.press("Tab")
    expect(line).to_have_value("disconnect-device ")
    keys.type("b")
    keys.press("Tab")
    expect(line).to_have_value("disconnect-device book-01 ")
    keys.type('"')
    keys.press("Tab")
    expect(line).to_have_value('disconnect-device book-01 "CD/DVD drive 1" ')
    keys.press("Enter")
    expect(log).to_have_count(1)
    desk_visitor.settle()
    expect(line).to_be_focused()
    keys.type('disconnect-network book-01 "Network adapter 2"')
    keys.press("Enter")
    expect(log).to_have_count(2)
    desk_visitor.settle()
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    expect(line).to_have_value('disconnect-device book-01 "CD/DVD drive 1"')
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    expect(line).to_have_value("")
    keys.type("migrate book-01 --host ")
    keys.press("Tab")
    expect(page.locator("#cmd-offers")).to_have_text(re.compile("esx-01.*esx-05"))
    expect(line).to_have_value("migrate book-01 --host esx-0")
    keys.press("Tab")
    expect(line).to_have_value("migrate book-01 --host esx-01")
    keys.press("Enter")
    expect(log.last).to_contain_text("book-01 was migrated from host esx-02 to esx-01")
    desk_visitor.check_page()
    keys.type("finish")
    keys.press("Enter")
    page.wait_for_url("**/result/")
    assert has_full_marks()


def test_the_line_keeps_nobody_who_tabs(desk_visitor):
    page = begin(desk_visitor)
    line = page.locator("#cmd")
    for before in ((), ("x", "Escape"), ("x", "Tab")):
        line.fill("")
        line.focus()
        for key in before:
            page.keyboard.press(key)
        if before[-1:] == ("Tab",):
            expect(page.locator("#cmd-offers")).not_to_be_empty()
        expect(line).to_be_focused()
        page.keyboard.press("Tab")
        expect(line).not_to_be_focused()
    line.focus()
    page.keyboard.press("Shift+Tab")
    expect(line).not_to_be_focused()


# by touch


def hold(page: Page, thing: Locator) -> None:
    """A finger rests on something until it is picked up."""
    x, y = middle_of(thing)
    touch = page.context.new_cdp_session(page)
    finger = {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    touch.send("Input.dispatchTouchEvent", finger)
    expect(page.locator("#carry")).not_to_be_empty()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def middle_of(thing: Locator) -> tuple[float, float]:
    box = thing.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + min(30, box["height"] / 2)


def test_a_lab_on_a_phone_by_touch(arrive):
    visitor = arrive("zh-light-phone", viewport=PHONE_390, has_touch=True, is_mobile=True)
    page = begin(visitor)
    shown = page.locator("svg.draw:visible")
    hold(page, shown.locator("a[data-object='vm:book-01'] rect.vm"))
    page.touchscreen.tap(*middle_of(shown.locator("a[data-object='host:esx-01'] rect").first))
    expect(page.locator("[data-wizard]")).to_be_visible()
    expect(page.locator("#host-esx-01")).to_be_checked()
    visitor.check_page()
    errors = page.locator(".compat .finding:has(.i.bad)")
    for left in (1, 0):
        page.locator(".repair form button").first.tap()
        expect(errors).to_have_count(left)
        visitor.settle()
    page.locator("#wizard-next").tap()
    expect(page.locator("#finish-form button")).to_be_visible()
    visitor.settle()
    if page.locator("#ack").count():
        page.locator("#ack").tap()
    page.locator("#finish-form button").tap()
    expect(page.locator(".told .alert.ok")).to_be_visible()
    visitor.settle()
    page.locator(".ctabs a").last.tap()  # the command line is two taps away
    visitor.settle()
    page.locator("#cmd").tap()
    expect(page.locator("#cmd")).to_be_focused()
    expect(page.locator("#cmd")).to_be_in_viewport()
    page.locator("#panel-tasks").tap()
    expect(page.locator(".panel-body tbody tr")).to_have_count(3)
    visitor.check_page()
    page.locator(".labbar a[href*='do=check']").tap()
    visitor.settle()
    page.locator("form[action$='/finish/'] button").tap()
    page.wait_for_url("**/result/")
    assert has_full_marks()


# by ear


class Listener:
    """Somebody who hears the page and types: only the accessibility tree is read."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def heard(self) -> list[str]:
        """What the log says, line by line, as a screen reader has it."""
        tree = self.page.locator("main").aria_snapshot()
        log = tree[tree.index('log "Answers"') :].splitlines()[1:]
        depth = len(log[0]) - len(log[0].lstrip())
        lines = []
        for one in log:
            if len(one) - len(one.lstrip()) < depth:
                break
            lines += yaml.safe_load(one)[0].values()
        return lines

    def type(self, line: str) -> list[str]:
        """Types a line, and hears its answer."""
        self.page.get_by_role("textbox", name="Command").press_sequentially(line)
        self.page.keyboard.press("Enter")
        spoken = self.page.get_by_role("log").get_by_text(f"> {line}", exact=True).last
        expect(spoken.or_(self.page.get_by_role("heading", level=1)).last).to_be_visible()
        expect(self.page.locator(UNDER_WAY)).to_have_count(0)
        expect(self.page.get_by_role("textbox", name="Command")).to_have_value("")
        self.page.wait_for_timeout(120)  # what is new is read out after the page has settled
        lines = self.heard()
        starts = [place for place, one in enumerate(lines) if one == line or one == f"> {line}"]
        return lines[starts[-1] + 1 :]


def after(lines: list[str], beginning: str) -> str:
    """The rest of the line that begins so; empty where none does."""
    return next((one.removeprefix(beginning) for one in lines if one.startswith(beginning)), "")


def test_a_lab_by_ear(desk_visitor):
    page = begin(desk_visitor)
    someone = Listener(page)
    task = someone.type("task")
    machine = re.match(r"Move (\S+) to another host", task[0]).group(1)
    hosts = after(someone.type("list"), "hosts (5): ").split(", ")
    for host in hosts:
        told = someone.type(f"why migrate {machine} {host}")
        cure = after(told, "Smallest repair: ")
        if cure or told[0] == "It would be allowed.":
            break
    for line in filter(None, cure.split("; ")):
        assert someone.type(line)[0].startswith("Done: ")
    assert someone.type(f"migrate {machine} --host {host}")[0].startswith("Done: ")
    assert f"on {host}" in someone.type(f"describe {machine}")[0]
    assert "Type finish to record the score." in someone.type("check")
    desk_visitor.check_page()
    page.get_by_role("textbox", name="Command").press_sequentially("finish\n")
    page.wait_for_url("**/result/")
    assert has_full_marks()


# by mouse


def drag(page: Page, machine: str, target: str) -> None:
    expect(page.locator(UNDER_WAY)).to_have_count(0)
    shown = page.locator("svg.draw:visible")
    place = shown.locator(f"a[data-object='{target}'] :is(rect, path)").first
    place.scroll_into_view_if_needed()
    end = middle_of(place)
    page.mouse.move(*middle_of(shown.locator(f"a[data-object='vm:{machine}'] rect.vm")))
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def test_a_machine_is_dragged_onto_where_it_is_to_go(desk_visitor):
    page = begin(desk_visitor)
    drag(page, "log-01", "vm:book-01")  # on the host where it is: a hand that slipped
    expect(page.locator("#carry")).to_contain_text("Put back")
    expect(page.locator("#wiz-h")).to_have_count(0)
    for kind, name in (("host", "esx-03"), ("datastore", "san-a")):
        drag(page, "log-01", f"{kind}:{name}")
        expect(page.locator(f"#{kind}-{name}")).to_be_checked()
        expect(page.locator("#wiz-h")).to_contain_text("log-01")
        expect(page.locator(".compat")).to_be_visible()
    desk_visitor.check_page()


# without scripts


def test_the_line_and_the_panel_without_scripts(arrive):
    visitor = arrive("zh-light-phone", viewport=PHONE_390, java_script_enabled=False)
    page = begin(visitor)
    page.locator(".ctabs a").last.click()
    page.fill("#cmd", "why migrate book-01 esx-03")
    page.press("#cmd", "Enter")
    expect(page.locator("#said")).to_contain_text("CannotAccessVmDisk")
    page.fill("#cmd", "power-off book-01")
    page.locator(".cli button").click()
    expect(page.locator("#said .ok").first).to_be_visible()
    page.click("#panel-events")
    expect(page.locator(".panel-body tbody tr")).to_have_count(1)
    assert LabRun.objects.get().steps.get().accepted
