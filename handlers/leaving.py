"""A workspace takes the bot out: what it spoke with is gone at once, and nothing leaves any more."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp

from handlers.listener import Desk
from pmo_bot.services import installing

WITHIN = timedelta(seconds=1) - timedelta.resolution
"""Slack tells whole seconds: it was within that one."""


def register(app: AsyncApp, desk: Desk) -> None:
    """What Slack tells when it takes back what it gave.  Either of the first two may come first, or alone."""
    app.event("app_uninstalled")(desk.guarded_envelope(uninstalled))
    app.event("tokens_revoked")(desk.guarded_envelope(revoked))
    app.event("team_access_revoked")(desk.guarded_envelope(closed_to_us))


async def uninstalled(desk: Desk, team: str, body: Mapping[str, Any]) -> None:
    """Nobody lets it in any more: neither the workspace, nor the organisation where that did."""
    owners = [team, *_organisations(body)]
    await desk.thread(installing.taken_out, desk.db, owners, _told_at(desk, body), desk.clock.now())
    desk.forget_tokens()


async def revoked(desk: Desk, team: str, body: Mapping[str, Any]) -> None:
    """Its token was taken back; those of people are not ours."""
    if ((body.get("event") or {}).get("tokens") or {}).get("bot"):
        await uninstalled(desk, team, body)


async def closed_to_us(desk: Desk, team: str, body: Mapping[str, Any]) -> None:
    """An organisation keeps the bot, and closes some of its workspaces to it."""
    teams = [str(one) for one in (body.get("event") or {}).get("team_ids") or ()]
    await desk.thread(installing.closed, desk.db, teams, desk.clock.now())
    desk.forget_tokens()


def _organisations(body: Mapping[str, Any]) -> list[str]:
    """Those that let the bot in for all of their workspaces; the envelope of a single workspace names none."""
    told = [one for one in body.get("authorizations") or () if isinstance(one, Mapping)]
    whole = [one for one in told if one.get("is_enterprise_install")] or ([] if told else [body])
    return [str(one["enterprise_id"]) for one in whole if one.get("enterprise_id")]


def _told_at(desk: Desk, body: Mapping[str, Any]) -> datetime:
    at = body.get("event_time")
    return datetime.fromtimestamp(at, UTC) + WITHIN if isinstance(at, int) else desk.clock.now()
