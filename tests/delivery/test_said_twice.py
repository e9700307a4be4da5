"""The same click, command or form told twice has one effect, be it at the same instant."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from sqlmodel import select

from pmo_bot.model import Event, Item
from tests.world import World, world

ADD = "/pmo add Draft the cutover plan @Maria Ortega by friday"


async def again(w: World, kind: str, times: int = 2) -> None:
    """Slack tells the last thing of this kind again, signed anew, several times at once."""
    payload = [body for sent, body in w.playground.delivery.sent if sent == kind][-1]
    await asyncio.gather(*(w.playground.delivery.send(kind, payload) for _ in range(times)))
    await w.settled()


def events(w: World) -> Counter[str]:
    with w.bot.db.reading() as session:
        return Counter(what for what in session.exec(select(Event.what)) if what != "person.met")


def titles(w: World) -> list[str]:
    with w.bot.db.reading() as session:
        return list(session.exec(select(Item.title)).all())


async def test_a_command_told_again_makes_one_item(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types("U0JON", ADD)
        await again(w, "slash_commands")
        assert titles(w) == ["Draft the cutover plan"]
        assert events(w) == {"item.created": 1}


async def test_a_click_told_again_is_done_once(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types("U0JON", ADD)
        await w.until("2026-12-03")
        await w.clicks("U0MARIA", "Done", w.inbox("U0MARIA")[-1])
        await again(w, "interactive")
        assert events(w)["item.done"] == 1
        assert len(w.briefs("U0MARIA")) == 1


async def test_a_form_told_again_moves_the_date_once(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types("U0JON", ADD)
        await w.until("2026-12-03")
        await w.clicks("U0MARIA", "New date…", w.inbox("U0MARIA")[-1])
        await w.submits("U0MARIA", due="2026-12-09", reason="Legal answers on Tuesday")
        await again(w, "interactive")
        assert events(w)["item.moved"] == 1
        assert w.item(1).slips == 1


async def test_two_at_the_same_instant_are_one_even_where_neither_was_first(database_url: str) -> None:
    async with world(database_url) as w:
        await w.types("U0JON", ADD)
        with_another_trigger: dict[str, Any] = dict(w.playground.delivery.sent[-1][1])
        with_another_trigger |= {"trigger_id": "9.9.another", "text": "add Book the rooms"}
        send = w.playground.delivery.send
        await asyncio.gather(*(send("slash_commands", with_another_trigger) for _ in range(4)))
        await w.settled()
        assert sorted(titles(w)) == ["Book the rooms", "Draft the cutover plan"]
