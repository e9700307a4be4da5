"""Whom the PMO itself answers to, and the statement that they get of each month."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Person, Post, PostKind, Role, Standing, Workspace
from pmo_bot.rules import statement as rules
from pmo_bot.rules.gate import never_reached
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.statement import Statement
from pmo_bot.rules.upkeep import has_left
from pmo_bot.services.events import Act, once_only, record
from pmo_bot.services.goals import check_pmo
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_statement import statement
from pmo_bot.services.upkeep import tell_sponsorless
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

CHANGED = "workspace.changed"


def name_sponsor(db: Database, act: Act, person_id: int | None) -> Person | None:
    """From now on this person gets the statements; nobody, for None.  Only PMO leads say so, and only of members."""
    with db.transaction() as session:
        once_only(session, act)
        check_pmo(session, act)
        person = queries.person(session, act.team, person_id)
        if person is not None and (person.standing is not Standing.MEMBER or never_reached(person)):
            raise Refused("no_house_sponsor", person=person)
        workspace = queries.turn(session, act.team)
        was, workspace.sponsor_id = workspace.sponsor_id, person.id if person is not None else None
        workspace.wake_at = act.now
        session.add(workspace)
        if was != workspace.sponsor_id:
            record(session, act, CHANGED, before={"sponsor_id": was}, after={"sponsor_id": workspace.sponsor_id})
        return person


def sponsor_of(session: Session, team: str) -> Person | None:
    """Whom the PMO answers to."""
    workspace = queries.workspace(session, team)
    return queries.person(session, team, workspace.sponsor_id) if workspace is not None else None


def shown(db: Database, reader: Person, now: datetime, *, last: bool = False) -> Statement:
    """The statement of the month under way, or of the last one, as this reader may know it.

    Only PMO leads and whoever the PMO answers to read it.
    """
    with db.reading() as session:
        sponsor = sponsor_of(session, reader.team_id)
        if reader.role is not Role.PMO and (sponsor is None or sponsor.id != reader.id):
            raise Refused("not_your_statement", leads=queries.pmo_leads(session, reader.team_id))
        calendar = calendar_of(session, sponsor or reader)
        first = calendar.today(now).replace(day=1)
        return statement(session, reader, calendar, rules.before(first) if last else first, now)


# --- once a month -----------------------------------------------------------------------


def plan_statement(session: Session, workspace: Workspace, now: datetime) -> tuple[int, list[datetime]]:
    """Insert the statement that should have left by now: how many that made, and when the next one leaves."""
    sponsor = queries.person(session, workspace.team_id, workspace.sponsor_id)
    if sponsor is None:
        return 0, []
    if never_reached(sponsor):
        return (tell_sponsorless(session, workspace.team_id, sponsor, now) if has_left(sponsor) else 0), []
    calendar = calendar_of(session, sponsor)
    first = rules.owed(calendar, max(_named_at(session, workspace), workspace.started_at), now)
    made = int(insert_once(session, _post(workspace.team_id, sponsor, first, now))) if first is not None else 0
    return made, [rules.next_at(calendar, now)]


def _named_at(session: Session, workspace: Workspace) -> datetime:
    """Since when they are the one."""
    changes = session.exec(
        select(Event).where(Event.team_id == workspace.team_id, Event.what == CHANGED).order_by(col(Event.id).desc())
    )
    found = next((one.happened_at for one in changes if "sponsor_id" in one.after), None)
    return found or workspace.started_at


def _post(team: str, sponsor: Person, first: date, now: datetime) -> Post:
    return Post(
        team_id=team,
        key=f"statement:{first:%Y-%m}",
        kind=PostKind.STATEMENT,
        lane=f"person:{sponsor.id}",
        person_id=sponsor.id,
        on_date=first,
        not_before=now,
        created_at=now,
        why={"rule": "statement", "zone": sponsor.zone, "month": first.isoformat()},
    )


def read(session: Session, post: Post, now: datetime) -> Statement | None:
    """What a statement says now; None when the PMO answers to somebody else by now."""
    sponsor = sponsor_of(session, post.team_id)
    if sponsor is None or sponsor.id != post.person_id:
        return None
    first = date.fromisoformat(post.why["month"])
    return statement(session, sponsor, calendar_of(session, sponsor), first, now, post.key)
