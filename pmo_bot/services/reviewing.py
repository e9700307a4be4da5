"""Read whether the rules are worth what they send: by rule, over the last two months."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Line, LineKind, Person, Post, PostKind, PostState, Project, Role
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.left_out import left_out
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.retro import Review, Sample, brought_little, figures, unused
from pmo_bot.services.measuring_friction import adoption, friction
from pmo_bot.services.people import calendar_for, calendar_of
from pmo_bot.services.policies import in_force
from pmo_bot.services.sight import Sight
from pmo_bot.services.trying import may_try
from pmo_bot.store import queries
from pmo_bot.store.database import Database

RULES_OVER, FIELDS_OVER = timedelta(days=60), timedelta(days=30)
NO_ANSWERS = frozenset(
    f"item.{what}" for what in ("created", "noted", "freed", "waits_again", "turned", "linked", "unlinked")
)


def review(db: Database, reader: Person, now: datetime, key: str | None, here: str | None = None) -> Review:
    """A project for whoever may change it, all that a PMO lead may see for them.

    Figures are per rule, never per person.  `here` is the channel where everybody will read it.
    """
    project = may_try(db, reader, key) if key is not None else None
    found = in_force(db, reader, key)
    with db.reading() as session:
        if project is None and reader.role is not Role.PMO:
            raise Refused("not_pmo", leads=list(queries.pmo_leads(session, reader.team_id)))
        today = calendar_of(session, reader)
        items = _items(session, reader, project, here)
        by_rule = figures(_samples(session, reader.team_id, items, now), found.body)
        sent = _sent(session, reader.team_id, items, now)
        acts = [event for event in _acts(session, reader.team_id, now) if event.item_id in items]
        made = [item for item in items.values() if item.created_at >= now - FIELDS_OVER and item.ref is None]
        return Review(
            project=project,
            first=today.today(now - RULES_OVER),
            last=today.today(now),
            figures=by_rule,
            quiet=brought_little(by_rule),
            unused=tuple(field for field in unused(made) if field not in left_out(found.body)),
            made=len(made),
            finished=sum(item.closed_at is not None and item.closed_at >= now - RULES_OVER for item in items.values()),
            messages=_messages(session, reader.team_id, items, now),
            clicks=len(acts),
            friction=friction(session, reader.team_id, items, sent, acts, now - RULES_OVER, now, left_out(found.body)),
            adoption=adoption(session, reader.team_id, now) if project is None else None,
        )


def _items(session: Session, reader: Person, project: Project | None, here: str | None) -> dict[int, Item]:
    wanted = select(Item).where(Item.team_id == reader.team_id)
    if project is not None:
        wanted = wanted.where(Item.project_id == project.id)
    return {item.id: item for item in Sight(session, reader, here).of(session.exec(wanted))}


def _sent(session: Session, team: str, items: Mapping[int, Item], now: datetime) -> list[tuple[Line, Post]]:
    rows = session.exec(
        select(Line, Post)
        .join(Post, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key))
        .where(Line.team_id == team, Post.state == PostState.SENT, col(Post.settled_at) >= now - RULES_OVER)
        .order_by(col(Line.id))
    ).all()
    return [(line, post) for line, post in rows if line.item_id in items]


def _messages(session: Session, team: str, items: Mapping[int, Item], now: datetime) -> int:
    return len({post.key for _, post in _sent(session, team, items, now) if post.kind is not PostKind.DIGEST})


def _acts(session: Session, team: str, now: datetime) -> Sequence[Event]:
    acts = select(Event).where(Event.team_id == team, col(Event.recorded_at) >= now - RULES_OVER)
    answers = (col(Event.item_id).is_not(None), col(Event.what).not_in(NO_ANSWERS), Event.source != "import")
    return session.exec(acts.where(*answers).order_by(col(Event.id))).all()


def _samples(session: Session, team: str, items: Mapping[int, Item], now: datetime) -> list[Sample]:
    acts: dict[int, list[Event]] = {}
    for event in _acts(session, team, now):
        acts.setdefault(event.item_id or 0, []).append(event)
    sent = _sent(session, team, items, now)
    people = queries.people(session, team, [line.person_id for line, _ in sent])
    absences = queries.absences(session, team, list(people))
    calendars = {one.id: calendar_for(one, absences.get(one.id)) for one in people.values()}
    return [
        _sample(line, post, acts.get(line.item_id, ()), calendars[line.person_id])
        for line, post in sent
        if line.person_id in calendars and line.kind is not LineKind.COVER
    ]


def _sample(line: Line, post: Post, acts: Sequence[Event], calendar: Calendar) -> Sample:
    """After how many working days its reader did something about the item, and after how many it was done."""
    at = post.settled_at or post.created_at
    later = [event for event in acts if event.recorded_at >= at]
    answer = next((event for event in later if event.actor_id == line.person_id), None)
    done = next((event for event in later if event.what == "item.done"), None)
    return Sample(line.kind, line.step, *(_days(calendar, at, event) for event in (answer, done)))


def _days(calendar: Calendar, at: datetime, event: Event | None) -> int | None:
    if event is None:
        return None
    return calendar.between(calendar.today(at), calendar.today(event.recorded_at))
