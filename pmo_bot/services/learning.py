"""Find out when people answer, and have their briefs come then; who chose a time keeps it."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Person, Standing, Workspace
from pmo_bot.rules.learning import learned_time
from pmo_bot.services.events import plain, record_by_itself
from pmo_bot.services.notices import refresh_home, wake_items_of
from pmo_bot.services.people import zone_of
from pmo_bot.services.undoing import UNDOABLE
from pmo_bot.store import queries
from pmo_bot.store.database import Database

LOOKED_BACK = timedelta(days=60)
ANSWERS = (UNDOABLE - {"item.edited"}) | {"escalation.sentence", "escalation.acknowledged", "escalation.released"}
"""What somebody does when they answer: nothing that was imported, captured or only noted."""


def learn(db: Database, now: datetime) -> int:
    """Look at everybody's answers once more; whose brief comes at another time from now on.

    Doing it twice changes nothing.
    """
    with db.reading() as session:
        teams = session.exec(select(Workspace.team_id)).all()
    return sum(_learn_in(db, team, now) for team in teams)


def _learn_in(db: Database, team: str, now: datetime) -> int:
    with db.transaction() as session:
        queries.turn(session, team)
        answers = _answers(session, team, now)
        return sum(_learned(session, person, answers, now) for person in _learners(session, team))


def _learners(session: Session, team: str) -> list[Person]:
    there = (Person.standing != Standing.DEACTIVATED, col(Person.slack_id).is_not(None))
    chosen = col(Person.brief_chosen).is_(False)
    return list(session.exec(select(Person).where(Person.team_id == team, chosen, *there).order_by(col(Person.id))))


def _answers(session: Session, team: str, now: datetime) -> Mapping[int, list[datetime]]:
    found: dict[int, list[datetime]] = {}
    rows = session.exec(
        select(Event.actor_id, Event.happened_at)
        .where(Event.team_id == team, Event.happened_at > now - LOOKED_BACK)
        .where(col(Event.what).in_(ANSWERS), Event.source != "import")
    )
    for person_id, at in rows:
        if person_id is not None:
            found.setdefault(person_id, []).append(at)
    return found


def _learned(session: Session, person: Person, answers: Mapping[int, list[datetime]], now: datetime) -> bool:
    clocks: list[time] = [at.astimezone(zone_of(person.zone)).time() for at in answers.get(person.id, ())]
    at = learned_time(clocks, person.brief_at, person.opens, person.closes)
    if at == person.brief_at:
        return False
    before = {"brief_at": plain(person.brief_at)}
    person.brief_at = at
    session.add(person)
    record_by_itself(session, person, "person.learned", now, before, {"brief_at": plain(at)})
    wake_items_of(session, person, now)
    refresh_home(session, person, now)
    return True
