"""Let what is on a tape happen again: each group of events changes the rows as it did, and wakes what it woke."""

from datetime import datetime

from sqlmodel import Session, col, update

from pmo_bot.model import Event, Item, Line, Post, Project, Wording
from pmo_bot.services.links import LINKED, UNLINKED
from pmo_bot.services.notices import STILL_OPEN, wake_items_of, wake_project, wake_waiting
from pmo_bot.services.tape import MADE_BY, Tape, row_of
from pmo_bot.services.tape_apart import APART
from pmo_bot.services.tape_rows import change, named_row
from pmo_bot.store import queries
from pmo_bot.store.database import Database


def happen(db: Database, tape: Tape) -> None:
    """The next group of events happens."""
    group = tape.groups.pop(0)
    at = group[0].recorded_at
    with db.transaction() as session:
        for event in group:
            _happen(session, tape, event)
        session.flush()
        for event in group:
            _wake(session, event, at)
        _send(session, tape, at)


def _happen(session: Session, tape: Tape, event: Event) -> None:
    made = MADE_BY.get(event.what)
    if made is not None:
        row_id = getattr(event, made[1])
        kept = tape.rows.get((made[0], row_id))
        if kept is not None:
            row = made[0](**kept)
            change(row, event.after)
            session.add(row)
            session.flush()
    elif event.what in APART:
        APART[event.what](session, tape, event, event.after, event.before)
        if event.id in tape.texts and (named := named_row(session, event)) is not None:
            change(named, tape.texts[event.id])
            session.add(named)
    else:
        _change(session, tape, event)
    _record(session, tape, event)


def _change(session: Session, tape: Tape, event: Event) -> None:
    row = row_of(session, event)
    if row is None:
        return
    change(row, {**event.after, **tape.texts.get(event.id, {})})
    session.add(row)
    if event.what == "item.on_track":
        mine = (col(Line.team_id) == event.team_id, col(Line.item_id) == event.item_id)
        asked = (*mine, col(Line.person_id) == event.actor_id, col(Line.answer).is_(None))
        session.exec(update(Line).where(*asked).values(answer="track", answered_at=event.recorded_at))


def _record(session: Session, tape: Tape, event: Event) -> None:
    """The event is there again, and so is that it replaced texts."""
    session.add(Event(**event.model_dump()))
    session.flush()
    for name in tape.texts.get(event.id, {}):
        session.add(Wording(team_id=event.team_id, event_id=event.id, item_id=event.item_id, name=name, was=""))


def _wake(session: Session, event: Event, at: datetime) -> None:
    team, room = event.team_id, event.what.partition(".")[0]
    item = queries.item(session, team, event.item_id or event.after.get("item"))
    if item is not None:
        _wake_item(session, item, event, at)
    person, project = queries.person(session, team, event.person_id), queries.project(session, team, event.project_id)
    if room == "person" and person is not None:
        wake_items_of(session, person, at)
    if room in ("project", "policy") and project is not None:
        wake_project(session, project, at)
    elif room in ("policy", "workspace"):
        session.exec(update(Item).where(col(Item.team_id) == team, STILL_OPEN).values(wake_at=at))
        session.exec(update(Project).where(col(Project.team_id) == team).values(wake_at=at))


def _wake_item(session: Session, item: Item, event: Event, at: datetime) -> None:
    linked = event.what in (LINKED, UNLINKED)
    on = queries.item(session, item.team_id, (event.after or event.before).get("on")) if linked else None
    near = [item, *([on] if on is not None else [])]
    ids = [one.id for one in near]
    session.exec(update(Item).where(col(Item.team_id) == item.team_id, col(Item.id).in_(ids)).values(wake_at=at))
    for one in near:
        wake_waiting(session, one, at)


def _send(session: Session, tape: Tape, at: datetime) -> None:
    """The messages that were sent by what happened until now are due again."""
    while tape.posts and tape.posts[0]["created_at"] <= at:
        session.add(Post(**tape.posts.pop(0)))
