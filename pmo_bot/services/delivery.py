"""Between the outbox and Slack: claim, re-check that it is still wanted, hand out facts, settle.

`jobs.deliver` does the sending in between; everything here is one transaction each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select, update

from pmo_bot.clock import real_now
from pmo_bot.model import (
    Escalation,
    Item,
    Line,
    LineKind,
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Sent,
    Snapshot,
)
from pmo_bot.rules.brief import Brief, wants_answer
from pmo_bot.rules.digest import Digest
from pmo_bot.rules.gate import Reason, Verdict, may_notify
from pmo_bot.rules.home import Home
from pmo_bot.rules.packet import Ask
from pmo_bot.services import reading
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.store import outbox, queries
from pmo_bot.store.database import Database

REASONS = {
    PostKind.BRIEF: Reason.BRIEF,
    PostKind.ASK: Reason.ASK,
    PostKind.DIGEST: Reason.CHANNEL,
    PostKind.THREAD: Reason.CHANNEL,
    PostKind.EDIT: Reason.EDIT,
    PostKind.HOME: Reason.EDIT,
}
ATTEMPTS = 8
"""A message that failed this often is given up and shown as a dead letter."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Content that was rendered before: a payload as it is."""

    body: dict[str, Any]

    def payload(self) -> dict[str, Any]:
        """The arguments for Slack, without the address."""
        return self.body


Content = Brief | Ask | Digest | Home | Fixed


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed message with all that is needed to send it."""

    post: Post
    content: Content
    person: Person | None
    channel: str
    """Where it goes; empty while the direct channel is not known."""
    sent: Sent | None = None
    """The message that this one edits, or hangs below."""


def claim(db: Database, now: datetime, lease: timedelta, worker: str, limit: int) -> Sequence[Post]:
    """Take messages that may leave now."""
    with db.transaction() as session:
        return outbox.claim(session, now, real_now(), lease, worker, limit)


def prepare(db: Database, post: Post, now: datetime, worker: str) -> Parcel | None:
    """What to send, as things are now; None when it is no longer wanted or has to wait, which is noted."""
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is None:
            return None
        verdict = _gate(session, held, now)
        if verdict.until is not None:
            _put_back(session, held, verdict.until)
            return None
        if not verdict.go:
            _drop(session, held, now, verdict.because)
            return None
        parcel = _parcel(session, held, now)
        if parcel is None:
            return None
        session.expunge_all()
        return parcel


def _gate(session: Session, post: Post, now: datetime) -> Verdict:
    person = queries.person(session, post.team_id, post.person_id)
    project = queries.project(session, post.team_id, post.project_id)
    if person is not None:
        calendar = calendar_of(session, person)
    elif project is not None:
        calendar = project_calendar(session, project)
    else:
        return Verdict(False, because="nobody to tell")
    if post.kind is PostKind.EDIT and person is None:
        return Verdict(False, because="a sent digest is not rewritten")
    return may_notify(person, calendar, REASONS[post.kind], now, _asks_sent(session, post, calendar.today(now)))


def _asks_sent(session: Session, post: Post, day: object) -> int:
    if post.kind is not PostKind.ASK:
        return 0
    return session.exec(
        select(func.count())
        .select_from(Post)
        .where(Post.team_id == post.team_id, Post.person_id == post.person_id, Post.kind == PostKind.ASK)
        .where(Post.on_date == day, Post.state == PostState.SENT)
    ).one()


def _parcel(session: Session, post: Post, now: datetime) -> Parcel | None:
    match post.kind:
        case PostKind.BRIEF:
            return _brief(session, post, now)
        case PostKind.ASK:
            return _ask(session, post, now)
        case PostKind.DIGEST:
            return _digest(session, post, now)
        case PostKind.HOME:
            person = session.get_one(Person, post.person_id)
            return Parcel(post, reading.home(session, person, now, first_visit=bool(post.why.get("first"))), person, "")
        case PostKind.EDIT:
            return _edit(session, post, now)
        case PostKind.THREAD:
            sent = session.get_one(Sent, post.sent_id)
            return Parcel(post, Fixed(post.body or {}), None, sent.channel, sent)


def _brief(session: Session, post: Post, now: datetime) -> Parcel | None:
    person = session.get_one(Person, post.person_id)
    day = calendar_of(session, person).today(now)
    if post.on_date != day:
        _give_back_lines(session, post, now)
        _drop(session, post, now, "its day is over")
        return None
    content = reading.brief(session, post, now)
    if not any(wants_answer(entry, person, day) for entry in content.entries):
        _give_back_lines(session, post, now)
        _drop(session, post, now, "nothing left to say")
        return None
    return Parcel(post, content, person, person.dm_channel or "")


def _ask(session: Session, post: Post, now: datetime) -> Parcel | None:
    person = session.get_one(Person, post.person_id)
    content = reading.ask(session, post, now)
    if not any(packet.is_live for packet in content.packets):
        _give_back_lines(session, post, now)
        _drop(session, post, now, "answered already")
        return None
    return Parcel(post, content, person, person.dm_channel or "")


def _give_back_lines(session: Session, post: Post, now: datetime) -> None:
    """What an unsent message carried was not said: let the plan owe it again."""
    lines = session.exec(select(Line).where(Line.team_id == post.team_id, Line.post_key == post.key)).all()
    for line in lines:
        _void_preview(session, line, now)
        session.delete(line)
    ids = [line.item_id for line in lines]
    session.exec(update(Item).where(col(Item.id).in_(ids), col(Item.closed_at).is_(None)).values(wake_at=now))


def _void_preview(session: Session, line: Line, now: datetime) -> None:
    if line.kind is LineKind.PREVIEW and line.escalation_id is not None:
        escalation = session.get_one(Escalation, line.escalation_id)
        escalation.void_at = now
        session.add(escalation)


def _digest(session: Session, post: Post, now: datetime) -> Parcel | None:
    project = session.get_one(Project, post.project_id)
    content = reading.digest(session, project, now, post.on_date)
    return Parcel(post, content, None, project.channel or "")


def _edit(session: Session, post: Post, now: datetime) -> Parcel | None:
    sent = session.get_one(Sent, post.sent_id)
    original = session.exec(select(Post).where(Post.team_id == post.team_id, Post.key == sent.key)).one()
    content: Content
    if original.kind is PostKind.BRIEF:
        content = reading.brief(session, original, now)
    else:
        content = reading.ask(session, original, now)
    person = session.get_one(Person, post.person_id)
    return Parcel(post, content, person, sent.channel, sent)


# --- what became of it ------------------------------------------------------------------


def keep_dm(db: Database, person: Person, channel: str) -> None:
    """Remember the direct channel: a message whose answer was lost is looked up there."""
    with db.transaction() as session:
        session.exec(update(Person).where(col(Person.id) == person.id).values(dm_channel=channel))


def settle_sent(
    db: Database, post: Post, worker: str, now: datetime, channel: str, ts: str, thread: Sequence[dict[str, Any]] = ()
) -> bool:
    """It arrived; `thread` is what follows below it.

    False when the lease was lost meanwhile: whoever holds it now finds the message and settles.
    """
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is None:
            return False
        held.state, held.settled_at, held.lease_until = PostState.SENT, now, None
        session.add(held)
        if held.kind is PostKind.EDIT:
            _count_edit(session, held)
        elif held.kind is not PostKind.HOME:
            sent = Sent(team_id=held.team_id, key=held.key, channel=channel, ts=ts, sent_at=now)
            outbox.insert_once(session, sent)
            for number, body in enumerate(thread, start=1):
                outbox.insert_once(session, _below(held, sent, number, body, now))
            _after_sending(session, held, now)
        return True


def _below(post: Post, sent: Sent, number: int, body: dict[str, Any], now: datetime) -> Post:
    return Post(
        team_id=post.team_id,
        key=f"{post.key}:{number}",
        kind=PostKind.THREAD,
        lane=post.lane,
        project_id=post.project_id,
        sent_id=sent.id,
        body=body,
        on_date=post.on_date,
        not_before=now,
        created_at=now,
        why=post.why,
    )


def _count_edit(session: Session, post: Post) -> None:
    sent = session.get_one(Sent, post.sent_id)
    sent.version += 1
    session.add(sent)


def _after_sending(session: Session, post: Post, now: datetime) -> None:
    lines = session.exec(select(Line).where(Line.team_id == post.team_id, Line.post_key == post.key)).all()
    for line in lines:
        if line.kind is LineKind.PREVIEW and line.escalation_id is not None:
            escalation = session.get_one(Escalation, line.escalation_id)
            escalation.previewed_at = now
            session.add(escalation)
    ids = [line.item_id for line in lines]
    # The next step counts from the arrival: let the plan look again.
    session.exec(update(Item).where(col(Item.id).in_(ids), col(Item.closed_at).is_(None)).values(wake_at=now))
    if post.kind is PostKind.BRIEF:
        session.exec(
            update(Person)
            .where(col(Person.id) == post.person_id, col(Person.greeted_at).is_(None))
            .values(greeted_at=now)
        )
    if post.kind is PostKind.DIGEST:
        _keep_snapshot(session, post, now)


def _keep_snapshot(session: Session, post: Post, now: datetime) -> None:
    project = session.get_one(Project, post.project_id)
    figures = dict(reading.digest(session, project, now, post.on_date).figures)
    session.add(
        Snapshot(
            team_id=post.team_id,
            project_id=project.id,
            on_date=post.on_date or now.date(),
            body=figures,
            taken_at=now,
        )
    )


def settle_later(db: Database, post: Post, worker: str, now: datetime, wait: timedelta, error: str) -> None:
    """Try again after a real `wait`, or give it up after eight attempts."""
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is None:
            return
        held.outcome = error[:255]
        if held.attempts >= ATTEMPTS:
            held.state, held.settled_at = PostState.DEAD, now
            session.add(held)
        else:
            held.retry_at = real_now() + wait
            held.state, held.lease_until, held.lease_by = PostState.DUE, None, None
            session.add(held)


def settle_dead(db: Database, post: Post, worker: str, now: datetime, error: str) -> None:
    """It will never arrive; it is kept as a dead letter with its reason."""
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is not None:
            held.state, held.settled_at, held.outcome = PostState.DEAD, now, error[:255]
            session.add(held)


def settle_held(db: Database, post: Post, worker: str, now: datetime, error: str) -> None:
    """Nobody can tell whether it arrived: it is held until a person decides."""
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is not None:
            held.state, held.settled_at, held.outcome = PostState.HELD, now, error[:255]
            session.add(held)


def _put_back(session: Session, post: Post, not_before: datetime) -> None:
    """No byte left: the next attempt is a first one."""
    post.state, post.not_before, post.lease_until, post.lease_by = PostState.DUE, not_before, None, None
    post.attempts -= 1
    if post.attempts == 0:
        post.first_tried_at = None
    session.add(post)


def _drop(session: Session, post: Post, now: datetime, because: str) -> None:
    post.state, post.settled_at, post.outcome = PostState.DROPPED, now, because
    session.add(post)
