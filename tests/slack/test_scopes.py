"""Every scope is needed: without it something stops working; and what is optional is done another way then."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta

from pmo_bot.ports import Fate
from pmo_bot.slack.directory import SlackDirectory
from pmo_bot.slack.messenger import SlackMessenger
from pmo_bot.slack.scopes import OPTIONAL, REQUIRED
from tests.world import MANIFEST, TEAM, World, world

MARIA, JON = "U0MARIA", "U0JON"
BOTH = f"{MARIA},{JON}"
Works = Callable[[World], Awaitable[bool]]


class Said:
    def payload(self) -> dict[str, object]:
        return {"text": "hello", "blocks": []}


def messenger(w: World) -> SlackMessenger:
    return SlackMessenger(w.bot.client, b"key")


async def mentioned(w: World) -> bool:
    before = len(w.private(JON))
    await w.says(JON, "<@U0BOT> hello", "C0APOLLO")
    return len(w.private(JON)) > before


async def answers_words(w: World) -> bool:
    before = len(w.playground.delivery.sent)
    await w.says(MARIA, "done", w.dm(MARIA))
    return len(w.playground.delivery.sent) > before


async def takes_commands(w: World) -> bool:
    return bool((await w.playground.act(JON, "command", channel="C0APOLLO", text="/pmo list"))["ok"])


async def writes(w: World) -> bool:
    return (await messenger(w).send(TEAM, "C0APOLLO", Said(), "key")).fate is Fate.DONE


def opens(people: str) -> Works:
    async def works(w: World) -> bool:
        return (await messenger(w).open_dm(TEAM, people)).fate is Fate.DONE

    return works


def knows(channel: str) -> Works:
    async def works(w: World) -> bool:
        directory = SlackDirectory(w.bot.client)
        return await directory.channel(TEAM, channel) is not None and bool(await directory.members(TEAM, channel))

    return works


def looks_up(where: str) -> Works:
    async def works(w: World) -> bool:
        channel = w.playground.world.open_dm(*where.split(",")).id if where.startswith("U") else where
        found = await messenger(w).find(TEAM, channel, "nothing", w.clock.now() - timedelta(hours=1))
        assert found.fate in (Fate.DEAD, Fate.AMBIGUOUS), "not there, or nobody can tell: then it is held"
        return found.fate is Fate.DEAD

    return works


async def knows_people(w: World) -> bool:
    return await SlackDirectory(w.bot.client).profile(TEAM, MARIA) is not None


async def shows_pictures(w: World) -> bool:
    return bool(await w.bot.client.upload("chart.png", b"picture", "a chart"))


NEEDED_FOR: dict[str, Works] = {
    "app_mentions:read": mentioned,
    "channels:history": looks_up("C0APOLLO"),
    "channels:read": knows("C0APOLLO"),
    "chat:write": writes,
    "commands": takes_commands,
    "files:write": shows_pictures,
    "groups:history": looks_up("C0EXEC"),
    "groups:read": knows("C0EXEC"),
    "im:history": looks_up(MARIA),
    "im:write": opens(MARIA),
    "mpim:history": looks_up(BOTH),
    "mpim:write": opens(BOTH),
    "users:read": knows_people,
}


def test_the_manifest_asks_for_these_and_no_other() -> None:
    asked = MANIFEST["oauth_config"]["scopes"]
    assert (asked["bot"], asked["bot_optional"]) == (list(REQUIRED), list(OPTIONAL))
    assert set(NEEDED_FOR) == {*REQUIRED, *OPTIONAL}
    assert "pkce_enabled" not in json.dumps(MANIFEST), "it cannot be switched off again: whoever wants it does it"


async def test_without_any_one_of_them_something_stops_working(sqlite_url: str) -> None:
    async with world(sqlite_url) as w:
        granted = w.playground.world.workspace.scopes
        for scope, works in NEEDED_FOR.items():
            assert await works(w), f"{scope} is granted"
            w.playground.world.workspace.scopes = tuple(one for one in granted if one != scope)
            assert not await works(w), f"nothing needs {scope}"
            w.playground.world.workspace.scopes = granted
        w.playground.world.workspace.scopes = tuple(one for one in granted if one != "im:history")
        assert not await answers_words(w), "words in a direct message are not heard without it either"


async def test_what_is_optional_may_be_declined(sqlite_url: str) -> None:
    async with world(sqlite_url) as w:
        w.playground.world.workspace.scopes = tuple(REQUIRED)
        await w.types(JON, "/pmo project new Apollo")
        assert await w.submits(JON, sponsor="U0INES", channel="C0APOLLO", mode="supportive") == {}
        await w.types(JON, "/pmo add The access list @Maria Ortega by tomorrow")
        await w.until("2026-12-07", "10:00")
        assert w.briefs(MARIA)
        assert "The access list" in json.dumps(w.messages("C0APOLLO")), "the digest"
        refused = [one for one in w.playground.world.calls if one.answer and one.answer.get("error") == "missing_scope"]
        assert refused == []
