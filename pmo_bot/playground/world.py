"""What has happened in the workspace: the state that the Web API, the page and the tests look at."""

import asyncio
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pmo_bot.playground.message import Message
from pmo_bot.playground.triggers import Triggers
from pmo_bot.playground.view import Views
from pmo_bot.playground.workspace import Channel, Json, User, Workspace

SLACKBOT = "USLACKBOT"
Listener = Callable[[Json], None]


@dataclass
class Call:
    """One request to the Web API and its answer (None when the connection broke)."""

    method: str
    args: Json
    at: datetime
    real_at: datetime
    answer: Json | None = None
    status: int = 200
    fault: str | None = None
    token: str = field(default="", repr=False)


@dataclass
class Notice:
    """Something Slack told a person about a failed interaction."""

    user: str
    error: str
    text: str
    at: datetime


@dataclass
class File:
    """A file the app uploads: announced, then there, then complete."""

    id: str
    name: str
    length: int
    body: bytes = b""
    complete: bool = False


@dataclass
class World:
    """The workspace as it is now; change it through its methods, so that pages hear of it."""

    workspace: Workspace
    now: Callable[[], datetime]
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    views: Views = field(default_factory=Views)
    triggers: Triggers = field(default_factory=Triggers)
    calls: list[Call] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    undelivered: list[Json] = field(default_factory=list)
    read: dict[tuple[str, str], str] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    url: str = ""
    """Where the playground is served."""
    shows_charts: bool = True
    """A Slack that does not know the block for charts yet refuses it."""
    token_error: str | None = None
    """Set to `token_revoked` or `account_inactive` to make the bot token fail."""

    def __post_init__(self) -> None:
        self.users: dict[str, User] = {user.id: user for user in self.workspace.users}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in self.workspace.channels}
        self.bot = self.workspace.app.bot_user_id
        self._last: dict[str, int] = {}
        self._ids = itertools.count(1)
        self._listeners: list[Listener] = []
        self._threads: dict[tuple[str, str], list[str]] = {}
        self.users[SLACKBOT] = User(SLACKBOT, "slackbot", "Slackbot", team_id=self.workspace.team_id, is_bot=True)
        self.views.changed = lambda kind, user: self.tell(kind, user=user)

    # --- listening -----------------------------------------------------------

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call the listener with every change from now on; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, kind: str, **details: Any) -> None:
        """Let every page and every waiting test know of a change."""
        for listener in list(self._listeners):
            listener({"type": kind, **details})

    async def until(self, condition: Callable[[], Any], timeout: float = 3.0) -> Any:
        """Wait until the condition holds after some change, and return its value; TimeoutError if it never does."""
        stirred = asyncio.Event()
        stop = self.listen(lambda _: stirred.set())
        try:
            async with asyncio.timeout(timeout):
                while not (value := condition()):
                    stirred.clear()
                    await stirred.wait()
                return value
        finally:
            stop()

    # --- names and times -----------------------------------------------------

    def new_id(self, prefix: str = "") -> str:
        """An id that was never given before."""
        return f"{prefix}{next(self._ids):05X}"

    def next_ts(self, channel: str) -> str:
        """The timestamp of a new message: virtual now, later than any before it in the channel."""
        micros = max(math.floor(self.now().timestamp() * 1_000_000), self._last.get(channel, 0) + 1)
        self._last[channel] = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    # --- conversations -------------------------------------------------------

    def open_dm(self, *people: str) -> Channel:
        """The direct conversation of the bot with these people, made if it is not there yet."""
        one = len(people) == 1
        dm_id = f"D{people[0][1:]}" if one else "G" + "".join(sorted(person[1:] for person in people))
        if dm_id not in self.channels:
            name = people[0] if one else "mpdm-" + "--".join(sorted(people)) + "-1"
            self.channels[dm_id] = Channel(
                dm_id, name, [*people, self.bot], is_im=one, is_mpim=not one, is_private=not one
            )
            self.tell("people")
        return self.channels[dm_id]

    def other_side(self, channel: Channel) -> str:
        """The person of a direct message with the bot."""
        return next(member for member in channel.members if member != self.bot)

    def may_see(self, user: str, channel: Channel) -> bool:
        """Whether the person can open the conversation at all."""
        if user in channel.members:
            return True
        return not (channel.is_im or channel.is_private) and self._is_full_member(user)

    def _is_full_member(self, user: str) -> bool:
        account = self.users[user]
        return account.team_id == self.workspace.team_id and not account.is_guest

    # --- messages ------------------------------------------------------------

    def post(self, message: Message) -> Message:
        """Add a message."""
        self.messages.setdefault(message.channel, {})[message.ts] = message
        if message.thread_ts and message.thread_ts != message.ts and message.only_for is None:
            self._threads.setdefault((message.channel, message.thread_ts), []).append(message.ts)
        kind = "ephemeral" if message.only_for else "message"
        self.tell_message(kind, message)
        return message

    def can_show(self, block: Json) -> bool:
        """Whether this Slack knows the block, and the file that it shows is there."""
        if block["type"] == "data_visualization":
            return self.shows_charts
        file = (block.get("slack_file") or {}).get("id") if block["type"] == "image" else None
        return file is None or (file in self.files and self.files[file].complete)

    def changed(self, message: Message) -> None:
        """A message was edited."""
        self.tell_message("changed", message)

    def remove(self, message: Message) -> None:
        """Delete a message."""
        del self.messages[message.channel][message.ts]
        self.tell_message("deleted", message)

    def tell_message(self, kind: str, message: Message) -> None:
        """Announce what happened to a message, with the message as the page shows it."""
        shown = message.for_page(len(self.replies(message.channel, message.ts)))
        self.tell(
            kind,
            channel=message.channel,
            ts=message.ts,
            thread_ts=message.thread_ts,
            message=shown,
            only_for=message.only_for,
        )

    def message(self, channel: str, ts: str) -> Message | None:
        """The message with this timestamp, ephemeral ones included."""
        return self.messages.get(channel, {}).get(ts)

    def replies(self, channel: str, ts: str) -> list[Message]:
        """The visible replies in a thread."""
        kept = self.messages.get(channel, {})
        return [kept[each] for each in self._threads.get((channel, ts), ()) if each in kept]

    def history(self, channel: str) -> list[Message]:
        """Every lasting message of a conversation, oldest first, replies included."""
        # Timestamps only grow in a channel, so the order of posting is the order of time.
        return [m for m in self.messages.get(channel, {}).values() if m.only_for is None]

    def posted(self, to: str) -> list[Message]:
        """For tests: what the app posted into a channel, or to a person (ephemerals included), oldest first."""
        channel = f"D{to[1:]}" if to in self.users else to
        return [m for m in self.messages.get(channel, {}).values() if m.by_app]

    def unread(self, user: str, channel: str) -> int:
        """How many messages of others came after the person last looked."""
        seen = self.read.get((user, channel), "0")
        count = 0
        for message in reversed(self.messages.get(channel, {}).values()):
            if message.ts <= seen:
                break
            count += message.only_for is None and message.user != user
        return count

    def notify(self, user: str, error: str, text: str, channel: str | None = None) -> None:
        """Tell a person that an interaction failed, as Slackbot does."""
        self.notices.append(Notice(user, error, text, datetime.now(UTC)))
        if channel is not None:
            self.post(Message(self.next_ts(channel), channel, SLACKBOT, text, only_for=user))
        self.tell("notice", user=user, error=error, text=text, channel=channel)
