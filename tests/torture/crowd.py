"""People who use the bot over HTTP: commands, clicks and windows, to one `web` after the other, and what they hear."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp

from pmo_bot.blocks import forms
from pmo_bot.blocks.forms import Origin
from pmo_bot.blocks.ids import Verb, decode
from pmo_bot.model import Person
from pmo_bot.playground.delivery import signature
from pmo_bot.services import items, people
from pmo_bot.services.events import Act
from pmo_bot.services.items import Capture
from pmo_bot.store.database import Database
from tests.shown import typed
from tests.torture.open_slack import OpenSlack
from tests.world import SECRET, TEAM

TEN = 10
LOOK = 0.1
GREETING = "Good morning"
KEY = re.compile(r"\bA-\d+\b")
"""It is no row's number: what a process that was killed had begun leaves a gap in those."""


def zone_where_it_is_ten() -> str:
    """A zone in which it is about ten in the morning now: working hours, whenever this is run."""
    ahead = (TEN - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def move_in(db: Database, slack: OpenSlack, ids: list[str], first: float, last: float) -> None:
    """So many people work every day of the week, and owe something today: their briefs leave within these seconds."""
    zone, now = zone_where_it_is_ten(), datetime.now(UTC)
    slack.ask("people", people=ids, zone=zone)
    people.ensure_workspace(db, TEAM, now - timedelta(days=30))
    for number, slack_id in enumerate(ids):
        person = people.know(db, TEAM, people.Profile(slack_id, slack_id.title(), zone), now)
        leaves = now + timedelta(seconds=first + (last - first) * number / len(ids))
        person = _working(db, person, leaves)
        due = people.calendar_for(person).today(now)
        items.capture(
            db, Act(person, now - timedelta(days=3)), Capture(f"Promise of {slack_id}", owner_id=person.id, due=due)
        )


def _working(db: Database, person: Person, brief: datetime) -> Person:
    local = brief.astimezone(people.zone_of(person.zone))
    with db.transaction() as session:
        mine = session.get_one(Person, person.id)
        mine.workdays, mine.greeted_at = "1234567", brief - timedelta(days=30)
        mine.opens, mine.closes = local.replace(hour=0, minute=0).time(), local.replace(hour=23, minute=59).time()
        mine.brief_at, mine.brief_chosen = local.time().replace(microsecond=0), True
        return mine


@dataclass
class Doing:
    """One thing that somebody did."""

    kind: str
    name: str
    took: float = 0.0
    status: int = 0
    """As HTTP says it; 0 when whoever was asked died."""


@dataclass(frozen=True)
class Offered:
    """A button or a choice that somebody was shown: it is about this item."""

    who: str
    key: str
    does: Verb
    action: dict[str, Any]


@dataclass
class Crowd:
    """Everybody at once."""

    slack: OpenSlack
    webs: list[str]
    ids: list[str]
    rng: random.Random
    session: aiohttp.ClientSession
    done: list[Doing] = field(default_factory=list)
    noted: dict[str, str] = field(default_factory=dict)
    """What somebody noted, by the name of what they did."""
    offered: list[Offered] = field(default_factory=list)
    answered: dict[str, tuple[str, Verb, str]] = field(default_factory=dict)
    """Who did what with an item by a click or a word, and the name of that, by its key."""
    whose: dict[str, str] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    heard: int = 0

    async def act_for(self, seconds: float, a_second: float) -> None:
        """So many things a second, whether or not the bot keeps up."""
        listening = asyncio.create_task(self._listen())
        begin, doing = time.monotonic(), set()
        for number in range(int(seconds * a_second)):
            await asyncio.sleep(max(0.0, begin + number / a_second - time.monotonic()))
            doing.add(asyncio.create_task(self._one(number)))
        await asyncio.gather(*doing)
        listening.cancel()

    async def _one(self, number: int) -> None:
        who, chosen = self.rng.choice(self.ids), self.rng.random()
        if chosen < 0.3 and self.offered:
            await self._answer(number, self.offered.pop(self.rng.randrange(len(self.offered))))
        elif chosen < 0.42:
            await self._command(f"list.{number}", who, "list")
        elif chosen < 0.47:
            await self._look_home(number, who)
        elif chosen < 0.65:
            await self._submit(f"form.{number}", who)
        else:
            self.noted[f"add.{number}"] = f"Thing {number} of many"
            await self._command(f"add.{number}", who, f"add Thing {number} of many")

    # --- what they do -----------------------------------------------------------------

    async def _answer(self, number: int, offered: Offered) -> None:
        """Half of them by the button, half by the word."""
        key = offered.key
        if key in self.answered:
            return
        by_word = offered.does is Verb.DONE and self.rng.random() < 0.5
        name = f"done.{number}" if by_word else f"click.{number}"
        self.answered[key] = (offered.who, offered.does, name)
        if by_word:
            await self._command(name, offered.who, f"done {key}")
            return
        place = {"channel_id": "C0GENERAL", "message_ts": f"1.{number:06}"}
        payload = {
            "type": "block_actions", "user": {"id": offered.who, "team_id": TEAM}, "team": {"id": TEAM},
            "trigger_id": f"2.{number}.x", "channel": {"id": "C0GENERAL"},
            "response_url": self.slack.response_url(name),
            "container": {"type": "message", "is_ephemeral": True, **place},
            "message": {"ts": place["message_ts"], "text": "x", "blocks": []},
            "actions": [{**offered.action, "block_id": "b", "action_ts": f"{number}.1"}],
        }  # fmt: skip
        await self._send(name, offered.who, {"payload": json.dumps(payload)})

    async def _submit(self, name: str, who: str) -> None:
        self.noted[name] = title = f"Thing {name.partition('.')[2]} of many"
        view = json.loads(
            json.dumps(forms.add(Origin(channel="C0GENERAL", reply_to=self.slack.response_url(name)), []))
        )
        state = typed(view, {"title": {"title": title}, "owner": {"owner": who}})
        shown = {**view, "id": f"V{name}", "hash": f"{name}.h", "state": {"values": state}}
        payload = {"type": "view_submission", "user": {"id": who, "team_id": TEAM}, "team": {"id": TEAM}, "view": shown}
        await self._send(name, who, {"payload": json.dumps(payload)})

    async def _look_home(self, number: int, who: str) -> None:
        event = {
            "type": "app_home_opened",
            "user": who,
            "channel": f"D{who[1:]}",
            "tab": "home",
            "event_ts": f"{number}.1",
        }
        envelope = {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A0PLAYGROUND", "event": event,
            "event_id": f"Ev{number}", "event_time": int(time.time()), "authorizations": [],
        }  # fmt: skip
        await self._post(f"home.{number}", json.dumps(envelope).encode(), "application/json")

    async def _command(self, name: str, who: str, text: str) -> None:
        fields = {
            "team_id": TEAM, "user_id": who, "channel_id": "C0GENERAL", "command": "/pmo", "text": text,
            "trigger_id": f"1.{name}.x", "response_url": self.slack.response_url(name),
        }  # fmt: skip
        await self._send(name, who, fields)

    async def _send(self, name: str, who: str, fields: dict[str, str]) -> None:
        self.whose[name] = who
        await self._post(name, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    async def _post(self, name: str, body: bytes, kind: str) -> None:
        doing = Doing(name.partition(".")[0], name)
        self.done.append(doing)
        began, turn = time.perf_counter(), len(self.done)
        headers = {"content-type": kind, **signature(SECRET, body)}
        for url in (*self.webs[turn % len(self.webs) :], *self.webs):
            try:
                async with self.session.post(f"{url}/slack/events", data=body, headers=headers) as answer:
                    await answer.read()
                    doing.status = answer.status
                break
            except aiohttp.ClientConnectorError:
                continue  # nobody is there: what stands before them asks the next
            except aiohttp.ClientConnectionError:
                break  # it died over this: whoever did it reads that it failed
        doing.took = time.perf_counter() - began

    # --- what they hear ---------------------------------------------------------------

    async def _listen(self) -> None:
        while True:
            await self.listen()
            await asyncio.sleep(LOOK)

    async def listen(self) -> None:
        """Read what was answered since, and see what can be clicked in it."""
        async with self.session.get(f"{self.slack.url}/torture/answered?after={self.heard}") as answer:
            news = await answer.json()
        self.heard += len(news)
        for name, message in news:
            self.answers[name] += 1
            if name.startswith(("list", "add", "form")):
                self.offered += offers(self.whose[name], message["blocks"])

    async def until_heard(self, seconds: float) -> list[str]:
        """Wait until everything that was acknowledged has its answer; what has none.

        Whoever looks at App Home waits for no message, and a window that closed has said all there is to know.
        """
        until = time.monotonic() + seconds
        waiting = [one for one in self.done if one.status and one.kind not in ("home", "form")]
        while silent := [one.name for one in waiting if not self.answers[one.name]]:
            if time.monotonic() > until:
                return silent
            await asyncio.sleep(LOOK)
            await self.listen()
        return []

    @property
    def failed(self) -> set[str]:
        """What nobody acknowledged: it may have happened, and whoever did it knows that it may not have."""
        return {one.name for one in self.done if not one.status}

    def percentile(self, share: float, *, windows: bool) -> float:
        """Within how many seconds so many of the calls were acknowledged: windows, which wait for it, or all others."""
        took = sorted(one.took for one in self.done if one.status and (one.kind == "form") is windows)
        return took[min(len(took) - 1, int(len(took) * share))]


def offers(who: str, blocks: list[dict[str, Any]]) -> Iterator[Offered]:
    """*Done* of what they noted themselves, in a list."""
    for block in blocks:
        menu = block.get("accessory", {})
        for choice in menu.get("options", []):
            press = decode(choice["value"])
            if press is not None and press.verb is Verb.DONE and "Thing " in block["text"]["text"]:
                action = {"type": "overflow", "action_id": menu["action_id"], "selected_option": choice}
                yield Offered(who, KEY.findall(block["text"]["text"])[-1], press.verb, action)
