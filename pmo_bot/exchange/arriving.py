"""Everything of a workspace, out of an archive into a database, in one transaction: all of it, or nothing.

Into a database without any workspace it comes with the numbers its rows had, so that what leaves again is the same;
where others are, with higher ones.  Nothing is sent: what was sent is known, as it was, and the plan looks at
everything anew.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from pmo_bot.exchange import references
from pmo_bot.exchange.archive import Archive, Head, Row, Unusable
from pmo_bot.exchange.columns import Read, Wrong, reader
from pmo_bot.exchange.references import Shift
from pmo_bot.model import Event
from pmo_bot.services.restoring import begin_again
from pmo_bot.store import chain, whole
from pmo_bot.store.chain import Chain, OutOfOrder
from pmo_bot.store.database import Database
from pmo_bot.store.migrate import newest

Progress = Callable[[float], object]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Arrived:
    """What was taken in."""

    about: Head
    moved: bool
    """Whether its rows got other numbers, because other workspaces were here."""


def arrive(db: Database, archive: Archive, now: datetime, progress: Progress = lambda share: None) -> Arrived:
    """Take everything in.  Raises `Unusable`, and changes nothing, when it is not whole or has no room here."""
    with db.transaction() as session:
        return arrive_in(session, archive, now, progress)


def arrive_in(session: Session, archive: Archive, now: datetime, progress: Progress = lambda share: None) -> Arrived:
    """The same within a transaction that began before."""
    about = archive.about
    _check_schema(about)
    _check_room(session, about)
    shift = _shift(session, about)
    whole.forget_workspace(session, about.workspace)
    arriving = _Arriving(session, about, shift, progress)
    arriving.take(archive)
    begin_again(session, about.workspace, now)
    whole.count_on(session)
    return Arrived(about, any(shift.by.values()))


def _check_schema(about: Head) -> None:
    if about.schema != newest():
        raise Unusable(
            f"This export has schema {about.schema}, and this PMO Bot has {newest()}. Import it with the PMO Bot that "
            "wrote it, then let this one run `./run migrate` on that database."
        )


def _check_room(session: Session, about: Head) -> None:
    there = whole.rows_of(session, about.workspace)
    if there:
        most = max(there, key=lambda name: there[name])
        raise Unusable(
            f"The workspace {about.workspace} has rows here already ({there[most]} in {most}). Import into an empty "
            "database: set DATABASE_URL to a new name, for example sqlite:///var/new.db, and try again."
        )


def _shift(session: Session, about: Head) -> Shift:
    if whole.is_empty(session):
        return Shift({})
    here = {table.name: whole.last_id(session, table) for table in whole.tables() if whole.numbered(table)}
    return Shift(dict(references.offsets(here, about.last)))


@dataclass
class _Arriving:
    """One import under way."""

    session: Session
    about: Head
    shift: Shift
    progress: Progress
    done: int = 0
    missing: dict[str, Table] = field(default_factory=lambda: {table.name: table for table in whole.tables()})

    def take(self, archive: Archive) -> None:
        for name, rows in archive.tables():
            table = self.missing.pop(name, None)
            if table is None:
                raise Unusable(f"There is a table “{name}” that I do not know, or that comes twice. Export again.")
            self._check_order(table)
            self._take_table(table, rows)
        if self.missing:
            raise Unusable(f"The table “{next(iter(self.missing))}” is missing. Copy all of it again, or export again.")

    def _check_order(self, table: Table) -> None:
        for key in table.foreign_keys:
            before = key.column.table.name
            if before in self.missing and before != table.name:
                raise Unusable(f"The table “{table.name}” has to come after “{before}”. Leave their order as it was.")

    def _take_table(self, table: Table, rows: Iterator[Row]) -> None:
        into = _Into(self.session, table, self.about, self.shift)
        for row in rows:
            into.take(row)
            self.done += 1
            if self.done % whole.ROWS == 0:
                self.progress(self.done / max(sum(self.about.rows.values()), self.done))
        into.end()
        told = self.about.rows.get(table.name, 0)
        if into.count != told:
            raise Unusable(
                f"The table “{table.name}” has {into.count} rows, and {told} were exported. Copy the export again; if "
                "you changed the rows on purpose, write the new number beside “rows”, too."
            )


class _Into:
    """A table that is filled: rows are read at once, written by the hundred, and name each other at the end."""

    def __init__(self, session: Session, table: Table, about: Head, shift: Shift) -> None:
        self.count = 0
        self._session, self._table, self._team = session, table, about.workspace
        keeps_nul = session.get_bind().dialect.name != "postgresql"
        self._readers: dict[str, Read] = {one.name: reader(one, nul=keeps_nul) for one in whole.columns(table)}
        self._changes = shift.changes(table)
        # A row may name one of its own table that comes later.
        self._own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
        self._later: list[tuple[Row, int, Values]] = []
        self._chain = Chain() if table.name == Event.__tablename__ else None
        self._waiting: list[tuple[Row, Values]] = []

    def take(self, row: Row) -> None:
        values = self._read(row)
        later = {name: values[name] for name in self._own if values.get(name) is not None}
        if later:
            self._later.append((row, values["id"], later))
            values |= dict.fromkeys(later)
        self._waiting.append((row, values))
        self.count += 1
        if len(self._waiting) == whole.ROWS:
            self._write()

    def end(self) -> None:
        self._write()
        if self._chain is not None and self.count:
            chain.keep_head(self._session, self._team, self._chain.head)
        for row, row_id, later in self._later:
            self._check_keys(row, later)
            whole.point(self._session, self._table, row_id, later)

    def _read(self, row: Row) -> Values:
        given, readers = row.values, self._readers
        if given.keys() != readers.keys():
            raise Unusable(f"{row.where}: {_misfit(given, readers)}")
        values: Values = {whole.TEAM: self._team}
        try:
            for name, read in readers.items():
                values[name] = read(given[name])
        except Wrong as why:
            raise Unusable(f"{row.where}, column {name}: it {why}. Put it right there, then import again.") from None
        for name, change in self._changes.items():
            values[name] = change(values[name])
        if self._chain is not None:
            values["hash"] = self._chained(row, self._chain, values)
        return values

    def _chained(self, row: Row, into: Chain, values: Values) -> str:
        try:
            return into.add(values)
        except OutOfOrder:
            raise Unusable(f"{row.where}: events stand in the order of their id. Put it back in its place.") from None

    def _write(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        try:
            with self._session.begin_nested():
                whole.add_rows(self._session, self._table, [values for _, values in waiting])
        except SQLAlchemyError:
            self._find_the_one(waiting)

    def _find_the_one(self, waiting: list[tuple[Row, Values]]) -> None:
        """One of these rows was refused: say which, and why."""
        for row, values in waiting:
            self._check_keys(row, values)
            try:
                with self._session.begin_nested():
                    whole.add_rows(self._session, self._table, [values])
            except SQLAlchemyError:
                raise Unusable(f"{row.where}: {self._twice()} Put it right there, then import again.") from None

    def _check_keys(self, row: Row, values: Mapping[str, Any]) -> None:
        for column in self._table.columns:
            value = values.get(column.name)
            if value is None or column.name == whole.TEAM:
                continue
            for key in column.foreign_keys:
                if not whole.has(self._session, key.column, value):
                    raise Unusable(_nowhere(row, column, key.column.table))

    def _twice(self) -> str:
        names = [
            " and ".join(column.name for column in one.columns if column.name != whole.TEAM)
            for one in self._table.constraints
            if isinstance(one, UniqueConstraint)
        ]
        kept = ", ".join(sorted(["id", *names])) if whole.numbered(self._table) else "all of it"
        return f"another row of {self._table.name} says the same where no two may ({kept})."


def _nowhere(row: Row, column: Column[Any], table: Table) -> str:
    return (
        f"{row.where}, column {column.name}: it names {table.name} {row.values.get(column.name)}, and there is none. "
        "Put it right there, then import again."
    )


def _misfit(given: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    missing = [name for name in wanted if name not in given]
    if missing:
        return f"the column “{missing[0]}” is missing. Export again."
    return f"I do not know the column “{next(name for name in given if name not in wanted)}”. Export again."
