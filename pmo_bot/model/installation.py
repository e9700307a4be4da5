"""How the bot came into a workspace, and what it may speak there with."""

from datetime import datetime

from sqlmodel import Field

from pmo_bot.model.base import Base, UTCDateTime


class Installation(Base, table=True):
    """The bot in one workspace, or in all of an organisation.  What opens Slack is kept encrypted only."""

    __tablename__ = "installation"

    team_id: str = Field(primary_key=True, max_length=32)
    """The workspace; of an installation for a whole organisation, the organisation's id."""
    enterprise_id: str = Field(default="", max_length=32)
    is_org_wide: bool = False
    """One token for each workspace of the organisation that lets the bot in."""
    bot_token: str = Field(default="", max_length=2000, repr=False)
    """Encrypted; empty once Slack has taken it back."""
    refresh_token: str = Field(default="", max_length=2000, repr=False)
    """Encrypted; empty where tokens do not expire."""
    key_id: str = Field(default="", max_length=16)
    """Which key opens both."""
    scopes: str = Field(default="", max_length=1000)
    """What the bot may do, with commas."""
    expires_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    """When the token ends, by the real clock; empty where it does not."""
    lease_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Until when one process has the right to renew it."""
    installed_by: str = Field(default="", max_length=32)
    """Their Slack id."""
    installed_at: datetime = Field(sa_type=UTCDateTime)
    gone_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    """When the bot was taken out; what the workspace has here is erased some days later."""


class InstallAttempt(Base, table=True):
    """Somebody is on the way to Slack to let the bot in: whoever comes back has to be the same browser, once."""

    __tablename__ = "install_attempt"

    state: str = Field(primary_key=True, max_length=64)
    """A digest of what goes along with them."""
    challenge: str = Field(max_length=64)
    """A digest of what their browser keeps."""
    team_id: str = Field(default="", max_length=32)
    """The workspace that the link named, if it did."""
    expires_at: datetime = Field(sa_type=UTCDateTime, index=True)
