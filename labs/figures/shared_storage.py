"""Two hosts, one datastore that both reach and one that is each one's own: who may move how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from labs.datacenter.actions import Action, FailHost, Migrate, PowerOn, RestoreHost
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.vm import VM
from labs.datacenter.presets import a_datastore, a_host, a_vm
from labs.datacenter.releases import RELEASES
from labs.datacenter.text import Text
from labs.datacenter.words import Backing, PowerState
from labs.figures.scene import LiveFigure, Offer, Scene, listed, sentences
from labs.figures.shapes import Sheet

ON_SHARED, ON_LOCAL = "web-01", "app-03"
MACHINES = (ON_SHARED, ON_LOCAL)
HOSTS = ("esx-01", "esx-02")
SHARED = "san-a"
LOCAL = {"esx-01": "local-01", "esx-02": "local-02"}
STORES = ("local-01", "san-a", "local-02")
BEFORE = "5.0"  # hosts older than any release of the rules, under those of 5.5
TOP, SLOT, HOST_H, STORE_Y, STORE_H = 1, 42, 138, 190, 48

_SHARED = Text(zh="web-01（共享存储）", en="web-01 (shared storage)")
_LOCAL = Text(zh="app-03（本地盘）", en="app-03 (local disk)")
_ELSEWHERE = Text(zh="app-03（共享存储）", en="app-03 (shared storage)")
_FAILURE = Text(zh="故障", en="Failure")
_HOST_ONLY = Text(zh="只换主机，到{host}", en="Host only, to {host}")
_BOTH = Text(zh="主机和存储，到{host}、{store}", en="Host and storage, to {host} and {store}")
_STORAGE = Text(zh="只换存储，到san-a", en="Storage only, to san-a")
_START = Text(zh="开机", en="Power on")
_FAIL = Text(zh="{host}断电", en="{host} loses power")
_RESTORE = Text(zh="{host}恢复", en="{host} comes back")
_RUNS = Text(zh="{vm}在{host}上运行", en="{vm} runs on {host}")
_RESTS = Text(zh="{vm}登记在{host}上，已关机", en="{vm} is registered on {host}, powered off")
_FILES = Text(
    zh="，文件在{store}，能访问它的主机：{hosts}。",
    en=", its files on {store}, reached by {hosts}.",
)
_OUT_OF_REACH = Text(
    zh="，文件在{store}，现在没有主机能访问它。",
    en=", its files on {store}, which no host reaches now.",
)
_FAILED = Text(zh="{host}已断电。", en="{host} has lost power.")
_NOBODY = Text(zh="无主机可达", en="no host left")


class SharedStorage(LiveFigure):
    """web-01 lies on the storage both hosts share, app-03 on the local disk of its host."""

    name = "shared-storage"
    keys = frozenset(
        {
            *(f"{name}-{what}" for name in ("web", "app") for what in ("host", "start")),
            *("app-both", "app-storage"),
            *(f"{verb}-{number}" for verb in ("fail", "restore") for number in (1, 2)),
        }
    )
    objectives = ("1.22", "6.10", "6.28")
    opening = ("web-host", "app-host")
    variants = (BEFORE, *RELEASES)

    def world(self, variant: str) -> Site:
        version = BEFORE if variant == BEFORE else None
        things = (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            a_datastore(SHARED),
            *(a_datastore(name, Backing.LOCAL, gb=500) for name in LOCAL.values()),
            *(
                a_host(name, datastores=(SHARED, local), version=version)
                for name, local in LOCAL.items()
            ),
            a_vm(ON_SHARED, host=HOSTS[0], datastore=SHARED),
            a_vm(ON_LOCAL, host=HOSTS[0], datastore=LOCAL[HOSTS[0]]),
        )
        return Site.of(things, release="5.5" if variant == BEFORE else variant)

    def action(self, key: str, scene: Scene) -> Action | None:
        which, _, what = key.partition("-")
        if which in ("fail", "restore"):
            host = HOSTS[int(what) - 1]
            return FailHost(host=host) if which == "fail" else RestoreHost(host=host)
        name = ON_SHARED if which == "web" else ON_LOCAL
        other = _other(scene.site.vms[name])
        return {
            "host": Migrate(vm=name, host=other),
            "both": Migrate(vm=name, host=other, datastore=LOCAL[other]),
            "storage": Migrate(vm=name, datastore=SHARED),
            "start": PowerOn(vm=name),
        }[what]

    def offers(self, scene: Scene) -> Iterator[Offer]:
        site = scene.site
        app = site.vms[ON_LOCAL]
        yield from _moves("web", site.vms[ON_SHARED], _SHARED)
        group = _ELSEWHERE if app.files.config == SHARED else _LOCAL
        yield from _moves("app", app, group)
        target = {"host": _other(app), "store": LOCAL[_other(app)]}
        yield Offer(key="app-both", label=_with(_BOTH, **target), group=group)
        if app.files.config != SHARED:
            yield Offer(key="app-storage", label=_STORAGE, group=group)
        for number, name in enumerate(HOSTS, start=1):
            verb, words = ("restore", _RESTORE) if site.hosts[name].failed else ("fail", _FAIL)
            label = _with(words, host=name)
            yield Offer(key=f"{verb}-{number}", label=label, group=_FAILURE, slot=f"power-{number}")

    def tells(self, scene: Scene, language: str) -> str:
        site = scene.site
        told = [_told(site, site.vms[name], language) for name in MACHINES]
        told += [_FAILED.fill(language, {"host": n}) for n in HOSTS if site.hosts[n].failed]
        return sentences(told, language)

    def paint(self, scene: Scene, language: str, sheet: Sheet) -> float:
        return _Picture(scene=scene, language=language, sheet=sheet).painted()


def reaching(site: Site, store: str) -> tuple[str, ...]:
    """The hosts that work and mount a datastore."""
    names = site.hosts_of_datastore.get(store, ())
    return tuple(name for name in names if not site.hosts[name].failed)


@dataclass(frozen=True, kw_only=True)
class _Picture:
    """Hosts above, datastores below, and the way from each machine to its files."""

    scene: Scene
    language: str
    sheet: Sheet

    @property
    def site(self) -> Site:
        return self.scene.site

    @property
    def host_w(self) -> float:
        return (self.sheet.width - (12 if self.sheet.is_tall else 60)) / 2

    @property
    def store_w(self) -> float:
        return (self.sheet.width - (20 if self.sheet.is_tall else 90)) / 3

    def host_x(self, name: str) -> float:
        return 1 if name == HOSTS[0] else self.sheet.width - 1 - self.host_w

    def store_x(self, name: str) -> float:
        spare = (self.sheet.width - 2 - 3 * self.store_w) / 2
        return 1 + STORES.index(name) * (self.store_w + spare)

    def painted(self) -> float:
        for name in HOSTS:
            self._mounts(name)
        for name in HOSTS:
            self._host(name)
        for name in STORES:
            self._store(name)
        for place, name in enumerate(MACHINES):
            self._machine(self.site.vms[name], place)
        self._refused()
        return STORE_Y + STORE_H + 12

    def _mounts(self, host: str) -> None:
        """The lines to the datastores a host mounts; those that its machines use stand out."""
        used = {vm.files.config for vm in self.site.running_on(host) if host in self._reach(vm)}
        is_left = host == HOSTS[0]
        for store in (LOCAL[host], SHARED):
            end = self.store_x(store) + self.store_w / 2
            x = end  # a host stands above its own datastore
            if store == SHARED:
                x = self.host_x(host) + self.host_w * (0.75 if is_left else 0.25)
                end += -16 if is_left else 16
            kind = "path steady" if store in used else "wire"
            if self.site.hosts[host].failed:
                kind = "wire cut"
            bend = "" if x == end else f"V{STORE_Y - 28:g}H{end:g}"
            self.sheet.line(kind, f"M{x:g} {TOP + HOST_H:g}{bend}V{STORE_Y - 6:g}")

    def _reach(self, vm: VM) -> tuple[str, ...]:
        return reaching(self.site, vm.files.config)

    def _host(self, name: str) -> None:
        host, x, sheet = self.site.hosts[name], self.host_x(name), self.sheet
        sheet.plate("host lost" if host.failed else "host", x, TOP, self.host_w, HOST_H, 4)
        sheet.sign("error" if host.failed else "on", x + 9, TOP + 9)
        sheet.words(name, x + 31, TOP + 21, "b")
        version = f"ESXi {self.site.version_of(name)}"
        sheet.words(version, x + self.host_w - 10, TOP + 21, "m end")

    def _store(self, name: str) -> None:
        sheet, x, w = self.sheet, self.store_x(name), self.store_w
        reached = reaching(self.site, name)
        sheet.drum("ds" if reached else "ds lost", x, STORE_Y, w, STORE_H)
        sheet.words(name, x + w / 2, STORE_Y + 24, "b mid", room=w - 10)
        held = [vm for vm in MACHINES if self.site.vms[vm].files.config == name]
        words = listed(held, self.language)
        if not reached:
            words = _NOBODY.in_language(self.language)
        sheet.words(words, x + w / 2, STORE_Y + 42, "m mid", room=w - 8)

    def _machine(self, vm: VM, place: int) -> None:
        x, y = self._slot(vm.host, place)
        state = "on" if vm.power is PowerState.ON else "off"
        self.sheet.machine(vm.name, state, x, y, self.host_w - 18)

    def _slot(self, host: str, place: int) -> tuple[float, float]:
        return self.host_x(host) + 9, TOP + 40 + place * 46

    def _refused(self) -> None:
        """Where a machine would have gone, had the engine not refused the last step."""
        last = self.scene.last
        if last is None or last.accepted or not isinstance(last.step.action, Migrate):
            return
        action = last.step.action
        vm = self.site.vms[action.vm]
        if not action.moves_host(vm):
            return
        x, y = self._slot(action.host, MACHINES.index(vm.name))
        here, _ = self._slot(vm.host, MACHINES.index(vm.name))
        wide, sheet = self.host_w - 18, self.sheet
        sheet.plate("vm drop", x, y, wide, 34)
        sheet.sign("error", x + 7, y + 9)
        sheet.words(vm.name, x + 29, y + 21.5, "refused", room=wide - 34)
        goes_right = x > here
        start, end = (here + wide, x) if goes_right else (here, x + wide)
        back = -9 if goes_right else 9
        sheet.line("path refused", f"M{start:g} {y + 17:g}H{end + back:g}")
        sheet.head("refused", end, y + 17, "right" if goes_right else "left")


def _other(vm: VM) -> str:
    return HOSTS[1] if vm.host == HOSTS[0] else HOSTS[0]


def _with(words: Text, **names: str) -> Text:
    return Text(zh=words.zh.format(**names), en=words.en.format(**names))


def _moves(which: str, vm: VM, group: Text) -> Iterator[Offer]:
    yield Offer(key=f"{which}-host", label=_with(_HOST_ONLY, host=_other(vm)), group=group)
    if vm.power is not PowerState.ON:
        yield Offer(key=f"{which}-start", label=_START, group=group)


def _told(site: Site, vm: VM, language: str) -> str:
    words = _RUNS if vm.power is PowerState.ON else _RESTS
    store = vm.files.config
    hosts = reaching(site, store)
    where = words.fill(language, {"vm": vm.name, "host": vm.host})
    if not hosts:
        return where + _OUT_OF_REACH.fill(language, {"store": store})
    return where + _FILES.fill(language, {"store": store, "hosts": listed(hosts, language)})
