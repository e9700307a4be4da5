"""Web API: who the app is, who is in the workspace."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pmo_bot.playground.method import Refused, Request, method, page
from pmo_bot.playground.workspace import Json, User
from pmo_bot.playground.world import SLACKBOT


@method("auth.test", tier=5)
def auth_test(request: Request) -> Json:
    """Whose token this is."""
    workspace = request.world.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": request.world.users[request.world.bot].name,
        "team_id": workspace.team_id,
        "user_id": request.world.bot,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
    }


@method("auth.revoke")
def auth_revoke(request: Request) -> Json:
    """Gives the token back; whose that is, the door knows."""
    return {"revoked": True}


@method("team.info", scope="team:read")
def team_info(request: Request) -> Json:
    """The workspace."""
    workspace = request.world.workspace
    return {"team": {"id": workspace.team_id, "name": workspace.name, "domain": workspace.domain, "icon": {}}}


@method("apps.connections.open", app_token=True)
def connections_open(request: Request) -> Json:
    """A single-use address for Socket Mode."""
    return {"url": request.open_socket()}


@method("bots.info", scope="users:read")
def bots_info(request: Request) -> Json:
    """The app's bot."""
    app = request.world.workspace.app
    if request.text("bot") not in ("", app.bot_id):
        raise Refused("bot_not_found")
    bot = {"id": app.bot_id, "app_id": app.app_id, "user_id": app.bot_user_id, "name": app.name}
    return {"bot": {**bot, "deleted": False, "updated": 0, "icons": {}}}


@method("users.info", "user", scope="users:read", tier=4)
def users_info(request: Request) -> Json:
    """One account."""
    return {"user": user_json(request.user(), request.world.now(), locale=request.flag("include_locale"))}


@method("users.list", scope="users:read", tier=2)
def users_list(request: Request) -> Json:
    """All accounts."""
    now = request.world.now()
    locale, found = request.flag("include_locale"), list(request.world.users.values())
    shown = page(request, "members", found, lambda user: user_json(user, now, locale=locale), default=len(found))
    return shown | {"cache_ts": int(now.timestamp())}


def user_json(user: User, now: datetime, *, locale: bool = False) -> Json:
    """The account as Slack tells it; of a deactivated one Slack tells less."""
    shown: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "profile": _profile(user),
        # Slackbot is the one bot whose account does not say so.
        "is_bot": user.is_bot and user.id != SLACKBOT,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if user.deleted:
        return shown | {"is_forgotten": False}
    there = now.astimezone(ZoneInfo(user.tz))
    shown |= {
        "color": user.color.removeprefix("#"),
        "real_name": user.real_name,
        "tz": user.tz,
        "tz_label": there.tzname() or user.tz,
        "tz_offset": int((there.utcoffset() or there - there).total_seconds()),
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
        "is_email_confirmed": True,
    }
    if user.is_stranger:
        shown["is_stranger"] = True
    if locale:
        shown["locale"] = "en-US"
    return shown


def _profile(user: User) -> Json:
    return {
        "real_name": user.real_name,
        "real_name_normalized": user.real_name,
        "display_name": "" if user.is_bot else user.name,
        "display_name_normalized": "" if user.is_bot else user.name,
        "first_name": user.real_name.split(" ")[0],
        "last_name": user.real_name.split(" ")[-1],
        "team": user.team_id,
        "avatar_hash": user.id.lower(),
        "status_text": "",
        "status_emoji": "",
    }


def local_time(user: User, now: datetime) -> str:
    """The time on the person's wall."""
    return now.astimezone(ZoneInfo(user.tz)).strftime("%H:%M") if user.tz else now.astimezone(UTC).strftime("%H:%M")
