"""A team of two uplinks: which of them carries, when one fails, comes back, or lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from labs.datacenter.actions import (
    Action,
    CutLink,
    FailUpstream,
    RepairLink,
    RepairUpstream,
    SetTeaming,
)
from labs.datacenter.inventory.network import PhysicalNic, VmkernelPort
from labs.datacenter.inventory.places import Datacenter, VCenter
from labs.datacenter.inventory.site import Site
from labs.datacenter.inventory.teaming import Network
from labs.datacenter.presets import a_datastore, a_host, a_switch, a_vm
from labs.datacenter.text import Text
from labs.datacenter.words import Link, Service
from labs.figures.scene import LiveFigure, Offer, Scene, listed, sentences
from labs.figures.shapes import Sheet

NAME, HOST, SWITCH, NETWORK = "web-01", "esx-01", "vSwitch1", "Production"
ADAPTER = "Network adapter 1"
NICS = ("vmnic1", "vmnic2")
UP, DOWN = Link.UP, Link.DOWN

_LINKS = Text(zh="链路", en="Links")
_TEAM = Text(zh="网卡组合", en="Team")
_OFFERS = {
    "cut": Text(zh="断开{nic}", en="Cut {nic}"),
    "repair": Text(zh="接回{nic}", en="Repair {nic}"),
    "lose": Text(zh="{nic}的上游中断", en="Cut upstream of {nic}"),
    "regain": Text(zh="{nic}的上游恢复", en="Repair upstream of {nic}"),
    "failback-off": Text(zh="关闭故障恢复", en="Turn failback off"),
    "failback-on": Text(zh="打开故障恢复", en="Turn failback on"),
}
_FAILBACK = {
    True: Text(zh="故障恢复：开", en="failback on"),
    False: Text(zh="故障恢复：关", en="failback off"),
}
_ROLES = {
    True: Text(zh="活动", en="active"),
    False: Text(zh="备用", en="standby"),
}
_CARRIES = Text(zh="承载流量", en="carries")
_NO_LINK = Text(zh="链路断开", en="no link")
_BENCHED = Text(zh="已恢复，不切回", en="back, kept out")
_READY = Text(zh="待命", en="ready")
_BEYOND = Text(zh="物理网络", en="Physical network")
_LEAVES = Text(
    zh="{vm}的流量经{nics}离开{host}，到达物理网络。",
    en="Traffic of {vm} leaves {host} by {nics} and reaches the physical network.",
)
_VANISHES = Text(
    zh="{vm}的流量仍经{nics}离开{host}，但上游已中断，到不了物理网络；链路还在，组合没有察觉。",
    en="Traffic of {vm} still leaves {host} by {nics}, but the network beyond is down and nothing "
    "arrives; the link is up, so the team notices nothing.",
)
_STAYS = Text(
    zh="没有可用的上行链路，{vm}的流量出不了{host}。",
    en="No uplink works; traffic of {vm} does not leave {host}.",
)
_NIC = Text(zh="{nic}（{role}）：{state}。", en="{nic} ({role}): {state}.")


class TeamingFailover(LiveFigure):
    """vmnic1 active, vmnic2 on standby, link status only: the defaults of the product."""

    name = "teaming-failover"
    keys = frozenset(
        {
            "failback-off",
            "failback-on",
            *(f"{verb}-{n}" for verb in ("cut", "repair", "lose", "regain") for n in (1, 2)),
        }
    )
    objectives = ("7.05",)
    opening = ("cut-1",)

    def world(self, variant: str) -> Site:
        switch = a_switch(SWITCH, NICS, NETWORK)
        management = VmkernelPort(name="vmk0", network="Management", services=(Service.MANAGEMENT,))
        host = a_host(
            HOST,
            datastores=("san-a",),
            nics=tuple(PhysicalNic(name=f"vmnic{n}", mbps=10000) for n in range(3)),
            switches=(
                a_switch("vSwitch0", ("vmnic0",), "Management"),
                replace(switch, standby=NICS[1:]),
            ),
            vmkernel=(management,),
        )
        things = (
            VCenter(name="vc-01"),
            Datacenter(name="DC-A", vcenter="vc-01"),
            a_datastore("san-a"),
            host,
            a_vm(NAME, host=HOST, datastore="san-a"),
        )
        return Site.of(things, release=variant)

    def action(self, key: str, scene: Scene) -> Action | None:
        verb, _, which = key.partition("-")
        if verb == "failback":
            return SetTeaming(host=HOST, switch=SWITCH, failback=which == "on")
        kinds = {"cut": CutLink, "repair": RepairLink, "lose": FailUpstream}
        return kinds.get(verb, RepairUpstream)(host=HOST, nic=f"vmnic{which}")

    def offers(self, scene: Scene) -> Iterator[Offer]:
        host = scene.site.hosts[HOST]
        for number, name in enumerate(NICS, start=1):
            verb = "cut" if host.nic(name).link is UP else "repair"
            yield _offer(verb, number, name, slot=f"link-{number}")
        for number, name in enumerate(NICS, start=1):
            verb = "lose" if host.nic(name).upstream is UP else "regain"
            yield _offer(verb, number, name, slot=f"upstream-{number}")
        turn = "off" if _network(scene.site).failback else "on"
        key = f"failback-{turn}"
        yield Offer(key=key, label=_OFFERS[key], group=_TEAM, slot="failback")

    def tells(self, scene: Scene, language: str) -> str:
        network = _network(scene.site)
        serving = network.serving(NAME, ADAPTER)
        words = _LEAVES if network.reaches_outside(NAME, ADAPTER) else _VANISHES
        facts = {"vm": NAME, "host": HOST}
        if serving:
            facts["nics"] = listed((nic.name for nic in serving), language)
        told = [(words if serving else _STAYS).fill(language, facts)]
        for name in NICS:
            about = {
                "nic": name,
                "role": _role(network, name).in_language(language),
                "state": _state(network, name).in_language(language),
            }
            told.append(_NIC.fill(language, about))
        setting = _FAILBACK[network.failback].in_language(language)
        told.append(_setting(setting, language))
        return sentences(told, language)

    def paint(self, scene: Scene, language: str, sheet: Sheet) -> float:
        network = _network(scene.site)
        serving = [nic.name for nic in network.serving(NAME, ADAPTER)]
        wide, middle = sheet.width - 2, sheet.width / 2
        sheet.plate("host", 1, 1, wide, 220, 4)
        sheet.sign("on", 10, 10)
        sheet.words(HOST, 32, 22, "b")
        kind = "path" if serving else "wire"
        sheet.line(kind, f"M{middle:g} 60V86")
        sheet.machine(NAME, "on", middle - 60, 26, 120)
        sheet.plate("net", 12, 86, wide - 22, 30)
        sheet.words(f"{SWITCH} · {NETWORK}", 22, 105.5, "b", room=middle)
        setting = _FAILBACK[network.failback].in_language(language)
        sheet.words(setting, wide - 20, 105.5, "m end")
        sheet.plate("net", 1, 272, wide, 30)
        sheet.words(_BEYOND.in_language(language), middle, 291.5, "b mid")
        for number, name in enumerate(NICS):
            x = 12 + number * (wide - 12) / 2
            _paint_nic(sheet, network, name, serving, language, x=x, w=(wide - 34) / 2)
        return 304


def _paint_nic(
    sheet: Sheet,
    network: Network,
    name: str,
    serving: list[str],
    language: str,
    *,
    x: float,
    w: float,
) -> None:
    """A NIC on the edge of its host, between the switch and the network beyond."""
    nic, middle = network.host.nic(name), x + w / 2
    carries = name in serving
    inner = "path" if carries else "wire standing"
    sheet.line(inner, f"M{middle:g} 116V138")
    if carries:
        sheet.head("", middle, 142, "down")
    outer = _cable(nic, carries)
    sheet.line(outer, f"M{middle:g} 202V{264 if outer == 'path' else 272}")
    if outer == "path":
        sheet.head("", middle, 271, "down")
    sheet.plate("nic sel" if carries else "nic", x, 142, w, 60)
    sheet.words(name, x + 10, 162, "b")
    sheet.words(_role(network, name).in_language(language), x + w - 10, 162, "m end")
    state = _state(network, name)
    sign = {_CARRIES: "on", _NO_LINK: "error", _BENCHED: "suspended"}.get(state, "off")
    sheet.sign(sign, x + 10, 174)
    sheet.words(state.in_language(language), x + 32, 187, "m", room=w - 38)
    if not nic.passes:
        sheet.sign("error", middle - 8, 214 if nic.link is DOWN else 246)


def _cable(nic: PhysicalNic, carries: bool) -> str:
    if not nic.passes:
        return "path refused" if carries else "wire cut"
    return "path" if carries else "wire standing"


def _network(site: Site) -> Network:
    return site.network_of(HOST, NETWORK)


def _role(network: Network, name: str) -> Text:
    return _ROLES[name in {nic.name for nic in network.active}]


def _state(network: Network, name: str) -> Text:
    """What a NIC of the team does now."""
    if network.host.nic(name).link is DOWN:
        return _NO_LINK
    if name in {nic.name for nic in network.serving(NAME, ADAPTER)}:
        return _CARRIES
    return _BENCHED if name in network.benched else _READY


def _setting(setting: str, language: str) -> str:
    return {"zh": f"{SWITCH}：{setting}。", "en": f"{SWITCH}: {setting}."}[language]


def _offer(verb: str, number: int, name: str, *, slot: str) -> Offer:
    words = _OFFERS[verb]
    label = Text(zh=words.zh.format(nic=name), en=words.en.format(nic=name))
    return Offer(key=f"{verb}-{number}", label=label, group=_LINKS, slot=slot)
