"""Everything of a workspace, out of the database into an archive."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table
from sqlmodel import Session

from pmo_bot.exchange.archive import FORMAT, VERSION, Head, Unusable
from pmo_bot.exchange.wordless import without_words
from pmo_bot.services.events import plain
from pmo_bot.store import whole
from pmo_bot.store.database import Database
from pmo_bot.store.migrate import newest

BECOMES = {"outbox.state": {"sending": "due"}}
"""A message that was being sent is due again, and looked up before it is sent: its attempts are counted."""

Tables = Iterable[tuple[str, Iterable[Mapping[str, Any]]]]
Write = Callable[[Head, Tables], object]


def leave(db: Database, now: datetime, write: Write, *, team: str | None = None, texts: bool = True) -> Head:
    """Have everything of a workspace written, as one moment saw it; what was written.

    Raises `Unusable` when there is no such workspace, or none was named and there are several.
    """
    with whole.snapshot(db) as session:
        return leave_from(session, now, write, team=_chosen(session, team), texts=texts)


def leave_from(session: Session, now: datetime, write: Write, *, team: str, texts: bool = True) -> Head:
    """The same of a workspace that is there, as this session sees it."""
    about = _about(session, team, now, texts)
    write(about, ((table.name, _rows(session, table, about)) for table in whole.tables()))
    return about


def chosen(db: Database, team: str | None) -> str:
    """The workspace that was named, or the only one; raises `Unusable` where it is not clear which."""
    with db.reading() as session:
        return _chosen(session, team)


def _chosen(session: Session, team: str | None) -> str:
    known = whole.teams(session)
    if not known:
        raise Unusable("There is nothing to export: no workspace has used this database. Look at DATABASE_URL.")
    if team is None and len(known) > 1:
        raise Unusable(f"There are several workspaces here: {', '.join(known)}. Name one: --workspace {known[0]}.")
    if team is not None and team not in known:
        raise Unusable(f"There is no workspace {team} here. There is: {', '.join(known)}.")
    return team or known[0]


def _about(session: Session, team: str, now: datetime, texts: bool) -> Head:
    tables = whole.tables()
    return Head(
        format=FORMAT,
        version=VERSION,
        schema=newest(),
        workspace=team,
        as_of=now.astimezone(UTC).isoformat(timespec="seconds"),
        texts=texts,
        rows={table.name: whole.count(session, table, team) for table in tables},
        last={table.name: whole.last_id(session, table, team) for table in tables if whole.numbered(table)},
    )


def _rows(session: Session, table: Table, about: Head) -> Iterator[Mapping[str, Any]]:
    shaped = without_words(table) if not about.texts else lambda row: row
    instead = {
        one.name: BECOMES[place] for one in whole.columns(table) if (place := f"{table.name}.{one.name}") in BECOMES
    }
    for row in whole.rows(session, table, about.workspace):
        told = {name: plain(value) for name, value in row.items()}
        for name, becomes in instead.items():
            told[name] = becomes.get(told[name], told[name])
        yield shaped(told)
