"""Making a payload fit: what is too long is cut, what is too much is left out, and the reader is told so."""

from __future__ import annotations

from typing import Any

from pmo_bot.slack.limits import numbers as at_most
from pmo_bot.slack.limits.payloads import PAYLOADS
from pmo_bot.slack.limits.whole import COUNTED, characters, weight

LEFT_OUT = "… the rest does not fit here."


def fit(kind: str, payload: Any) -> Any:
    """The payload within Slack's lengths and counts; nothing else is changed, and the original stays as it was.

    Ids, values, addresses and metadata are never cut: they would mean something else.
    """
    if not isinstance(payload, dict):
        return payload
    room = at_most.MESSAGE_BLOCKS if kind == "message" else at_most.VIEW_BLOCKS
    entries = payload.get("blocks")
    if isinstance(entries, list):
        payload = {**payload, "blocks": _fewer(_without_extra(entries), room)}
    fitted = PAYLOADS[kind].fit(payload)
    while isinstance(entries, list) and _too_much(kind, fitted) and fitted["blocks"] != [_closing()]:
        fitted = {**fitted, "blocks": _one_fewer(fitted["blocks"])}
    return fitted


def _too_much(kind: str, payload: dict[str, Any]) -> bool:
    if kind == "message":
        return characters(payload["blocks"]) > at_most.MESSAGE_CHARACTERS
    return weight(payload) > at_most.VIEW_BYTES


def _fewer(entries: list[Any], room: int) -> list[Any]:
    """The first blocks and a closing line; a row of buttons at the end stays, for it answers the whole message."""
    if len(entries) <= room:
        return entries
    foot = entries[-1:] if _type(entries[-1]) == "actions" else []
    body = [entry for entry in entries[: len(entries) - len(foot)] if entry != _closing()]
    return [*body[: max(0, room - 1 - len(foot))], _closing(), *foot]


def _one_fewer(entries: list[Any]) -> list[Any]:
    fewer = _fewer(entries, len(entries) - 1)
    return fewer if len(fewer) < len(entries) else [_closing()]


def _without_extra(entries: list[Any]) -> list[Any]:
    """Tables and charts beyond what a message takes give way to a line that says so."""
    seen = dict.fromkeys((name for name, _ in COUNTED.values()), 0)
    kept = []
    for entry in entries:
        name, most = COUNTED.get(_type(entry), ("", 0))
        if name:
            seen[name] += 1
        kept.append(_closing() if name and seen[name] > most else entry)
    return kept


def _type(entry: Any) -> str:
    return str(entry.get("type")) if isinstance(entry, dict) else ""


def _closing() -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "plain_text", "text": LEFT_OUT, "emoji": False}]}
