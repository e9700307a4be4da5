"""Answers somebody's own action: through the URL that came with it, or as a private note."""

from collections.abc import Mapping
from typing import Any

import structlog

from pmo_bot.ports import Content, Fate, ReplyTo
from pmo_bot.slack.client import SlackClient
from pmo_bot.slack.limits import checked
from pmo_bot.slack.pictures import NOT_SHOWN, Charts, charts_in, in_words
from pmo_bot.slack.places import Places

log = structlog.get_logger()


class Unanswered(Exception):
    """Slack did not take an answer.  `error` is its reason."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class SlackSurface:
    """The `Surface` port over response URLs and the Web API."""

    def __init__(
        self, client: SlackClient, api_url: str, *, strict: bool = False, charts: Charts | None = None
    ) -> None:
        self._strict = strict
        self._client = client
        self._charts = charts or Charts(client)
        # Answers carry people's text: they go to Slack, or to the server that stands in for it, and nowhere else.
        self._places = Places(api_url)

    async def reply(self, address: ReplyTo, content: Content, *, replace: bool = False, public: bool = False) -> None:
        """Say something back; by the response URL while it lives, else as an ephemeral message in the channel.

        A Slack that shows no charts is given the words alone: the figures stand in them.
        """
        payload = checked("message", content.payload(), strict=self._strict)
        how = {"response_type": "in_channel" if public else "ephemeral", "replace_original": replace}
        shown = in_words(payload) if self._charts.are_refused(address.team) else payload
        error = await self._say(address, shown, how)
        if error == NOT_SHOWN and charts_in(shown):
            self._charts.refused(address.team)
            error = await self._say(address, in_words(payload), how)
        if error:
            log.warning("reply", action="reply.lost", error=error)

    async def _say(self, address: ReplyTo, payload: dict[str, Any], how: dict[str, Any]) -> str:
        """One way after the other, until Slack takes it; else why it takes it nowhere."""
        is_slacks = self._places.allows(address.response_url)
        if is_slacks and await self._client.post(address.response_url, {**how, **payload}):
            return ""
        if address.channel and not address.channel.startswith("D"):
            outcome, _ = await self._client.of(address.team).call(
                "chat.postEphemeral", channel=address.channel, user=address.slack_id, **payload
            )
            if outcome.fate is Fate.DONE:
                return ""
            if outcome.error == NOT_SHOWN and charts_in(payload):
                return outcome.error
        # To the person alone: what was meant for their eyes must not end up in the channel.
        outcome, _ = await self._client.of(address.team).call("chat.postMessage", channel=address.slack_id, **payload)
        return "" if outcome.fate is Fate.DONE else outcome.error

    async def open(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        """Open a modal; raises `Unanswered` when the trigger is too old."""
        await self._view(
            team, "views.open", trigger_id=trigger_id, view=checked("modal", dict(view), strict=self._strict)
        )

    async def update(self, team: str, view_id: str, view: Mapping[str, Any]) -> None:
        """Replace an open modal."""
        await self._view(team, "views.update", view_id=view_id, view=checked("modal", dict(view), strict=self._strict))

    async def home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> None:
        """Show somebody their App Home; raises `Unanswered` when Slack does not take it."""
        await self._view(team, "views.publish", user_id=slack_id, view=checked("home", dict(view), strict=self._strict))

    async def _view(self, team: str, method: str, **arguments: Any) -> None:
        outcome, _ = await self._client.of(team).call(method, **arguments)
        if outcome.fate is not Fate.DONE:
            raise Unanswered(outcome.error)
