"""Looks people and channels up in Slack."""

from typing import Any

from pmo_bot.ports import Fate, SlackChannel, SlackProfile
from pmo_bot.slack.client import SlackClient

PAGE = 200
MOST_PAGES = 50
"""Ten thousand people; of a larger channel the others count as not there."""


class SlackDirectory:
    """The `Directory` port over Slack's Web API."""

    def __init__(self, client: SlackClient) -> None:
        self._client = client

    async def profile(self, team: str, slack_id: str) -> SlackProfile | None:
        """Somebody; None when Slack does not know them or does not answer."""
        outcome, data = await self._client.of(team).call("users.info", user=slack_id)
        user = data.get("user")
        return profile_of(user) if outcome.fate is Fate.DONE and isinstance(user, dict) else None

    async def channel(self, team: str, channel_id: str) -> SlackChannel | None:
        """A channel; None when the bot may not see it."""
        outcome, data = await self._client.of(team).call("conversations.info", channel=channel_id)
        found = data.get("channel")
        if outcome.fate is not Fate.DONE or not isinstance(found, dict):
            return None
        return SlackChannel(
            channel_id=str(found.get("id", channel_id)),
            name=str(found.get("name", "")),
            is_private=bool(found.get("is_private")),
            is_archived=bool(found.get("is_archived")),
            is_member=bool(found.get("is_member")),
        )

    async def members(self, team: str, channel_id: str) -> frozenset[str] | None:
        """Who is in a channel; None when Slack does not say all of them: some are not those who are there."""
        found: set[str] = set()
        cursor = ""
        for _ in range(MOST_PAGES):
            more = {"cursor": cursor} if cursor else {}
            outcome, data = await self._client.of(team).call(
                "conversations.members", channel=channel_id, limit=PAGE, **more
            )
            if outcome.fate is not Fate.DONE:
                return None
            found |= {str(member) for member in data.get("members", [])}
            cursor = str((data.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                break
        return frozenset(found)


def profile_of(user: dict[str, Any]) -> SlackProfile:
    """Somebody as `users.info` and `user_change` describe them."""
    profile = user.get("profile", {})
    name = user.get("real_name") or profile.get("real_name") or profile.get("display_name") or user.get("name")
    return SlackProfile(
        slack_id=str(user["id"]),
        name=str(name or user["id"]),
        zone=str(user.get("tz") or ""),
        team_id=str(user.get("team_id", "")),
        deleted=bool(user.get("deleted")),
        is_bot=bool(user.get("is_bot")) or user.get("id") == "USLACKBOT",
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_admin=bool(user.get("is_admin")),
    )
