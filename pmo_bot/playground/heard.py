"""What an app hears of messages: new ones, edited ones and deleted ones, its own included, as with Slack."""

from pmo_bot.playground.api_conversations import message_json
from pmo_bot.playground.delivery import Delivery
from pmo_bot.playground.message import Message
from pmo_bot.playground.workspace import Channel, Json
from pmo_bot.playground.world import World

SUBSCRIPTIONS = {"im": "message.im", "mpim": "message.mpim", "group": "message.groups", "channel": "message.channels"}


def channel_type(channel: Channel) -> str:
    """The kind of conversation in message events."""
    if channel.is_im or channel.is_mpim:
        return "im" if channel.is_im else "mpim"
    return "group" if channel.is_private else "channel"


def message_event(world: World, message: Message) -> Json:
    """The event of a new message."""
    event: Json = {
        "type": "message",
        "channel": message.channel,
        "channel_type": channel_type(world.channels[message.channel]),
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "team": world.users[message.user].team_id,
    }
    if message.by_app:
        event |= message_json(world, message) | {"event_ts": message.ts}
    else:
        event["client_msg_id"] = world.new_id("msg-")
    if message.thread_ts:
        event["thread_ts"] = message.thread_ts
    return event


class Echo:
    """Tells an app that subscribed to messages of what it posts, edits and deletes itself.

    An app that does not leave these out would talk to itself.
    """

    def __init__(self, world: World, delivery: Delivery) -> None:
        self.world, self.delivery, self.enabled = world, delivery, True
        self._known: dict[tuple[str, str], Json] = {}

    def hear(self, change: Json) -> None:
        """Look at one change of the world."""
        channel = self.world.channels.get(str(change.get("channel")))
        if channel is None or change["type"] not in ("message", "changed", "deleted"):
            return
        name = SUBSCRIPTIONS[channel_type(channel)]
        subscribed = self.enabled and name in (self.world.workspace.bot_events or ())
        if not subscribed or self.world.bot not in channel.members:
            return
        event = self._event(channel, str(change["ts"]), str(change["type"]))
        if event is not None:
            self.delivery.spawn(lambda: self.delivery.event(event, name))

    def _event(self, channel: Channel, ts: str, kind: str) -> Json | None:
        """The event for a message of the app, remembering what it was before."""
        key = (channel.id, ts)
        message = self.world.message(channel.id, ts)
        before = self._known.pop(key, None)
        if message is not None and message.by_app and message.only_for is None:
            self._known[key] = message_json(self.world, message)
        if kind == "message":
            return message_event(self.world, message) if key in self._known and message else None
        if before is None:
            return None
        at = self.world.next_ts("event")
        event: Json = {"type": "message", "channel": channel.id, "channel_type": channel_type(channel)}
        event |= {"previous_message": before, "hidden": True, "ts": at, "event_ts": at}
        if kind == "deleted":
            return event | {"subtype": "message_deleted", "deleted_ts": ts}
        return event | {"subtype": "message_changed", "message": self._known[key]}
