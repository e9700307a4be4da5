"""What a person can do on the page (or in a test): one function per kind of act, and the sentences when it fails."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from pmo_bot.playground.delivery import Ack, Delivery, Failed, Outcome
from pmo_bot.playground.hooks import Hooks
from pmo_bot.playground.workspace import Channel, Json, User
from pmo_bot.playground.world import SLACKBOT, World


class CannotDo(Exception):
    """The act is impossible; `str()` is the sentence to show, `error` a short name for it."""

    def __init__(self, error: str, sentence: str) -> None:
        super().__init__(sentence)
        self.error = error


@dataclass
class Stage:
    """What acts work with."""

    world: World
    delivery: Delivery
    hooks: Hooks
    url: str = ""
    homes_opened: set[str] = field(default_factory=set)


@dataclass
class Act:
    """One act: who does it, and the details that were sent."""

    stage: Stage
    user: User
    body: Json

    @property
    def world(self) -> World:
        """The workspace."""
        return self.stage.world

    def text(self, name: str) -> str:
        """A text detail; empty if it was not sent."""
        value = self.body.get(name)
        return "" if value is None else str(value)

    def channel(self) -> Channel:
        """The conversation the act happens in, if the person can see it."""
        if self.text("channel") == f"D{self.user.id[1:]}":
            self.world.open_dm(self.user.id)
        channel = self.world.channels.get(self.text("channel"))
        if channel is None or not self.world.may_see(self.user.id, channel):
            raise CannotDo("channel_not_found", f"{self.user.real_name} does not see such a channel.")
        return channel

    def writable(self) -> Channel:
        """The same, if the person can also write there."""
        channel = self.channel()
        if channel.is_archived:
            raise CannotDo("is_archived", f"#{channel.name} is archived: nobody can write there any more.")
        if self.user.id not in channel.members:
            raise CannotDo("not_in_channel", f"{self.user.real_name} is not a member of #{channel.name}.")
        return channel

    def of_this_workspace(self) -> None:
        """Commands and shortcuts work only for members of the workspace that installed the app."""
        if self.user.team_id != self.world.workspace.team_id:
            raise CannotDo(
                "external_member",
                f"{self.user.real_name} belongs to another organisation, where this app is not installed.",
            )

    def response_url(self, channel: Channel, ts: str | None = None) -> str:
        """A new response URL for this act."""
        return self.stage.hooks.give(self.stage.url, self.user.id, channel.id, ts)

    async def interact(self, payload: Json) -> Any:
        """Send an interactive payload and return what the app acknowledges it with."""
        outcome = await self.stage.delivery.send("interactive", payload)
        if isinstance(outcome, Failed):
            self.complain(outcome, "That did not work: the app did not respond in time.")
        return outcome.body if isinstance(outcome, Ack) else None

    def complain(self, outcome: Outcome, sentence: str, channel: Channel | None = None) -> None:
        """Tell the person, as Slack does, that the app failed; always raises."""
        error = outcome.error if isinstance(outcome, Failed) else "invalid_response"
        self.world.notify(self.user.id, error, sentence, channel.id if channel else None)
        raise CannotDo(error, sentence)


Doing = Callable[[Act], Awaitable[Json]]
ACTS: dict[str, Doing] = {}


def act(kind: str) -> Callable[[Doing], Doing]:
    """Register what happens for this kind of act."""

    def register(doing: Doing) -> Doing:
        ACTS[kind] = doing
        return doing

    return register


async def perform(stage: Stage, body: Any) -> Json:
    """Do what the person asks for: `{"ok": true, …}`, or `{"ok": false, error, message}`."""
    try:
        if not isinstance(body, dict):
            raise CannotDo("invalid_json", "An act is a JSON object.")
        doing = ACTS.get(str(body.get("kind")))
        if doing is None:
            raise CannotDo("unknown_kind", f"Nobody knows how to {body.get('kind') or 'do nothing'}.")
        return {"ok": True, **await doing(Act(stage, person(stage.world, body.get("as")), body))}
    except CannotDo as problem:
        return {"ok": False, "error": problem.error, "message": str(problem)}


def person(world: World, user_id: Any) -> User:
    """The account to act as; only people with a working account can act."""
    user = world.users.get(str(user_id))
    if user is None:
        raise CannotDo("user_not_found", f"There is no {user_id or 'such person'} in this workspace.")
    if user.deleted:
        raise CannotDo("user_disabled", f"{user.real_name}'s account is deactivated.")
    if user.is_bot or user.id == SLACKBOT:
        raise CannotDo("user_is_bot", f"{user.real_name} is a bot.")
    return user
