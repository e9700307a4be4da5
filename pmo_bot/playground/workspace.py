"""Who and what exists in a workspace before anything happens: people, channels, the app and what it declares."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

ALL_SCOPES = (
    "app_mentions:read", "bookmarks:write", "channels:history", "channels:join", "channels:read", "chat:write",
    "commands", "groups:history", "groups:read", "im:history", "im:read", "im:write", "mpim:history", "mpim:read",
    "mpim:write", "reactions:read", "reactions:write", "team:read", "users:read",
)  # fmt: skip

COLOURS = ("#4a8a5d", "#8a5f9e", "#c06a3c", "#2f7f9e", "#b0465f", "#6b7b2f", "#4c62a8", "#9e7a2f", "#5d6670", "#3f8f86")


@dataclass
class User:
    """One account of the workspace, or a person of another one who shares a channel with it."""

    id: str
    name: str
    real_name: str
    tz: str = "UTC"
    team_id: str = ""
    deleted: bool = False
    is_bot: bool = False
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    color: str = "#5d6670"

    @property
    def is_guest(self) -> bool:
        """Whether the account is limited to some channels."""
        return self.is_restricted or self.is_ultra_restricted


@dataclass
class Channel:
    """A conversation: public, private, or (with `people`) a direct message."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    is_private: bool = False
    is_archived: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_ext_shared: bool = False
    topic: str = ""


@dataclass
class AppIdentity:
    """How the app is known to Slack."""

    app_id: str = "A0PLAYGROUND"
    bot_user_id: str = "U0BOT"
    bot_id: str = "B0BOT"
    name: str = "Bot"


@dataclass
class Command:
    """A slash command the app declares."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = True


@dataclass
class Shortcut:
    """A shortcut the app declares; `type` is `message` or `global`."""

    name: str
    type: str
    callback_id: str
    description: str = ""


@dataclass
class Workspace:
    """Everything a playground starts from."""

    team_id: str
    name: str
    domain: str
    users: list[User] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    app: AppIdentity = field(default_factory=AppIdentity)
    commands: list[Command] = field(default_factory=list)
    shortcuts: list[Shortcut] = field(default_factory=list)
    scopes: tuple[str, ...] = ALL_SCOPES
    bot_events: tuple[str, ...] | None = None
    """The events the app subscribed to; None means all of them."""
    enterprise_id: str = ""
    """The organisation it belongs to, if it does."""
    org_wide: bool = False
    """Whether the organisation lets apps in for all of its workspaces."""
    home_tab: bool = True
    messages_tab: bool = True

    def with_manifest(self, manifest: Json) -> "Workspace":
        """Take commands, shortcuts, scopes, events and the bot's name from an app manifest; returns itself."""
        features = manifest.get("features", {})
        self._declare(features)
        scopes = manifest.get("oauth_config", {}).get("scopes", {})
        if "bot" in scopes:
            self.scopes = tuple(scopes["bot"]) + tuple(scopes.get("bot_optional", ()))
        events = manifest.get("settings", {}).get("event_subscriptions")
        self.bot_events = tuple(events.get("bot_events", ())) if events is not None else ()
        home = features.get("app_home", {})
        self.home_tab = bool(home.get("home_tab_enabled", False))
        self.messages_tab = bool(home.get("messages_tab_enabled", True))
        return self

    def _declare(self, features: Json) -> None:
        """Replace the declared commands and shortcuts, and rename the bot."""
        self.commands = [
            Command(
                command=entry["command"],
                description=entry.get("description", ""),
                usage_hint=entry.get("usage_hint", ""),
                should_escape=bool(entry.get("should_escape", False)),
            )
            for entry in features.get("slash_commands", ())
        ]
        self.shortcuts = [
            Shortcut(entry["name"], entry["type"], entry["callback_id"], entry.get("description", ""))
            for entry in features.get("shortcuts", ())
        ]
        name = features.get("bot_user", {}).get("display_name")
        if name:
            self.app.name = name
            for user in self.users:
                if user.id == self.app.bot_user_id:
                    user.real_name, user.name = name, name.lower().replace(" ", "_")


def small_company() -> Workspace:
    """A small company in three time zones, with every kind of account an app meets."""
    home = "T0ALDER"
    users = [
        User("U0MARIA", "maria", "Maria Ortega", "Europe/Madrid"),
        User("U0JON", "jon", "Jon Lindqvist", "Europe/Madrid"),
        User("U0PRIYA", "priya", "Priya Nair", "Europe/Madrid", is_admin=True),
        User("U0INES", "ines", "Inês Duarte", "America/New_York"),
        User("U0SAM", "sam", "Sam Okafor", "America/New_York"),
        User("U0KENJI", "kenji", "Kenji Mori", "Asia/Tokyo"),
        User("U0GUEST", "alex", "Alex Reyes", "Europe/Madrid", is_restricted=True, is_ultra_restricted=True),
        User("U0EXTERN", "rosa", "Rosa Kahn", "Europe/Berlin", team_id="T0OTHER"),
        User("U0LEFT", "tom", "Tom Weber", "Europe/Madrid", deleted=True),
        User("U0BOT", "bot", "Bot", is_bot=True),
        User("U0OTHERBOT", "buildbot", "Build Bot", is_bot=True),
    ]
    for user, colour in zip(users, (*COLOURS, COLOURS[0]), strict=True):
        user.color, user.team_id = colour, user.team_id or home
    staff = ["U0MARIA", "U0JON", "U0PRIYA", "U0INES", "U0SAM", "U0KENJI"]
    channels = [
        Channel("C0GENERAL", "general", [*staff, "U0OTHERBOT", "U0BOT"]),
        Channel("C0APOLLO", "apollo", [*staff, "U0EXTERN", "U0BOT"], is_ext_shared=True),
        Channel("C0HELP", "helpdesk", [*staff, "U0GUEST", "U0BOT"]),
        Channel("C0BOARD", "apollo-board", ["U0INES", "U0JON"], is_private=True),
        Channel("C0STEER", "steering", ["U0INES", "U0JON", "U0PRIYA", "U0BOT"]),
        Channel("C0EXEC", "board", ["U0INES", "U0PRIYA", "U0BOT"], is_private=True),
        Channel("C0OLD", "old-launch", ["U0MARIA", "U0JON", "U0BOT"], is_archived=True),
    ]
    return Workspace(home, "Alder & Finch", "alder-finch", users, channels)
