"""What leads say of their projects in their own words: drafted from the record, kept or posted when they say so."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from pmo_bot.model import Event, Person, Phase, Post, PostKind, Project, UpdateNote
from pmo_bot.model.update_note import SAID_LENGTH
from pmo_bot.rules.digest_facts import Declared
from pmo_bot.rules.fitting import fitting
from pmo_bot.rules.permission import may_lead
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.updates import Update
from pmo_bot.services.digest_batch import Batch
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.looking import seen_project
from pmo_bot.services.notices import refresh_homes, wake_project
from pmo_bot.services.projects import project_calendar, project_calendars
from pmo_bot.services.rows import make
from pmo_bot.store import queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

QUIET_AFTER = timedelta(days=14)
"""After so many days without a word of its lead a project is flagged in the portfolio; nobody is reminded of it."""
UNDER_WAY = (Phase.DELIVERY, Phase.HYPERCARE)


def leads(session: Session, person: Person, project_id: int) -> Project:
    """The project, if this person may speak for it."""
    project = seen_project(session, person, project_id)
    if project is None:
        raise Refused("no_project", key="")
    if not may_lead(person, project):
        raise Refused("not_lead", project=project, lead=queries.person(session, person.team_id, project.lead_id))
    return project


def keep(db: Database, act: Act, project_id: int, said: str, *, posted: bool) -> tuple[UpdateNote, Project]:
    """The lead's own words: the next report carries them, or they go to the project's channel at once.

    Refuses anybody who does not lead it, no words, and to post where there is no channel.
    """
    with db.transaction() as session:
        once_only(session, act)
        project = leads(session, act.person, project_id)
        if not said.strip():
            raise Refused("empty_update", field="said")
        if posted and project.channel is None:
            raise Refused("nowhere_to_post", project=project, field="where")
        row = UpdateNote(
            team_id=act.team, project_id=project.id, said=fitting(said, SAID_LENGTH, field="said"),
            by_id=act.person.id, posted=posted, created_at=act.now,
        )  # fmt: skip
        make(session, act, "update.written", row, project)
        if posted:
            _post(session, act, row, project)
        wake_project(session, project, act.now)
        refresh_homes(session, act, project.lead_id, project.sponsor_id)
        return row, project


def _post(session: Session, act: Act, row: UpdateNote, project: Project) -> None:
    post = Post(
        team_id=act.team,
        key=f"update:{row.id}",
        kind=PostKind.UPDATE,
        lane=f"channel:{project.channel}",
        project_id=project.id,
        on_date=project_calendar(session, project).today(act.now),
        not_before=act.now,
        created_at=act.now,
        why={"rule": "update", "update": row.id},
    )
    insert_once(session, post)


def read(session: Session, post: Post) -> Update | None:
    """What is posted; None where it is no longer there."""
    row = session.get(UpdateNote, post.why.get("update"))
    project = queries.project(session, post.team_id, post.project_id)
    if row is None or project is None:
        return None
    return Update(project, queries.person(session, post.team_id, row.by_id), row.said)


def for_reports(batch: Batch) -> dict[int, Declared]:
    """By project: what its lead wants the next report to carry; the newest counts."""
    kept = (col(UpdateNote.posted).is_(False), batch.new(UpdateNote.project_id, UpdateNote.created_at))
    rows = select(UpdateNote).where(UpdateNote.team_id == batch.team, *kept).order_by(col(UpdateNote.id))
    news = (row for row in batch.session.exec(rows) if batch.is_new(row.project_id, row.created_at))
    newest = {row.project_id: row for row in news}
    people = batch.people({row.by_id for row in newest.values()})
    return {one: Declared(people.get(row.by_id), row.said) for one, row in newest.items()}


def quiet_since(session: Session, projects: Sequence[Project], now: datetime) -> dict[int, date]:
    """By project under way: since when its lead has said nothing, where that is two weeks and more."""
    going = {one.id: one for one in projects if one.phase in UNDER_WAY and one.lead_id is not None}
    if not going:
        return {}
    team = projects[0].team_id
    told = select(Event.project_id, Event.actor_id, func.max(Event.happened_at)).where(
        Event.team_id == team, col(Event.project_id).in_(list(going)), col(Event.what).in_(SAID)
    )
    rows = session.exec(told.group_by(col(Event.project_id), col(Event.actor_id))).all()
    last = {(project_id, by): at for project_id, by, at in rows}
    heard = {one.id: max(one.created_at, last.get((one.id, one.lead_id), one.created_at)) for one in going.values()}
    quiet = {one: at for one, at in heard.items() if at <= now - QUIET_AFTER}
    calendars = project_calendars(session, [going[one] for one in quiet])
    return {one: calendars[one].today(at) for one, at in quiet.items()}


SAID = ("update.written", "project.changed", "project.colour_kept")
"""What counts as a word: whatever its lead said of the project as a whole."""
