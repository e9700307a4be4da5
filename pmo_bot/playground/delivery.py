"""What Slack sends to the app: signed HTTP requests or Socket Mode envelopes, and what the app says to them."""

import asyncio
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from pmo_bot.playground.sockets import Sockets
from pmo_bot.playground.workspace import Json
from pmo_bot.playground.world import World

WITH_RESPONSE = ("slash_commands", "interactive")


SCOPE_OF = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "team_join": "users:read",
    "user_change": "users:read",
}
"""What an app has to be allowed before it hears of something."""
KEPT_SECONDS = 2.0
"""How long an idle connection to the app is used again: shorter than its server keeps it."""


@dataclass
class Ack:
    """The app said it has got it; `body` is what it said besides (None, text or an object)."""

    body: Any = None


@dataclass
class Failed:
    """The app did not say so in time, or answered with an error."""

    error: str
    reason: str = "unknown_error"


Outcome = Ack | Failed


class Delivery:
    """Sends to the app and waits for its acknowledgement."""

    def __init__(self, world: World, sockets: Sockets, signing_secret: str) -> None:
        self.world, self.sockets, self.signing_secret = world, sockets, signing_secret
        self.request_url: str | None = None
        self.patience = 3.0
        self.retry_delays: tuple[float, ...] = ()
        """Seconds before each further try of an event; Slack's are 0, 60 and 300."""
        self.sent: list[tuple[str, Json]] = []
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(self, kind: str, payload: Json, attempt: int = 0, reason: str = "") -> Outcome:
        """Deliver once, over HTTP if the app has a request URL, else over Socket Mode."""
        self.sent.append((kind, payload))
        try:
            if self.request_url is not None:
                return await self._by_http(self.request_url, kind, payload, attempt, reason)
            return await self._by_socket(kind, payload, attempt, reason)
        except TimeoutError:
            return Failed("operation_timeout", "http_timeout")
        except (OSError, aiohttp.ClientError):
            return Failed("dispatch_failed", "connection_failed")

    async def event(self, event: Json, name: str | None = None) -> Outcome | None:
        """Deliver an event if the app subscribed to it; further tries go on in the background."""
        wanted = self.world.workspace.bot_events
        name = name or str(event["type"])
        if name not in wanted if wanted is not None else name in ("message.channels", "message.groups"):
            return None
        if (scope := SCOPE_OF.get(name)) is not None and scope not in self.world.workspace.scopes:
            return None
        body = self._envelope(event)
        outcome = await self.send("events_api", body)
        if isinstance(outcome, Failed):
            if self.retry_delays:
                self.spawn(lambda: self._again(body, outcome))
            else:
                self.world.undelivered.append(body)
        return outcome

    def spawn(self, work: Callable[[], Any]) -> None:
        """Do something in the background, until the playground closes."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # a test looks at the world without serving it: nobody listens
        task = loop.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def busy(self) -> bool:
        """Whether something is still under way in the background."""
        return bool(self._tasks)

    async def close(self) -> None:
        """Stop what is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _again(self, body: Json, outcome: Failed) -> None:
        for attempt, delay in enumerate(self.retry_delays, 1):
            await asyncio.sleep(delay)
            following = await self.send("events_api", body, attempt, outcome.reason)
            if isinstance(following, Ack):
                return
            outcome = following
        self.world.undelivered.append(body)

    async def _by_socket(self, kind: str, payload: Json, attempt: int, reason: str) -> Outcome:
        envelope: Json = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind in WITH_RESPONSE,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        body = await self.sockets.send(envelope, self.patience)
        return Ack(body or None)

    async def _by_http(self, url: str, kind: str, payload: Json, attempt: int, reason: str) -> Outcome:
        content_type, body = encoded(kind, payload)
        headers = {"content-type": content_type, "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        headers |= signature(self.signing_secret, body)
        if attempt:
            headers |= {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason}
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS))
        timeout = aiohttp.ClientTimeout(total=self.patience)
        async with self._session.post(
            url, data=body, headers=headers, timeout=timeout, allow_redirects=False
        ) as response:
            text = await response.text()
            if response.status // 100 != 2:
                error = "http_service_error" if response.status >= 500 else "http_client_error"
                return Failed(error, "http_error")
            return Ack(_body(response.content_type, text))

    def _envelope(self, event: Json) -> Json:
        workspace, now = self.world.workspace, self.world.now()
        org = workspace.enterprise_id or None
        return {
            "token": "playground",
            "enterprise_id": org,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "api_app_id": workspace.app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": self.world.new_id("Ev0"),
            "event_time": int(now.timestamp()),
            "is_ext_shared_channel": False,
            "authorizations": [
                {
                    "enterprise_id": org,
                    "team_id": workspace.team_id,
                    "user_id": self.world.bot,
                    "is_bot": True,
                    "is_enterprise_install": workspace.org_wide,
                }
            ],
        }


def encoded(kind: str, payload: Json) -> tuple[str, bytes]:
    """The content type and body of an HTTP delivery."""
    if kind == "events_api":
        return "application/json", json.dumps(payload).encode()
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def signature(secret: str, body: bytes, at: float | None = None) -> dict[str, str]:
    """The headers that prove a request comes from Slack; always real time."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


def _body(content_type: str, text: str) -> Any:
    """What an acknowledgement says: an object, a text, or nothing."""
    if not text:
        return None
    if "json" in content_type or text.lstrip().startswith("{"):
        try:
            return json.loads(text) or None
        except ValueError:
            return text
    return text
