"""Acts of administration, mostly for tests: profiles, members, channels, uninstalling the app."""

from dataclasses import fields

from pmo_bot.playground.acts import Act, CannotDo, act
from pmo_bot.playground.api_people import user_json
from pmo_bot.playground.workspace import Channel, Json, User

CHANGEABLE = frozenset(each.name for each in fields(User)) - {"id"}


@act("profile")
async def profile(act: Act) -> Json:
    """Change an account: `user` and any of its properties; the app hears of it."""
    user = act.world.users.get(act.text("user") or act.user.id)
    if user is None:
        raise CannotDo("user_not_found", "There is no such person.")
    for name, value in act.body.items():
        if name in CHANGEABLE:
            setattr(user, name, value)
    act.world.tell("people")
    await _told(act, {"type": "user_change", "user": user_json(user, act.world.now())})
    return {}


@act("hire")
async def hire(act: Act) -> Json:
    """A new account: `user` (its id), `name`, `real_name`, `tz`."""
    user_id = act.text("user")
    if not user_id or user_id in act.world.users:
        raise CannotDo("name_taken", "A new account needs an id of its own.")
    given = {name: value for name, value in act.body.items() if name in CHANGEABLE}
    user = User(**{"id": user_id, "name": user_id.lower(), "real_name": user_id, **given})
    user.team_id = user.team_id or act.world.workspace.team_id
    act.world.users[user_id] = user
    act.world.tell("people")
    await _told(act, {"type": "team_join", "user": user_json(user, act.world.now())})
    return {}


@act("join")
async def join(act: Act) -> Json:
    """Somebody (`user`, by default oneself) becomes a member of a channel."""
    channel, who = _any_channel(act), _whom(act)
    if who not in channel.members:
        channel.members.append(who)
        act.world.tell("people", channel=channel.id)
        await _membership(act, "member_joined_channel", channel, who)
    return {}


@act("leave")
async def leave(act: Act) -> Json:
    """Somebody is no member any more."""
    channel, who = _any_channel(act), _whom(act)
    if who in channel.members:
        # Told before the bot itself has left, else it would never hear of it.
        await _membership(act, "member_left_channel", channel, who)
        channel.members.remove(who)
        act.world.tell("people", channel=channel.id)
    return {}


@act("archive")
async def archive(act: Act) -> Json:
    """A channel is archived (`archived` false: unarchived)."""
    channel = _any_channel(act)
    channel.is_archived = bool(act.body.get("archived", True))
    act.world.tell("people", channel=channel.id)
    kind = "group" if channel.is_private else "channel"
    name = f"{kind}_{'archive' if channel.is_archived else 'unarchive'}"
    await _told(act, {"type": name, "channel": channel.id, "user": act.user.id})
    return {}


@act("rename")
async def rename(act: Act) -> Json:
    """A channel gets another `name`."""
    channel = _any_channel(act)
    channel.name = act.text("name")
    act.world.tell("people", channel=channel.id)
    name = "group_rename" if channel.is_private else "channel_rename"
    shown = {"id": channel.id, "name": channel.name, "created": 0, "is_channel": not channel.is_private}
    await _told(act, {"type": name, "channel": shown})
    return {}


@act("uninstall")
async def uninstall(act: Act) -> Json:
    """The app is removed: its token stops to work, and it is told so."""
    act.world.token_error = "account_inactive"  # noqa: S105  # an error name
    await _told(act, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [act.world.bot]}})
    await _told(act, {"type": "app_uninstalled"})
    return {}


async def _membership(act: Act, kind: str, channel: Channel, who: str) -> None:
    """Only apps that are members themselves hear who comes and goes."""
    if act.world.bot in channel.members:
        event: Json = {"type": kind, "user": who, "channel": channel.id, "team": act.world.workspace.team_id}
        event |= {"channel_type": "G" if channel.is_private else "C", "inviter": act.user.id}
        await _told(act, event)


async def _told(act: Act, event: Json) -> None:
    await act.stage.delivery.event(event | {"event_ts": act.world.next_ts("event")})


def _whom(act: Act) -> str:
    who = act.text("user") or act.user.id
    if who not in act.world.users:
        raise CannotDo("user_not_found", "There is no such person.")
    return who


def _any_channel(act: Act) -> Channel:
    channel = act.world.channels.get(act.text("channel"))
    if channel is None or channel.is_im:
        raise CannotDo("channel_not_found", "There is no such channel.")
    return channel
