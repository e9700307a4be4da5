"""Databases that are migrated already, and offices on them."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import structlog

from pmo_bot.cli.data import prepare
from pmo_bot.slack import messenger
from tests import postgres
from tests.delivery.office import DIGESTS, Office, office, project, promises

_numbers = count(1)


@pytest.fixture(autouse=True)
def log() -> Iterator[list[Any]]:
    """What the bot logs: kept, because writing it out takes longer than the tests."""
    with structlog.testing.capture_logs() as lines:
        yield lines


@pytest.fixture(autouse=True)
def _look_ups_are_repeated_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messenger, "AGAIN_SECONDS", 0.1)


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    prepare(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def _migrated_name(postgres_server: postgres.Server) -> Iterator[str]:
    with postgres_server.database("migrated_template") as url:
        prepare(url)
        yield "migrated_template"


@pytest.fixture
def sqlite_url(_migrated_file: Path, tmp_path: Path) -> str:
    """A SQLite file with the newest schema."""
    return f"sqlite:///{shutil.copy(_migrated_file, tmp_path / 'bot.db')}"


@pytest.fixture
def pg_url(postgres_server: postgres.Server, _migrated_name: str) -> Iterator[str]:
    """A PostgreSQL database with the newest schema."""
    name = f"migrated_{next(_numbers)}"
    postgres_server.run(f"CREATE DATABASE {name} TEMPLATE {_migrated_name}")
    try:
        yield postgres_server.url(name)
    finally:
        postgres_server.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest) -> str:
    """A database with the newest schema, once SQLite and once PostgreSQL."""
    url: str = request.getfixturevalue("pg_url" if request.param == "postgresql" else "sqlite_url")
    return url


@pytest.fixture
async def at_nine(sqlite_url: str) -> AsyncIterator[Office]:
    """Six people are owed a brief now."""
    async with office(sqlite_url) as made:
        promises(made.bot.db)
        yield made


@pytest.fixture
async def on_monday(sqlite_url: str) -> AsyncIterator[Office]:
    """A project owes its channel a digest, and nobody is owed a brief."""
    async with office(sqlite_url, DIGESTS) as made:
        project(made.bot.db)
        yield made
