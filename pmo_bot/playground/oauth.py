"""Letting an app in, as Slack does it: the page, the code, the tokens that may end, and taking it all back."""

import base64
import hashlib
import html
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from pmo_bot.playground.delivery import Delivery
from pmo_bot.playground.method import Refused
from pmo_bot.playground.workspace import Json
from pmo_bot.playground.world import World

CODE_SECONDS = 600.0
LIFETIME = 43_200
MOST_LIVE = 2
"""So many tokens of one installation work at a time."""


@dataclass
class Asked:
    """What a code stands for."""

    redirect: str
    scopes: tuple[str, ...]
    user: str
    challenge: str
    ends: float


@dataclass
class Issued:
    """A token, what renews it, and what became of both."""

    token: str
    refresh: str
    ends: float | None
    dead: str = ""
    """Why it opens nothing any more."""
    before: "Issued | None" = None
    """What it took the place of: that can still be renewed until this one is used."""
    used: bool = False


@dataclass
class OAuth:
    """The app's credentials at Slack, and everything given for them."""

    world: World
    delivery: Delivery
    client_id: str = "1.2"
    client_secret: str = "made-up-client-secret"  # noqa: S105 - as it says
    redirects: tuple[str, ...] = ()
    """Where people may be sent back to."""
    pkce: bool = False
    rotation: bool = False
    lifetime: int = LIFETIME
    clock: Callable[[], float] = time.monotonic
    codes: dict[str, Asked] = field(default_factory=dict)
    issued: list[Issued] = field(default_factory=list)

    # --- the page ---------------------------------------------------------------------

    async def page(self, http: HttpRequest) -> Response:
        """Asks a person whether the app may come in."""
        asked = dict(http.query_params)
        wrong = self._wrong(asked)
        if wrong:
            return PlainTextResponse(wrong, 400)
        hidden = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
            for name, value in asked.items()
        )
        admins = [user for user in self.world.users.values() if user.is_admin]
        scopes = "".join(f"<li>{html.escape(one)}</li>" for one in asked["scope"].split(","))
        name, app = html.escape(self.world.workspace.name), html.escape(self.world.workspace.app.name)
        return HTMLResponse(
            f"<!doctype html><title>{app}</title><h1>{app} wants to come into {name}</h1><ul>{scopes}</ul>"
            f'<form method="post">{hidden}<input type="hidden" name="as" value="{admins[0].id}">'
            '<button name="answer" value="allow">Allow</button> <button name="answer" value="">Cancel</button></form>'
        )

    async def answered(self, http: HttpRequest) -> Response:
        """Sends the person back to the app, with a code or with their no."""
        asked = dict(parse_qsl((await http.body()).decode(), keep_blank_values=True))
        wrong = self._wrong(asked)
        if wrong:
            return PlainTextResponse(wrong, 400)
        told = {"state": asked["state"]} if asked.get("state") else {}
        if asked.get("answer") == "allow":
            told |= {"code": self._code(asked)}
        else:
            told |= {"error": "access_denied"}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(told)}", 302)

    def _wrong(self, asked: dict[str, str]) -> str:
        if asked.get("client_id") != self.client_id:
            return "invalid_client_id"
        if asked.get("redirect_uri") not in self.redirects:
            return "bad_redirect_uri"
        if not asked.get("scope"):
            return "no_scopes"
        return "pkce_not_allowed" if asked.get("code_challenge") and not self.pkce else ""

    def _code(self, asked: dict[str, str]) -> str:
        code = f"{self.world.workspace.team_id}.{secrets.token_hex(16)}"
        declared = self.world.workspace.scopes
        scopes = tuple(one for one in asked["scope"].split(",") if one in declared)
        self.codes[code] = Asked(
            asked["redirect_uri"], scopes, asked.get("as", ""), asked.get("code_challenge", ""),
            self.clock() + CODE_SECONDS,
        )  # fmt: skip
        return code

    # --- tokens -----------------------------------------------------------------------

    def access(self, authorization: str, args: Json) -> Json:
        """`oauth.v2.access`: a token for a code, or for what renews one."""
        told = authorization.removeprefix("Basic ")
        named, _, secret = base64.b64decode(told + "===").decode("utf-8", "replace").partition(":")
        if named != self.client_id:
            raise Refused("invalid_client_id")
        if secret != self.client_secret:
            raise Refused("bad_client_secret")
        if args.get("grant_type") == "refresh_token":
            return self._renewed(str(args.get("refresh_token", "")))
        asked = self.codes.pop(str(args.get("code", "")), None)
        if asked is None or asked.ends < self.clock():
            raise Refused("invalid_code")
        if args.get("redirect_uri") != asked.redirect:
            raise Refused("bad_redirect_uri")
        if asked.challenge and _challenge(str(args.get("code_verifier", ""))) != asked.challenge:
            raise Refused("invalid_code_verifier")
        self.world.workspace.scopes = asked.scopes
        if not self.rotation and (same := next((one for one in self.issued if not one.dead), None)) is not None:
            return self._told(same, asked.user)  # Slack gives the same token again
        return self._told(self._issue(), asked.user)

    def _renewed(self, refresh: str) -> Json:
        old = next((one for one in self.issued if one.refresh == refresh), None)
        after = next((one for one in self.issued if old is not None and one.before is old), None)
        if old is None or old.dead in ("token_revoked", "account_inactive") or (after is not None and after.used):
            raise Refused("invalid_refresh_token")
        if after is not None:  # its answer was lost: nobody has seen it
            after.dead, after.before = "token_revoked", None
        self._used(old)
        return self._told(self._issue(old), "")

    def _issue(self, before: Issued | None = None) -> Issued:
        team, mark = self.world.workspace.team_id, secrets.token_hex(12)
        if self.rotation:
            made = Issued(f"xoxe.xoxb-1-{team}-{mark}", f"xoxe-1-{team}-{mark}", self.clock() + self.lifetime)
        else:
            made = Issued(f"xoxb-{team}-{mark}", "", None)
        made.before = before
        self.issued.append(made)
        for old in [one for one in self.issued if not one.dead][:-MOST_LIVE]:
            old.dead = "token_revoked"
        return made

    def _told(self, made: Issued, user: str) -> Json:
        workspace = self.world.workspace
        org = {"id": workspace.enterprise_id, "name": f"{workspace.name} Group"} if workspace.enterprise_id else None
        answer: Json = {
            "app_id": workspace.app.app_id,
            "authed_user": {"id": user} if user else {},
            "scope": ",".join(workspace.scopes),
            "token_type": "bot",
            "access_token": made.token,
            "bot_user_id": workspace.app.bot_user_id,
            "team": None if workspace.org_wide else {"id": workspace.team_id, "name": workspace.name},
            "enterprise": org,
            "is_enterprise_install": workspace.org_wide,
        }
        if made.ends is not None:
            answer |= {"refresh_token": made.refresh, "expires_in": int(made.ends - self.clock())}
        return answer

    def refuses(self, token: str) -> str | None:
        """Why a token opens nothing; empty for one that works, None for one that was never given."""
        found = next((one for one in self.issued if one.token == token), None)
        if found is None:
            return None
        if not found.dead and found.ends is not None and found.ends <= self.clock():
            found.dead = "token_expired"
        if not found.dead:
            self._used(found)
        return found.dead

    def _used(self, one: Issued) -> None:
        one.used = True

    # --- taking it back ---------------------------------------------------------------

    async def uninstall(self) -> None:
        """A person takes the app out: its tokens are dead, and it is told, in whichever order."""
        self._end("account_inactive")
        await self.delivery.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.world.bot]}})
        await self.delivery.event({"type": "app_uninstalled"})

    def revoke(self, token: str) -> None:
        """`auth.revoke`: the app gives its token back, and is told."""
        for one in self.issued:
            if one.token == token:
                one.dead = "token_revoked"
        event: Json = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.world.bot]}}
        self.delivery.spawn(lambda: self.delivery.event(event))

    def _end(self, why: str) -> None:
        for one in self.issued:
            one.dead = one.dead or why


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
