"""The Web API's door: `POST /api/<method>` with a token, arguments as form, JSON or query, and trouble on request."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from pmo_bot.playground import api_chat, api_conversations, api_files, api_people, api_views
from pmo_bot.playground.faults import Fault, Faults
from pmo_bot.playground.method import METHODS, Method, Refused, Request
from pmo_bot.playground.oauth import OAuth
from pmo_bot.playground.pacing import Pacing
from pmo_bot.playground.workspace import Json
from pmo_bot.playground.world import Call, World

ACCESS, REVOKE = "oauth.v2.access", "auth.revoke"
"""What is about tokens themselves."""
SURFACES = (api_chat, api_conversations, api_files, api_people, api_views)
"""The modules whose import fills `METHODS`."""


class Reset(Response):
    """No response at all: the connection is cut."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # ASGI has no word for this; uvicorn's receive belongs to an object that knows the transport.
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        if transport is None:
            raise ConnectionResetError("the playground was told to cut this connection")
        transport.abort()
        await asyncio.sleep(0.01)


class WebApi:
    """Answers calls and keeps a record of them."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        pacing: Pacing,
        tokens: tuple[str, str],
        open_socket: Callable[[str], str],
        oauth: OAuth,
    ) -> None:
        self.world, self.faults, self.pacing, self.open_socket = world, faults, pacing, open_socket
        self.oauth = oauth
        self.bot_token, self.app_token = tokens

    async def endpoint(self, http: HttpRequest) -> Response:
        """One call, with whatever trouble is scripted for it."""
        name = http.path_params["method"]
        token, args = await arguments(http)
        call = Call(name, args, self.world.now(), datetime.now(UTC), token=token)
        self.world.calls.append(call)
        tier = METHODS[name].tier if name in METHODS else 3
        channel = args.get("channel")
        wait = self.pacing.wait_for(name, tier, channel if isinstance(channel, str) else None)
        if wait is not None:
            return self._too_many(call, wait)
        fault = self.faults.take(name, args)
        if fault is not None:
            call.fault = fault.kind
            if not fault.after_effect and (early := await self._struck(call, fault)) is not None:
                return early
        call.answer = self.answer(name, token, args, http.headers.get("host", ""))
        if fault is not None and fault.after_effect and (late := await self._struck(call, fault)) is not None:
            return late
        return self._json(call)

    def answer(self, name: str, token: str, args: Json, host: str = "") -> Json:
        """What Slack answers; every effect takes place here."""
        method = METHODS.get(name)
        try:
            if name == ACCESS:
                return {"ok": True, **self.oauth.access(token, args)}
            if method is None:
                raise Refused("unknown_method", req_method=name)
            self._admit(method, token)
            if name == REVOKE:
                self.oauth.revoke(token)
                return {"ok": True, "revoked": True}
            request = Request(self.world, dict(args), lambda: self.open_socket(host))
            if method.scope is not None:
                request.need(method.scope)
            request.require(*method.required)
            # A copy: what was answered must not change when the world does.
            answer: Json = json.loads(json.dumps({"ok": True, **method.run(request)}))
        except Refused as refused:
            return refused.answer
        return answer

    def _admit(self, method: Method, token: str) -> None:
        """Refuse calls without the right token."""
        if not token:
            raise Refused("not_authed")
        dead = self.oauth.refuses(token)
        if token not in (self.bot_token, self.app_token) and dead is None:
            raise Refused("invalid_auth")
        if (token == self.app_token) is not method.app_token:
            raise Refused("not_allowed_token_type")
        if dead:
            raise Refused(dead)
        if self.world.token_error is not None:
            raise Refused(self.world.token_error)

    async def _struck(self, call: Call, fault: Fault) -> Response | None:
        """The response a fault leads to; None when the call just goes on."""
        if fault.kind == "hang":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind == "rate_limited":
            return self._too_many(call, fault.retry_after)
        if fault.kind == "server_error":
            call.answer, call.status = None, 500
            return PlainTextResponse("Internal Server Error", 500)
        if fault.kind == "error":
            call.answer = {"ok": False, "error": fault.error}
            return self._json(call)
        if fault.kind == "truncated":
            whole = json.dumps(call.answer)
            call.answer = None
            return Response(whole[: len(whole) * 2 // 3], media_type="application/json")
        if fault.kind == "page":
            call.answer = None
            return HTMLResponse("<html><body>One moment, please</body></html>")
        call.answer, call.status = None, 0
        return Reset()

    def _too_many(self, call: Call, seconds: int) -> Response:
        call.answer, call.status = {"ok": False, "error": "ratelimited"}, 429
        return JSONResponse(call.answer, 429, {"Retry-After": str(seconds)})

    def _json(self, call: Call) -> Response:
        """The answer, with the header that says what the token may do."""
        scopes = ",".join(self.world.workspace.scopes)
        return JSONResponse(call.answer, call.status, {"x-oauth-scopes": scopes})


async def arguments(http: HttpRequest) -> tuple[str, Json]:
    """The token and the arguments of a call, however they were sent."""
    args: Json = dict(http.query_params)
    body = await http.body()
    if http.headers.get("content-type", "").startswith("application/json"):
        args |= _object(body)
    else:
        args |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    bearer = http.headers.get("authorization", "")
    token = str(args.pop("token", "") or "")
    return (bearer.removeprefix("Bearer ").strip() or token), args


def _object(body: bytes) -> Json:
    try:
        found: Any = json.loads(body or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
