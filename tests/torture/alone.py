"""The real bot with nobody on the other side: what it answers is checked against Slack's limits and kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from handlers.turns import Turns
from pmo_bot.app import Bot, build
from pmo_bot.ports import Content, ReplyTo, SlackChannel, SlackProfile
from pmo_bot.services import people
from pmo_bot.settings import Settings
from pmo_bot.slack.limits import checked

SECRET, TEAM = "made-up-secret", "T0ALDER"
NOWHERE = "http://127.0.0.1:9/api/"
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


class StillClock:
    """It stays Monday."""

    def now(self) -> datetime:
        return NOW


class Kept:
    """A surface that keeps what was said last; what Slack would refuse is an error."""

    def __init__(self) -> None:
        self.answers: list[dict[str, Any]] = []

    async def reply(self, address: ReplyTo, content: Content, *, replace: bool = False, public: bool = False) -> None:
        self.answers.append(checked("message", content.payload(), strict=True))

    async def open(self, team: str, trigger_id: str, view: Mapping[str, Any]) -> None:
        self.answers.append(checked("modal", dict(view), strict=True))

    async def update(self, team: str, view_id: str, view: Mapping[str, Any]) -> None:
        self.answers.append(checked("modal", dict(view), strict=True))

    async def home(self, team: str, slack_id: str, view: Mapping[str, Any]) -> None:
        self.answers.append(checked("home", dict(view), strict=True))


class Company:
    """A directory in which everybody with an id of the right shape works."""

    async def profile(self, team: str, slack_id: str) -> SlackProfile | None:
        if not (slack_id.startswith(("U0", "W0")) and slack_id.isascii() and slack_id.isalnum() and len(slack_id) < 16):
            return None
        return SlackProfile(slack_id, f"Person {slack_id[2:]}", "Europe/Madrid", team, is_admin=slack_id == "U0PRIYA")

    async def channel(self, team: str, channel_id: str) -> SlackChannel | None:
        return None

    async def members(self, team: str, channel_id: str) -> frozenset[str]:
        return frozenset()


async def _nothing() -> None:
    """What was made due is nobody's concern here."""


def bot_alone(url: str) -> tuple[Bot, Kept]:
    """The bot on a migrated database; it opens no connection."""
    settings = Settings(
        _env_file=None, database_url=url, slack_bot_token=SecretStr("xoxb-alone"),
        slack_signing_secret=SecretStr(SECRET), slack_api_url=NOWHERE, pmo_leads=frozenset({"U0PRIYA"}),
    )  # fmt: skip
    bot, kept = build(settings, clock=StillClock(), strict=True), Kept()
    bot.desk.surface, bot.desk.directory, bot.desk.kick = kept, Company(), _nothing
    bot.desk.turns = Turns(burst=1e9)  # all of it comes from a few people
    people.ensure_workspace(bot.db, TEAM, NOW, name="Alder")
    return bot, kept
