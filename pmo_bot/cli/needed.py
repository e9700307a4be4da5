"""The settings that the bot cannot speak to Slack without."""

from collections.abc import Mapping

from pmo_bot.settings import Settings

KNOWN_BY_IT = "by it the processes of one bot know each other's messages, so that none is sent twice"


def not_known(settings: Settings) -> tuple[str, str] | None:
    """What the bot cannot speak to Slack without, and why; None when everything is there."""
    if not settings.serves_many:
        needed: dict[str, tuple[object, str]] = {"SLACK_BOT_TOKEN": (settings.slack_bot_token, "it starts with xoxb-")}
        if not settings.database_url.startswith("sqlite"):  # a second process may run
            needed["SLACK_SIGNING_SECRET"] = (settings.slack_signing_secret, KNOWN_BY_IT)
        return _first(needed)
    needed = {
        "SLACK_SIGNING_SECRET": (settings.slack_signing_secret, KNOWN_BY_IT),
        "SLACK_CLIENT_SECRET": (settings.slack_client_secret, "it stands beside the client id"),
        "TOKEN_KEYS": (settings.token_keys, "tokens are kept encrypted; `./run keys new` makes a key"),
        "PUBLIC_URL": (settings.public_url, "people come back from Slack to it"),
    }
    return _first(needed)


def _first(needed: Mapping[str, tuple[object, str]]) -> tuple[str, str] | None:
    return next(((name, why) for name, (value, why) in needed.items() if value is None), None)
