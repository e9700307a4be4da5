"""The settings of Slack: which of them this setup needs, why, and where they are found."""

from collections.abc import Iterator
from dataclasses import dataclass

from pmo_bot.settings import Settings

KNOWN_BY_IT = "by it the processes of one bot know each other's messages, so that none is sent twice"
OVER_SOCKET = "Socket Mode on SQLite goes without it, `./run web` does not"
OVER_HTTP = "`./run web` goes without it, Socket Mode does not"
IN_CREDENTIALS = "Your app's page at api.slack.com/apps: Basic Information, App Credentials."


@dataclass(frozen=True, slots=True)
class Wanted:
    """One setting: whether it is there, whether the bot can do without it here, what it is for, where to find it."""

    name: str
    is_set: bool
    why: str
    where: str
    needed: bool = True


def not_known(settings: Settings) -> tuple[str, str] | None:
    """What the bot cannot speak to Slack without, and why; None when everything is there."""
    lacking = (one for one in wanted(settings) if one.needed and not one.is_set and one.name != "SLACK_APP_TOKEN")
    return next(((one.name, one.why) for one in lacking), None)


def wanted(settings: Settings) -> Iterator[Wanted]:
    """Every setting of Slack, as this setup needs it or not."""
    yield from _of_many(settings) if settings.serves_many else _of_one(settings)


def _of_one(settings: Settings) -> Iterator[Wanted]:
    alone = settings.database_url.startswith("sqlite")
    app, signed = settings.slack_app_token is not None, settings.slack_signing_secret is not None
    over_http = alone and signed and not app and settings.public_url is not None
    yield Wanted(
        "SLACK_BOT_TOKEN", settings.slack_bot_token is not None, "it starts with xoxb-",
        "Make an app from manifest.json at api.slack.com/apps, install it: OAuth & Permissions, Bot User OAuth Token.",
    )  # fmt: skip
    yield Wanted(
        "SLACK_APP_TOKEN", app, OVER_HTTP if over_http else "it starts with xapp- and opens Socket Mode",
        "Basic Information, App-Level Tokens: make one with connections:write.", needed=not over_http,
    )  # fmt: skip
    yield Wanted(
        "SLACK_SIGNING_SECRET", signed, OVER_SOCKET if alone else KNOWN_BY_IT,
        IN_CREDENTIALS, needed=not alone,
    )  # fmt: skip


def _of_many(settings: Settings) -> Iterator[Wanted]:
    signed, hidden = settings.slack_signing_secret is not None, settings.slack_client_secret is not None
    yield Wanted("SLACK_SIGNING_SECRET", signed, KNOWN_BY_IT, IN_CREDENTIALS)
    yield Wanted("SLACK_CLIENT_SECRET", hidden, "it stands beside the client id", IN_CREDENTIALS)
    yield Wanted(
        "TOKEN_KEYS", settings.token_keys is not None, "tokens are kept encrypted with it", "Type ./run keys new."
    )
    yield Wanted(
        "PUBLIC_URL", settings.public_url is not None, "people come back from Slack to it",
        "The https:// address at which the web process is reached.",
    )  # fmt: skip
