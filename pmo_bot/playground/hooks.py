"""Response URLs: for half an hour an app may answer an interaction five times, whatever it may post elsewhere."""

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from pmo_bot.playground.message import Message, completed
from pmo_bot.playground.validator import refused_message
from pmo_bot.playground.workspace import Json
from pmo_bot.playground.world import World

MOST_USES = 5
LIFETIME = 30 * 60.0


class Declined(Exception):
    """The answer was not taken; says the error, its details and the HTTP status."""

    def __init__(self, answer: Json, status: int = 404) -> None:
        super().__init__(answer["error"])
        self.answer, self.status = answer, status


@dataclass
class Hook:
    """What a response URL belongs to: who did what, where, and to which message."""

    user: str
    channel: str
    ts: str | None
    expires: float
    uses: int = 0


@dataclass
class Hooks:
    """All response URLs given."""

    world: World
    given: dict[str, Hook] = field(default_factory=dict)

    def give(self, url: str, user: str, channel: str, ts: str | None = None) -> str:
        """A new response URL on this server."""
        key = secrets.token_urlsafe(18)
        self.given[key] = Hook(user, channel, ts, time.monotonic() + LIFETIME)
        return f"{url}/hooks/{self.world.workspace.team_id}/{key}"

    async def endpoint(self, http: HttpRequest) -> Response:
        """Take an answer."""
        try:
            self.answer(http.path_params["key"], _payload(await http.body(), http.headers.get("content-type", "")))
        except Declined as declined:
            return JSONResponse(declined.answer, declined.status)
        return PlainTextResponse("ok")

    def answer(self, key: str, payload: Any) -> Message | None:
        """Post, replace or delete, as the answer says."""
        hook = self._usable(key)
        if not isinstance(payload, dict):
            raise Declined({"ok": False, "error": "invalid_payload"}, 400)
        origin = self.world.message(hook.channel, hook.ts) if hook.ts else None
        if payload.get("delete_original"):
            hook.uses += 1
            if origin is not None:
                self.world.remove(origin)
            return None
        refusal = refused_message(payload, hook=True)
        if refusal is not None:
            raise Declined(refusal.answer(), 400)
        if not all(self.world.can_show(block) for block in payload.get("blocks") or ()):
            raise Declined({"ok": False, "error": "invalid_blocks"}, 400)
        hook.uses += 1
        if payload.get("replace_original") and origin is not None:
            return self._replaced(origin, payload)
        return self.respond(hook.user, hook.channel, payload)

    def respond(self, user: str, channel: str, payload: Json) -> Message:
        """Show an answer: to the person only, unless it says `in_channel`."""
        world = self.world
        message = Message(world.next_ts(channel), channel, world.bot, str(payload.get("text") or ""), by_app=True)
        message.blocks = completed(payload.get("blocks") or [], world.new_id)
        message.attachments = payload.get("attachments") or []
        message.thread_ts = payload.get("thread_ts")
        message.only_for = None if payload.get("response_type") == "in_channel" else user
        return world.post(message)

    def _replaced(self, origin: Message, payload: Json) -> Message:
        """The original with new content; whether it is ephemeral never changes."""
        origin.text = str(payload.get("text") or "")
        origin.blocks = completed(payload.get("blocks") or [], self.world.new_id)
        origin.attachments = payload.get("attachments") or []
        origin.metadata = payload.get("metadata") or origin.metadata
        if origin.only_for is None:
            origin.edited_ts = self.world.next_ts(origin.channel)
        self.world.changed(origin)
        return origin

    def _usable(self, key: str) -> Hook:
        hook = self.given.get(key)
        if hook is None:
            raise Declined({"ok": False, "error": "invalid_url"})
        if hook.uses >= MOST_USES:
            raise Declined({"ok": False, "error": "used_url"})
        if time.monotonic() > hook.expires:
            raise Declined({"ok": False, "error": "expired_url"})
        return hook


def _payload(body: bytes, content_type: str) -> Any:
    text = body.decode("utf-8", "replace")
    if content_type.startswith("application/x-www-form-urlencoded"):
        text = parse_qs(text).get("payload", [""])[0]
    try:
        return json.loads(text)
    except ValueError:
        return None
