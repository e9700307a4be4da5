"""What Slack makes of a message: mentions, broadcasts, links.  Shares nothing with the bot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

ADDRESS = re.compile(r"(?i)\b(?:https?|mailto|slack|tel|ftp):[^\s<>|]+")
NAMES = re.compile(r"(?<![\w&])@(?:here|channel|everyone)\b")


class Made(NamedTuple):
    """Something that does more than say words."""

    kind: str
    target: str


def of_message(payload: Any) -> Iterator[Made]:
    """All that a message or a window makes of its texts."""
    if isinstance(payload, list):
        for part in payload:
            yield from of_message(part)
    if not isinstance(payload, dict):
        return
    kind = payload.get("type")
    if kind == "mrkdwn":
        yield from of_mrkdwn(payload["text"], verbatim=payload.get("verbatim", False))
    elif kind in ("user", "usergroup", "channel", "broadcast", "link"):
        yield Made(
            kind,
            str(
                next(
                    payload[key] for key in ("user_id", "usergroup_id", "channel_id", "range", "url") if key in payload
                )
            ),
        )
    elif kind == "button" and "url" in payload:
        yield Made("link", payload["url"])
    for part in payload.values():
        yield from of_message(part)


def of_mrkdwn(text: str, *, verbatim: bool) -> Iterator[Made]:
    """What stands between angle brackets; without `verbatim` also addresses and names that Slack finds by itself."""
    at = 0
    bare: list[str] = []
    while (opens := text.find("<", at)) >= 0:
        bare.append(text[at:opens])
        closes = text.find(">", opens)
        again = text.find("<", opens + 1)
        if closes < 0 or 0 <= again < closes:  # never closed: Slack shows it, and it is none of ours
            yield Made("unclosed", text[opens : opens + 40])
            at = opens + 1
            continue
        yield _between(text[opens + 1 : closes])
        at = closes + 1
    bare.append(text[at:])
    if not verbatim:
        for piece in bare:
            yield from (Made("link", found[0]) for found in ADDRESS.finditer(piece))
            yield from (Made("broadcast", found[0]) for found in NAMES.finditer(piece))


def _between(inside: str) -> Made:
    target = inside.partition("|")[0]
    match target[:1]:
        case "@":
            return Made("user", target[1:])
        case "#":
            return Made("channel", target[1:])
        case "!":
            return Made("usergroup" if target.startswith("!subteam") else "broadcast", target[1:])
    return Made("link", target)
