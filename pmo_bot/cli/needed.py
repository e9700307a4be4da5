"""The settings that the bot cannot speak to Slack without."""

from pmo_bot.settings import Settings


def not_known(settings: Settings) -> tuple[str, str] | None:
    """What the bot cannot speak to Slack without, and why; None when everything is there."""
    if not settings.serves_many:
        return None if settings.slack_bot_token is not None else ("SLACK_BOT_TOKEN", "it starts with xoxb-")
    needed = {
        "SLACK_CLIENT_SECRET": (settings.slack_client_secret, "it stands beside the client id"),
        "TOKEN_KEYS": (settings.token_keys, "tokens are kept encrypted; `./run keys new` makes a key"),
        "PUBLIC_URL": (settings.public_url, "people come back from Slack to it"),
    }
    return next(((name, why) for name, (value, why) in needed.items() if value is None), None)
