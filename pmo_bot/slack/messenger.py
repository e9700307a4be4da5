"""Sends what the outbox holds: once, findable, within Slack's limits."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from pmo_bot.ports import Content, Fate, Outcome
from pmo_bot.slack.client import call
from pmo_bot.slack.limits import BrokenPayload, Kind, checked
from pmo_bot.slack.pacing import Pacing

EVENT_TYPE = "pmo_delivery"
CLOCK_SKEW = timedelta(seconds=10)
LOOKED_AT = 100
QUIET = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "link_names": False}
"""People's text never notifies or unfurls by itself."""


class SlackMessenger:
    """The `Messenger` port over Slack's Web API."""

    def __init__(
        self, client: AsyncWebClient, secret: bytes, pacing: Pacing | None = None, *, strict: bool = False
    ) -> None:
        self._client = client
        self._secret = secret
        self._pacing = pacing or Pacing()
        self._strict = strict

    def opaque(self, team: str, key: str) -> str:
        """What others in the workspace can read of a slot key: nothing."""
        return hmac.new(self._secret, f"{team}/{key}".encode(), hashlib.sha256).hexdigest()[:32]

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """The channel of the direct messages with somebody; refused for those who left."""
        outcome, data = await call(self._client, "conversations.open", users=slack_id)
        channel = data.get("channel")
        if outcome.fate is Fate.DONE and isinstance(channel, dict):
            return Outcome(Fate.DONE, channel=str(channel.get("id", "")))
        # Opening twice opens once: nothing about it is ambiguous.
        fate = Fate.LATER if outcome.fate is Fate.AMBIGUOUS else outcome.fate
        return Outcome(fate, error=outcome.error, retry_after=outcome.retry_after or 5.0)

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Post once, with the opaque key in the metadata."""
        payload = self._checked("message", content.payload())
        if isinstance(payload, Outcome):
            return payload
        await self._pacing.turn(team, channel)
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"k": self.opaque(team, key)}}
        more = {"thread_ts": thread} if thread else {}
        outcome, _ = await call(
            self._client, "chat.postMessage", channel=channel, metadata=metadata, **QUIET, **more, **payload
        )
        return outcome

    async def find(self, team: str, channel: str, key: str, since: datetime) -> Outcome:
        """Look for a message whose answer was lost."""
        oldest = (since - CLOCK_SKEW).timestamp()
        outcome, data = await call(
            self._client,
            "conversations.history",
            channel=channel,
            oldest=f"{oldest:.6f}",
            limit=LOOKED_AT,
            include_all_metadata=True,
        )
        if outcome.fate is not Fate.DONE:
            return Outcome(
                Fate.AMBIGUOUS if outcome.error in ("missing_scope", "not_in_channel") else Fate.LATER,
                error=outcome.error,
                retry_after=outcome.retry_after or 5.0,
            )
        wanted = self.opaque(team, key)
        for message in data.get("messages", []):
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("k") == wanted:
                return Outcome(Fate.DONE, channel=channel, ts=str(message["ts"]))
        return Outcome(Fate.DEAD, error="not there")

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        """Replace a message in place."""
        payload = self._checked("message", content.payload())
        if isinstance(payload, Outcome):
            return payload
        await self._pacing.turn(team, f"{channel}/edit")
        outcome, _ = await call(
            self._client, "chat.update", channel=channel, ts=ts, parse="none", link_names=False, **payload
        )
        return outcome

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """Show somebody their App Home."""
        shown = self._checked("home", dict(view))
        if isinstance(shown, Outcome):
            return shown
        outcome, _ = await call(self._client, "views.publish", user_id=slack_id, view=shown)
        return outcome

    def _checked(self, kind: Kind, payload: dict[str, Any]) -> dict[str, Any] | Outcome:
        try:
            return checked(kind, payload, strict=self._strict)
        except BrokenPayload as broken:
            if self._strict:
                raise
            return Outcome(Fate.DEAD, error=str(broken))
