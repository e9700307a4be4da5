"""What Slack gives to whoever is let in, before it is kept."""

from dataclasses import dataclass

from pydantic import SecretStr


@dataclass(frozen=True, slots=True)
class Grant:
    """What Slack gave to an app that was let in, or for a token that was renewed."""

    team_id: str
    """Empty where a whole organisation let it in."""
    enterprise_id: str
    is_org_wide: bool
    name: str
    """Of the workspace or organisation."""
    bot_token: SecretStr
    refresh_token: SecretStr
    expires_in: float
    """Seconds; 0 for a token that does not end."""
    scopes: str
    installed_by: str = ""
    app_id: str = ""

    @property
    def owner(self) -> str:
        """Whose it is: the workspace's, or the organisation's."""
        return self.enterprise_id if self.is_org_wide else self.team_id
