"""Encryption of machines, and key servers."""

from __future__ import annotations

from labs.datacenter.text import Text

TEXTS = {
    "VmEncrypted": Text(
        zh="{vm}已用{key_server}的密钥加密", en="{vm} was encrypted with a key of {key_server}"
    ),
    "VmDecrypted": Text(zh="{vm}已解密", en="{vm} was decrypted"),
    "VMotionEncryptionSet": Text(
        zh="{vm}的加密vMotion设为{mode}", en="encrypted vMotion of {vm} was set to {mode}"
    ),
    "KeyServerLost": Text(
        zh="密钥服务器{key_server}失去联系", en="key server {key_server} cannot be reached any more"
    ),
    "KeyServerRestored": Text(
        zh="密钥服务器{key_server}恢复联系", en="key server {key_server} can be reached again"
    ),
}
