"""A small company on the bot alone, with something of everything: what hostile clicks and windows are aimed at."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import insert, select

from pmo_bot.app import Bot
from pmo_bot.model import Mode, Person, Project, Role
from pmo_bot.playground.delivery import signature
from pmo_bot.store.whole import tables
from tests.handlers.test_registry import rendered, values, windows
from tests.shown import typed
from tests.torture.alone import NOW, SECRET, TEAM
from tests.torture.asking import ask
from tests.torture.hostile_requests import Sent

PEOPLE = ("U0MARIA", "U0JON", "U0INES", "U0PRIYA", "U0SAM")
TYPED = (
    "add Draft the cutover plan @maria by next friday #apollo",
    "add Access list for the new tenant @jon by tomorrow",
    "risk The vendor may deliver late @jon by end of month #apollo 4x3",
    "issue The test tenant is down @maria sev1",
    "milestone Migration rehearsal 10 dec @maria #apollo",
    "ask @ines Which vendor do we take? Acme or Birch by wed #apollo",
    "decide Keep the old tenant running because legal needs it #apollo",
    "lesson Book the room a month ahead because none was free #apollo #rooms",
    "link A-1 after M-5",
    "tag A-1 login, gdpr",
)
ITEMS = 20
SHORTLY = 0.0005
"""Seconds.  Who asked at every turn of the loop would take the processor from those it waits for."""
_counter = itertools.count(1)


async def found(bot: Bot) -> None:
    """People, a project, and what they typed in."""
    with bot.db.transaction() as session:
        session.execute(insert(Person), [_person(who) for who in PEOPLE])
        session.execute(
            insert(Project),
            [
                {
                    "team_id": TEAM,
                    "key": "APOLLO",
                    "name": "Apollo",
                    "lead_id": 2,
                    "sponsor_id": 3,
                    "channel": "C0APOLLO",
                    "mode": Mode.SUPPORTIVE,
                    "created_at": NOW - timedelta(days=60),
                }
            ],
        )
    more = (f"add Promise number {n} @maria by {n % 28 + 1} dec #apollo" for n in range(ITEMS - 7))
    for text in (*TYPED, *more):
        assert await ask(bot.web(), command("U0JON", text)) == 200
    await settled(bot)


def _person(who: str) -> dict[str, Any]:
    return {
        "team_id": TEAM,
        "slack_id": who,
        "name": who[2:].title(),
        "checked_at": NOW,
        "zone": "Europe/Madrid",
        "greeted_at": NOW - timedelta(days=60),
        "role": Role.PMO if who == "U0PRIYA" else Role.MEMBER,
        "dm_channel": f"D0{who[2:]}",
    }


async def settled(bot: Bot) -> None:
    """Wait until nothing is under way, and leave the processor to what is."""
    while bot.desk.busy:
        await asyncio.sleep(SHORTLY)


def everything(bot: Bot) -> list[Any]:
    """All rows of all tables."""
    with bot.db.reading() as session:
        return [(table.name, *map(tuple, session.execute(select(table)).all())) for table in tables()]


# --- signed requests ----------------------------------------------------------------------


def by_mention(text: str) -> str:
    """The words with people as Slack sends them."""
    for who in PEOPLE:
        text = text.replace("@" + who[2:].lower(), f"<@{who}>")
    return text


def command(who: str, text: str) -> Sent:
    """A slash command."""
    fields = {
        "team_id": TEAM,
        "user_id": who,
        "channel_id": "C0APOLLO",
        "command": "/pmo",
        "text": by_mention(text),
        "trigger_id": f"1.{next(_counter)}.x",
        "response_url": "http://127.0.0.1:9/r",
    }
    return as_form(fields)


def interaction(payload: dict[str, Any]) -> Sent:
    """A click, a form or a shortcut."""
    return as_form({"payload": json.dumps(payload)})


def as_form(fields: dict[str, str]) -> Sent:
    """Fields of a form, signed."""
    body = urlencode(fields, errors="surrogatepass").encode()
    proof = [(name.encode(), value.encode()) for name, value in signature(SECRET, body).items()]
    return Sent(body, [(b"content-type", b"application/x-www-form-urlencoded"), *proof])


def click(who: str, value: str) -> dict[str, Any]:
    """Somebody presses a button that has this value."""
    return {
        "type": "block_actions",
        "user": {"id": who, "team_id": TEAM},
        "team": {"id": TEAM},
        "trigger_id": f"2.{next(_counter)}.x",
        "channel": {"id": "C0APOLLO"},
        "container": {"type": "message", "message_ts": "1.000001", "channel_id": "C0APOLLO", "is_ephemeral": True},
        "message": {"ts": "1.000001", "text": "x", "blocks": []},
        "response_url": "http://127.0.0.1:9/r",
        "actions": [
            {"type": "button", "action_id": "act.x", "block_id": "b", "action_ts": f"{next(_counter)}", "value": value}
        ],
    }


def submission(who: str, view: dict[str, Any], state: dict[str, Any], metadata: str | None = None) -> dict[str, Any]:
    """Somebody sends a window with this state."""
    shown = {**view, "id": f"V{next(_counter)}", "hash": f"{next(_counter)}.h", "state": {"values": state}}
    if metadata is not None:
        shown["private_metadata"] = metadata
    return {"type": "view_submission", "user": {"id": who, "team_id": TEAM}, "team": {"id": TEAM}, "view": shown}


def buttons() -> list[str]:
    """The value of each button and choice that some message has."""
    return sorted({*values(list(rendered()))})


def forms() -> list[dict[str, Any]]:
    """Each window, as Slack keeps it."""
    return [json.loads(json.dumps(view)) for view in windows()]


FILLED = {
    "plain_text_input": ("value", "Legal answers on Monday"), "datepicker": ("selected_date", "2026-12-18"),
    "timepicker": ("selected_time", "09:30"), "users_select": ("selected_user", "U0MARIA"),
    "conversations_select": ("selected_conversation", "C0BOREAS"), "multi_users_select": ("selected_users", ["U0SAM"]),
}  # fmt: skip


def filled(view: dict[str, Any]) -> dict[str, Any]:
    """A window filled in as a friendly person would."""
    state = typed(view, {})
    for name, element in _inputs(view):
        if element["type"] in FILLED:
            key, value = FILLED[element["type"]]
            state[name] = {name: {"type": element["type"], key: value}}
        elif element["type"] in ("static_select", "radio_buttons") and element["options"]:
            state[name] = {name: {"type": element["type"], "selected_option": element["options"][0]}}
    return state


def _inputs(view: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for block in view["blocks"]:
        if block["type"] == "input":
            yield block["block_id"], block["element"]
