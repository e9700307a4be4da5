"""The settings, from the environment or a `.env` file.  The table in docs/operate.md is tested to be complete."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pmo_bot.store.database import is_usable, normal_url
from pmo_bot.store.keys import keys_from

USABLE = (
    "it has to be SQLite (sqlite:///var/pmo.db) or PostgreSQL (postgresql://user:password@host/name); "
    "without one SQLite is used"
)
SLACK_ID = re.compile(r"[UW][A-Z0-9]+")
MOST_DAYS, MOST_WEEKS = 36_500, 5_200
"""A century: what is kept longer is kept for good."""


class Settings(BaseSettings):
    """Everything that may differ between two installations."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    database_url: str = Field("sqlite:///var/pmo.db", description="Where everything is kept: SQLite or PostgreSQL.")
    slack_bot_token: SecretStr | None = Field(None, description="Starts with xoxb-. Without it the playground opens.")
    slack_app_token: SecretStr | None = Field(None, description="Starts with xapp-. Needed for Socket Mode.")
    slack_signing_secret: SecretStr | None = Field(None, description="Needed over HTTP, and beside PostgreSQL.")
    slack_client_id: str | None = Field(
        None, description="Of an app that several workspaces install, instead of SLACK_BOT_TOKEN."
    )
    slack_client_secret: SecretStr | None = Field(None, description="Beside it on the app's page.")
    slack_pkce: bool = Field(
        False, description="Whether the app has PKCE switched on at Slack, which refuses it elsewhere."
    )
    token_keys: SecretStr | None = Field(
        None, description="What encrypts tokens: base64 of 32 bytes, with commas, the newest first."
    )
    public_url: str | None = Field(None, description="Where Slack and people reach the web process: https://...")
    erase_after_days: int = Field(
        30, ge=0, le=3650, description="How long a workspace's data waits for it after the bot was taken out."
    )
    slack_api_url: str = Field("https://slack.com/api/", description="Another Slack-compatible server, for tests.")
    pmo_leads: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="Slack ids of the PMO leads, with commas. Empty: the workspace's admins."
    )
    audit_anchors: Path | None = Field(
        None, description="A file to which the end of the history is added every day; best on another machine."
    )
    host: str = Field("127.0.0.1", description="Where the web process listens; the playground stays on this machine.")
    port: int = Field(8080, ge=0, le=65535, description="The port of either.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR."
    )

    audit_ping_url: SecretStr | None = Field(
        None, description="Called over HTTPS every minute while the bot finds nothing wrong with itself."
    )
    health_port: int = Field(
        0, ge=0, le=65535, description="Where a worker answers /healthz, /readyz and /metrics; 0 for nowhere."
    )
    keep_bodies_days: int = Field(
        90, ge=45, le=MOST_DAYS, description="How long what was sent is kept word for word, and edits and Homes at all."
    )
    keep_sayings_days: int = Field(
        365, ge=45, le=MOST_DAYS, description="How long the words that people wrote to the bot are kept."
    )
    keep_weeks: int = Field(
        104, ge=4, le=MOST_WEEKS, description="For how many weeks the bot's own punctuality is kept."
    )

    @field_validator("audit_ping_url")
    @classmethod
    def _over_https(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("https://"):
            raise ValueError("it has to start with https://")
        return value

    @field_validator("pmo_leads", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return frozenset(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("pmo_leads")
    @classmethod
    def _ids(cls, value: frozenset[str]) -> frozenset[str]:
        for one in sorted(value):
            if SLACK_ID.fullmatch(one) is None:
                raise ValueError(f"“{one}” is no Slack id, such as U0123ABCD: a profile in Slack copies it under ⋮")
        return value

    @field_validator("database_url")
    @classmethod
    def _driver(cls, value: str) -> str:
        url = normal_url(value)
        if not is_usable(url):
            raise ValueError(USABLE)
        return url

    @field_validator("slack_api_url")
    @classmethod
    def _slash(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("it has to start with https://")
        return value if value.endswith("/") else value + "/"

    @field_validator("token_keys")
    @classmethod
    def _keys(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            keys_from(value.get_secret_value())
        return value

    @field_validator("public_url")
    @classmethod
    def _no_slash(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("https://", "http://")):
            raise ValueError("it has to start with https://")
        return value.rstrip("/") if value is not None else None

    @model_validator(mode="after")
    def _one_way(self) -> "Settings":
        if self.slack_client_id is not None and self.slack_bot_token is not None:
            raise ValueError("SLACK_BOT_TOKEN serves one workspace, SLACK_CLIENT_ID several: leave one of them out")
        return self

    @property
    def serves_many(self) -> bool:
        """Whether workspaces let the bot in by themselves."""
        return self.slack_client_id is not None

    @model_validator(mode="after")
    def _not_swapped(self) -> "Settings":
        for name, token, prefix in (
            ("SLACK_BOT_TOKEN", self.slack_bot_token, "xoxb-"),
            ("SLACK_APP_TOKEN", self.slack_app_token, "xapp-"),
        ):
            if token is not None and not token.get_secret_value().startswith(prefix):
                raise ValueError(f"{name} has to start with {prefix}: copy it again from your Slack app's page")
        return self


def secret_of(value: SecretStr | None) -> str:
    """The secret itself, or nothing."""
    return value.get_secret_value() if value is not None else ""
