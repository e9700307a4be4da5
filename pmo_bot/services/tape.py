"""Go back to an instant by what the events say, and let everything since happen again, event by event.

Each event tells which columns of which row changed, before and after.  Rows that were made since are taken away and
made again by the event that made them; what the plan made (messages, lines, rounds of escalations) is taken away and
left to the plan.  Who calls this works on a copy.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, SQLModel, col, delete, or_, select, update

from pmo_bot.model import (
    Artefact,
    Baseline,
    Decision,
    Escalation,
    Event,
    Item,
    Line,
    Pair,
    PairLine,
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Risk,
    Sent,
    Snapshot,
    Wording,
    Workspace,
)
from pmo_bot.services.imports import SOURCE
from pmo_bot.services.tape_apart import APART
from pmo_bot.services.tape_rows import change, named_row, take_away
from pmo_bot.store import editions
from pmo_bot.store.database import Database

MADE_BY: Mapping[str, tuple[type[SQLModel], str]] = {
    "item.created": (Item, "item_id"),
    "project.created": (Project, "project_id"),
    "person.met": (Person, "person_id"),
    "decision.logged": (Decision, "decision_id"),
}
"""The events that make a row, and the column that names it."""
FOLLOWS_ACTS = (PostKind.WELCOME, PostKind.GROUP, PostKind.ANNOUNCEMENT, PostKind.UPDATE)
"""Messages that somebody's act sends, whatever the policy is."""
BY_ITSELF = frozenset({"item.stood", "item.conversation", "radar.looked"})
"""What the plan and the courier write down by themselves: they will once more."""
BEYOND = 1_000_000
MAY_STILL_SPEAK = timedelta(days=45)
"""How long after it is closed an item may be owed a word."""


@dataclass
class Tape:
    """What happened since an instant, in its order; the rows it made; the texts it wrote."""

    start: datetime
    groups: list[list[Event]]
    """The events of one transaction happen together."""
    rows: dict[tuple[type[SQLModel], int], dict[str, Any]] = field(default_factory=dict)
    texts: dict[int, dict[str, str]] = field(default_factory=dict)
    """By event: what it made of the texts of its item, or of the assessment of that."""
    posts: list[dict[str, Any]] = field(default_factory=list)
    """Messages that acts sent, in their order."""
    refused: dict[str, str] = field(default_factory=dict)
    """The messages that Slack did not take, with its reason."""

    def next_at(self) -> datetime | None:
        """When the next thing happens."""
        return self.groups[0][0].recorded_at if self.groups else None


def rewind(db: Database, start: datetime) -> Tape:
    """Take the data back to how it was at `start`; the tape has what happened since."""
    with db.transaction() as session:
        since = select(Event).where(col(Event.recorded_at) >= start).order_by(col(Event.id))
        events = list(session.exec(since).all())
        tape = Tape(start, list(_groups(event for event in events if event.what not in BY_ITSELF)))
        _keep_posts(session, tape, start)
        wordings = _wordings(session, events)
        for event in reversed(events):
            _undo(session, tape, event, wordings.get(event.id, {}))
        session.flush()
        session.expunge_all()
        _forget(session, [event.id for event in events], start)
        _as_they_were(session, start)
        if events:
            _count_apart(session, events[-1])
        return tape


def _count_apart(session: Session, last: Event) -> None:
    """Events come back under their own numbers: what is written in between is numbered beyond all of them."""
    session.add(Event(id=last.id + BEYOND, team_id=last.team_id, what="replay.began", source="replay",
                      happened_at=last.happened_at, recorded_at=last.recorded_at))  # fmt: skip


def _groups(events: Iterable[Event]) -> Iterator[list[Event]]:
    """Events of one transaction: of one person at one instant, up to the next click."""
    group: list[Event] = []
    for event in events:
        if group and not _together(group[-1], event):
            yield group
            group = []
        group.append(event)
    if group:
        yield group


def _together(one: Event, next_: Event) -> bool:
    if (one.team_id, one.recorded_at, one.source) != (next_.team_id, next_.recorded_at, next_.source):
        return False
    return one.source == SOURCE or (one.actor_id == next_.actor_id and next_.once is None)


def _keep_posts(session: Session, tape: Tape, start: datetime) -> None:
    made = select(Post).where(col(Post.created_at) >= start, col(Post.kind).in_(FOLLOWS_ACTS)).order_by(col(Post.id))
    tape.posts = [_fresh(post) for post in session.exec(made)]
    lost = (col(Post.settled_at) >= start, col(Post.state).in_([PostState.DEAD, PostState.HELD]))
    tape.refused = {post.key: post.outcome for post in session.exec(select(Post).where(*lost))}


def _fresh(post: Post) -> dict[str, Any]:
    """A message as it was before anybody tried to send it."""
    began = {"id": None, "state": PostState.DUE, "attempts": 0, "outcome": "", "sent_id": None, "settled_at": None}
    return {**post.model_dump(), **began, "lease_until": None, "lease_by": None, "first_tried_at": None}


def _wordings(session: Session, events: Sequence[Event]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    ids = {event.id for event in events}
    for row in session.exec(select(Wording)):
        if row.event_id in ids:
            found.setdefault(row.event_id, {})[row.name] = row.was
    return found


# --- back ---------------------------------------------------------------------------------


def _undo(session: Session, tape: Tape, event: Event, said: Mapping[str, str]) -> None:
    made = MADE_BY.get(event.what)
    if made is not None:
        take_away(session, tape, made[0], getattr(event, made[1]))
        return
    if event.what in APART:
        APART[event.what](session, tape, event, event.before, event.after)
        _say_as_before(session, tape, event, said)
        return
    row = row_of(session, event)
    if row is None:
        return
    if isinstance(row, Item | Risk) and said:
        tape.texts[event.id] = {name: getattr(row, name) for name in said}
    change(row, {**event.before, **said})
    session.add(row)


def _say_as_before(session: Session, tape: Tape, event: Event, said: Mapping[str, str]) -> None:
    """The texts of a row that is no item, too, are what they were."""
    row = named_row(session, event) if said else None
    if row is not None:
        tape.texts[event.id] = {name: getattr(row, name) for name in said}
        change(row, said)
        session.add(row)


def row_of(session: Session, event: Event) -> SQLModel | None:
    """The row whose columns an event tells."""
    room = event.what.partition(".")[0]
    if room == "escalation":
        return _round(session, event)
    ids: dict[str, tuple[type[SQLModel], Any]] = {
        "item": (Item, event.item_id),
        "risk": (Risk, event.item_id),
        "project": (Project, event.project_id),
        "person": (Person, event.person_id),
        "decision": (Decision, event.decision_id),
        "workspace": (Workspace, event.team_id),
        "gate": (Artefact, event.after.get("artefact")),
    }
    kind, row_id = ids.get(room, (Item, None))
    return session.get(kind, row_id) if row_id is not None else None


def _round(session: Session, event: Event) -> Escalation | None:
    """The round that an event names; where another policy counts there may be none."""
    name = event.after
    if "round" not in name:
        return None
    session.flush()
    return session.exec(
        select(Escalation)
        .where(Escalation.team_id == event.team_id, Escalation.item_id == name["item"])
        .where(Escalation.commitment == name["commitment"], Escalation.round == name["round"])
    ).first()


def _forget(session: Session, events: Sequence[int], start: datetime) -> None:
    """What the plan made since is left to the plan; the events come back when they happen."""
    for table, made in (
        (Line, col(Line.created_at) >= start),
        (PairLine, col(PairLine.created_at) >= start),
        (Pair, col(Pair.created_at) >= start),
        (Sent, col(Sent.sent_at) >= start),
        (Post, col(Post.created_at) >= start),
        (Snapshot, col(Snapshot.taken_at) >= start),
        (Baseline, col(Baseline.taken_at) >= start),
        (Escalation, col(Escalation.created_at) >= start),
        (Event, col(Event.recorded_at) >= start),
    ):
        session.exec(delete(table).where(made))
    for first in range(0, len(events), 500):
        session.exec(delete(Wording).where(col(Wording.event_id).in_(events[first : first + 500])))


def _as_they_were(session: Session, start: datetime) -> None:
    """Messages under way at `start` are so again; everything is looked at."""
    on_the_way: dict[str, Any] = {"state": PostState.DUE, "attempts": 0, "first_tried_at": None, "retry_at": None,
                                  "lease_until": None, "lease_by": None}  # fmt: skip
    under_way = or_(col(Post.state) == PostState.SENDING, col(Post.settled_at) >= start)
    session.exec(update(Post).where(under_way).values(**on_the_way, settled_at=None, outcome=""))
    session.exec(update(Post).values(retry_at=None))
    session.exec(update(Escalation).where(col(Escalation.previewed_at) >= start).values(previewed_at=None))
    session.exec(update(Escalation).where(col(Escalation.void_at) >= start).values(void_at=None))
    session.exec(update(Line).where(col(Line.answered_at) >= start).values(answer=None, answered_at=None))
    session.exec(update(Person).where(col(Person.greeted_at) >= start).values(greeted_at=None))
    session.exec(update(Person).values(home_seen_at=None))
    speaks = or_(col(Item.closed_at).is_(None), col(Item.closed_at) >= start - MAY_STILL_SPEAK)
    session.exec(update(Item).where(speaks).values(wake_at=start))
    session.exec(update(Project).values(wake_at=start))
    for workspace in session.exec(select(Workspace)):
        editions.wake(session, workspace.team_id, start)
    session.exec(update(Workspace).values(wake_at=start))
