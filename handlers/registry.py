"""Puts every listener in its place."""

from slack_bolt.async_app import AsyncApp

from handlers import clicks, commands, events, forms, leaving, shortcuts
from handlers.listener import Desk


def register(app: AsyncApp, desk: Desk) -> None:
    """All that Slack can tell the bot."""
    commands.register(app, desk)
    clicks.register(app, desk)
    forms.register(app, desk)
    shortcuts.register(app, desk)
    events.register(app, desk)
    leaving.register(app, desk)
