"""Slack's side of letting the bot into a workspace: where people go, what they come back with, and its renewal."""

from typing import Any
from urllib.parse import urlencode

from pydantic import SecretStr

from pmo_bot.model import Grant
from pmo_bot.ports import Fate, Outcome
from pmo_bot.slack.client import SlackClient
from pmo_bot.slack.scopes import OPTIONAL, REQUIRED

API = "api/"
AUTHORIZE = "oauth/v2/authorize"
ACCESS = "oauth.v2.access"
REFUSED = frozenset(
    {
        "bad_client_secret", "bad_redirect_uri", "cannot_install_an_org_installed_app", "code_already_used",
        "invalid_client_id", "invalid_code", "invalid_code_verifier", "invalid_grant_type", "invalid_refresh_token",
        "no_scopes", "oauth_authorization_url_mismatch", "pkce_not_allowed", "preview_feature_not_available",
        "user_email_unverified",
    }
)  # fmt: skip
"""What Slack answers that will not be another answer the next time."""


class SlackAuthority:
    """The `Authority` port over Slack's OAuth, version 2.

    The secret goes along in a header and never in an address; proof keys only where the app has them switched on,
    because Slack refuses them elsewhere.
    """

    def __init__(self, client: SlackClient, client_id: str, secret: SecretStr, api_url: str, *, pkce: bool) -> None:
        self._client, self._id, self._secret, self._pkce = client, client_id, secret, pkce
        self._authorize = api_url.removesuffix(API) + AUTHORIZE

    def address(self, *, state: str, challenge: str, redirect: str, team: str = "") -> str:
        """Where somebody goes to let the bot in."""
        asked = {
            "client_id": self._id,
            # Which of them may be declined stands in the app's manifest.
            "scope": ",".join([*REQUIRED, *OPTIONAL]),
            "redirect_uri": redirect,
            "state": state,
        }
        if team:
            asked["team"] = team
        if self._pkce:
            asked |= {"code_challenge": challenge, "code_challenge_method": "S256"}
        return f"{self._authorize}?{urlencode(asked)}"

    async def exchange(self, code: str, *, redirect: str, verifier: str) -> Grant | Outcome:
        """What the code that somebody came back with is worth."""
        proof = {"code_verifier": verifier} if self._pkce else {}
        return await self._access({"code": code, "redirect_uri": redirect, **proof})

    async def renew(self, refresh_token: str) -> Grant | Outcome:
        """A new token before the old one ends."""
        return await self._access({"grant_type": "refresh_token", "refresh_token": refresh_token})

    async def _access(self, told: dict[str, str]) -> Grant | Outcome:
        outcome, data = await self._client.as_app(ACCESS, told, self._id, self._secret)
        if outcome.fate is not Fate.DONE:
            return Outcome(Fate.DEAD, error=outcome.error) if outcome.error in REFUSED else outcome
        granted = grant_from(data)
        return granted or Outcome(Fate.DEAD, error="no bot token in Slack's answer")


def grant_from(data: dict[str, Any]) -> Grant | None:
    """What Slack answered; None without a bot token or without saying whose it is."""
    org_wide = data.get("is_enterprise_install") is True
    team, org = _named(data, "team"), _named(data, "enterprise")
    token, owner = str(data.get("access_token") or ""), org if org_wide else team
    if not token or data.get("token_type", "bot") != "bot" or not owner["id"]:
        return None
    return Grant(
        team_id="" if org_wide else team["id"],
        enterprise_id=org["id"],
        is_org_wide=org_wide,
        name=owner["name"],
        bot_token=SecretStr(token),
        refresh_token=SecretStr(str(data.get("refresh_token") or "")),
        expires_in=float(data.get("expires_in") or 0),
        scopes=str(data.get("scope") or ""),
        installed_by=_named(data, "authed_user")["id"],
        app_id=str(data.get("app_id") or ""),
    )


def _named(data: dict[str, Any], who: str) -> dict[str, str]:
    found = data.get(who)
    found = found if isinstance(found, dict) else {}
    return {"id": str(found.get("id") or ""), "name": str(found.get("name") or "")}
