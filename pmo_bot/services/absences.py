"""Time away: who is away when, who stands in for them, and for whom somebody stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import Absence, Item, Person, Standing
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import Act, once_only, record, told
from pmo_bot.services.notices import refresh_homes, wake_items_of
from pmo_bot.services.people import zone_of
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def add_absence(db: Database, act: Act, first: date, last: date, delegate_id: int | None = None) -> Absence:
    """Somebody is away, both days included; their items wait, and the delegate stands in.

    Said anew with another end, another beginning or another delegate, it is changed rather than noted twice.  Refuses
    dates in the wrong order or in the past, and a delegate who cannot answer.
    """
    if last < first:
        raise Refused("absence_reversed", first=first, last=last)
    with db.transaction() as session:
        once_only(session, act)
        if last < _today(act.person, act.now):
            raise Refused("absence_past", day=last)
        _check_delegate(act.person, queries.person(session, act.team, delegate_id))
        absence = _said_before(session, act, first, last)
        before, former = (told(absence), absence.delegate_id) if absence is not None else ({}, None)
        absence = absence or Absence(team_id=act.team, person_id=act.person.id, first=first, last=last)
        if absence.first >= _today(act.person, act.now):  # else it has begun, and when it began stays true
            absence.first = first
        absence.last, absence.delegate_id = last, delegate_id
        session.add(absence)
        session.flush()
        record(session, act, "person.absent", person=act.person, before=before, after=told(absence))
        wake_items_of(session, act.person, act.now)
        refresh_homes(session, act, delegate_id, former)
        return absence


def _said_before(session: Session, act: Act, first: date, last: date) -> Absence | None:
    """The absence that these days are another word about: it begins or ends on the same day."""
    return next((a for a in ahead(session, act.person, act.now) if a.first == first or a.last == last), None)


def _check_delegate(person: Person, delegate: Person | None) -> None:
    if delegate is None:
        return
    if delegate.id == person.id:
        raise Refused("stands_in_for_oneself")
    if delegate.standing not in (Standing.MEMBER, Standing.GUEST):
        raise Refused("cannot_stand_in", person=delegate)


def end_absence(db: Database, act: Act, absence_id: int | None = None) -> Absence | None:
    """Somebody is back, or does not go: without an id, all that is now, else the next one.  None when there is none."""
    with db.transaction() as session:
        once_only(session, act)
        today = _today(act.person, act.now)
        coming = ahead(session, act.person, act.now)
        ended = [one for one in coming if one.id == absence_id or (absence_id is None and one.first <= today)]
        if absence_id is None and not ended:
            ended = list(coming[:1])
        for number, absence in enumerate(ended):
            _end(session, act if number == 0 else act.without_once, absence, today)
        if ended:
            wake_items_of(session, act.person, act.now)
            refresh_homes(session, act, *(absence.delegate_id for absence in ended))
        return ended[0] if ended else None


def _end(session: Session, act: Act, absence: Absence, today: date) -> None:
    """What is over stays as it was; what never began is taken back."""
    before = told(absence)
    if absence.first < today:
        absence.last = today - timedelta(days=1)
        session.add(absence)
        record(session, act, "person.back", person=act.person, before=before, after=told(absence))
    else:
        record(session, act, "person.back", person=act.person, before=before)
        session.delete(absence)
    session.flush()


def ahead(session: Session, person: Person, now: datetime) -> Sequence[Absence]:
    """Somebody's absences that are not over, the next one first."""
    mine = (Absence.team_id == person.team_id, Absence.person_id == person.id)
    return session.exec(
        select(Absence).where(*mine, col(Absence.last) >= _today(person, now)).order_by(col(Absence.first))
    ).all()


# --- standing in ----------------------------------------------------------------------


def covered(session: Session, person: Person, now: datetime) -> Sequence[Absence]:
    """The absences, now and ahead, in which this person stands in for somebody, the next one first."""
    rows = session.exec(
        select(Absence, Person)
        .join(Person, col(Person.id) == Absence.person_id)
        .where(Absence.team_id == person.team_id, Absence.delegate_id == person.id)
        .order_by(col(Absence.first))
    ).all()
    return [absence for absence, absent in rows if absence.last >= _today(absent, now)]


def stood_in_for(session: Session, person: Person, now: datetime) -> list[Person]:
    """Those who are away today, where they live, and for whom this person stands in."""
    rows = session.exec(
        select(Person, Absence)
        .join(Absence, col(Absence.person_id) == Person.id)
        .where(Absence.team_id == person.team_id, Absence.delegate_id == person.id)
        .order_by(col(Person.id))
    ).all()
    away = [one for one, absence in rows if absence.first <= _today(one, now) <= absence.last]
    return list({one.id: one for one in away}.values())


def for_one_of(session: Session, act: Act, ids: Iterable[int | None]) -> Act | None:
    """The same act, said by one of these, or for the first of them for whom whoever acts stands in; else None."""
    wanted = [one for one in ids if one is not None]
    if act.person.id in wanted:
        return act
    absent = {one.id: one for one in stood_in_for(session, act.person, act.now)} if wanted else {}
    behalf = next((absent[one] for one in wanted if one in absent), None)
    return replace(act, behalf=behalf) if behalf is not None else None


def as_said(session: Session, act: Act, item: Item) -> Act:
    """The act with the name of the person for whom it is done, where it is nobody's own doing.

    Who owns, asked for or was named for an item acts for themselves; else they may stand in for one of these, or for
    who leads or sponsors the project.
    """
    if act.behalf is not None:
        return act
    own = (item.owner_id, item.requester_id, item.contact_id)
    project = queries.project(session, item.team_id, item.project_id)
    leads = (project.lead_id, project.sponsor_id) if project is not None else ()
    return for_one_of(session, act, own) or for_one_of(session, act, leads) or act


def _today(person: Person, now: datetime) -> date:
    return now.astimezone(zone_of(person.zone)).date()
