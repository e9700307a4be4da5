"""Answers somebody's own action: through the URL that came with it, or as a private note."""

from collections.abc import Mapping
from typing import Any

import structlog

from pmo_bot.ports import Content, Fate, ReplyTo
from pmo_bot.slack.client import SlackClient
from pmo_bot.slack.limits import checked
from pmo_bot.slack.places import Places

log = structlog.get_logger()


class Unanswered(Exception):
    """Slack did not take an answer.  `error` is its reason."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class SlackSurface:
    """The `Surface` port over response URLs and the Web API."""

    def __init__(self, client: SlackClient, api_url: str, *, strict: bool = False) -> None:
        self._strict = strict
        self._client = client
        # Answers carry people's text: they go to Slack, or to the server that stands in for it, and nowhere else.
        self._places = Places(api_url)

    async def reply(self, address: ReplyTo, content: Content, *, replace: bool = False, public: bool = False) -> None:
        """Say something back; by the response URL while it lives, else as an ephemeral message in the channel."""
        payload = checked("message", content.payload(), strict=self._strict)
        if self._places.allows(address.response_url):
            how = {"response_type": "in_channel" if public else "ephemeral", "replace_original": replace}
            if await self._client.post(address.response_url, {**how, **payload}):
                return
        if address.channel and not address.channel.startswith("D"):
            outcome, _ = await self._client.call(
                "chat.postEphemeral", channel=address.channel, user=address.slack_id, **payload
            )
            if outcome.fate is Fate.DONE:
                return
        # To the person alone: what was meant for their eyes must not end up in the channel.
        outcome, _ = await self._client.call("chat.postMessage", channel=address.slack_id, **payload)
        if outcome.fate is not Fate.DONE:
            log.warning("reply", action="reply.lost", error=outcome.error)

    async def open(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        """Open a modal; raises `Unanswered` when the trigger is too old."""
        await self._view("views.open", trigger_id=trigger_id, view=checked("modal", dict(view), strict=self._strict))

    async def update(self, team: str, view_id: str, view: Mapping[str, Any]) -> None:
        """Replace an open modal."""
        await self._view("views.update", view_id=view_id, view=checked("modal", dict(view), strict=self._strict))

    async def home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> None:
        """Show somebody their App Home; raises `Unanswered` when Slack does not take it."""
        await self._view("views.publish", user_id=slack_id, view=checked("home", dict(view), strict=self._strict))

    async def _view(self, method: str, **arguments: Any) -> None:
        outcome, _ = await self._client.call(method, **arguments)
        if outcome.fate is not Fate.DONE:
            raise Unanswered(outcome.error)
