"""The one engine, and the transactions on it."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlmodel import Session, create_engine

from pmo_bot.store import chain

BUSY_MILLISECONDS = 20_000
"""How long a writer waits for another process, as a backup or somebody's own tool."""
POOL_SIZE = 20
MOST_CONNECTIONS = 10
"""Of one process to PostgreSQL: nine processes stay below the hundred that it lets in by itself.  Whoever finds none
free waits: work is short, and takes no second one."""
KEPT_OPEN = 6
STATEMENTS = 1_500
"""Compiled ones that are kept.  All that people and the plan do are about a thousand; SQLAlchemy would keep half, and
work for milliseconds on each that it let go."""
WRITERS = 4
"""So many transactions at once: those of a workspace wait for each other anyway, and waiting takes no connection from
who only reads."""
SYNCHRONOUS = "FULL"
"""What SQLite has written before a commit is over: all, so that it survives a power cut."""


def normal_url(url: str) -> str:
    """The URL with the driver this project uses; hosting platforms hand out `postgres://`."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def is_usable(url: str) -> bool:
    """Whether this is the address of a database that the bot knows how to keep everything in."""
    try:
        return make_url(url).drivername in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg")
    except (ArgumentError, ValueError):
        return False


class Writing(Session):
    """A session that chains what happened: see `store.chain`."""


chain.chained(Writing)


class Database:
    """Where everything is kept.  Opens nothing until first used; safe to share between threads."""

    def __init__(self, url: str) -> None:
        self.url = normal_url(url)
        self.engine = make_engine(self.url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writer = self.engine.execution_options(write=True)
        # SQLite has one writer at a time and lets the others poll; a lock of our own queues them fairly.
        self._turn: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else threading.Semaphore(WRITERS)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that commits at the end, or rolls back on any exception.

        What was read stays readable after a rollback: a refusal names the item it is about.
        """
        with self._turn, Writing(self._writer, expire_on_commit=False) as session, session.begin():
            try:
                yield session
            except BaseException:
                session.expunge_all()  # a rollback would expire what is still in the session
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with: it takes no write lock, and what it changes is thrown away."""
        with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def make_engine(url: str) -> Engine:
    """An engine with what each database needs to be safe: WAL and full sync on SQLite, pre-ping on PostgreSQL.

    What it says of an error goes into the log, so it never repeats what people wrote.
    """
    if url.startswith("sqlite"):
        connect = {"check_same_thread": False}
        engine = create_engine(
            url, pool_size=POOL_SIZE, connect_args=connect, query_cache_size=STATEMENTS, hide_parameters=True,
            json_serializer=chain.as_kept,
        )  # fmt: skip
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(
        url, pool_size=KEPT_OPEN, max_overflow=MOST_CONNECTIONS - KEPT_OPEN, pool_pre_ping=True, pool_recycle=300,
        query_cache_size=STATEMENTS, hide_parameters=True, json_serializer=chain.as_kept,
    )  # fmt: skip
    event.listen(engine, "handle_error", _without_details)
    return engine


def _without_details(context: ExceptionContext) -> None:
    """PostgreSQL tells the whole row that it refuses, after the line that says what is wrong."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None:
            error.args = tuple(str(said).partition("\n")[0] for said in error.args)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver's guess
    # SQLite's own knows ASCII only: a search for “école” would miss “École”, which PostgreSQL finds.
    connection.create_function("lower", 1, _lower, deterministic=True)
    for pragma in (
        "journal_mode=WAL",
        f"synchronous={SYNCHRONOUS}",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _lower(text: str | None) -> str | None:
    return text.lower() if text is not None else None


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later can fail half way; writers say so at once.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
