"""What every Web API method shares: its arguments, its refusals, what it needs, and paging."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pmo_bot.playground.validator import Refusal
from pmo_bot.playground.workspace import Channel, Json, User
from pmo_bot.playground.world import World

T = TypeVar("T")


class Refused(Exception):
    """The method answers with an error."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **details}

    @classmethod
    def because(cls, refusal: Refusal) -> "Refused":
        """The refusal of a payload."""
        refused = cls(refusal.error)
        refused.answer = refusal.answer()
        return refused


@dataclass
class Request:
    """One call: the world it acts on and its arguments."""

    world: World
    args: Json
    open_socket: Callable[[], str] = lambda: ""
    after: list[Callable[[], None]] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A text argument, empty if it is not there."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        """A yes or no, as JSON or as form text."""
        value = self.args.get(name)
        return default if value in (None, "") else value in (True, 1, "1", "true", "True")

    def count(self, name: str, default: int, most: int = 1000) -> int:
        """A number between 1 and `most`; 0 and nothing mean the default."""
        try:
            value = int(self.args.get(name) or default)
        except ValueError:
            raise Refused("invalid_limit") from None
        if value < 0:
            raise Refused("invalid_limit")
        return min(value, most)

    def json(self, name: str, error: str) -> Any:
        """An argument that is JSON, itself or as text."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error) from None

    def need(self, scope: str) -> None:
        """Refuse the call unless the app was granted the scope."""
        granted = self.world.workspace.scopes
        if scope not in granted:
            raise Refused("missing_scope", needed=scope, provided=",".join(granted))

    def require(self, *names: str) -> None:
        """Refuse the call unless these arguments are there."""
        missing = [name for name in names if self.args.get(name) in (None, "")]
        if missing:
            messages = [f"[ERROR] missing required field: {name}" for name in missing]
            raise Refused("invalid_arguments", response_metadata={"messages": messages})

    def user(self, name: str = "user") -> User:
        """The account an argument names."""
        user = self.world.users.get(self.text(name))
        if user is None:
            raise Refused("user_not_found")
        return user

    def channel(self, scope_action: str | None = None, name: str = "channel") -> Channel:
        """The conversation an argument names, if the app may know of it; asks for e.g. `im:history`."""
        channel = self.world.channels.get(self.text(name))
        if channel is None or (_hidden(channel) and self.world.bot not in channel.members):
            raise Refused("channel_not_found")
        if scope_action is not None:
            self.need(f"{scope_kind(channel)}:{scope_action}")
        return channel


def _hidden(channel: Channel) -> bool:
    """Whether only members may know of the conversation."""
    return channel.is_private or channel.is_im


def scope_kind(channel: Channel) -> str:
    """The first word of the scopes for this kind of conversation."""
    if channel.is_im or channel.is_mpim:
        return "im" if channel.is_im else "mpim"
    return "groups" if channel.is_private else "channels"


@dataclass(frozen=True)
class Method:
    """How a method is called and who may call it."""

    run: Callable[[Request], Json]
    scope: str | None
    tier: int
    required: tuple[str, ...]
    app_token: bool


METHODS: dict[str, Method] = {}


def method(
    name: str, *required: str, scope: str | None = None, tier: int = 3, app_token: bool = False
) -> Callable[[Callable[[Request], Json]], Callable[[Request], Json]]:
    """Register a function as a Web API method; it returns what follows `ok`."""

    def register(run: Callable[[Request], Json]) -> Callable[[Request], Json]:
        METHODS[name] = Method(run, scope, tier, required, app_token)
        return run

    return register


def page(
    request: Request,
    key: str,
    found: Sequence[T],
    show: Callable[[T], Any] = lambda each: each,
    default: int = 100,
) -> Json:
    """One page of a list, each entry as `show` makes it, with the cursor of the next."""
    limit, start = request.count("limit", default), 0
    cursor = request.text("cursor")
    if cursor:
        try:
            start = int(base64.b64decode(cursor, validate=True).removeprefix(b"next:"))
        except (ValueError, binascii.Error):
            raise Refused("invalid_cursor") from None
    end = start + limit
    following = base64.b64encode(b"next:%d" % end).decode() if end < len(found) else ""
    return {key: [show(each) for each in found[start:end]], "response_metadata": {"next_cursor": following}}
