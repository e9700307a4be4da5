"""Events: Home opened, people changed, words in a direct message.

An event is acknowledged although its listener failed, so Slack does not tell it again: each of these only
brings up to date what is asked again within a day.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from handlers.answers import NOTHING, Answer, Reply
from handlers.call import Call, from_words
from handlers.listener import Desk
from pmo_bot.blocks import answers
from pmo_bot.blocks.words import helping as words
from pmo_bot.model import Person
from pmo_bot.rules.grammar import Command, parse
from pmo_bot.rules.grammar_tokens import readable
from pmo_bot.services import editions_upkeep, hearing, people, upkeep
from pmo_bot.services.hearing import Heard
from pmo_bot.services.notices import open_home
from pmo_bot.services.people import calendar_for


def register(app: AsyncApp, desk: Desk) -> None:
    """What Slack tells by itself."""
    listeners = {
        "app_home_opened": home_opened,
        "user_change": person_changed,
        "team_join": person_changed,
        "member_joined_channel": members_changed,
        "member_left_channel": members_changed,
        "message": said,
        "app_mention": said,
    }
    for event, listener in listeners.items():
        app.event(event)(desk.guarded_event(listener))


async def home_opened(desk: Desk, team: str, event: Mapping[str, Any]) -> None:
    """Show somebody their Home."""
    person = await desk.meet(team, str(event.get("user", "")))
    if person is not None and event.get("tab", "home") == "home":
        await desk.thread(open_home, desk.db, person, desk.clock.now())
        desk.soon()


async def person_changed(desk: Desk, team: str, event: Mapping[str, Any]) -> None:
    """A new zone, a deactivation: the plan looks again at what they owe."""
    user = event.get("user")
    if not isinstance(user, Mapping):
        return
    known = await desk.thread(people.find, desk.db, team, str(user.get("id", "")))
    if known is not None:  # strangers are met when they first matter
        profile = await desk.directory.profile(team, str(user["id"]))
        if profile is not None:
            await desk.learn(team, profile)


async def members_changed(desk: Desk, team: str, event: Mapping[str, Any]) -> None:
    """Somebody came into a channel or left it: who may know of its project follows.

    If it was the bot that came, a report that found no way in is posted now.
    """
    channel, came = str(event.get("channel", "")), event.get("type") == "member_joined_channel"
    who, now = str(event.get("user", "")), desk.clock.now()
    await desk.thread(lambda: people.came_or_left(desk.db, team, channel, who, now, came=came))
    room = await desk.room(team, channel)
    if room is not None and room.is_member and came:
        await desk.thread(upkeep.let_in, desk.db, team, channel, desk.clock.now())
        await desk.thread(editions_upkeep.let_in, desk.db, team, channel, desk.clock.now())
        desk.soon()


async def said(desk: Desk, team: str, event: Mapping[str, Any]) -> None:
    """Words to the bot: understood in a direct message; a mention elsewhere is told what the bot can do."""
    if not _is_somebodys(event):
        return
    if event.get("type") == "app_mention":
        await desk.heard(from_words(team, event), mentioned)
    elif event.get("channel_type") == "im":
        await desk.heard(from_words(team, event), in_own_words)


SPOKEN = frozenset({"", "thread_broadcast", "file_share"})
"""Kinds of message that somebody wrote just now; edited, deleted and joined ones are none."""


def _is_somebodys(event: Mapping[str, Any]) -> bool:
    spoken = str(event.get("subtype") or "") in SPOKEN
    return bool(spoken and event.get("user") and event.get("ts") and not event.get("bot_id"))


def in_own_words(desk: Desk, call: Call) -> Answer:
    """Keep what was said; the outbox says it back."""
    into = call.incoming
    hearing.hear(desk.db, call.act, Heard(into.channel, into.message_ts, into.text, into.thread))
    return NOTHING


def mentioned(desk: Desk, call: Call) -> Answer:
    """What the bot can do; a command among the words is named as it would work."""
    return Reply(answers.say(words.how_to_talk(_as_command(call.incoming.text, call.person, call.now))))


def _as_command(text: str, person: Person, now: datetime) -> str:
    """The words, when they would be a command after `/pmo`."""
    bare = re.sub(r"<@[UW][A-Z0-9]+(\|[^>]*)?>", "", text, count=1) if text.startswith("<@") else text
    read = parse(bare, now=now, calendar=calendar_for(person))
    understood = isinstance(read, Command) and read.verb != "today"
    return readable(bare).strip() if understood else ""
