"""The world as one person sees it, in the page's own JSON."""

from dataclasses import asdict

from pmo_bot.playground.acts import CannotDo
from pmo_bot.playground.api_people import local_time
from pmo_bot.playground.workspace import Channel, Json, User
from pmo_bot.playground.world import SLACKBOT, World

PRIVATE = ("views", "home", "notice")


def state(world: World, me: str, *, movable: bool) -> Json:
    """People, conversations, what the app offers, the clock, and the modals this person has open."""
    workspace = world.workspace
    people = [user for user in world.users.values() if _can_talk(world, user)]
    for user in people:
        world.open_dm(user.id)
    return {
        "me": me,
        "team": {"id": workspace.team_id, "name": workspace.name},
        "app": {"id": workspace.app.app_id, "name": workspace.app.name, "bot_user_id": world.bot},
        "users": [_user(world, user) for user in world.users.values() if user.id != SLACKBOT],
        "channels": [_channel(world, me, c) for c in world.channels.values() if world.may_see(me, c)],
        "commands": [asdict(command) for command in workspace.commands],
        "shortcuts": [asdict(shortcut) for shortcut in workspace.shortcuts],
        "clock": {"now": world.now().isoformat(), "movable": movable},
        "views": [{"id": view.id, "view": view.json} for view in world.views.stack(me)],
        "unread_by_user": {user.id: _unread_in_all(world, user.id) for user in people},
    }


def messages(world: World, me: str, channel_id: str, thread: str | None) -> Json:
    """A conversation without the replies in its threads, or one thread; marks it as read."""
    channel = world.channels.get(channel_id)
    if channel is None or not world.may_see(me, channel):
        raise CannotDo("channel_not_found", f"{world.users[me].real_name} does not see such a channel.")
    mine = [message for message in world.messages.get(channel_id, {}).values() if message.only_for in (None, me)]
    if thread:
        shown = [message for message in mine if thread in (message.ts, message.thread_ts)]
    else:
        shown = [m for m in mine if m.thread_ts in (None, m.ts) or m.broadcast]
    lasting = world.history(channel_id)
    if lasting and world.read.get((me, channel_id)) != lasting[-1].ts:
        world.read[me, channel_id] = lasting[-1].ts
    return {"messages": [m.for_page(len(world.replies(channel_id, m.ts))) for m in shown]}


def visible_to(world: World, me: str, event: Json) -> Json | None:
    """The event for this person's page, or None if it is not theirs to see."""
    if event.get("only_for") not in (None, me):
        return None
    if event["type"] in PRIVATE and event.get("user") not in (None, me):
        return None
    channel = world.channels.get(str(event.get("channel")))
    if channel is not None and not world.may_see(me, channel):
        return None
    return {key: value for key, value in event.items() if key != "only_for"}


def _can_talk(world: World, user: User) -> bool:
    """Whether the person has a direct message with the app without anybody asking for it."""
    return not (user.deleted or user.is_bot) and user.team_id == world.workspace.team_id


def _unread_in_all(world: World, user: str) -> int:
    return sum(world.unread(user, channel.id) for channel in world.channels.values() if user in channel.members)


def _user(world: World, user: User) -> Json:
    return {
        "id": user.id,
        "name": user.name,
        "real_name": user.real_name,
        "tz": user.tz,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_guest": user.is_guest,
        "is_external": user.team_id != world.workspace.team_id,
        "is_admin": user.is_admin,
        "color": user.color,
        "local_time": local_time(user, world.now()),
    }


def _channel(world: World, me: str, channel: Channel) -> Json:
    lasting = world.history(channel.id)
    shown: Json = {
        "id": channel.id,
        "name": channel.name,
        "kind": "im" if channel.is_im else "private" if channel.is_private else "channel",
        "archived": channel.is_archived,
        "member": me in channel.members,
        "unread": world.unread(me, channel.id) if me in channel.members else 0,
        "last_ts": lasting[-1].ts if lasting else None,
    }
    if channel.is_im:
        shown["with"] = world.bot
        shown["name"] = world.workspace.app.name
    return shown
