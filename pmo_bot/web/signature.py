"""Slack's signature, checked on the raw bytes before anything reads them."""

import hashlib
import hmac
from collections.abc import Mapping

from pmo_bot.clock import real_now

FRESH_SECONDS = 300
"""Slack: requests older than five minutes may be replays."""


def signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether Slack signed exactly this body, at most five minutes ago.  Never raises."""
    stamp = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    if not secret or not stamp.isascii() or not stamp.isdecimal() or len(stamp) > len("9999999999"):
        return False
    if abs(real_now().timestamp() - int(stamp)) > FRESH_SECONDS:
        return False
    expected = "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogateescape"))
