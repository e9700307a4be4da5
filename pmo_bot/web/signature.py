"""Slack's signature, checked on the raw bytes before anything reads them."""

import hashlib
import hmac
import re
from collections.abc import Mapping

from pmo_bot.clock import real_now

FRESH_SECONDS = 300
"""Slack: requests older than five minutes may be replays."""

STAMP = re.compile("[0-9]{1,10}")
SIGNATURE = re.compile("v0=[0-9a-f]{64}")


def plausible(headers: Mapping[str, str], secret: str) -> bool:
    """Whether the headers alone could be Slack's: if not, nobody waits for the body.  Never raises."""
    stamp = headers.get("x-slack-request-timestamp", "")
    if not secret or STAMP.fullmatch(stamp) is None:
        return False
    if abs(real_now().timestamp() - int(stamp)) > FRESH_SECONDS:
        return False
    return SIGNATURE.fullmatch(headers.get("x-slack-signature", "")) is not None


def signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether Slack signed exactly this body, at most five minutes ago.  Never raises."""
    if not plausible(headers, secret):
        return False
    stamp = headers["x-slack-request-timestamp"].encode()
    expected = "v0=" + hmac.new(secret.encode(), b"v0:" + stamp + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, headers["x-slack-signature"])
