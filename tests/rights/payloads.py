"""What Slack posts, in as few fields as the bot reads."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any
from urllib.parse import urlencode

TEAM, ELSEWHERE = "T0HOME", "T0AWAY"
_numbers = count(1)


def command(who: str, text: str, channel: str, team: str) -> str:
    """A slash command, as Slack posts it."""
    back = {"trigger_id": f"{next(_numbers)}.1", "response_url": "https://hooks.slack.com/commands/1"}
    where = {"user_id": who, "team_id": team, "channel_id": channel}
    return urlencode({"command": "/pmo", "text": text, **where, **back})


def _head(kind: str, who: str, team: str) -> dict[str, Any]:
    return {"type": kind, "user": {"id": who, "team_id": team}, "team": {"id": team}, "api_app_id": "A1",
            "trigger_id": f"{next(_numbers)}.1", "is_enterprise_install": False, "enterprise": None}  # fmt: skip


def click(who: str, value: str, team: str, *, channel: str = "C0PLAIN", ts: str = "") -> dict[str, Any]:
    """A press of a button, in what only they see or in a message."""
    verb = value.split(":")[1]
    action = {"type": "button", "action_id": f"act.{verb}", "block_id": "b", "value": value,
              "action_ts": str(next(_numbers))}  # fmt: skip
    where = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": not ts}
    return _head("block_actions", who, team) | {"actions": [action], "container": where, "channel": {"id": channel},
                                                "response_url": "https://hooks.slack.com/actions/1"}  # fmt: skip


def submission(who: str, view: Mapping[str, Any], state: Mapping[str, Any], team: str) -> dict[str, Any]:
    """A window, sent in."""
    sent = {**view, "id": f"V{next(_numbers)}", "hash": "h", "state": {"values": state}}
    return _head("view_submission", who, team) | {"view": sent, "response_urls": []}


def shortcut(who: str, name: str, channel: str, text: str, team: str) -> dict[str, Any]:
    """A shortcut."""
    head = _head("message_action" if channel else "shortcut", who, team) | {"callback_id": name}
    if not channel:
        return head
    message = {"type": "message", "user": who, "ts": "1.000001", "text": text}
    return head | {"channel": {"id": channel}, "message": message, "message_ts": "1.000001",
                   "response_url": "https://hooks.slack.com/app/1"}  # fmt: skip
