"""Bring a database to the newest schema."""

import io
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import Session

from pmo_bot.store.database import normal_url

SCRIPTS = Path(__file__).parents[2] / "migrations"


def alembic_config(url: str) -> Config:
    """Alembic's settings for the database at `url`; `migrations/env.py` reads the URL from the attributes."""
    config = Config(stdout=io.StringIO())  # it would print between the lines of our own commands
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["url"] = normal_url(url)
    return config


def upgrade(url: str) -> None:
    """Run every migration that is still missing.  Two processes at once do it one after the other."""
    command.upgrade(alembic_config(url), "head")


def downgrade(url: str, to: str) -> None:
    """Take every migration after `to` back, and what only they know of; raise `CommandError` when there is no such.

    Only the whole name of a schema is one: `base`, or so many steps back, would leave nothing, or who knows what.
    """
    if to not in _known():
        raise CommandError(f"there are {min(_known())} to {max(_known())}")
    command.downgrade(alembic_config(url), to)


def check(url: str) -> None:
    """Raise `alembic.util.CommandError` when models and database differ."""
    command.check(alembic_config(url))


def is_behind(session: Session) -> bool:
    """Whether the database has an older schema than this code; a newer one is that of those who come after it."""
    try:
        there = session.scalar(text("SELECT version_num FROM alembic_version"))
    except (OperationalError, ProgrammingError) as failure:
        if "alembic_version" in str(failure):
            return True
        raise
    return there != newest() and (there is None or there in _known())


@cache
def _known() -> frozenset[str]:
    return frozenset(one.revision for one in ScriptDirectory(str(SCRIPTS)).walk_revisions())


@cache
def newest() -> str:
    """The newest schema: the name of the last migration."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head() or ""
