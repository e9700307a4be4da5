"""The keys that encrypt what opens a workspace's Slack, as the setting has them."""

import base64
import binascii
import os

KEY_BYTES = 32


class BadKeys(ValueError):
    """The keys are none.  What it says never repeats them."""


def keys_from(text: str) -> list[bytes]:
    """The keys of a setting: base64 of 32 bytes each, with commas, the newest first.  Raises `BadKeys`."""
    return [_key(part.strip()) for part in text.split(",") if part.strip()]


def new_key() -> str:
    """A key for the setting."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise BadKeys("a key is not base64: `./run keys new` makes one") from None
    if len(key) != KEY_BYTES:
        raise BadKeys(f"a key has {len(key)} bytes instead of {KEY_BYTES}: `./run keys new` makes one")
    return key
