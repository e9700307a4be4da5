"""Take in what another system kept: people, projects, items with their history, dependencies.

Everything has a `ref` there and every change a name (`once`): taking the same twice changes nothing, and a newer
export adds what happened since.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Kind, Mode, Person, Priority, Project, State, Workspace
from pmo_bot.services.events import difference, told
from pmo_bot.services.notices import wake_project
from pmo_bot.store import queries, whole
from pmo_bot.store.database import Database

SOURCE = "import"


@dataclass(frozen=True, slots=True)
class Condition:
    """How an item stood at some time; the owner by name."""

    title: str
    owner: str | None
    due: date | None
    state: State
    priority: Priority


@dataclass(frozen=True, slots=True)
class Step:
    """One change: who, when, and how the item stood before and after."""

    once: str
    at: datetime
    author: str | None
    before: Condition
    after: Condition


@dataclass(frozen=True, slots=True)
class Taken:
    """An item as the other system kept it, from its beginning."""

    ref: str
    project: str
    requester: str | None
    created_at: datetime
    first: Condition
    steps: tuple[Step, ...] = ()
    kind: Kind = Kind.ACTION


@dataclass(frozen=True, slots=True)
class TakenProject:
    """A project with the people who answer for it."""

    key: str
    name: str
    created_at: datetime
    lead: str | None = None
    sponsor: str | None = None
    lead_is_named: bool = False
    """Whether somebody said so, or it was found out from the history."""


@dataclass(frozen=True, slots=True)
class Wait:
    """`ref` waits for `on`, since then; without an author nobody knows who said so."""

    ref: str
    on: str
    at: datetime
    author: str | None
    once: str


@dataclass
class Batch:
    """Where things go, and who is who there."""

    session: Session
    team: str
    now: datetime
    people: Mapping[str, int]
    """Ids by name."""
    known: Collection[str] = field(default_factory=frozenset)
    """The changes that were taken before."""

    def person(self, name: str | None) -> int | None:
        """Somebody's id."""
        return self.people.get(name) if name is not None else None


LOCAL = "local"
"""Where things go before the bot knows its workspace; that takes them over when it first starts."""


class WhichWorkspace(Exception):
    """It is not clear which workspace an import is for; `str` says why, and what to do."""


def workspace_for(db: Database, now: datetime, named: str | None = None) -> str:
    """The workspace that was named, or the only one of the database; `local` where there is none yet.

    Raises `WhichWorkspace` where it is not clear.
    """
    with db.transaction() as session:
        found = which_workspace(session, named)
        if found is None:
            session.add(Workspace(team_id=LOCAL, started_at=now))
        return found or LOCAL


def which_workspace(session: Session, named: str | None) -> str | None:
    """The workspace that was named, or the only one; None where there is none and none was named."""
    known = whole.teams(session)
    if named is not None and named not in known:
        raise WhichWorkspace(
            f"There is no workspace {named} in this database. "
            + (f"There is: {', '.join(known)}." if known else "Leave it out: the first start takes over what is here.")
        )
    if named is None and len(known) > 1:
        name_one = f"Name one: --workspace {next(one for one in known if one != LOCAL)}."
        raise WhichWorkspace(f"There are several workspaces in this database: {', '.join(known)}. {name_one}")
    return named or next(iter(known), None)


# --- people and projects --------------------------------------------------------------


def take_people(
    db: Database, team: str, names: Mapping[str, str], system: str, *, zone: str, country: str | None
) -> tuple[dict[str, int], int]:
    """Everybody by the name of the other system, with what to call them; ids by name, and how many are new."""
    with db.transaction() as session:
        here = select(Person).where(Person.team_id == team, col(Person.ref).is_not(None))
        there = {person.ref: person for person in session.exec(here)}
        new = [
            Person(team_id=team, ref=f"{system}:{name}"[:255], name=label[:255], zone=zone, country=country)
            for name, label in sorted(names.items())
            if f"{system}:{name}"[:255] not in there
        ]
        session.add_all(new)
        session.flush()
        there |= {person.ref: person for person in new}
        return {name: there[f"{system}:{name}"[:255]].id for name in names}, len(new)


def take_projects(
    db: Database, team: str, now: datetime, wanted: Iterable[TakenProject], people: Mapping[str, int]
) -> tuple[dict[str, int], int]:
    """Ids by key, and how many are new.  A project that is here keeps what people decided about it."""
    ids: dict[str, int] = {}
    made = 0
    with db.transaction() as session:
        batch = Batch(session, team, now, people)
        for one in wanted:
            project = queries.project_by_key(session, team, one.key)
            if project is None:
                project, made = _new_project(batch, one), made + 1
            else:
                _name_people(batch, project, one)
            ids[one.key] = project.id
    return ids, made


def _new_project(batch: Batch, wanted: TakenProject) -> Project:
    project = Project(
        team_id=batch.team,
        key=wanted.key,
        name=wanted.name[:255],
        lead_id=batch.person(wanted.lead),
        sponsor_id=batch.person(wanted.sponsor),
        mode=Mode.CONTROLLING,
        created_at=wanted.created_at,
        wake_at=batch.now,
    )
    batch.session.add(project)
    batch.session.flush()
    batch.session.add(_project_event(batch, project, "project.created", {}, told(project), wanted.created_at))
    return project


def _project_event(
    batch: Batch, project: Project, what: str, before: dict[str, Any], after: dict[str, Any], at: datetime
) -> Event:
    return Event(
        team_id=batch.team,
        what=what,
        project_id=project.id,
        before=before,
        after=after,
        source=SOURCE,
        happened_at=at,
        recorded_at=batch.now,
    )


def _name_people(batch: Batch, project: Project, wanted: TakenProject) -> None:
    before = told(project)
    if wanted.lead_is_named:
        project.lead_id = batch.person(wanted.lead)
    if wanted.sponsor is not None:
        project.sponsor_id = batch.person(wanted.sponsor)
    was, is_now = difference(before, told(project))
    if is_now:
        batch.session.add(_project_event(batch, project, "project.changed", was, is_now, batch.now))
        wake_project(batch.session, project, batch.now)


def known_changes(db: Database, team: str) -> frozenset[str]:
    """The names of all changes that were imported before."""
    with db.reading() as session:
        found = session.exec(
            select(Event.once).where(Event.team_id == team, Event.source == SOURCE, col(Event.once).is_not(None))
        )
        return frozenset(once for once in found if once is not None)
