"""Carry out what a table of items says: rows without a key are new, rows with one change what differs.

Everything goes through the services: in the name of whoever takes it in, by their rights and the rules of the project,
with its events.  What is not understood changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.exchange.archive import Unusable
from pmo_bot.exchange.sheet import (
    AS_OF,
    DONE_MEANS,
    DUE,
    KEY,
    KIND,
    OWNER,
    PRIORITY,
    PROJECT,
    REASON,
    REQUIREMENTS,
    SEVERITY,
    STATE,
    TITLE,
)
from pmo_bot.exchange.sheet_file import Line
from pmo_bot.model import Event, Item, Kind, Person, Priority, Project, Role, Standing
from pmo_bot.rules.dates import read_date
from pmo_bot.rules.grammar_keys import keys_in
from pmo_bot.rules.refusals import AlreadyDone, Refused
from pmo_bot.rules.severity import SEVERITIES
from pmo_bot.services import editing, items
from pmo_bot.services.events import Act
from pmo_bot.services.looking import named_item, seen_or_none
from pmo_bot.services.people import calendar_of
from pmo_bot.services.requirements import names_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database

FIELDS = {TITLE: "title", OWNER: "owner_id", DUE: "due", PROJECT: "project_id", PRIORITY: "priority",
          DONE_MEANS: "done_means", SEVERITY: "severity", REQUIREMENTS: "requirements"}  # fmt: skip
"""The columns that may change an item, by what they change."""
Progress = Callable[[float], object]
MOST_NAMES = 5
"""So many people are named to whoever misspelled one."""
KINDS = {kind.name.lower(): kind for kind in Kind}


class NotUnderstood(Exception):
    """A cell says nothing that can be done; the text says why, and what would be."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an item: the names of the columns that differ."""

    line: int
    key: str
    title: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was left as it is, and why: a refusal, or words."""

    line: int
    why: Refused | str


@dataclass
class Taken:
    """What a table came to."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0
    over: list[str] = field(default_factory=list)
    """The keys of what was to be critical and is high: its project has as much of that as may be."""


def whoever(db: Database, named: str | None, team: str | None = None) -> Person:
    """Who takes the table in: the person of this name or Slack id; the only PMO lead where nobody is named."""
    with db.reading() as session:
        everybody = [
            one for one in session.exec(select(Person).order_by(col(Person.id))) if team in (None, one.team_id)
        ]
    leads = [one for one in everybody if one.role is Role.PMO and one.standing is not Standing.DEACTIVATED]
    if named is not None:
        found = _called(everybody, named)
        if len(found) == 1:
            return found[0]
        several = f"Several people are called {named}: " + ", ".join(one.address for one in found)
        raise Unusable(f"{several}. Name one of these." if found else _nobody(everybody, named))
    if len(leads) != 1:
        raise Unusable("In whose name? The history says who changed what: --as NAME, or --as with a Slack id.")
    return leads[0]


def _nobody(everybody: Sequence[Person], named: str) -> str:
    """That nobody is called so, with the names that come nearest."""
    if not everybody:
        return f"I know nobody called {named}: this database has no people yet. They come with Slack, or an import."
    labels = [one.label for one in everybody]
    shown = get_close_matches(named, labels, n=MOST_NAMES, cutoff=0.4) or labels[:MOST_NAMES]
    more = " and others" if len(labels) > len(shown) else ""
    return f"I know nobody called {named}. I know {', '.join(shown)}{more}; a Slack id works, too."


def take_lines(
    db: Database, who: Person, lines: Sequence[Line], now: datetime, progress: Progress = lambda share: None
) -> Taken:
    """Carry out one row after the other; what all of them came to."""
    taken = Taken()
    with db.reading() as session:
        people = session.exec(select(Person).where(Person.team_id == who.team_id).order_by(col(Person.id))).all()
    for number, line in enumerate(lines, start=1):
        act = Act(who, now, source="sheet", once=line.once)
        try:
            _take(db, act, line, people, taken)
        except (NotUnderstood, Refused) as why:
            taken.problems.append(Problem(line.number, why if isinstance(why, Refused) else str(why)))
        except AlreadyDone:
            taken.same += 1
        progress(number / len(lines))
    return taken


def _take(db: Database, act: Act, line: Line, people: Sequence[Person], taken: Taken) -> None:
    with db.reading() as session:
        item = _item(session, act, line.cells[KEY]) if KEY in line.cells else None
        wanted = _wanted(session, act, line.cells, people, item)
    if item is None:
        taken.new.append(_add(db, act, line, wanted, taken.over))
    elif change := _change(db, act, line, item, wanted, taken.over):
        taken.changed.append(change)
    else:
        taken.same += 1


# --- what a row wants -----------------------------------------------------------------


def _item(session: Session, act: Act, key: str) -> Item:
    """The item of this key; whether it is theirs to change is asked when something is to change."""
    found = keys_in(key)
    if len(found) != 1:
        raise NotUnderstood(f"“{key}” is no key. Write it as A-12, or leave it empty for something new.")
    item = queries.item_by_number(session, act.team, int(found[0].rpartition("-")[2]))
    return item if item is not None else named_item(session, act.person, found[0])


def _wanted(
    session: Session, act: Act, cells: Mapping[str, str], people: Sequence[Person], item: Item | None
) -> dict[str, Any]:
    """What the cells say, by the column of an item."""
    wanted: dict[str, Any] = {FIELDS[name]: cells[name] for name in (TITLE, DONE_MEANS) if name in cells}
    if OWNER in cells:
        wanted["owner_id"] = _person(people, cells[OWNER]).id
    if PROJECT in cells:
        wanted["project_id"] = _project(session, act.team, cells[PROJECT]).id
    if PRIORITY in cells:
        wanted["priority"] = _one_of(PRIORITY, cells[PRIORITY], {one.value: one for one in Priority})
    if KIND in cells:
        wanted["kind"] = _one_of(KIND, cells[KIND], KINDS)
    if SEVERITY in cells:
        wanted["severity"] = _one_of(SEVERITY, cells[SEVERITY], {str(one): one for one in SEVERITIES})
    if REQUIREMENTS in cells:
        wanted["requirements"] = names_of(cells[REQUIREMENTS])
    if DUE in cells:
        owner_id = wanted.get("owner_id", item.owner_id if item is not None else None)
        wanted["due"] = _day(session, act, cells[DUE], queries.person(session, act.team, owner_id) or act.person)
    if item is not None and cells.get(STATE, item.state.value).casefold() != item.state.value:
        raise NotUnderstood(
            f"{item.key} is {item.state.value}, and the table says {cells[STATE]}. Say that in Slack: `/pmo done`, "
            "`/pmo start`, `/pmo drop` or `/pmo reopen`; then export again."
        )
    return wanted


def _person(people: Sequence[Person], named: str) -> Person:
    found = _called(people, named)
    if not found:
        raise NotUnderstood(f"I know nobody called “{named}”. Write the name as Slack has it, or the Slack id.")
    if len(found) > 1:
        which = ", ".join(f"{one.label} ({one.address})" for one in found)
        raise NotUnderstood(f"Several people are called “{named}”. Write one of these: {which}.")
    return found[0]


def _called(people: Sequence[Person], named: str) -> list[Person]:
    """Whom a name means: in full, by what tells them apart, else whoever has it as a first name."""
    name = named.removeprefix("@").casefold()
    exact = [one for one in people if name in _names(one)]
    return exact or [one for one in people if one.label.casefold().partition(" ")[0] == name]


def _names(person: Person) -> tuple[str, ...]:
    label, address = person.label.casefold(), person.address.casefold()
    return label, address, f"{label} ({address})"


def _project(session: Session, team: str, named: str) -> Project:
    project = queries.project_by_key(session, team, named.removeprefix("#").upper())
    if project is None:
        raise NotUnderstood(f"I know no project “{named}”. Write its key, or start it in Slack: `/pmo project new`.")
    return project


def _one_of(name: str, text: str, known: Mapping[str, Any]) -> Any:
    if text.casefold() not in known:
        raise NotUnderstood(f"“{text}” is no {name}. Write one of {', '.join(known)}.")
    return known[text.casefold()]


def _day(session: Session, act: Act, text: str, owner: Person) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        due = read_date(text, act.now, calendar_of(session, owner))
    if due is None:
        raise NotUnderstood(f"I could not read “{text}” as a date. Write it as 2026-12-04.")
    return due.day


# --- what is done about it ------------------------------------------------------------


def _add(db: Database, act: Act, line: Line, wanted: dict[str, Any], over: list[str]) -> Change:
    if "title" not in wanted:
        raise NotUnderstood("There is neither a key nor a title. Write what it is about, or take the row out.")
    with db.reading() as session:
        _check_new(session, act, wanted)
    item = items.capture(db, act, items.Capture(**wanted)).item
    if _is_beyond(item, wanted):
        over.append(item.key)
    return Change(line.number, item.key, item.title)


def _is_beyond(item: Item, wanted: Mapping[str, Any]) -> bool:
    """Whether it was to be critical, and as much of its project is critical as may be."""
    return wanted.get("priority") is Priority.CRITICAL and item.priority is not Priority.CRITICAL


def _check_new(session: Session, act: Act, wanted: Mapping[str, Any]) -> None:
    """A row without a key that was taken before is not new; nor is what is called like something open."""
    if session.exec(select(Event.id).where(Event.team_id == act.team, Event.once == act.once)).first() is not None:
        raise AlreadyDone(act.once)
    here = (Item.team_id == act.team, col(Item.project_id).is_not_distinct_from(wanted.get("project_id")))
    called = select(Item).where(*here, Item.title == wanted["title"], col(Item.closed_at).is_(None))
    twin = next((one for one in session.exec(called) if seen_or_none(session, act.person, one)), None)
    if twin is not None:
        raise NotUnderstood(f"{twin.key} has this title already. Write that key to change it, or another title.")


def _change(db: Database, act: Act, line: Line, item: Item, wanted: dict[str, Any], over: list[str]) -> Change | None:
    shown = {name: getattr(item, name) for name in editing.SHOWN} | {**wanted, "kind": item.kind}
    edit, seen = editing.Edit(**shown, reason=line.cells.get(REASON, "")), _seen(line)
    differ = _differences(db, item, edit, seen)
    if not differ:
        return None
    done = editing.edit(db, act, item.id, edit, seen)
    beyond = _is_beyond(done.item, wanted)
    over.extend([done.item.key] if beyond else [])
    kept = {PRIORITY} if beyond and done.item.priority is item.priority else set()
    names = tuple(name for name, place in FIELDS.items() if place in differ and name not in kept)
    return Change(line.number, done.item.key, done.item.title, names) if names else None


def _differences(db: Database, item: Item, edit: editing.Edit, seen: int) -> tuple[str, ...]:
    try:
        return editing.would_change(db, item, edit, seen)
    except Refused as clash:
        by = clash.facts["by"]
        who = by.label if by is not None else "Somebody"
        raise NotUnderstood(
            f"{who} changed the same of {item.key} since this table was written. Export again to see it."
        ) from None


def _seen(line: Line) -> int:
    text = line.cells.get(AS_OF, "")
    return int(text) if text.isascii() and text.isdigit() else 0
