"""Sends what the outbox holds: findable again, within Slack's limits."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pmo_bot.ports import TOO_FAST, Content, Fate, Outcome
from pmo_bot.slack.client import SlackClient
from pmo_bot.slack.errors import NO_HISTORY
from pmo_bot.slack.limits import BrokenPayload, Kind, checked
from pmo_bot.slack.pictures import Charts

POST = "chat.postMessage"
EVENT_TYPE = "pmo_delivery"
CLOCK_SKEW = timedelta(seconds=10)
PAGE = 200
MOST_PAGES = 10
AGAIN_SECONDS = 5.0
QUIET = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "link_names": False}
"""People's text never notifies or unfurls by itself."""


class SlackMessenger:
    """The `Messenger` port over Slack's Web API."""

    def __init__(
        self, client: SlackClient, secret: bytes, *, strict: bool = False, charts: Charts | None = None
    ) -> None:
        self._client = client
        self._secret = secret
        self._strict = strict
        self._charts = charts or Charts(client)

    def opaque(self, team: str, key: str) -> str:
        """What others in the workspace can read of a slot key: nothing."""
        return hmac.new(self._secret, f"{team}/{key}".encode(), hashlib.sha256).hexdigest()[:32]

    async def open_dm(self, team: str, slack_id: str) -> Outcome:
        """The channel of the direct messages with somebody, or with several; refused for those who left."""
        outcome, data = await self._client.of(team).call("conversations.open", users=slack_id)
        channel = data.get("channel")
        if outcome.fate is Fate.DONE and isinstance(channel, dict):
            return Outcome(Fate.DONE, channel=str(channel.get("id", "")))
        # Opening twice opens once: nothing about it is ambiguous.
        return _harmless(outcome)

    async def send(self, team: str, channel: str, content: Content, key: str, thread: str = "") -> Outcome:
        """Post once, with the opaque key in the metadata."""
        payload = self._checked("message", content.payload())
        if isinstance(payload, Outcome):
            return payload
        shown = await self._charts.fitting(team, payload)
        if isinstance(shown, Outcome):
            return shown
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"k": self.opaque(team, key)}}
        more = {"thread_ts": thread} if thread else {}
        said = {"channel": channel, "metadata": metadata, **QUIET, **more}
        outcome, _ = await self._client.of(team).call(POST, **said, **shown)
        return self._charts.judged(team, payload, shown, outcome)

    async def find(self, team: str, channel: str, key: str, since: datetime, thread: str = "") -> Outcome:
        """Look for a message whose answer was lost, page by page; a thread's replies are in no history.

        While nothing may be posted nobody looks: what is not there could not be sent again, and would be looked for
        once more when it can.
        """
        if (wait := self._client.of(team).limited(POST)) > 0:
            return Outcome(Fate.LATER, error=TOO_FAST, retry_after=wait)
        method, where = ("conversations.replies", {"ts": thread}) if thread else ("conversations.history", {})
        where |= {"channel": channel, "oldest": f"{(since - CLOCK_SKEW).timestamp():.6f}"}
        wanted, cursor = self.opaque(team, key), ""
        for _ in range(MOST_PAGES):
            more = {"cursor": cursor} if cursor else {}
            outcome, data = await self._client.of(team).call(
                method, limit=PAGE, include_all_metadata=True, **where, **more
            )
            if outcome.fate is not Fate.DONE:
                return _unread(outcome)
            found = next((m for m in data.get("messages", []) if _key_of(m) == wanted), None)
            if found is not None:
                return Outcome(Fate.DONE, channel=channel, ts=str(found["ts"]))
            cursor = str((data.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return Outcome(Fate.DEAD, error="not there")
        return Outcome(Fate.AMBIGUOUS, error="too much was written since to look it up")

    async def edit(self, team: str, channel: str, ts: str, content: Content) -> Outcome:
        """Replace a message in place."""
        payload = self._checked("message", content.payload())
        if isinstance(payload, Outcome):
            return payload
        shown = await self._charts.fitting(team, payload)
        if isinstance(shown, Outcome):
            return shown
        outcome, _ = await self._client.of(team).call(
            "chat.update", channel=channel, ts=ts, parse="none", link_names=False, **shown
        )
        return self._charts.judged(team, payload, shown, outcome)

    async def publish_home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> Outcome:
        """Show somebody their App Home."""
        shown = self._checked("home", dict(view))
        if isinstance(shown, Outcome):
            return shown
        outcome, _ = await self._client.of(team).call("views.publish", user_id=slack_id, view=shown)
        return outcome

    def _checked(self, kind: Kind, payload: dict[str, Any]) -> dict[str, Any] | Outcome:
        try:
            return checked(kind, payload, strict=self._strict)
        except BrokenPayload as broken:
            if self._strict:
                raise
            return Outcome(Fate.DEAD, error=str(broken))


def _key_of(message: Mapping[str, Any]) -> object:
    metadata = message.get("metadata") or {}
    return (metadata.get("event_payload") or {}).get("k")


def _unread(outcome: Outcome) -> Outcome:
    """A look-up that failed: to be repeated, unless the conversation is closed to us and nobody can tell."""
    if outcome.fate is Fate.DEAD or outcome.error in NO_HISTORY:
        return Outcome(Fate.AMBIGUOUS, error=f"cannot be looked up: {outcome.error}")
    return _harmless(outcome)


def _harmless(outcome: Outcome) -> Outcome:
    """An outcome of a call that may be repeated: ambiguous means later."""
    fate = Fate.LATER if outcome.fate in (Fate.AMBIGUOUS, Fate.DONE) else outcome.fate
    return Outcome(fate, error=outcome.error, retry_after=outcome.retry_after or AGAIN_SECONDS)
