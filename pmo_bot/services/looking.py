"""What somebody looks up: projects, cards, and how things stand behind a message that was clicked late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, select

from pmo_bot.model import Decision, DecisionOption, Event, Goal, Item, Kind, Line, Person, Project, Sent
from pmo_bot.rules.permission import may_see, may_see_item, may_tell, may_tell_item
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.events import notes
from pmo_bot.services.notices import EDITED_FOR
from pmo_bot.services.people import calendar_of
from pmo_bot.store import decisions, queries, requirements, value
from pmo_bot.store.database import Database


def visible_projects(db: Database, reader: Person, here: str | None = None) -> list[Project]:
    """The projects that exist for this reader, and for everybody `here` if the answer goes to a channel."""
    with db.reading() as session:
        rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
        found = queries.projects(session, reader.team_id)
        return [p for p in found if may_see(reader, p, rooms) and may_tell(p, here)]


def person(db: Database, reader: Person, person_id: int) -> Person | None:
    """Somebody of the reader's workspace, as buttons name them."""
    with db.reading() as session:
        return queries.person(session, reader.team_id, person_id)


def seen_project(session: Session, reader: Person, project_id: int | None) -> Project | None:
    """A project by its id, if it exists for this reader."""
    found = queries.project(session, reader.team_id, project_id)
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    return found if found is not None and may_see(reader, found, rooms) else None


# --- one item -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Card:
    """One item with its history, for one reader."""

    reader: Person
    item: Item
    owner: Person | None
    requester: Person | None
    project: Project | None
    blocker: Person | None
    blocked_on: Item | None
    events: tuple[Event, ...]
    people: dict[int, Person]
    notes: dict[int, str]
    waiting: tuple[Item, ...]
    today: date
    options: tuple[DecisionOption, ...] = ()
    """What there is to choose from, where a decision is asked for."""
    words: str = ""
    """What was said at the last turn of the handshake."""
    goal: Goal | None = None
    """What its project is for; of goals guests and people of other organisations know nothing."""
    requirements: tuple[str, ...] = ()
    """The names of the requirements that it is for itself."""


def card(db: Database, reader: Person, now: datetime, item_id: int, here: str | None = None) -> Card:
    """One item by its id, as buttons name it; a hidden one and none at all sound the same.

    `here` is the channel where everybody will read it: then other items are named only as that channel may know them.
    """
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, reader.team_id, item_id), "")
        team, asks = reader.team_id, item.kind is Kind.DECISION
        events = tuple(queries.events_of(session, team, item.id))
        actors = [who for event in events for who in (event.actor_id, event.behalf_id, event.after.get("owner_id"))]
        people = queries.people(session, team, [*actors, item.owner_id, item.requester_id, item.blocked_by_id])
        home = queries.project(session, team, item.project_id)
        return Card(
            reader=reader,
            item=item,
            owner=people.get(item.owner_id or 0),
            requester=people.get(item.requester_id or 0),
            project=home,
            goal=value.goal(session, team, home.goal_id) if home is not None and may_see(reader, None, ()) else None,
            blocker=people.get(item.blocked_by_id or 0),
            blocked_on=seen_or_none(session, reader, queries.item(session, team, item.blocked_on_id), here),
            events=events,
            people=people,
            notes=notes(session, team, (event.note_id for event in events)),
            waiting=seen_among(session, reader, queries.waiting_for(session, team, [item.id]).get(item.id, ()), here),
            today=calendar_of(session, reader).today(now),
            requirements=tuple(one.name for one in requirements.of_number(session, team, item.number)),
            options=decisions.options_of(session, team, [item.number]).get(item.number, ()) if asks else (),
            words=notes(session, team, [item.offer_note_id]).get(item.offer_note_id or 0, ""),
        )


def named_decision(session: Session, reader: Person, key: str) -> Decision | None:
    """The decision with this key, if there is one that exists for this reader; a question is none yet."""
    number = int(key.rpartition("-")[2])
    found = decisions.by_number(session, reader.team_id, number)
    asked = queries.item_by_number(session, reader.team_id, number)
    if found is None or (asked is not None and asked.is_open):
        return None
    return found if sees_decision(session, reader, found) else None


def sees_decision(session: Session, reader: Person, decision: Decision) -> bool:
    """Whether it exists for this reader: whoever decided or wrote it down may know of it, as with an item of theirs."""
    home = queries.project(session, reader.team_id, decision.project_id)
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    return reader.id in (decision.decider_id, decision.logged_by_id) or may_see(reader, home, rooms)


def named_item(session: Session, reader: Person, key: str) -> Item:
    """The item with this key, whatever its letter: a key survives a change of kind.  A decision says that it is one."""
    team, number = reader.team_id, int(key.rpartition("-")[2])
    found = queries.item_by_number(session, team, number)
    decision = decisions.by_number(session, team, number) if found is None else None
    if decision is not None and sees_decision(session, reader, decision):
        raise Refused("is_decision", decision=decision, decider=queries.person(session, team, decision.decider_id))
    return visible_item(session, reader, found, key)


def visible_item(session: Session, reader: Person, item: Item | None, key: str) -> Item:
    """The item, if it exists for this reader; else the refusal names only what they typed themselves."""
    if item is None or seen_or_none(session, reader, item) is None:
        raise Refused("no_item", key=key)
    return item


def seen_or_none(session: Session, reader: Person, item: Item | None, here: str | None = None) -> Item | None:
    """The item, if it exists for this reader and, where a channel will read it, for that."""
    if item is None:
        return None
    project = queries.project(session, reader.team_id, item.project_id)
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    return item if may_see_item(reader, item, project, rooms) and may_tell_item(item, project, here) else None


def may_read_on(session: Session, reader: Person, item: Item) -> bool:
    """Whether a message that somebody was sent may go on telling of an item when it is rendered anew.

    It exists for them, or they run its project: who was named for that is asked, wherever they are.
    """
    home = queries.project(session, reader.team_id, item.project_id)
    runs = home is not None and reader.id in (home.lead_id, home.sponsor_id)
    return runs or seen_or_none(session, reader, item) is not None


def seen_among(session: Session, reader: Person, items: Iterable[Item], here: str | None = None) -> tuple[Item, ...]:
    """Those of some items that exist for this reader and, where a channel will read them, for that."""
    return tuple(one for one in items if seen_or_none(session, reader, one, here) is not None)


# --- messages that were clicked -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot, and when it was sent."""

    key: str
    sent_at: datetime

    @property
    def is_for_all(self) -> bool:
        """Whether it stays as it was for all who read along: whoever clicks there is answered alone."""
        return self.key.startswith(("digest:", "decision:", "edition:", "reader:", "group:"))

    def is_kept_up(self, now: datetime) -> bool:
        """Whether it will show what a click in it did: what was sent long ago is edited no more."""
        return not self.is_for_all and self.sent_at > now - EDITED_FOR


def shown(db: Database, team: str, channel: str, ts: str) -> Shown | None:
    """The message of the outbox at this place; None for any other."""
    with db.reading() as session:
        found = session.exec(select(Sent).where(Sent.team_id == team, Sent.channel == channel, Sent.ts == ts)).first()
        return Shown(found.key, found.sent_at) if found is not None else None


@dataclass(frozen=True, slots=True)
class Since:
    """What happened to an item after a message about it was sent."""

    item: Item
    event: Event
    actor: Person | None
    owner: Person | None


SETTLES = (
    "item.done",
    "item.dropped",
    "item.moved",
    "item.approved",
    "item.assigned",
    "item.edited",
    "item.undone",
    "item.reopened",
)
"""What closes an item or makes it another commitment."""


def since(db: Database, reader: Person, message: Shown, *, item_id: int = 0, escalation_id: int = 0) -> Since | None:
    """What made a line of a message old: it was closed, or has another owner or date; None while it holds."""
    with db.reading() as session:
        team = reader.team_id
        about = Line.escalation_id == escalation_id if escalation_id else Line.item_id == item_id
        line = session.exec(select(Line).where(Line.team_id == team, Line.post_key == message.key, about)).first()
        item = queries.item(session, team, line.item_id) if line is not None else None
        if line is None or item is None or (item.is_open and item.commitment == line.commitment):
            return None
        visible_item(session, reader, item, "")
        last = [e for e in queries.events_of(session, team, item.id) if e.what in SETTLES]
        if not last:
            return None
        known = queries.people(session, reader.team_id, [last[-1].actor_id, item.owner_id])
        return Since(item, last[-1], known.get(last[-1].actor_id or 0), known.get(item.owner_id or 0))
