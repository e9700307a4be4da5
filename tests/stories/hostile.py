"""What windows are attacked with: texts, numbers, people, and rows of others."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from itertools import count
from typing import Any

from sqlmodel import func, select

from pmo_bot.blocks.ids import Verb
from pmo_bot.model import Item
from pmo_bot.playground import payloads
from pmo_bot.playground.delivery import Ack
from tests.stories.packets import INES, JON, MARIA, PRIYA, SAM
from tests.world import World

GUEST, EXTERN = "U0GUEST", "U0EXTERN"
NOBODY = ["U0LEFT", "U0OTHERBOT", "U0BOT", EXTERN, GUEST, "U0NOWHERE", "U", "W0STRANGER", "<@U0MARIA>", "", "C0BOARD"]
TEXTS = [
    "x" * 3001, "x" * 40_000, " ", " \t\n ", "\n" * 50, "\u200b\u200b", "\u202eevil\u202c", "مرحبا", "\x00", "a\x00b",
    "\ud800", "<!channel>", "<!here|all>", "<@U0MARIA>", "@channel", "<!subteam^S1>", "<https://evil.example|bank>",
    "https://evil.example/a|b", "*b* _i_ ~s~ `c` ```d```", "> q", "&lt;!channel&gt;", "|", ":boom:", "{title}", "%s",
    "\\", "a\n" * 700, "A-1", "A-1 " * 30, "*", "* ", "🎯" * 600, "-", "0", "—", "\u2028", "\ufeff",
]  # fmt: skip
NUMBERS = [
    "1e999", "-1e999", "nan", "inf", "-inf", "-0", "0", "-1", "٣", "³", "½", "1_000", "0x10", "1,5", "1.234.567,8",
    "9" * 30, "1" * 5000, "9223372036854775808", "2147483648", "1e308", "1e-400", "12 ", "+3", "3.5", "--3", "1/0",
]  # fmt: skip
DATES = [
    "0001-01-01", "9999-12-31", "2026-12-04", "2026-11-02", "2026-02-30", "not a day", "20261204", "2026-W50-1",
    "2026-12-04T10:00", "٢٠٢٦-١٢-٠٤", "0000-00-00", "-2026-12-04", "2036-12-31", "2027-12-24",
]  # fmt: skip
TIMES = ["09:30", "25:00", "00:00", "23:59", "9", "09:30:15.5", "09:30+02:00", "T09", "٠٩:٣٠", "24:00"]
PLACES = ["C0APOLLO", "C0BOARD", "C0OLD", "C0NOWHERE", "D0MARIA", "C0HELP", "G0X", "<#C0BOARD>", "C"]
OPTIONS = [
    "0", "1", "2", "7", "999999", "-1", "nope", "", "1e3", "٣", "³", "A", "same", "supersedes:1", "yes",
    "exception:x", "exception:", "supersedes:" + "9" * 30, ":1", "9" * 30, "None", "light,light", "proposed", "P",
]  # fmt: skip
ODD: list[Any] = [
    None, [], {}, True, -1, 0, 1.5, "1", "x", "9" * 40, 2**70, 2**63, float("1e300"), [1], {"a": 1}, "\x00",
    "<!channel>", "2026-12-04", "9999-12-31", "25:99", "closed", "proposed", "5x5", "9x9", "x", "C0BOARD", "T0OTHER",
]  # fmt: skip


# --- a window, filled in by somebody who means no good ----------------------------------------


_views = count(1)


def attack(w: World, dice: random.Random, view: Mapping[str, Any], who: str) -> dict[str, Any]:
    """A submission of this window as Slack would never send it."""
    made = json.loads(json.dumps(view))
    inputs = [one for one in made["blocks"] if one["type"] == "input"]
    made |= {"id": f"V0ATTACK{next(_views)}", "hash": "h", "private_metadata": metadata(w, dice)}
    wild = dice.choice([0.1, 0.6])
    state = {one["block_id"]: (filled if dice.random() < wild else tame)(dice, one["element"]) for one in inputs}
    made["state"] = {"values": {name: {name: value} for name, value in state.items()}}
    return payloads.head(w.playground.world, "view_submission", who) | {
        "trigger_id": w.playground.world.triggers.give(who), "view": made, "response_urls": [],
    }  # fmt: skip


def metadata(w: World, dice: random.Random) -> str:
    """What a window remembers: mostly a row that may be anybody's, sometimes nothing that makes sense."""
    if dice.random() < 0.04:
        return dice.choice(["", "null", "[]", "7", '"x"', "{", '{"row":', "x" * 3000, '[["row", 1]]', '{"": 1}'])
    most = most_rows(w)
    kept: dict[str, Any] = {
        "row": dice.randint(0, dice.choice([8, most, most])),
        "channel": dice.choice(["", "", *PLACES]),
    }
    for name in ("figure", "decision", "lesson", "ops", "seen"):
        if dice.random() < 0.4:
            kept[name] = dice.randint(0, dice.choice([8, most]))
    if dice.random() < 0.5:
        kept |= {"due": dice.choice(DATES), "words": dice.choice(TEXTS), "clock": dice.choice(["", *TIMES])}
        kept |= {"phase": dice.choice(["closed", "value", "hypercare", "x"]), "score": dice.choice(["4x3", "0x9", "x"])}
    if dice.random() < 0.3:
        kept[dice.choice([*FIELDS, "unknown"])] = dice.choice(ODD)
    return json.dumps(kept)


EXTRAS = [
    "", "1", "999", "٣", "9" * 30, "x", "closed", "2026-12-18", "2026-02-30", "9999-12-31", "green", "directive",
    "list:mine:0:0", "list:mine:0:1:2", "list:x:0:0", "look:all:1:2", "tag:1:1", "tag:1", "lessons:0:1:room", "digest",
    "lessons:x:0:", "lessons", "why:1", "why:x", "risks:2", "risks", "home:owed", "home:x", "status", "status:9",
    "done@1", "done@x", "item:1", "project:2", "project:x", "brief:2:2026-12-02", "x" * 1900,
]  # fmt: skip


def press(w: World, dice: random.Random, who: str) -> dict[str, Any]:
    """A click on a button that the bot may never have shown."""
    verb = dice.choice(list(Verb))
    value = f"1:{verb}:{dice.randint(0, dice.choice([8, most_rows(w)]))}:{dice.choice(EXTRAS)}".rstrip(":")
    action = {
        "type": "button",
        "action_id": f"act.{verb}",
        "block_id": "b",
        "value": value,
        "action_ts": str(next(_views)),
    }
    return payloads.head(w.playground.world, "block_actions", who) | {
        "trigger_id": w.playground.world.triggers.give(who), "actions": [action],
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "C0HELP", "is_ephemeral": True},
        "channel": {"id": "C0HELP", "name": "helpdesk"},
    }  # fmt: skip


def most_rows(w: World) -> int:
    """A little more than there are items."""
    with w.bot.db.reading() as session:
        return session.exec(select(func.max(Item.id))).one() + 2


FIELDS = ("row", "channel", "permalink", "reply_to", "in_place", "clock", "pages", "due", "words", "decision", "figure",
          "seen", "score", "severity", "requirements", "phase", "ops", "lesson")  # fmt: skip


def filled(dice: random.Random, element: Mapping[str, Any]) -> dict[str, Any]:
    """The state of one field."""
    kind = element["type"]
    if dice.random() < 0.1:
        return {"type": kind}
    return {"type": kind, **_chosen(dice, kind, element)}


TYPED = {
    "title": "Book a room", "name": "Zephyr", "key": "", "item": "A-26", "options": "Acme\nBirch", "topics": "rooms",
    "reminders": "-1, 0, +1", "country": "ES", "requirements": "gdpr", "target": "5", "baseline": "4", "value": "3.5",
    "review_day": "3", "capacity": "7",
}  # fmt: skip


CHOICES: dict[str, list[Any]] = {
    "project": [*range(1, 6)], "goal": [*range(1, 4)], "gives_way": [*range(1, 30)], "on": [*range(1, 30)],
    "pack": ["light", "stage-gate"], "choice": [1, 2],
}  # fmt: skip


def tame(dice: random.Random, element: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody who means well might have put there."""
    kind, name, somebody = element["type"], element["action_id"], dice.choice([MARIA, JON, INES, SAM])
    known = {"users_select": {"selected_user": somebody}, "multi_users_select": {"selected_users": [somebody]},
             "datepicker": {"selected_date": f"2026-12-{dice.randint(9, 31):02}"},
             "timepicker": {"selected_time": dice.choice(["09:30", "08:00", "17:00"])},
             "conversations_select": {"selected_conversation": dice.choice(["C0APOLLO", "C0HELP"])},
             "plain_text_input": {"value": TYPED.get(name) or dice.choice(["Book a room", "A sentence"])}}  # fmt: skip
    if kind in known:
        return {"type": kind, **known[kind]}
    offered = [*(element.get("options") or [])]
    if name in CHOICES:
        offered = [{"value": str(one), "text": {"type": "plain_text", "text": "x"}} for one in CHOICES[name]]
    if kind == "checkboxes":
        return {"type": kind, "selected_options": [dict(dice.choice(offered))]}
    return {"type": kind, "selected_option": dict(dice.choice(offered))}


def _chosen(dice: random.Random, kind: str, element: Mapping[str, Any]) -> dict[str, Any]:
    somebody = dice.choice([MARIA, JON, INES, SAM, PRIYA, *NOBODY])
    match kind:
        case "plain_text_input":
            return {"value": dice.choice([*TEXTS, *NUMBERS, *NUMBERS, "A fine thing", "A fine thing", "5", "A-3"])}
        case "datepicker":
            return {"selected_date": dice.choice([*DATES, "2026-12-18", "2026-12-18"])}
        case "timepicker":
            return {"selected_time": dice.choice(TIMES)}
        case "users_select":
            return {"selected_user": somebody}
        case "multi_users_select":
            return {"selected_users": dice.sample([MARIA, JON, INES, SAM, *NOBODY], dice.randint(0, 6))}
        case "conversations_select" | "channels_select":
            return {"selected_conversation": dice.choice(PLACES)}
        case "checkboxes":
            return {"selected_options": [_option(dice, element) for _ in range(dice.randint(0, 3))]}
    return {"selected_option": _option(dice, element)}


def _option(dice: random.Random, element: Mapping[str, Any]) -> dict[str, Any]:
    offered = element.get("options") or []
    if offered and dice.random() < 0.7:
        return dict(dice.choice(offered))
    return {"text": {"type": "plain_text", "text": "x"}, "value": dice.choice(OPTIONS)}


async def sends(w: World, payload: dict[str, Any]) -> Any:
    """What the bot answers to it."""
    outcome = await w.playground.delivery.send("interactive", payload)
    await w.settled()
    assert isinstance(outcome, Ack), outcome
    return outcome.body
