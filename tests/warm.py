"""Statements are compiled once in a test process, as in a bot that runs for months.

SQLAlchemy keeps what it compiled by engine, and every test opens a database of its own: a third of a story's time would
go into the same compilations.  Engines of one kind share here what they have compiled; nothing else.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from pmo_bot.store import database

_first: dict[str, Engine] = {}
_create_engine = database.create_engine


def share() -> None:
    """From now on, in this process."""
    database.create_engine = _warm_engine  # type: ignore[assignment]


def _warm_engine(*args: Any, **options: Any) -> Engine:
    engine = _create_engine(*args, **options)
    first = _first.get(engine.dialect.name)
    if first is None or first.dialect.server_version_info is None:  # it knows its server from the first connection on
        _first[engine.dialect.name] = engine
        return engine
    engine.dialect = first.dialect  # the key of what is compiled holds the very dialect
    engine._compiled_cache = first._compiled_cache
    return engine
