"""A clone and a template side by side: what is copied, what changes place, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from labs.datacenter.actions import (
    Action,
    CloneToTemplate,
    CloneVM,
    DeployTemplate,
    MarkAsTemplate,
    MarkAsVirtualMachine,
    PowerOff,
    PowerOn,
)
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.presets import GB, a_datastore, a_host, a_vm
from labs.datacenter.text import Text
from labs.datacenter.words import FileKind, PowerState
from labs.figures.scene import LiveFigure, Offer, Scene, sentences, size
from labs.figures.shapes import Sheet
from labs.figures.storage_bar import HEIGHT as BAR
from labs.figures.storage_bar import Share, draw_bar, used_words

SOURCE, CLONE, TEMPLATE, DEPLOYED = "app-01", "app-02", "app-tpl", "app-03"
HOST, STORE = "esx-01", "san-a"
ROWS = {SOURCE: 0, CLONE: 1, TEMPLATE: 1, DEPLOYED: 2}
HEAD, ROW, BOX = 30, 66, 50
PLACE = {"host": HOST, "datastore": STORE}

_MACHINE = Text(zh="虚拟机app-01", en="The machine app-01")
_COPIES = Text(zh="复制", en="Copies")
_TEMPLATE = Text(zh="模板", en="The template")
_OFFERS = {
    "off": Text(zh="关机", en="Power off"),
    "on": Text(zh="开机", en="Power on"),
    "convert": Text(zh="转换为模板", en="Convert to template"),
    "convert-back": Text(zh="转换回虚拟机", en="Convert back to a VM"),
    "clone": Text(zh="克隆为app-02", en="Clone to app-02"),
    "clone-template": Text(zh="克隆为模板app-tpl", en="Clone to template app-tpl"),
    "deploy": Text(zh="从模板部署app-03", en="Deploy app-03 from it"),
    "start-template": Text(zh="给模板开机", en="Power on the template"),
}
_MACHINES = Text(zh="虚拟机", en="Virtual machines")
_TEMPLATES = Text(zh="模板", en="Templates")
_NO_MACHINE = Text(zh="不再是虚拟机", en="no VM any more")
_IN_PLACE = Text(zh="原地转换", en="in place")
_IS_MACHINE = {
    PowerState.ON: Text(
        zh="{name}是虚拟机，已开机，文件{file}，占{size}{origin}。",
        en="{name} is a virtual machine, powered on, file {file}, {size}{origin}.",
    ),
    PowerState.OFF: Text(
        zh="{name}是虚拟机，已关机，文件{file}，占{size}{origin}。",
        en="{name} is a virtual machine, powered off, file {file}, {size}{origin}.",
    ),
}
_IS_TEMPLATE = Text(
    zh="{name}是模板，文件{file}，占{size}{origin}。",
    en="{name} is a template, file {file}, {size}{origin}.",
)
_FROM = Text(zh="，复制自{source}", en=", copied from {source}")
_CONVERTED = Text(
    zh="{name}原地转换，没有复制文件，不再是虚拟机。",
    en="{name} was converted in place: no file was copied, and it is no virtual machine any more.",
)
_HELD = Text(zh="{store}：{used}。", en="{store}: {used}.")


@dataclass(frozen=True, kw_only=True)
class Copied:
    """A full copy that was made: from which machine or template, and which it is."""

    source: str
    name: str


class TemplateAndClone(LiveFigure):
    """One running machine to copy or to convert, on a datastore with room for three copies."""

    name = "template-and-clone"
    keys = frozenset(_OFFERS)
    objectives = ("5.06", "5.07", "5.08", "4.04")
    opening = ("clone-template",)

    def world(self, variant: str) -> Site:
        things = (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            a_datastore(STORE, gb=200),
            a_host(HOST, datastores=(STORE,)),
            a_vm(SOURCE, host=HOST, datastore=STORE, reservation_mb=4 * GB),
        )
        return Site.of(things, release=variant)

    def action(self, key: str, scene: Scene) -> Action | None:
        template = _template(scene.site)
        return {
            "off": PowerOff(vm=SOURCE),
            "on": PowerOn(vm=SOURCE),
            "convert": MarkAsTemplate(vm=SOURCE),
            "convert-back": MarkAsVirtualMachine(vm=SOURCE, host=HOST),
            "clone": CloneVM(vm=SOURCE, name=CLONE, **PLACE),
            "clone-template": CloneToTemplate(vm=SOURCE, name=TEMPLATE, **PLACE),
            "deploy": DeployTemplate(vm=template or SOURCE, name=DEPLOYED, **PLACE),
            "start-template": PowerOn(vm=template) if template else None,
        }[key]

    def offers(self, scene: Scene) -> Iterator[Offer]:
        vms = scene.site.vms
        source = vms[SOURCE]
        power = "off" if source.power is PowerState.ON else "on"
        yield _offer(power, _MACHINE, "power")
        yield _offer("convert-back" if source.template else "convert", _MACHINE, "convert")
        yield _offer("clone", _COPIES)
        yield _offer("clone-template", _COPIES)
        yield _offer("deploy", _TEMPLATE)
        if _template(scene.site):
            yield _offer("start-template", _TEMPLATE)

    def tells(self, scene: Scene, language: str) -> str:
        origins = {one.name: one.source for one in copies(scene)}
        told = []
        for name in shown(scene.site):
            told.append(_told(scene.site.vms[name], origins.get(name), language))
        if scene.site.vms[SOURCE].template:
            told.append(_CONVERTED.fill(language, {"name": SOURCE}))
        used = used_words(scene.site, STORE, language)
        told.append(_HELD.fill(language, {"store": STORE, "used": used}))
        return sentences(told, language)

    def paint(self, scene: Scene, language: str, sheet: Sheet) -> float:
        site = scene.site
        gutter = 44 if sheet.is_tall else 96
        lane = (sheet.width - gutter - 2) / 2
        last = max(ROWS[name] for name in shown(site))
        height = HEAD + (last + 1) * ROW - (ROW - BOX) + 12
        for place, words in enumerate((_MACHINES, _TEMPLATES)):
            x = 1 + place * (lane + gutter)
            sheet.plate("dc", x, 1, lane, height, 4)
            sheet.words(words.in_language(language), x + 12, 21, "b")
        lanes = _Lanes(lane=lane, gutter=gutter)
        for copied in copies(scene):
            lanes.arrow(sheet, site, copied)
        if site.vms[SOURCE].template:
            _paint_ghost(sheet, lanes, language)
        for name in shown(site):
            _paint_machine(sheet, site.vms[name], *lanes.corner(site, name), lanes.box)
        shares = [
            Share(label=name, mb=site.vms[name].taken_mb(STORE), kind=_kind(site.vms[name]))
            for name in shown(site)
        ]
        draw_bar(sheet, site, STORE, shares, language, y=height + 12)
        return height + 12 + BAR


@dataclass(frozen=True, kw_only=True)
class _Lanes:
    """Where machines stand: left the virtual machines, right the templates, one row each."""

    lane: float
    gutter: float

    @property
    def box(self) -> float:
        return self.lane - 16

    def corner(self, site: Site, name: str) -> tuple[float, float]:
        return self.at(name, is_template=site.vms[name].template)

    def at(self, name: str, *, is_template: bool) -> tuple[float, float]:
        x = 9 + (self.lane + self.gutter if is_template else 0)
        return x, HEAD + ROWS[name] * ROW

    def arrow(self, sheet: Sheet, site: Site, copied: Copied) -> None:
        """From the source to its copy: straight down, or across the gutter."""
        left, top = self.corner(site, copied.source)
        x, y = self.corner(site, copied.name)
        if left == x:
            sheet.line("path", f"M{x + 22:g} {top + BOX:g}V{y - 9:g}")
            sheet.head("", x + 22, y, "down")
            return
        goes_right = x > left
        out, into = (left + self.box, x) if goes_right else (left, x + self.box)
        turn = 9 + self.lane + self.gutter * (0.3 + 0.2 * ROWS[copied.name])
        back = -9 if goes_right else 9
        sheet.line("path", f"M{out:g} {top + 34:g}H{turn:g}V{y + 17:g}H{into + back:g}")
        sheet.head("", into, y + 17, "right" if goes_right else "left")


def shown(site: Site) -> tuple[str, ...]:
    """The machines and templates there are, in the order of the drawing."""
    return tuple(name for name in ROWS if name in site.vms)


def copies(scene: Scene) -> tuple[Copied, ...]:
    """The copies that were made, as the events tell."""
    told = (event for one in scene.taken for event in one.step.events)
    return tuple(
        Copied(source=event.fact("vm").name, name=event.fact("name").name)
        for event in told
        if event.fact("name") is not None
    )


def _template(site: Site) -> str | None:
    """The template to deploy from."""
    return next((n for n in (TEMPLATE, SOURCE) if n in site.vms and site.vms[n].template), None)


def _offer(key: str, group: Text, slot: str = "") -> Offer:
    return Offer(key=key, label=_OFFERS[key], group=group, slot=slot)


def _config_file(vm: VM) -> str:
    return next(one.name for one in vm.file_list if one.kind is FileKind.CONFIG)


def _kind(vm: VM) -> str:
    return "copy" if vm.template else "base"


def _told(vm: VM, source: str | None, language: str) -> str:
    words = _IS_TEMPLATE if vm.template else _IS_MACHINE[vm.power]
    facts = {"name": vm.name, "file": _config_file(vm), "size": size(vm.taken_mb(STORE))}
    origin = _FROM.fill(language, {"source": source}) if source else ""
    return words.fill(language, {**facts, "origin": origin})


def _paint_machine(sheet: Sheet, vm: VM, x: float, y: float, w: float) -> None:
    state = "template" if vm.template else "on" if vm.power is PowerState.ON else "off"
    sheet.plate(f"vm {state}", x, y, w, BOX)
    sheet.sign(state, x + 7, y + 8)
    sheet.words(vm.name, x + 30, y + 20.5, "b")
    sheet.words(_config_file(vm), x + 9, y + 40, "m")
    sheet.words(size(vm.taken_mb(STORE)), x + w - 9, y + 40, "m end")


def _paint_ghost(sheet: Sheet, lanes: _Lanes, language: str) -> None:
    """The place that a converted machine has left."""
    (x, y), (there, _) = (lanes.at(SOURCE, is_template=kind) for kind in (False, True))
    sheet.plate("vm gone", x, y, lanes.box, BOX)
    sheet.words(SOURCE, x + 9, y + 20.5, "m")
    sheet.words(_NO_MACHINE.in_language(language), x + 9, y + 40, "m", room=lanes.box - 14)
    sheet.line("path moved", f"M{x + lanes.box:g} {y + 16:g}H{there - 9:g}")
    sheet.head("", there, y + 16, "right")
    if not sheet.is_tall:
        words = _IN_PLACE.in_language(language)
        sheet.words(words, (x + lanes.box + there) / 2 - 3, y + 10, "m mid")
