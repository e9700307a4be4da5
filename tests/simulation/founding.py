"""Brings a made-up company into an empty database, by the services that real ones come through."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import event

from pmo_bot.model import Audience, Base, Mode, Person, Phase, Project, Role, Standing
from pmo_bot.services import editions, people, phases, projects, stakeholders, statements
from pmo_bot.services.editions import Wanted
from pmo_bot.services.events import Act
from pmo_bot.services.people import Profile
from pmo_bot.services.projects import NewProject
from pmo_bot.services.stakeholders import Care
from pmo_bot.store.database import Database
from tests.simulation.company import Company, Member, Venture
from tests.simulation.telling import Teller

TEAM = "T1"


def empty(url: str) -> Database:
    """A database that need not survive anything."""
    db = Database(url)
    event.listen(db.engine, "connect", careless)
    Base.metadata.create_all(db.engine)
    return db


def careless(connection: Any, _record: object) -> None:
    """Nothing of it need survive a power cut."""
    for pragma in ("synchronous=OFF", "journal_mode=MEMORY", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def found(db: Database, company: Company, teller: Teller, now: datetime) -> dict[str, int]:
    """Everybody and every project; ids by Slack id."""
    people.ensure_workspace(db, TEAM, now)
    staff = {member.slack_id: _join(db, member, now) for member in company.members}
    for person_id in staff.values():
        teller.person(person_id, now)
    for venture in company.ventures:
        teller.project(_begin(db, venture, staff, now), now)
    _answer_to(db, company, staff, teller, now)
    return staff


def _answer_to(db: Database, company: Company, staff: dict[str, int], teller: Teller, now: datetime) -> None:
    """A PMO lead says whom the PMO answers to: who gets its statements."""
    with db.reading() as session:
        lead = session.get_one(Person, staff[company.leads[0]])
    statements.name_sponsor(db, Act(lead, now), staff[company.sponsor])
    teller.house(company.sponsor, now)


def profile(member: Member, zone: str | None = None, standing: Standing | None = None) -> Profile:
    """What Slack says about somebody."""
    return Profile(member.slack_id, f"Name {member.slack_id}", zone or member.place.zone,
                   standing or Standing(member.standing), member.pmo)  # fmt: skip


def _join(db: Database, member: Member, now: datetime) -> int:
    person = people.know(db, TEAM, profile(member), now)
    with db.transaction() as session:
        row = session.get_one(Person, person.id)
        place = member.place
        row.workdays, row.opens, row.closes = place.week, place.opens, place.closes
        row.country, row.subdivision, row.brief_at = place.country, place.part, member.brief_at
        row.role = Role.PMO if member.pmo else Role.MEMBER
        session.add(row)
    return person.id


def _begin(db: Database, venture: Venture, staff: dict[str, int], now: datetime) -> int:
    with db.reading() as session:
        lead = session.get_one(Person, staff[venture.lead])
    channel = f"C:{venture.key}"
    if venture.private:
        people.set_members(db, TEAM, channel, frozenset(venture.members))
    wanted = NewProject(
        f"Project {venture.key}", venture.key, lead.id, staff[venture.sponsor] if venture.sponsor else None, channel,
        venture.private, Mode(venture.mode),
    )  # fmt: skip
    project = projects.create(db, Act(lead, now), wanted)
    if venture.live:
        with db.transaction() as session:
            phases.enter(session, Act(lead, now), session.get_one(Project, project.id), Phase.HYPERCARE)
    if not venture.private and lead.standing is Standing.MEMBER:
        _send_on(db, Act(lead, now), venture, staff)
    return project.id


def _send_on(db: Database, act: Act, venture: Venture, staff: dict[str, int]) -> None:
    """Its report goes to a second channel too, and to its sponsor alone."""
    editions.send_to(db, act, Wanted(venture.key, f"C:{venture.key}:steering", Audience.EXECUTIVE))
    if venture.sponsor:
        care = Care(staff[venture.sponsor], audience=Audience.SPONSOR, direct=True)
        stakeholders.note_person(db, act, venture.key, care)
