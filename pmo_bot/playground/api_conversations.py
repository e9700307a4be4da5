"""Web API: conversations, their members and their history."""

from decimal import Decimal, InvalidOperation

from pmo_bot.playground.message import Message
from pmo_bot.playground.method import Refused, Request, method, page, scope_kind
from pmo_bot.playground.workspace import Channel, Json
from pmo_bot.playground.world import World

TYPES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


@method("conversations.info", "channel")
def info(request: Request) -> Json:
    """One conversation."""
    channel = request.channel("read")
    shown = channel_json(request.world, channel)
    if request.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


@method("conversations.list", tier=2)
def listed(request: Request) -> Json:
    """The conversations the app may know of."""
    found = [c for c in _of_types(request) if not (c.is_private or c.is_im) or request.world.bot in c.members]
    return page(request, "channels", found, lambda channel: channel_json(request.world, channel))


@method("users.conversations")
def of_user(request: Request) -> Json:
    """The conversations a person (or the app) is in and the app may know of."""
    member = request.text("user") or request.world.bot
    if member not in request.world.users:
        raise Refused("user_not_found")
    found = [c for c in _of_types(request) if member in c.members]
    known = [c for c in found if not (c.is_private or c.is_im) or request.world.bot in c.members]
    return page(request, "channels", known, lambda channel: channel_json(request.world, channel))


def _of_types(request: Request) -> list[Channel]:
    wanted = [each.strip() for each in (request.text("types") or "public_channel").split(",")]
    if any(each not in TYPES for each in wanted):
        raise Refused("invalid_types")
    for each in wanted:
        request.need(f"{TYPES[each]}:read")
    kinds = {TYPES[each] for each in wanted}
    skip_archived = request.flag("exclude_archived")
    every = request.world.channels.values()
    return [c for c in every if scope_kind(c) in kinds and not (skip_archived and c.is_archived)]


@method("conversations.members", "channel", tier=4)
def members(request: Request) -> Json:
    """Who is in a conversation."""
    return page(request, "members", request.channel("read").members)


@method("conversations.join", "channel", scope="channels:join")
def join(request: Request) -> Json:
    """The app joins a public channel."""
    channel = request.channel()
    if channel.is_private or channel.is_im:
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if request.world.bot not in channel.members:
        channel.members.append(request.world.bot)
        request.world.tell("people")
    return {"channel": channel_json(request.world, channel)}


@method("conversations.open")
def opened(request: Request) -> Json:
    """The direct conversation with one person or a few."""
    world = request.world
    if request.text("channel"):
        channel = request.channel()
        return _open_answer(request, channel, already=True)
    people = [each.strip() for each in request.text("users").split(",") if each.strip()]
    request.need("im:write" if len(people) == 1 else "mpim:write")
    if not people or len(people) > 8:
        raise Refused("too_many_users" if people else "users_list_not_supplied")
    for person in people:
        _reachable(world, person)
    before = set(world.channels)
    channel = world.open_dm(*people)
    return _open_answer(request, channel, already=channel.id in before)


def _reachable(world: World, person: str) -> None:
    user = world.users.get(person)
    if user is None:
        raise Refused("user_not_found")
    if user.deleted:
        raise Refused("user_disabled")
    if user.is_stranger:
        raise Refused("user_not_visible")
    if user.is_bot:
        raise Refused("cannot_dm_bot")


def _open_answer(request: Request, channel: Channel, *, already: bool) -> Json:
    shown = channel_json(request.world, channel) if request.flag("return_im") else {"id": channel.id}
    return {"channel": shown, **({"no_op": True, "already_open": True} if already else {})}


@method("conversations.history", "channel")
def history(request: Request) -> Json:
    """The messages of a conversation, newest first, without the replies in threads."""
    channel = _readable(request)
    found = [
        message
        for message in reversed(request.world.history(channel.id))
        if (message.thread_ts in (None, message.ts) or message.broadcast) and _within(request, message.ts)
    ]
    return _messages(request, found)


@method("conversations.replies", "channel", "ts")
def replies(request: Request) -> Json:
    """A thread: its first message and the replies, oldest first."""
    channel = _readable(request)
    parent = request.world.message(channel.id, request.text("ts"))
    if parent is None or parent.only_for:
        raise Refused("thread_not_found")
    found = [m for m in request.world.replies(channel.id, parent.ts) if _within(request, m.ts)]
    return _messages(request, [parent, *found])


def _readable(request: Request) -> Channel:
    channel = request.channel("history")
    if request.world.bot not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _messages(request: Request, found: list[Message]) -> Json:
    everything = request.flag("include_all_metadata")
    answer = page(
        request, "messages", found, lambda message: message_json(request.world, message, all_metadata=everything)
    )
    more = bool(answer["response_metadata"]["next_cursor"])
    if not more:
        del answer["response_metadata"]
    return answer | {"has_more": more, "pin_count": 0}


def _within(request: Request, ts: str) -> bool:
    """Whether a timestamp lies between `oldest` and `latest`, themselves included only on request."""
    moment, inclusive = Decimal(ts), request.flag("inclusive")
    bounds: list[Decimal | None] = []
    for name in ("oldest", "latest"):
        try:
            text = request.text(name)
            bounds.append(Decimal(text) if text and text != "now" else None)
        except InvalidOperation:
            raise Refused(f"invalid_ts_{name}") from None
    oldest, latest = bounds
    after = oldest is None or moment > oldest or (inclusive and moment == oldest)
    return after and (latest is None or moment < latest or (inclusive and moment == latest))


def message_json(world: World, message: Message, *, all_metadata: bool = True) -> Json:
    """The message with what its thread adds."""
    shown = message.for_api(world.workspace.app, world.workspace.team_id, all_metadata=all_metadata)
    answers = world.replies(message.channel, message.ts)
    if answers:
        shown |= {
            "thread_ts": message.ts,
            "reply_count": len(answers),
            "reply_users": sorted({each.user for each in answers}),
            "latest_reply": answers[-1].ts,
        }
    elif message.thread_ts and message.thread_ts != message.ts:
        parent = world.message(message.channel, message.thread_ts)
        shown["parent_user_id"] = parent.user if parent else None
    return shown


def channel_json(world: World, channel: Channel) -> Json:
    """The conversation as Slack tells it."""
    if channel.is_im:
        person = world.other_side(channel)
        gone = person in world.users and world.users[person].deleted
        return {
            "id": channel.id, "created": 0, "is_im": True, "is_archived": False, "is_org_shared": False,
            "user": person, "is_user_deleted": gone, "is_open": True, "context_team_id": world.workspace.team_id,
        }  # fmt: skip
    return {
        "id": channel.id, "name": channel.name, "name_normalized": channel.name, "created": 0,
        "is_channel": not channel.is_private, "is_group": channel.is_private and not channel.is_mpim,
        "is_im": False, "is_mpim": channel.is_mpim, "is_private": channel.is_private,
        "is_archived": channel.is_archived, "is_general": channel.name == "general",
        "is_shared": channel.is_ext_shared, "is_ext_shared": channel.is_ext_shared, "is_org_shared": False,
        "is_pending_ext_shared": False, "is_member": world.bot in channel.members,
        "context_team_id": world.workspace.team_id,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }  # fmt: skip
