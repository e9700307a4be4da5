"""Everything that belongs to a workspace, table by table: read in a stable order, written as it was.

What there is is asked of the models: a table or a column that is added goes along without a line here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, String, Table, collate, delete, func, insert, or_, select, text, update
from sqlmodel import Session, col

from pmo_bot.model import Base, Item, Post, PostState, Project, Workspace
from pmo_bot.store import editions
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import NEVER

TEAM = "team_id"
"""Left out of the rows: all of them are of one workspace, which is named once."""
LEFT_HERE: Mapping[str, str] = {
    "item.wake_at": "a cache: the plan looks at everything anew",
    "project.wake_at": "a cache: the plan looks at everything anew",
    "edition.wake_at": "a cache: the plan looks at everything anew",
    "stakeholder.wake_at": "a cache: the plan looks at everything anew",
    "workspace.wake_at": "a cache: the plan looks at everything anew",
    "workspace.head": "what happened is chained anew where it arrives",
    "event.hash": "what happened is chained anew where it arrives",
    "erasing": "a workspace that is being erased does not leave",
    "alarm": "what was wrong with the processes of the old place",
    "watch": "when the old place was last looked at",
    "basis": "by what the old place worked out when to look again",
    "outbox.lease_until": "a lease is held by a process of the old place",
    "outbox.lease_by": "a lease is held by a process of the old place",
    "outbox.retry_at": "how long Slack asked a process of the old place to wait",
    "installation": "it opens the workspace's Slack, by keys of the old place: install the bot at the new one",
    "install_attempt": "somebody was on the way to Slack and back to the old place",
    "workspace.enterprise_id": "who let the bot in is known where it was let in",
}
"""What does not go along, and why: a column as `table.column`, a whole table by its name.

The outbox does, and where messages went: by them the plan knows what was said already, and a message is found again
that is to be edited.
"""
ROWS = 500
AT_ONCE = ("workspace",)
"""Where no `wake_at` means that the plan looks at once."""


def tables() -> list[Table]:
    """The tables that go along: whatever a row names stands before it."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_HERE]


def columns(table: Table) -> list[Column[Any]]:
    """The columns of a table that go along."""
    return [one for one in table.columns if one.name != TEAM and f"{table.name}.{one.name}" not in LEFT_HERE]


def numbered(table: Table) -> bool:
    """Whether its rows have a number of their own."""
    return "id" in table.columns and isinstance(table.columns["id"].type, Integer)


@contextmanager
def snapshot(db: Database) -> Iterator[Session]:
    """A session in which every query sees the same moment, however many there are."""
    with db.reading() as session:
        if not db.is_sqlite:  # where a snapshot of more than one statement has to be asked for
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


# --- out ------------------------------------------------------------------------------


def teams(session: Session) -> list[str]:
    """The workspaces that are there."""
    return list(session.scalars(select(col(Workspace.team_id)).order_by(col(Workspace.team_id))))


def count(session: Session, table: Table, team: str) -> int:
    """How many rows of a workspace a table has."""
    found = session.scalar(select(func.count()).select_from(table).where(table.columns[TEAM] == team))
    return int(found or 0)


def last_id(session: Session, table: Table, team: str | None = None) -> int:
    """The highest number of a row, of a workspace or of all; 0 where there is none."""
    highest = select(func.max(table.columns["id"]))
    found = session.scalar(highest.where(table.columns[TEAM] == team) if team is not None else highest)
    return int(found or 0)


def rows(session: Session, table: Table, team: str) -> Iterator[Mapping[str, Any]]:
    """The rows of a workspace, one after the other, in the same order on every database."""
    wanted = select(*columns(table)).where(table.columns[TEAM] == team).order_by(*_order(session, table))
    found = session.execute(wanted, execution_options={"yield_per": ROWS}).mappings()
    yield from (dict(row) for row in found)


def _order(session: Session, table: Table) -> Iterator[Any]:
    plain = "C" if session.get_bind().dialect.name == "postgresql" else "BINARY"
    for one in table.primary_key.columns:
        yield collate(one, plain) if isinstance(one.type, String) or one.type.python_type is str else one


# --- in -------------------------------------------------------------------------------


def rows_of(session: Session, team: str) -> dict[str, int]:
    """How many rows a workspace has by table, where it has any; that it is known at all counts for nothing."""
    counts = {table.name: count(session, table, team) for table in tables() if table.name != Workspace.__tablename__}
    return {name: number for name, number in counts.items() if number}


def is_empty(session: Session) -> bool:
    """Whether no workspace has anything in this database."""
    return not any(rows_of(session, team) for team in teams(session))


OF_SLACK = ("installation", "install_attempt")
"""How the bot got into a workspace at this place: what is imported into it later leaves that as it is."""


def forget_workspace(session: Session, team: str) -> None:
    """Take away a workspace of which nothing but its name is known, and what was noted about the place itself."""
    for table in Base.metadata.sorted_tables:
        if table.name in LEFT_HERE and table.name not in OF_SLACK:
            session.execute(delete(table).where(table.columns[TEAM] == team))
    session.execute(delete(Workspace).where(col(Workspace.team_id) == team))


def forget_installations(session: Session) -> None:
    """Take away whoever let the bot in here: a backup says who did."""
    for name in OF_SLACK:
        session.execute(delete(Base.metadata.tables[name]))


def add_rows(session: Session, table: Table, made: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as they are."""
    session.execute(insert(table), [dict(row) for row in made])


def point(session: Session, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    """Let a row name others, now that they are there."""
    session.execute(update(table).where(table.columns["id"] == row_id).values(values))


def has(session: Session, column: Column[Any], value: Any) -> bool:
    """Whether some row has this value."""
    return session.scalar(select(column).where(column == value).limit(1)) is not None


COUNT_ON = text(
    "SELECT setval(counter, greatest(:highest, nextval(counter))) "
    "FROM CAST(pg_get_serial_sequence(:name, 'id') AS regclass) AS counter"
)
"""Never back: others may have taken numbers of which nothing is to be seen yet."""


def count_on(session: Session) -> None:
    """Have the next row of each table numbered after those that brought their number along."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in filter(numbered, Base.metadata.sorted_tables):
        highest = last_id(session, table)
        if highest:
            session.execute(COUNT_ON, {"name": table.name, "highest": highest})


def wake(session: Session, team: str, now: datetime, closed_since: datetime) -> None:
    """Have the plan look at every project, and at every item that may still be owed a word."""
    may_speak = or_(col(Item.closed_at).is_(None), col(Item.closed_at) >= closed_since)
    session.execute(update(Item).where(col(Item.team_id) == team, may_speak).values(wake_at=now))
    session.execute(update(Project).where(col(Project.team_id) == team).values(wake_at=now))
    session.execute(update(Workspace).where(col(Workspace.team_id) == team).values(wake_at=None))
    session.execute(update(Post).where(col(Post.team_id) == team, col(Post.retry_at) == NEVER).values(retry_at=None))
    editions.wake(session, team, now)


# --- asleep, and gone -----------------------------------------------------------------


def sleep(session: Session, team: str) -> None:
    """Have the plan look at nothing of a workspace, and let nothing leave for it, until it is woken."""
    for table in (one for one in tables() if "wake_at" in one.columns):
        woken = [] if table.name in AT_ONCE else [table.columns["wake_at"].is_not(None)]
        session.execute(update(table).where(table.columns[TEAM] == team, *woken).values(wake_at=NEVER))
    waiting = update(Post).where(col(Post.team_id) == team, col(Post.state) == PostState.DUE)
    session.execute(waiting.values(retry_at=NEVER))
