"""Letting the bot into a workspace over HTTP: there to Slack, and back in the same browser."""

from html import escape
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pmo_bot.ports import Arrival, Reception

INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
COOKIE = "pmo_install"
COOKIE_SECONDS = 600
LONGEST = 2_000
"""Letters of what somebody may come back with."""
SAFE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
"""What comes back from Slack stands in the address: no other page is told of it."""


FAILED = {
    "crowded": ("Too many people are doing this right now", "Try again in ten minutes."),
    "declined": ("Nothing was installed", "You can do it later: the link stays the same."),
    "stale": (
        "This page cannot be used any more",
        "It works once, for ten minutes, in the browser it began in. Begin again with the button below.",
    ),
    "slack": ("Slack did not let PMO Bot in", "Begin again with the button below. Slack said: {said}."),
    "quiet": ("Slack did not answer", "Nothing was installed. Try again in a minute with the button below."),
}
"""What is said when it did not come to it, and what helps."""
STATUS = {"crowded": 503, "declined": 200, "stale": 400, "slack": 400, "quiet": 502}
STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#1d1c1d}"
    "a{display:inline-block;margin-top:1rem;padding:.6rem 1.1rem;border-radius:.4rem;background:#1f3a5f;color:#fff;"
    "text-decoration:none}"
)


def install_routes(reception: Reception, *, secure: bool) -> list[BaseRoute]:
    """The two addresses; `secure` where the public one is https."""

    async def install(request: Request) -> Response:
        journey = await reception.set_out(_team(request.query_params.get("team", "")))
        if journey is None:
            return _failed("crowded")
        answer = RedirectResponse(journey.address, 302, SAFE)
        answer.set_cookie(
            COOKIE, journey.keepsake, max_age=COOKIE_SECONDS, path=BACK, secure=secure, httponly=True, samesite="lax"
        )
        return answer

    async def back(request: Request) -> Response:
        told = {name: request.query_params.get(name, "") for name in ("code", "state", "error")}
        keepsake = request.cookies.get(COOKIE, "")
        if any(len(one) > LONGEST for one in (*told.values(), keepsake)):
            return _failed("stale")
        if told["error"]:
            answer = _failed("declined")
        elif not (told["code"] and told["state"] and keepsake):
            answer = _failed("stale")
        else:
            answer = _arrived(await reception.come_back(code=told["code"], state=told["state"], keepsake=keepsake))
        answer.delete_cookie(COOKIE, path=BACK, secure=secure, httponly=True, samesite="lax")
        return answer

    return [Route(INSTALL, install), Route(BACK, back)]


def _team(named: str) -> str:
    """A workspace's id in a link; anything else is left out."""
    return named if named.isascii() and named.isalnum() and 2 <= len(named) <= 32 else ""


def _arrived(came: Arrival) -> Response:
    if came.failed:
        word, _, said = came.failed.partition(":")
        return _failed(word, said)
    link = f"https://slack.com/app_redirect?app={quote(came.app)}&team={quote(came.team)}" if came.app else ""
    button = f'<a href="{escape(link)}">Open Slack</a>' if link else ""
    said = "Type <code>/pmo help</code> in Slack, and invite PMO Bot to the channels that are to get a report."
    return _page(f"PMO Bot is in {escape(came.name or 'your workspace')}", f"<p>{said}</p>{button}", 200)


def _failed(word: str, said: str = "") -> Response:
    title, what = FAILED[word]
    again = f'<a href="{INSTALL}">Add PMO Bot to Slack</a>'
    return _page(title, f"<p>{escape(what.format(said=said))}</p>{again}", STATUS[word])


def _page(title: str, body: str, status: int) -> Response:
    whole = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{body}</html>"
    )
    return HTMLResponse(whole, status, SAFE)
