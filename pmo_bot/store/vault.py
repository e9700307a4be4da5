"""Encrypts what opens a workspace's Slack: nothing of it stands in the database, its backups or a log."""

import base64
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pmo_bot.store.keys import BadKeys

NONCE_BYTES = 12
ID_LENGTH = 16


class Locked(Exception):
    """What is kept cannot be opened: its key is not among those that are set, or it was changed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Something encrypted, and which key opens it."""

    key_id: str
    text: str


class Vault:
    """AES-256-GCM.  The newest key encrypts; the others open what was encrypted before it came.

    The owner and the name of what is kept are authenticated with it: copied to another row or column it stays shut.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys:
            raise BadKeys("there has to be a key")
        self._keys = {_id_of(key): AESGCM(key) for key in keys}
        self.newest = _id_of(keys[0])
        """The id of the key that encrypts."""

    def __repr__(self) -> str:
        return f"Vault({', '.join(self._keys)})"

    def knows(self, key_id: str) -> bool:
        """Whether a key is among those that are set."""
        return key_id in self._keys

    def seal(self, team: str, name: str, said: str) -> Sealed:
        """Encrypt something of a team; nothing stays nothing."""
        if not said:
            return Sealed(self.newest, "")
        nonce = os.urandom(NONCE_BYTES)
        shut = nonce + self._keys[self.newest].encrypt(nonce, said.encode(), _owner(team, name))
        return Sealed(self.newest, base64.b64encode(shut).decode())

    def open(self, team: str, name: str, sealed: Sealed) -> str:
        """What was encrypted; raises `Locked`."""
        if not sealed.text:
            return ""
        key = self._keys.get(sealed.key_id)
        if key is None:
            raise Locked(f"the key {sealed.key_id} is not set")
        try:
            shut = base64.b64decode(sealed.text, validate=True)
            return key.decrypt(shut[:NONCE_BYTES], shut[NONCE_BYTES:], _owner(team, name)).decode()
        except (InvalidTag, ValueError):
            raise Locked("it was changed, or belongs somewhere else") from None


def _id_of(key: bytes) -> str:
    """A name for a key that tells nothing of it."""
    return hashlib.sha256(b"key id/" + key).hexdigest()[:ID_LENGTH]


def _owner(team: str, name: str) -> bytes:
    return f"{team}/{name}".encode()
