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
    Absence,
    Artefact,
    Baseline,
    ChannelMember,
    Contingency,
    Decision,
    DecisionPerson,
    Escalation,
    Event,
    Freeze,
    Item,
    Lesson,
    Line,
    Link,
    Mitigation,
    Pair,
    PairLine,
    Part,
    Person,
    Policy,
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
from pmo_bot.services import requirements
from pmo_bot.services.events import fold
from pmo_bot.services.imports import SOURCE
from pmo_bot.services.lessons import forget_about, write_about
from pmo_bot.services.tags import write_skills
from pmo_bot.services.tape_pairs import replay_pair
from pmo_bot.services.tape_rows import WHAT, replay_row
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
        _take_away(session, tape, made[0], getattr(event, made[1]))
        return
    if event.what in APART:
        APART[event.what](session, tape, event, event.before, event.after)
        return
    row = row_of(session, event)
    if row is None:
        return
    if isinstance(row, Item | Risk) and said:
        tape.texts[event.id] = {name: getattr(row, name) for name in said}
    change(row, {**event.before, **said})
    session.add(row)


def _take_away(session: Session, tape: Tape, kind: type[SQLModel], row_id: int | None) -> None:
    row = session.get(kind, row_id) if row_id is not None else None
    if row is not None and row_id is not None:
        session.flush()
        tape.rows[kind, row_id] = row.model_dump()
        session.delete(row)
        session.flush()


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


NAMES_ROUND = frozenset({"item", "commitment", "round"})


def change(row: SQLModel, columns: Mapping[str, Any]) -> None:
    """Give a row the columns that an event tells, but for those that only name it."""
    names = {"id"} | (NAMES_ROUND if isinstance(row, Escalation) else frozenset())
    fold(row, {name: value for name, value in columns.items() if name not in names})


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


# --- events that are no columns of one row ----------------------------------------------------


def _link(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    if "on" in away:
        session.exec(delete(Link).where(col(Link.item_id) == event.item_id, col(Link.on_id) == away["on"]))
    if "on" in to:
        session.add(Link(team_id=event.team_id, item_id=event.item_id or 0, on_id=to["on"]))
    session.flush()


def _policy(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """A version is there once it is made; the one before was there already."""
    same = (col(Policy.team_id) == event.team_id, col(Policy.project_id).is_not_distinct_from(event.project_id))
    session.exec(delete(Policy).where(*same, col(Policy.version) > to["version"]))
    known = session.exec(select(Policy.id).where(*same, Policy.version == to["version"])).first()
    if known is None and to["version"] > away["version"]:
        session.add(
            Policy(team_id=event.team_id, project_id=event.project_id, version=to["version"], body=dict(to["body"]),
                   from_at=event.happened_at, by_id=event.actor_id)
        )  # fmt: skip
    session.flush()


def _absence(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    def same(told: Mapping[str, Any]) -> Absence:
        return Absence.model_validate({**told, "id": 0, "team_id": event.team_id})

    if "first" in away:
        gone = same(away)
        mine = (Absence.team_id == event.team_id, Absence.person_id == gone.person_id)
        row = session.exec(select(Absence).where(*mine, Absence.first == gone.first, Absence.last == gone.last)).first()
        if row is not None:
            session.delete(row)
    if "first" in to:
        session.add(Absence(**{**same(to).model_dump(), "id": None}))
    session.flush()


def _members(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    here = (col(ChannelMember.team_id) == event.team_id, col(ChannelMember.channel) == to["channel"])
    session.exec(delete(ChannelMember).where(*here))
    session.add_all(ChannelMember(team_id=event.team_id, channel=to["channel"], slack_id=one) for one in to["members"])
    session.flush()


def _seen(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    decision = session.get(Decision, event.decision_id) if event.decision_id is not None else None
    at = datetime.fromisoformat(to["seen_at"]) if to.get("seen_at") else None
    if decision is not None:
        mine = (col(DecisionPerson.team_id) == event.team_id, col(DecisionPerson.number) == decision.number)
        session.exec(
            update(DecisionPerson)
            .where(*mine, col(DecisionPerson.person_id) == event.person_id, col(DecisionPerson.part) != Part.CONSULTED)
            .values(seen_at=at)
        )


def _freeze(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """One that is set is a row, whose words the tape keeps meanwhile; one that is lifted is a column of it."""
    row_id = to.get("freeze") or away.get("freeze")
    row = session.get(Freeze, row_id)
    if event.what == "freeze.lifted" and row is not None:
        change(row, {"lifted_at": to["lifted_at"]})
        session.add(row)
    elif not to:
        _take_away(session, tape, Freeze, row_id)
    elif row is None and (kept := tape.rows.get((Freeze, row_id or 0))) is not None:
        session.add(Freeze(**{**kept, "lifted_at": None}))
    session.flush()


def _lesson(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """A row, whose words the tape keeps meanwhile, with what it is about."""
    row_id = to.get("lesson") or away.get("lesson")
    if not to:
        forget_about(session, row_id or 0)
        _take_away(session, tape, Lesson, row_id)
    elif (kept := tape.rows.get((Lesson, row_id or 0))) is not None:
        lesson = Lesson(**kept)
        session.add(lesson)
        session.flush()
        write_about(session, lesson, to.get("tags", ()))


def _measure(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    same = (col(Mitigation.team_id) == event.team_id, col(Mitigation.risk_id) == event.item_id)
    if "measure" in away:
        session.exec(delete(Mitigation).where(*same, col(Mitigation.item_id) == away["measure"]))
    if "measure" in to:
        session.add(Mitigation(team_id=event.team_id, risk_id=event.item_id or 0, item_id=to["measure"]))
    session.flush()


def _activated(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """The lines of the plan that counts name what was made of them."""
    risk = session.get_one(Risk, event.item_id)
    change(risk, to)
    session.add(risk)
    lines = select(Contingency).where(Contingency.team_id == event.team_id, Contingency.risk_id == event.item_id)
    for line in session.exec(lines.where(Contingency.plan == risk.plan)):
        line.item_id = to.get("made", {}).get(str(line.position))
        session.add(line)
    session.flush()


def _artefact(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    if "artefact" in away:
        _take_away(session, tape, Artefact, away["artefact"])
    kept = tape.rows.get((Artefact, to.get("artefact", 0)))
    if kept is not None:
        session.add(Artefact(**kept))
        session.flush()


def _requirements(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    requirements.replay(session, event, list(to["requirements"]))


def _skills(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    write_skills(session, event.team_id, event.person_id or 0, list(to["skills"]))


def _told_only(session: Session, tape: Tape, event: Event, to: Mapping[str, Any], away: Mapping[str, Any]) -> None:
    """It changed no row: it says who was brought together, and over what."""


APART = {
    "item.together": _told_only,
    "decision.together": _told_only,
    "item.linked": _link,
    "item.unlinked": _link,
    "policy.changed": _policy,
    "person.absent": _absence,
    "person.back": _absence,
    "channel.members": _members,
    "decision.seen": _seen,
    "freeze.set": _freeze,
    "freeze.lifted": _freeze,
    "lesson.learned": _lesson,
    "risk.measured": _measure,
    "risk.activated": _activated,
    "gate.required": _artefact,
    **dict.fromkeys(WHAT, replay_row),
    "person.skilled": _skills,
    "item.tagged": _requirements,
    "decision.tagged": _requirements,
    "pair.answered": replay_pair,
}
"""Called with what is to be, and with what is to go: back with `before, after`, on again with `after, before`."""
