"""The items of a workspace as a table for a spreadsheet: what it says, and how people are called in it."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from sqlmodel import Session, col, func, select

from pmo_bot.exchange.cells import harmless
from pmo_bot.model import Event, Item, Person, Project
from pmo_bot.store import requirements, whole
from pmo_bot.store.database import Database

KEY, TITLE, OWNER, DUE, STATE, PROJECT, PRIORITY, KIND = (
    "key", "title", "owner", "due", "state", "project", "priority", "kind",
)  # fmt: skip
DONE_MEANS, REASON, AS_OF = "done means", "reason", "as of"
SEVERITY, REQUIREMENTS = "severity", "requirements"
COLUMNS = (KEY, TITLE, OWNER, DUE, STATE, PROJECT, PRIORITY, KIND, DONE_MEANS, "asked by", "created", "closed", "link",
           SEVERITY, REQUIREMENTS, REASON, AS_OF)  # fmt: skip
"""The heading.  `reason` is for why a date moves; `as of` is the newest event of the item when this was written, so
that nobody overwrites what happened since without knowing."""
BOM = "\ufeff"
"""By it a spreadsheet knows that the file is UTF-8."""


def write_items(db: Database, file: TextIO, team: str) -> int:
    """Write all items of a workspace, a row each; how many."""
    with whole.snapshot(db) as session:
        people = callings(_people(session, team))
        projects = {one.id: one.key for one in session.exec(select(Project).where(Project.team_id == team))}
        newest, named = _newest(session, team), requirements.names_by_number(session, team)
        file.write(BOM)
        writer, written = csv.writer(file), 0
        writer.writerow(COLUMNS)
        for item in _items(session, team):
            row = _row(item, people, projects, named.get(item.number, ()), newest.get(item.id, 0))
            writer.writerow([harmless(one) for one in row])
            written += 1
        return written


def _items(session: Session, team: str) -> Iterator[Item]:
    wanted = select(Item).where(Item.team_id == team).order_by(col(Item.number))
    return iter(session.exec(wanted.execution_options(yield_per=whole.ROWS)))


def _people(session: Session, team: str) -> list[Person]:
    return list(session.exec(select(Person).where(Person.team_id == team).order_by(col(Person.id))))


def _newest(session: Session, team: str) -> dict[int | None, int]:
    last = select(Event.item_id, func.max(Event.id)).where(Event.team_id == team).group_by(col(Event.item_id))
    return dict(session.exec(last).all())


def _row(
    item: Item, people: dict[int, str], projects: dict[int, str], named: Sequence[str], newest: int
) -> Iterable[str]:
    link = item.permalink or ""
    closed = item.closed_at.date().isoformat() if item.closed_at is not None else ""
    return (
        item.key, item.title, people.get(item.owner_id or 0, ""), item.due.isoformat() if item.due else "",
        item.state.value, projects.get(item.project_id or 0, ""), item.priority.value, item.kind.name.lower(),
        item.done_means, people.get(item.requester_id or 0, ""), item.created_at.date().isoformat(), closed, link,
        str(item.severity or ""), ", ".join(named), "", str(newest),
    )  # fmt: skip


def callings(people: Iterable[Person]) -> dict[int, str]:
    """What each person is called in the table: by name, and where several have it, with what tells them apart."""
    people = list(people)
    often = Counter(one.label.casefold() for one in people)
    return {one.id: one.label if often[one.label.casefold()] == 1 else f"{one.label} ({one.address})" for one in people}
