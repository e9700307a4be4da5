"""Bring a database to the newest schema.

Alembic is imported by what needs it: a bot that starts on a database it knows does without.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, pool, text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlmodel import Session

from pmo_bot.store import blank
from pmo_bot.store.database import normal_url

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).parents[2] / "migrations"
NAMES = re.compile(r"""^(down_)?revision(?:: [^=]*)? = ["'](\w+)["']""", re.MULTILINE)
"""What a migration says of itself: its name, and that of the one before it."""


class SchemaIsNewer(Exception):
    """The database has the schema of a newer version of the bot."""


def alembic_config(url: str) -> Config:
    """Alembic's settings for the database at `url`; `migrations/env.py` reads the URL from the attributes."""
    from alembic.config import Config

    config = Config(stdout=io.StringIO())  # it would print between the lines of our own commands
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["url"] = normal_url(url)
    return config


def upgrade(url: str) -> None:
    """Run every migration that is still missing.  Two processes at once do it one after the other."""
    blank.fill(url)
    if _is_newest(url):
        return
    from alembic import command

    with _newer_is_told():
        command.upgrade(alembic_config(url), "head")


@contextmanager
def _newer_is_told() -> Iterator[None]:
    """Alembic does not know what comes after it: raise `SchemaIsNewer` for that, and leave all else as it is."""
    from alembic.util import CommandError

    try:
        yield
    except CommandError as failure:
        if "locate revision" in str(failure):
            raise SchemaIsNewer(str(failure)) from failure
        raise


def _is_newest(url: str) -> bool:
    engine = create_engine(normal_url(url), poolclass=pool.NullPool, hide_parameters=True)
    with Session(engine) as session:
        return schema_of(session) == newest()


def downgrade(url: str, to: str) -> None:
    """Take every migration after `to` back, and what only they know of; raise `CommandError` when there is no such.

    Raises `SchemaIsNewer` for a database that has seen migrations which are not known here.  Only the whole name of a
    schema is one: `base`, or so many steps back, would leave nothing, or who knows what.
    """
    from alembic import command
    from alembic.util import CommandError

    if to not in _before():
        raise CommandError(f"there are {min(_before())} to {newest()}")
    with _newer_is_told():
        command.downgrade(alembic_config(url), to)


def check(url: str) -> None:
    """Raise `alembic.util.CommandError` when models and database differ."""
    from alembic import command

    command.check(alembic_config(url))


def is_behind(session: Session) -> bool:
    """Whether the database has an older schema than this code; a newer one is that of those who come after it."""
    there = schema_of(session)
    return there != newest() and (there is None or there in _before())


def schema_of(session: Session) -> str | None:
    """The name of the last migration that a database has seen; None where there was none."""
    try:
        found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    except (OperationalError, ProgrammingError) as failure:
        if "alembic_version" in str(failure):
            return None
        raise
    return found


@cache
def newest() -> str:
    """The newest schema: the name of the last migration."""
    return next(name for name in _before() if name not in _before().values())


@cache
def _before() -> dict[str, str]:
    """Every migration, and the one before it; read without running them, which takes Alembic long."""
    found: dict[str, str] = {}
    for file in (SCRIPTS / "versions").glob("*.py"):
        named = {bool(before): name for before, name in NAMES.findall(file.read_text(encoding="utf-8"))}
        if False in named:
            found[named[False]] = named.get(True, "")
    return found
