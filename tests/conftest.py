"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from pmo_bot.cli.data import prepare
from pmo_bot.memory import collect_less
from pmo_bot.store import database
from pmo_bot.store.database import Database

sys.path.insert(0, str(Path(__file__).parent.parent))  # so that tests can share `tests.*` however pytest is started

from tests import postgres, warm  # after the path is set
from tests.databases import made
from tests.services.life import life

# The same examples each time: a red run is red for whoever looks into it.  HYPOTHESIS_PROFILE=explore tries new ones.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

gc.disable()  # of what is imported and collected nothing is dropped before the end
warm.share()
database.SYNCHRONOUS = "OFF"  # no test of this process cuts the power; those that kill have processes of their own
_numbers = count(1)


def pytest_collection_finish() -> None:
    """From now on there is garbage; whoever looks for it does not go through everything that was collected."""
    gc.enable()
    collect_less()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL of our own; without binaries the test is skipped, on CI it fails."""
    try:
        postgres.binaries_here()
    except postgres.NoPostgres as reason:
        if os.environ.get("CI") == "true":
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    with postgres.running() as server:
        yield server


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """Whoever sets logging up, as commands do, sets it up for their own test."""
    before = structlog.get_config()
    yield
    structlog.configure(**before)


# --- empty databases ------------------------------------------------------------------


@pytest.fixture
def empty_postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """The URL of an empty PostgreSQL database that is this test's alone."""
    with postgres_server.database(f"empty_{next(_numbers)}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, once SQLite and once PostgreSQL."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("empty_postgres_url")
        return url
    return f"sqlite:///{tmp_path / 'empty.db'}"


# --- databases with the newest schema: copies of one that was migrated once -----------


@pytest.fixture(scope="session")
def migrated_name(postgres_server: postgres.Server) -> Iterator[str]:
    """The name of a PostgreSQL database with the newest schema, to be copied only."""
    with postgres_server.database("migrated") as url:
        prepare(url)
        yield "migrated"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a SQLite file with the newest schema."""
    return made(f"sqlite:///{tmp_path / 'bot.db'}")


@pytest.fixture
def postgres_url(postgres_server: postgres.Server, migrated_name: str) -> Iterator[str]:
    """The URL of a PostgreSQL database with the newest schema that is this test's alone."""
    with postgres_server.database(f"copy_{next(_numbers)}", like=migrated_name) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database with the newest schema, once SQLite and once PostgreSQL."""
    url: str = request.getfixturevalue("postgres_url" if request.param == "postgresql" else "sqlite_url")
    return url


# --- a company that lived -------------------------------------------------------------


@pytest.fixture(scope="session")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Database]]:
    """A company's weeks by their seed, lived once; who wants to change something takes a copy.

    Tests that ask for the same one are an `xdist_group("life")`, so that one process lives it for all.
    """
    lived: dict[int, Database] = {}

    def of(seed: int) -> Database:
        if seed not in lived:
            lived[seed] = life(seed, tmp_path_factory.mktemp("life"))
        return lived[seed]

    yield of
    for db in lived.values():
        db.close()
