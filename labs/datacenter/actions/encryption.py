"""Encryption of machines and of their migration, and the key servers behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from labs.datacenter.actions.action import Action, Outcome
from labs.datacenter.events import event
from labs.datacenter.inventory.encryption import Encryption
from labs.datacenter.inventory.site import Site
from labs.datacenter.meaning import describe
from labs.datacenter.naming import naming
from labs.datacenter.text import Fact, Ref, Text
from labs.datacenter.words import EncryptedVMotion, PowerState

OFF = PowerState.OFF


def _with_encryption(site: Site, vm: str, **changes: object) -> Site:
    old = site.vms[vm]
    return site.put(replace(old, encryption=replace(old.encryption, **changes)))


@dataclass(frozen=True, slots=True, kw_only=True)
class EncryptVM(Action):
    """`ReconfigVM_Task` with a key: encrypts a machine, or once more with another server's key."""

    label: ClassVar = Text(zh="加密虚拟机", en="Encrypt a machine")
    needs_power: ClassVar = (OFF,)
    sentence: ClassVar = Text(
        zh="用{key_server}的密钥加密{vm}", en="Encrypt {vm} with a key of {key_server}"
    )
    vm: str = naming("vm")
    key_server: str = naming("key_server")

    def changes_nothing(self, site: Site) -> bool:
        return site.vms[self.vm].encryption.key_server == self.key_server

    def mb_to_copy(self, site: Site) -> int:
        return site.vms[self.vm].files_mb

    def effect(self, site: Site) -> Outcome:
        told = event("VmEncrypted", site.now_s, **self.facts)
        encryption = Encryption(key_server=self.key_server, vmotion=EncryptedVMotion.REQUIRED)
        return site.put(replace(site.vms[self.vm], encryption=encryption)), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecryptVM(Action):
    """`ReconfigVM_Task`: decrypts a machine; its vMotion goes on being encrypted."""

    label: ClassVar = Text(zh="解密虚拟机", en="Decrypt a machine")
    needs_power: ClassVar = (OFF,)
    sentence: ClassVar = Text(zh="解密{vm}", en="Decrypt {vm}")
    vm: str = naming("vm")

    def changes_nothing(self, site: Site) -> bool:
        return not site.vms[self.vm].is_encrypted

    def mb_to_copy(self, site: Site) -> int:
        return site.vms[self.vm].files_mb

    def effect(self, site: Site) -> Outcome:
        told = event("VmDecrypted", site.now_s, **self.facts)
        required = EncryptedVMotion.REQUIRED
        return _with_encryption(site, self.vm, key_server=None, vmotion=required), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVMotionEncryption(Action):
    """`ReconfigVM_Task`: whether the vMotion of a machine that is not encrypted is encrypted."""

    label: ClassVar = Text(zh="设置加密的vMotion", en="Set encrypted vMotion")
    sentence: ClassVar = Text(
        zh="把{vm}的加密vMotion设为{mode}", en="Set encrypted vMotion of {vm} to {mode}"
    )
    vm: str = naming("vm")
    mode: EncryptedVMotion

    @property
    def facts(self) -> dict[str, Fact]:
        return {"vm": Ref("vm", self.vm), "mode": self.mode}

    def changes_nothing(self, site: Site) -> bool:
        vm = site.vms[self.vm]
        return not vm.is_encrypted and vm.encryption.vmotion is self.mode

    def effect(self, site: Site) -> Outcome:
        told = event("VMotionEncryptionSet", site.now_s, **self.facts)
        return _with_encryption(site, self.vm, vmotion=self.mode), (told,)


def _with_server(site: Site, name: str, *, reachable: bool) -> Site:
    return site.put(replace(site.key_servers[name], reachable=reachable))


@dataclass(frozen=True, slots=True, kw_only=True)
class FailKeyServer(Action):
    """Cuts a key server off: no key can be fetched from it."""

    label: ClassVar = Text(zh="使密钥服务器失联", en="Fail a key server")
    sentence: ClassVar = Text(zh="使密钥服务器{key_server}失联", en="Cut off {key_server}")
    key_server: str = naming("key_server")

    def changes_nothing(self, site: Site) -> bool:
        return not site.key_servers[self.key_server].reachable

    def effect(self, site: Site) -> Outcome:
        told = event("KeyServerLost", site.now_s, **self.facts)
        return _with_server(site, self.key_server, reachable=False), (told,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreKeyServer(Action):
    """Restores the connection to a key server."""

    label: ClassVar = Text(zh="恢复密钥服务器", en="Restore a key server")
    sentence: ClassVar = Text(
        zh="恢复与密钥服务器{key_server}的连接", en="Restore the connection to {key_server}"
    )
    key_server: str = naming("key_server")

    def changes_nothing(self, site: Site) -> bool:
        return site.key_servers[self.key_server].reachable

    def effect(self, site: Site) -> Outcome:
        told = event("KeyServerRestored", site.now_s, **self.facts)
        return _with_server(site, self.key_server, reachable=True), (told,)


describe(
    SetVMotionEncryption,
    mode=Text(zh="新的设置", en="the new setting"),
)
