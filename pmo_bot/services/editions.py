"""Where else reports go: set up by whoever runs a project, refused where somebody would read what they may not."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Audience, Cadence, Edition, Person, Project, Role, Stakeholder
from pmo_bot.rules.digest_slots import next_slot
from pmo_bot.rules.edition_slots import next_edition
from pmo_bot.rules.editions import EditionReport, Outlet, Planned, outlet_of
from pmo_bot.rules.permission import may_lead, may_see, may_tell
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import reading_editions
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.projects import project_calendar, visible_project
from pmo_bot.services.rows import changing_row, make, remove
from pmo_bot.store import editions as stored
from pmo_bot.store import queries
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report for a further channel; without a key the one over all projects."""

    key: str
    channel: str
    audience: Audience
    cadence: Cadence = Cadence.WEEK
    private: bool = False
    """Whether the channel is: then whoever sends something there is one of its members."""


# --- set up -----------------------------------------------------------------------------


def send_to(db: Database, act: Act, wanted: Wanted, here: str | None = None) -> Planned:
    """A report goes to a channel from its next slot on; said again, it goes there differently.

    `here` is the channel where everybody will read the answer.
    """
    with db.transaction() as session:
        once_only(session, act)
        project = _may_send(session, act, wanted.key)
        _check_channel(session, act, project, wanted)
        row = stored.edition_for(session, act.team, project.id if project else None, wanted.channel)
        if row is None:
            row = Edition(team_id=act.team, project_id=project.id if project else None, channel=wanted.channel,
                          audience=wanted.audience, cadence=wanted.cadence, by_id=act.person.id,
                          created_at=act.now, wake_at=act.now)  # fmt: skip
            make(session, act, "edition.made", row, project)
        else:
            with changing_row(session, act, "edition.changed", row, project):
                row.audience, row.cadence, row.wake_at = wanted.audience, wanted.cadence, act.now
        return _planned(session, act.person, row, act.now, here)


def stop(db: Database, act: Act, edition_id: int) -> Planned:
    """It goes there no longer.  What was planned and is not out yet is not sent either."""
    with db.transaction() as session:
        once_only(session, act)
        row = stored.edition(session, act.team, edition_id)
        if row is None:
            raise Refused("no_edition")
        project = queries.project(session, act.team, row.project_id)
        rooms = queries.private_rooms(session, act.team, act.person.slack_id)
        if project is not None and not may_see(act.person, project, rooms):
            raise Refused("no_edition")
        _may_send(session, act, project.key if project is not None else "")
        planned = _planned(session, act.person, row, act.now)
        remove(session, act, "edition.removed", row, project)
        return planned


def stop_in(db: Database, act: Act, key: str, channel: str) -> Planned:
    """The same for what is named by its project and its channel."""
    with db.reading() as session:
        project = visible_project(session, act.person, key) if key else None
        row = stored.edition_for(session, act.team, project.id if project else None, channel)
    if row is None:
        raise Refused("no_edition")
    return stop(db, act, row.id)


def _may_send(session: Session, act: Act, key: str) -> Project | None:
    if not key:
        if act.person.role is not Role.PMO:
            raise Refused("portfolio_by_pmo", leads=list(queries.pmo_leads(session, act.team)))
        return None
    project = visible_project(session, act.person, key)
    if not may_lead(act.person, project):
        raise Refused("not_lead", project=project, lead=queries.person(session, act.team, project.lead_id))
    return project


def _check_channel(session: Session, act: Act, project: Project | None, wanted: Wanted) -> None:
    room = reading_editions.room(session, act.team, wanted.channel)
    if wanted.private and act.person.slack_id not in room.members:
        raise Refused("not_in_channel", channel="that channel")
    if project is None:
        return
    if project.channel == wanted.channel:
        raise Refused("own_channel", project=project)
    if strangers := room.strangers(project):
        raise Refused("not_all_may_read", project=project, channel=wanted.channel, count=strangers)


# --- see it -----------------------------------------------------------------------------


def sent_where(
    db: Database, reader: Person, now: datetime, project: Project | None = None, here: str | None = None
) -> list[Planned]:
    """All that goes out by itself of the projects this reader may see, or of one; what is next comes first.

    Who reads one in a direct message is for whoever runs its project to know, and for themselves; who may not know of
    it any more, or has left, reads none.  Where everybody reads it, `here`, that is left out, and what is private.
    """
    with db.reading() as session:
        rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
        every = queries.projects(session, reader.team_id)
        seen = {one.id: one for one in every if may_see(reader, one, rooms) and may_tell(one, here)}
        found = [_own(session, one, now) for one in seen.values() if one.channel is not None
                 and reading_editions.speaks(session, one, now)]  # fmt: skip
        rows = [one for one in stored.editions(session, reader.team_id)
                if one.project_id in seen or (one.project_id is None and reader.role is Role.PMO)]  # fmt: skip
        readers = stored.direct_readers(session, reader.team_id) if here is None else ()
        direct = [one for one in readers if one.project_id in seen
                  and (one.person_id == reader.id or may_lead(reader, seen[one.project_id]))
                  and reading_editions.projects(session, outlet_of(one), now)]  # fmt: skip
        found += [_planned(session, reader, one, now, here) for one in rows]
        found += [_planned(session, reader, one, now) for one in direct]
        mine = [one for one in found if project is None or (one.project and one.project.id == project.id)]
        return sorted(mine, key=lambda one: (one.at, one.project.key if one.project else ""))


def look(db: Database, reader: Person, edition_id: int, now: datetime) -> EditionReport:
    """What would be sent, as things are now; only what this reader may know of too."""
    with db.reading() as session:
        row = stored.edition(session, reader.team_id, edition_id)
        if row is None:
            raise Refused("no_edition")
        place = outlet_of(row)
        rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
        found = [one for one in reading_editions.projects(session, place, now) if may_see(reader, one, rooms)]
        if not found:
            raise Refused("no_edition")
        return reading_editions.read(session, place, found, now)


def _own(session: Session, project: Project, now: datetime) -> Planned:
    calendar = project_calendar(session, project)
    place = Outlet("digest", project.team_id, Audience.TEAM, Cadence.WEEK, project.created_at, project.id,
                   project.channel or "")  # fmt: skip
    return Planned(place, project, calendar.local(next_slot(calendar, now).at))


def _planned(
    session: Session, reader: Person, row: Edition | Stakeholder, now: datetime, here: str | None = None
) -> Planned:
    place = outlet_of(row)
    calendar = reading_editions.calendar(session, place)
    slot = next_edition(calendar, place.cadence, calendar.today(place.began), now)
    project = queries.project(session, place.team_id, place.project_id)
    may_stop = reader.role is Role.PMO if project is None else may_lead(reader, project)
    return Planned(
        outlet=place,
        project=project,
        at=calendar.local(slot.at),
        person=queries.person(session, place.team_id, place.person_id),
        row_id=row.id if isinstance(row, Edition) else 0,
        may_stop=may_stop,
        left_out=_left_out(session, reader, place, now) if project is None and here is None else (),
    )


def _left_out(session: Session, reader: Person, place: Outlet, now: datetime) -> tuple[Project, ...]:
    """The private projects this reader may see and not everybody in the channel."""
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    there = {one.id for one in reading_editions.projects(session, place, now)}
    every = queries.projects(session, reader.team_id)
    return tuple(one for one in every if one.private and one.id not in there and may_see(reader, one, rooms))
