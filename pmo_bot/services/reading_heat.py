"""Read many risks at a glance, for one reader: nothing of a project that does not exist for them."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, func, select

from pmo_bot.model import Event, Item, Kind, Person, Project
from pmo_bot.rules.heat import Heat, Ranked, build, trend
from pmo_bot.rules.permission import may_see_item, may_tell
from pmo_bot.rules.risks import Handled
from pmo_bot.services.people import calendar_of
from pmo_bot.services.risk_facts import handled
from pmo_bot.store import queries

LOOKED = ("risk.assessed", "risk.reviewed", "risk.undone")


def heat(
    session: Session, reader: Person, now: datetime, project: Project | None = None, here: str | None = None
) -> Heat:
    """The open risks of a project, or of all; `here` is the channel where everybody will read it."""
    team = reader.team_id
    projects = {one.id: one for one in queries.projects(session, team)}
    items = _seen(session, reader, projects, here)
    known, last = handled(session, team, items), _last_looks(session, team, [item.id for item in items])
    people = queries.people(session, team, [item.owner_id for item in items])
    every = []
    for item in items:
        how, was = trend(last.get(item.id))
        home, owner = projects.get(item.project_id or 0), people.get(item.owner_id or 0)
        every.append(Ranked(item, known.get(item.id, Handled()), home, owner, how, was))
    return build(every, project, calendar_of(session, reader).today(now))


def _seen(session: Session, reader: Person, projects: dict[int, Project], here: str | None) -> list[Item]:
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    risks = select(Item).where(Item.team_id == reader.team_id, Item.kind == Kind.RISK, col(Item.closed_at).is_(None))
    found = []
    for item in session.exec(risks):
        home = projects.get(item.project_id or 0)
        if may_see_item(reader, item, home, rooms) and may_tell(home, here):
            found.append(item)
    return found


def _last_looks(session: Session, team: str, ids: Collection[int]) -> dict[int, Event]:
    """By item: the last event in which somebody looked at the risk."""
    if not ids:
        return {}
    about = (Event.team_id == team, col(Event.item_id).in_(ids), col(Event.what).in_(LOOKED))
    newest = select(func.max(Event.id)).where(*about).group_by(col(Event.item_id))
    return {event.item_id or 0: event for event in session.exec(select(Event).where(col(Event.id).in_(newest)))}
