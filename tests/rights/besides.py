"""What hangs on a company's projects besides: rows that no click of its week makes, and the ids of what is there."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from pmo_bot.model import (
    About,
    Artefact,
    Audience,
    Edition,
    Escalation,
    Event,
    Freeze,
    Goal,
    Item,
    Kpi,
    Lesson,
    LessonAsked,
    Likeness,
    Pair,
    PairAnswer,
    Person,
    Phase,
    Project,
    Saying,
    Stakeholder,
    Win,
)
from pmo_bot.services import checks
from pmo_bot.services.events import Act
from tests.rights.company import (
    BEGINS,
    CLERK,
    MARKS,
    NAMES,
    NOW,
    ROLES,
    ROOMS,
    Company,
    directory,
    key,
    person_id,
    pmo,
    project,
    says,
    sends,
    stands_in,
    work,
)
from tests.rights.office import Office
from tests.rights.payloads import TEAM


def founded(url: str) -> Company:
    """All of it, on Friday morning."""
    office = Office.open(url, BEGINS, directory(), frozenset({"U0PMO"}))
    for who in NAMES:
        office.loop.run_until_complete(office.desk.meet(TEAM, who))
    for channel in directory().channels:
        office.loop.run_until_complete(office.desk.room(TEAM, channel, named=True))
    company = Company(office)
    with office.db.reading() as session:
        company.ids = {f"id_{role.replace(' ', '_')}": person_id(session, who) for role, who in (ROLES | CLERK).items()}
    pmo(company)
    for side in MARKS:
        project(company, side)
        work(company, side)
    office.until(NOW)
    stands_in(company)
    for side in MARKS:
        after(company, side)
    return company


def after(company: Company, side: str) -> None:
    """Rows that no click of this week makes, and the ids of those that are there."""
    office, mark, things = company.office, MARKS[side], company.things[side]
    with office.db.transaction() as session:
        home = session.exec(select(Project).where(Project.key == mark.upper())).one()
        things |= {"project": home.id, "channel": home.channel, "key": home.key}
        made: dict[str, SQLModel] = {
            "other pair": Pair(team_id=TEAM, key=f"{things['asked']}-{things['shared']}", kind=Likeness.WORK,
                               low=session.get_one(Item, things["asked"]).number, week=date(2026, 11, 30),
                               high=session.get_one(Item, things["shared"]).number, created_at=office.at,
                               answer=PairAnswer.DIFFERENT, answered_by_id=company.ids["id_owner"],
                               answered_at=office.at),
            "edition": Edition(team_id=TEAM, project_id=home.id, channel="C0ANNEX", audience=Audience.SPONSOR,
                               by_id=company.ids["id_lead"],
                               created_at=office.at),
            "pair": Pair(team_id=TEAM, key=f"{things['action']}-{things['sibling']}", kind=Likeness.WORK,
                         low=session.get_one(Item, things["action"]).number, week=date(2026, 11, 30),
                         high=session.get_one(Item, things["sibling"]).number, created_at=office.at),
            "stakeholder": Stakeholder(team_id=TEAM, project_id=home.id, person_id=company.ids["id_watcher"],
                                       cares=mark, created_at=office.at),
            "artefact": Artefact(team_id=TEAM, project_id=home.id,
                                 phase=Phase.VALUE, position=1, name=f"{mark} plan"),
        }  # fmt: skip
        for name, row in made.items():
            session.add(row)
            session.flush()
            things[name] = row.id  # type: ignore[attr-defined]
        _found(session, things, home)
        things["number"] = session.get_one(Item, things["action"]).number
        _checks(session, office, things, home)
    _clicked(company, side)


def _checks(session: Session, office: Office, things: dict[str, Any], home: Project) -> None:
    """What somebody is to look at again, and a benefit of something that is live."""
    lead, owner = person_id(session, "U0LEAD"), person_id(session, "U0OWNER")
    who = Act(session.get_one(Person, lead), office.at.astimezone(UTC))
    benefit = session.get_one(Kpi, things["benefit"])
    benefit.live_on = date(2026, 12, 1)
    session.add(benefit)
    milestone = session.get_one(Item, things["rehearsal"])
    for name, about, subject, whose in (
        ("figure asked", About.KPI, things["figure"], owner),
        ("lesson asked", About.LESSON, things["project"], lead), ("offered", About.OFFER, things["later"], owner),
        ("review", About.DECISION, things["decision"], owner),
    ):  # fmt: skip
        title = f"{home.name} {name}"
        made = checks.plan(session, who, about, subject, title=title, owner_id=whose, due=date(2026, 12, 17),
                           project_id=home.id)  # fmt: skip
        things[name] = made.id
    session.add(
        LessonAsked(team_id=TEAM, project_id=home.id, milestone_id=milestone.id, check_id=things["lesson asked"])
    )


def _clicked(company: Company, side: str) -> None:
    """What is left behind by who has left, and a date that moved before another."""
    office, things, room = company.office, company.things[side], ROOMS[side]
    says(office, "U0OWNER", f"done {key(office, things['confirmable'])} here it is", room)
    says(office, "U0SPONSOR", f"kpi K{things['benefit']} 7", room)
    says(office, "U0OWNER", f"kpi K{things['figure']} 7", room)
    window = office.click("U0LEAD", f"1:date:{things['before']}").windows[0]
    seen = sends(office, "U0LEAD", window, due="2026-12-23", reason="Legal is slow").windows
    if seen:
        sends(office, "U0LEAD", seen[0])
    window = office.click("U0LEAD", f"1:pulse:{things['adoption']}").windows[0]
    sends(office, "U0LEAD", window, people=["U0OWNER"])
    with office.db.transaction() as session:
        asked = select(Item.id).where(Item.about == About.PULSE, Item.about_id == things["adoption"])
        things["score asked"] = session.exec(asked).first()
        left = session.get_one(Person, person_id(session, "U0LEFT"))
        orphan = session.get_one(Item, things["unowned"]).model_copy()
        item = Item(
            **{
                **orphan.model_dump(exclude={"id", "number"}),
                "title": f"{MARKS[side]} orphan",
                "number": 900 + things["project"],
                "owner_id": left.id,
                "contact_id": None,
                "requester_id": None,
            }
        )
        session.add(item)
        session.flush()
        things["orphan"], things["leaver"] = item.id, left.id
    key_of = key(office, things["action"])
    office.event(
        type="message",
        channel="D0OWNER",
        channel_type="im",
        user="U0OWNER",
        ts=f"{things['project']}.5",
        text=f"{key_of} done",
    )
    office.event(
        type="message",
        channel="D0OWNER",
        channel_type="im",
        user="U0OWNER",
        ts=f"{things['project']}.6",
        text="on track",
    )
    with office.db.reading() as session:
        for saying in session.exec(select(Saying).order_by(col(Saying.id))):
            things["saying" if saying.item_id else "open saying"] = saying.id


def _found(session: Session, things: dict[str, Any], home: Project) -> None:
    things["lesson"] = session.exec(select(Lesson.id).where(Lesson.project_id == home.id)).first()
    things["win"] = session.exec(select(Win.id).where(Win.project_id == home.id)).first()
    things["freeze"] = session.exec(select(Freeze.id).where(Freeze.project_id == home.id)).first()
    for kpi in session.exec(select(Kpi).where(Kpi.project_id == home.id)):
        things[kpi.name.rpartition(" ")[2]] = kpi.id
    things["goal"] = session.exec(select(Goal.id)).first()
    for name in ("late", "later"):
        rounds = select(Escalation.id).where(Escalation.item_id == things[name]).order_by(col(Escalation.id).desc())
        things[f"packet {name}"] = session.exec(rounds).first()
    things["event"] = session.exec(
        select(Event.id).where(Event.item_id == things["action"], Event.what == "item.accepted")
    ).first()
