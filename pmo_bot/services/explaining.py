"""Why somebody hears about an item: what decides it now, and what made each message due that was sent."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Event, Item, Line, Person, Post, PostKind, PostState
from pmo_bot.rules.editions import EDITION, READER
from pmo_bot.rules.pages import page
from pmo_bot.rules.permission import may_see
from pmo_bot.rules.receipt import Told, Why, WhyMessage
from pmo_bot.rules.refusals import Refused
from pmo_bot.services import reading_editions
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.services.looking import may_read_on, visible_item
from pmo_bot.services.reading_pairs import in_message
from pmo_bot.store import queries
from pmo_bot.store.database import Database

TRAIL_SHOWN = 10
SILENT = ("item.noted",)
"""What is no answer to a message."""


def why(db: Database, reader: Person, now: datetime, item_id: int, *, start: int = 0, message: str = "") -> Why:
    """Explain the messages about an item, and the clicked one first; a hidden item and none at all sound the same."""
    team = reader.team_id
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, team, item_id), "")
        owner = queries.person(session, team, item.owner_id)
        trail = _trail(session, item)
        return Why(
            item, owner, *_reckoning(session, item, now), mine=_mine(trail, reader, message),
            trail=page(trail, TRAIL_SHOWN, start),
        )  # fmt: skip


def _mine(trail: Sequence[Told], reader: Person, message: str) -> Told | None:
    sent = [one for one in trail if one.line.person_id == reader.id and one.state is PostState.SENT]
    clicked = [one for one in sent if one.line.post_key == message]
    return next(iter(clicked or sent[-1:]), None)


def _reckoning(session: Session, item: Item, now: datetime) -> tuple[date | None, int]:
    """The effective due date and the policy version that decide what is sent about an item."""
    facts = item_facts(gather(session, item.team_id, now, [item]), [item])
    if not facts or item.due is None:
        return None, 0
    return facts[0].calendar.on_or_after(item.due), facts[0].ladder.version


# --- the lines of an item, or of a message ----------------------------------------------


def _trail(session: Session, item: Item) -> list[Told]:
    """Every line there ever was about an item, oldest first."""
    rows = session.exec(
        select(Line, Post)
        .join(Post, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key))
        .where(Line.team_id == item.team_id, Line.item_id == item.id)
        .order_by(col(Line.id))
    ).all()
    return _told(session, item.team_id, {item.id: item}, list(rows))


def _told(session: Session, team: str, items: dict[int, Item], rows: Sequence[tuple[Line, Post]]) -> list[Told]:
    ids = [i for line, _ in rows for i in (line.person_id, line.why.get("by"), line.why.get("instead_of"))]
    heard = answers(session, team, rows)
    ids += [event.actor_id for event in heard.values()]
    people = queries.people(session, team, [*ids, *(item.owner_id for item in items.values())])
    return [
        Told(
            line=line,
            item=items[line.item_id],
            person=people.get(line.person_id),
            state=PostState(post.state),
            arrived_at=post.settled_at if post.state is PostState.SENT else None,
            answer=heard.get(line.id),
            actor=people.get(heard[line.id].actor_id or 0) if line.id in heard else None,
            by=people.get(line.why.get("by") or 0),
            instead_of=people.get(line.why.get("instead_of") or 0),
            owner=people.get(items[line.item_id].owner_id or 0),
        )
        for line, post in rows
        if line.item_id in items
    ]


def answers(session: Session, team: str, rows: Sequence[tuple[Line, Post]]) -> dict[int, Event]:
    """By line: what its reader did with the item after it arrived, and before they were told of it again."""
    ids = {line.item_id for line, _ in rows}
    events = session.exec(
        select(Event)
        .where(Event.team_id == team, col(Event.item_id).in_(ids), col(Event.what).not_in(SILENT))
        .order_by(col(Event.happened_at), col(Event.id))
    ).all()
    found: dict[int, Event] = {}
    arrived = [(line, post.settled_at) for line, post in rows if post.state is PostState.SENT and post.settled_at]
    for line, at in arrived:
        later = [
            t for other, t in arrived if (other.item_id, other.person_id) == (line.item_id, line.person_id) and t > at
        ]
        until = min(later, default=None)
        for event in events:
            own = event.item_id == line.item_id and line.person_id in (event.actor_id, event.behalf_id)
            if own and event.happened_at >= at and (until is None or event.happened_at < until):
                found[line.id] = event
                break
    return found


# --- a whole message --------------------------------------------------------------------


def why_message(db: Database, reader: Person, key: str) -> WhyMessage:
    """Why a whole message was sent to this person, or to a channel whose project exists for them."""
    team = reader.team_id
    with db.reading() as session:
        post = queries.post(session, team, key)
        if post is None:
            return _report_by_name(session, reader, key)
        if post.person_id is not None and post.person_id != reader.id:
            raise Refused("not_your_message")
        project = queries.project(session, team, post.project_id)
        if project is not None and post.person_id is None and not _sees(session, reader, project.id):
            raise Refused("no_project", key="")
        lines = queries.lines_of(session, team, key)
        items = queries.items(session, team, [line.item_id for line in lines])
        items = {one: item for one, item in items.items() if may_read_on(session, reader, item)}
        told = _told(session, team, items, [(line, post) for line in lines])
        alike = bool(in_message(session, team, key, reader))
        name = project.name if project else ""
        return WhyMessage(PostKind(post.kind), post.on_date, post.why, tuple(told), name, alike)


def _report_by_name(session: Session, reader: Person, key: str) -> WhyMessage:
    """A report that was only looked at, or that left in another week than it was meant for."""
    if key.startswith((f"{EDITION}:", f"{READER}:")):
        return _edition_by_name(session, reader, key)
    kind, _, rest = key.partition(":")
    name, _, week = rest.partition(":")
    project = queries.project_by_key(session, reader.team_id, name)
    if kind != PostKind.DIGEST or project is None or not _sees(session, reader, project.id):
        raise Refused("old_button")
    return WhyMessage(PostKind.DIGEST, date.fromisoformat(week), {"zone": project.zone or ""}, (), project.name)


def _edition_by_name(session: Session, reader: Person, key: str) -> WhyMessage:
    """An edition that was only looked at."""
    place = reading_editions.outlet(session, reader.team_id, key)
    if place is None or (place.project_id is not None and not _sees(session, reader, place.project_id)):
        raise Refused("no_edition")
    project = queries.project(session, reader.team_id, place.project_id)
    zone = reading_editions.calendar(session, place).zone.key
    receipt = {"zone": zone, "cadence": place.cadence.value, "channel": place.channel}
    day = date.fromisoformat(key.rpartition(":")[2])
    return WhyMessage(PostKind.EDITION, day, receipt, (), project.name if project is not None else "")


def _sees(session: Session, reader: Person, project_id: int) -> bool:
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    return may_see(reader, queries.project(session, reader.team_id, project_id), rooms)
