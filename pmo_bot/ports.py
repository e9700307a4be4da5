"""What the edges implement: the clock, and the ways to Slack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from pydantic import SecretStr

from pmo_bot.model import Grant


class Clock(Protocol):
    """Tells the rules' time: an aware UTC instant."""

    def now(self) -> datetime:
        """The instant it is now."""
        ...


class Content(Protocol):
    """A rendered message: blocks, and the text that says the same."""

    def payload(self) -> dict[str, Any]:
        """The arguments for Slack, without the address."""
        ...


class Fate(StrEnum):
    """What became of a call to Slack."""

    DONE = "done"
    LATER = "later"
    """Certainly not carried out; may be repeated after `retry_after` seconds."""
    AMBIGUOUS = "ambiguous"
    """May have been carried out: look it up before a second attempt."""
    DEAD = "dead"
    """Will never work; `error` says why."""


# What Slack calls what more than one room asks about; what each name means for a message stands in `slack/errors.py`.
TOO_FAST = "ratelimited"
"""It takes no more at once."""
TAKEN_BACK = frozenset({"account_inactive", "token_revoked"})
"""Of the token of a workspace that took the bot out."""
NO_CONVERSATION = frozenset({"missing_scope", "not_allowed_token_type", "method_not_supported_for_channel_type"})
"""A conversation for several needs a scope of its own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one call, with what Slack answered."""

    fate: Fate
    channel: str = ""
    ts: str = ""
    error: str = ""
    retry_after: float = 0.0


class Messenger(Protocol):
    """Sends what the outbox holds."""

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """The channel of the direct messages with somebody; with several, for their ids with commas between them."""
        ...

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Post once, in a thread if one is named.  `key` names the slot; what others can read of it is opaque."""
        ...

    async def find(self, team: str, channel: str, key: str, since: datetime, thread: str = "") -> Outcome:
        """Look a message up by its key, in a thread if one is named.

        DONE with its `ts`; DEAD when it is not there; LATER to ask again; AMBIGUOUS when nobody will ever know.
        """
        ...

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        """Replace a message in place."""
        ...

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """Show somebody their App Home."""
        ...


class Surface(Protocol):
    """Answers somebody's own action, at once."""

    async def reply(self, address: "ReplyTo", content: Content, *, replace: bool = False, public: bool = False) -> None:
        """Say something back to the person who acted: only to them, unless `public`."""
        ...

    async def open(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        """Open a modal; the trigger lives three seconds."""
        ...

    async def update(self, team: str, view_id: str, view: Mapping[str, Any]) -> None:
        """Replace an open modal."""
        ...

    async def home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> None:
        """Show somebody their App Home at once: what is planned goes through the outbox instead."""
        ...


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Where an answer goes: the URL that came with the action, else a private note in the channel."""

    team: str
    slack_id: str
    channel: str = ""
    response_url: str = ""


@dataclass(frozen=True, slots=True)
class SlackProfile:
    """Somebody as Slack describes them."""

    slack_id: str
    name: str
    zone: str
    """Empty where Slack tells none: of whoever has left."""
    team_id: str
    deleted: bool = False
    is_bot: bool = False
    is_guest: bool = False
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class SlackChannel:
    """A channel as Slack describes it."""

    channel_id: str
    name: str
    is_private: bool
    is_archived: bool
    is_member: bool


class Directory(Protocol):
    """Looks people and channels up."""

    async def profile(self, team: str, slack_id: str) -> SlackProfile | None:
        """Somebody; None when Slack does not know them or does not answer."""
        ...

    async def channel(self, team: str, channel_id: str) -> SlackChannel | None:
        """A channel; None when the bot may not see it."""
        ...

    async def members(self, team: str, channel_id: str) -> frozenset[str] | None:
        """Who is in a channel; None when Slack does not say: then it is as it was."""
        ...


class Tokens(Protocol):
    """Whose token speaks in a workspace."""

    async def of(self, team: str) -> SecretStr | None:
        """The token; None where the bot was not let in."""
        ...

    def doubt(self, team: str, error: str) -> None:
        """Slack did not take it: `error` says why.  It is looked at again before the next call."""
        ...


class Authority(Protocol):
    """Slack's side of letting an app in."""

    def address(self, *, state: str, challenge: str, redirect: str, team: str = "") -> str:
        """Where somebody goes to let the bot in."""
        ...

    async def exchange(self, code: str, *, redirect: str, verifier: str) -> Grant | Outcome:
        """What the code that somebody came back with is worth."""
        ...

    async def renew(self, refresh_token: str) -> Grant | Outcome:
        """A new token before the old one ends."""
        ...


@dataclass(frozen=True, slots=True)
class Journey:
    """Where somebody goes, and what their browser keeps meanwhile."""

    address: str
    keepsake: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of it: the name of the workspace, or a word for why not."""

    name: str = ""
    team: str = ""
    app: str = ""
    failed: str = ""


class Reception(Protocol):
    """Lets the bot into workspaces: the web shows what comes of it."""

    async def set_out(self, team: str) -> Journey | None:
        """The way to Slack; None when too many are on it."""
        ...

    async def come_back(self, *, code: str, state: str, keepsake: str) -> Arrival:
        """What somebody came back with."""
        ...
