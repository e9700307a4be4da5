"""The tick and the digest, each against the bare query it cannot do without."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import text
from sqlmodel import col, select

from pmo_bot.blocks.digest import digest_message, thread_messages
from pmo_bot.model import Project
from pmo_bot.services import planning, reading_digests
from pmo_bot.store.database import Database
from tests.benchmarks.figures import Figure, timed
from tests.benchmarks.seeding import NOW, PROJECTS, company, history, make_due

DUE_QUERY = text("SELECT id FROM item WHERE wake_at <= :now AND wake_at IS NOT NULL ORDER BY wake_at LIMIT 500")
ALL_OPEN = text("SELECT * FROM item WHERE team_id = 'T0BENCH' AND closed_at IS NULL ORDER BY project_id")
OPEN_QUERY = text("SELECT * FROM item WHERE team_id = 'T0BENCH' AND project_id = 1 AND closed_at IS NULL")


def tick(url: str, where: str, items: int, due: int, times: int) -> Iterator[Figure]:
    """A tick with so many due among so many: derive, insert briefs and lines, write the next `wake_at`."""
    with company(url, items) as db:
        make_due(db, due)
        floor = timed(lambda: rows_of(db, DUE_QUERY), times * 5)
        idle_now = NOW.replace(hour=0)
        idle = timed(lambda: planning.plan(db, idle_now), times * 5)
        idle_floor = timed(lambda: rows_of(db, DUE_QUERY, now=idle_now), times * 5)
        full = timed(lambda: planning.plan(db, NOW), times, before=lambda: make_due(db, due))
    yield Figure(f"tick, nothing due among {items:,}", where, idle, idle_floor, "the index query", aim=1)
    yield Figure(f"tick, {due} due among {items:,}", where, full, floor, "the index query", aim=500)


def digest(url: str, where: str, items: int, times: int) -> Iterator[Figure]:
    """The digest of one project with so many open items, from the query to the messages."""
    with company(url, items, in_one_project=True) as db:
        floor = timed(lambda: rows_of(db, OPEN_QUERY), times)
        full = timed(lambda: _digest(db), times)
    yield Figure(f"digest of {items:,} items", where, full, floor, "its bare SQL", aim=1000)


def portfolio(url: str, where: str, items: int, events: int, times: int) -> Iterator[Figure]:
    """The digests of all projects of a company at once, from the queries to the messages."""
    with company(url, items) as db:
        history(db, items, events)
        floor = timed(lambda: rows_of(db, ALL_OPEN), times)
        full = timed(lambda: _digests(db), times)
    what = f"digests of {PROJECTS} projects, {items:,} items"
    yield Figure(what, where, full, floor, "its bare SQL", aim=150)


def _digests(db: Database) -> None:
    with db.reading() as session:
        projects = session.exec(select(Project).order_by(col(Project.id))).all()
        made = reading_digests.digests(session, projects, NOW)
    for one in made.values():
        digest_message(one)
        thread_messages(one)


def _digest(db: Database) -> None:
    with db.reading() as session:
        made = reading_digests.digest(session, session.get_one(Project, 1), NOW)
    digest_message(made)
    thread_messages(made)


def rows_of(db: Database, query: object, now: object = NOW) -> None:
    """Run one of these queries and take its rows."""
    with db.reading() as session:
        session.connection().execute(query, {"now": _plain(db, now)} if query is DUE_QUERY else {}).all()  # type: ignore[call-overload]


def _plain(db: Database, now: object) -> object:
    # SQLite keeps instants as naive text in UTC.
    return str(now).removesuffix("+00:00") + ".000000" if db.is_sqlite else now


def work_once(db: Database) -> None:
    """A tick and a digest."""
    planning.plan(db, NOW)
    _digest(db)
