"""Events: Home opened, people changed, words in a direct message.

Bolt acknowledges an event before its listener runs, so a failure here is not told again by Slack: each of these only
brings up to date what is asked again within a day.
"""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from handlers.listener import Desk
from pmo_bot.blocks import answers
from pmo_bot.blocks.words import answers as words
from pmo_bot.ports import ReplyTo
from pmo_bot.services import people
from pmo_bot.services.notices import open_home


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
    """Somebody came into a channel or left it: who may know of its project follows."""
    await desk.room(team, str(event.get("channel", "")))


async def said(desk: Desk, team: str, event: Mapping[str, Any]) -> None:
    """Words to the bot, in a direct message or by mention: what it can do."""
    if event.get("subtype") or event.get("bot_id") or not event.get("user"):
        return
    if event.get("type") == "message" and event.get("channel_type") != "im":
        return
    person = await desk.meet(team, str(event["user"]))
    if person is None:
        return
    address = ReplyTo(team, str(event["user"]), str(event.get("channel", "")))
    await desk.surface.reply(address, answers.say(words.HOW_TO_TALK))
