"""Encryption: key servers, and what of a machine is encrypted."""

from __future__ import annotations

from dataclasses import dataclass

from labs.datacenter.meaning import describe
from labs.datacenter.text import Text
from labs.datacenter.words import EncryptedVMotion

REQUIRED = EncryptedVMotion.REQUIRED

FIRST_VERSION = "6.5"  # of a host that can run encrypted machines and encrypt a vMotion
FIRST_WITH_STATE = "6.7"  # of a host that keeps the memory of encrypted machines in files


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyServer:
    """A key management server (a standard key provider); hosts keep no keys of their own."""

    name: str
    reachable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Encryption:
    """`key_server` holds the key of an encrypted machine; None: it is not encrypted.

    `vmotion` is the machine's setting; encrypting makes it `required` for good, and it stays so
    after decryption until somebody changes it (vSphere Security 6.5, 8.0).
    """

    key_server: str | None = None
    vmotion: EncryptedVMotion = EncryptedVMotion.OPPORTUNISTIC

    @property
    def matters(self) -> bool:
        """Whether any rule on encryption can speak of the machine."""
        return self.key_server is not None or self.vmotion is REQUIRED


describe(
    KeyServer,
    Text(
        zh="一台密钥管理服务器；主机自己不保存密钥",
        en="a key management server; hosts keep no keys of their own",
    ),
    reachable=Text(zh="能否取得密钥", en="whether keys can be fetched from it"),
)
describe(
    Encryption,
    Text(zh="虚拟机的加密", en="the encryption of a machine"),
    key_server=Text(
        zh="持有其密钥的服务器；null表示没有加密",
        en="the server that holds its key; null: it is not encrypted",
    ),
    vmotion=Text(
        zh="加密vMotion的设置；加密的虚拟机总是必需（required）",
        en="the setting of encrypted vMotion; an encrypted machine always requires it",
    ),
)
