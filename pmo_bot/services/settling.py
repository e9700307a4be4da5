"""What became of a message: it arrived, has to wait, is no longer wanted, will never arrive, or nobody can tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select, update
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import (
    Escalation,
    Event,
    Item,
    Line,
    LineKind,
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Saying,
    Sent,
    Snapshot,
    Standing,
)
from pmo_bot.rules.brief import rank
from pmo_bot.rules.plan import BRIEF_LINES
from pmo_bot.services import editions_upkeep, reading_digests, together, upkeep, welcoming
from pmo_bot.services.events import Act
from pmo_bot.services.notices import STILL_OPEN, refresh_home, request_edit
from pmo_bot.services.pairs import give_back
from pmo_bot.services.people import set_standing
from pmo_bot.store import outbox, queries
from pmo_bot.store.database import Database
from pmo_bot.store.prepared import prepared

EDITED_IF_LATE = (PostKind.BRIEF, PostKind.ASK, PostKind.REPLY)
"""What is edited when something that it shows changed while it was on its way."""
GONE = {
    "user_disabled": Standing.DEACTIVATED,
    "user_not_found": Standing.DEACTIVATED,
    "cannot_dm_bot": Standing.BOT,
}
"""Refusals that tell who somebody is: from now on nobody waits for them."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a message is, and what it says."""

    channel: str
    ts: str
    below: Sequence[dict[str, Any]] = ()
    """What follows in its thread."""
    seen: int | None = None
    """The newest event it shows; None when it was sent by somebody who did not live to tell."""
    body: dict[str, Any] | None = None
    """A report with buttons that change: kept as it was sent."""
    said: Mapping[str, Any] | None = None
    """What an edition told of each project."""
    figures: Mapping[str, int] | None = None
    """What a digest says in numbers, where that is known; else they are worked out anew."""


def arrived(db: Database, post: Post, worker: str, now: datetime, at: Arrival) -> bool:
    """It arrived.  False when the lease was lost meanwhile: whoever holds it now finds the message and settles."""
    with db.transaction() as session:
        queries.turn(session, post.team_id)
        held = outbox.held_by(session, post, worker)
        if held is None:
            return False
        outbox.settle(session, held, PostState.SENT, now)
        if held.kind not in outbox.IN_PLACE:
            _keep(session, held, now, at)
        asked = queries.person(session, held.team_id, held.person_id) if held.kind is PostKind.ASK else None
        if asked is not None:
            refresh_home(session, asked, now)  # what was asked waits there too
        return True


def would_have_arrived(session: Session, post: Post, now: datetime) -> None:
    """It would have been sent now: the next step counts from here, and nobody hears of it but the lead."""
    outbox.settle(session, post, PostState.OBSERVED, now, "the project is only observed")
    lines = queries.lines_of(session, post.team_id, post.key)
    _begin_previews(session, lines, now)
    _wake(session, lines, now)


def has_to_wait(db: Database, post: Post, worker: str, wait: float, why: str) -> None:
    """Slack certainly did not take it: it is tried again after so many real seconds, however often that takes."""
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is not None:
            held.outcome = why[:255]
            outbox.put_back(session, held, retry_at=outbox.shared_clock(session) + timedelta(seconds=wait))


def is_in_doubt(db: Database, post: Post, worker: str, wait: float, why: str) -> None:
    """It may have left: after so many real seconds it is looked up, and sent again if it is not there."""
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is not None:
            held.outcome = why[:255]
            outbox.put_off(session, held, outbox.shared_clock(session) + timedelta(seconds=wait))


def cannot_be_made(db: Database, post: Post, worker: str, now: datetime, wait: float, why: str) -> None:
    """Nothing left: it is tried again after so many seconds of the rules' time, and until then its lane goes on."""
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is not None:
            held.outcome, held.not_before = why[:255], now + timedelta(seconds=wait)
            outbox.put_off(session, held, outbox.shared_clock(session))


def will_never_arrive(db: Database, post: Post, worker: str, now: datetime, why: str) -> None:
    """It is kept as a dead letter with its reason; what it carried was not said, so the plan owes it again."""
    with db.transaction() as session:
        queries.turn(session, post.team_id)
        held = outbox.held_by(session, post, worker)
        if held is None:
            return
        _refused(session, held, why, now)
        if held.kind is PostKind.DIGEST:
            upkeep.tell_unposted(session, held, why, now)
        if held.kind is PostKind.EDITION:
            editions_upkeep.tell_unsent(session, held, why, now)
        _give_back_lines(session, held, now)
        person = queries.person(session, held.team_id, held.person_id)
        if person is not None and why in GONE:
            set_standing(session, person, GONE[why], now)


def _refused(session: Session, post: Post, why: str, now: datetime) -> None:
    """Slack takes it never; of a welcome it is asked again on another day, unless an attempt may have come through."""
    certain = post.kind is PostKind.WELCOME and post.attempts <= 1
    if not certain or not welcoming.wait(session, post, now, why, by_slack=True):
        outbox.settle(session, post, PostState.DEAD, now, why)


def nobody_can_tell(db: Database, post: Post, worker: str, now: datetime, why: str) -> None:
    """Two of it are worse than a question to a person: it is held until somebody decides."""
    with db.transaction() as session:
        held = outbox.held_by(session, post, worker)
        if held is not None:
            outbox.settle(session, held, PostState.HELD, now, why)


def tell_apart(db: Database, post: Post, worker: str, now: datetime, why: str) -> None:
    """Slack opens no conversation for several: each of them reads it alone, with whom to write to."""
    with db.transaction() as session:
        queries.turn(session, post.team_id)
        held = outbox.held_by(session, post, worker)
        if held is None:
            return
        outbox.settle(session, held, PostState.DROPPED, now, why)
        for person_id in held.why["people"]:
            outbox.insert_once(session, _apart(held, person_id, now))


def _apart(post: Post, person_id: int, now: datetime) -> Post:
    return Post(
        team_id=post.team_id,
        key=f"{post.key}:{person_id}",
        kind=PostKind.GROUP,
        lane=f"person:{person_id}",
        person_id=person_id,
        project_id=post.project_id,
        on_date=post.on_date,
        not_before=now,
        created_at=now,
        why=post.why,
    )


def drop(session: Session, post: Post, now: datetime, because: str) -> None:
    """It is no longer wanted; what it carried was not said, so the plan looks at it again."""
    outbox.settle(session, post, PostState.DROPPED, now, because)
    _give_back_lines(session, post, now)


def newest_event(session: Session, post: Post) -> int:
    """The newest event of the items that a message is about; 0 for one that is not compared with what came after."""
    if post.kind not in EDITED_IF_LATE:
        return 0
    newest = _newest_answered if post.kind is PostKind.REPLY else _newest_told
    return newest(session, post.team_id, post.key).one() or 0


@prepared
def _newest_told(team: str, key: str) -> SelectOfScalar[int]:
    about = select(Line.item_id).where(Line.team_id == team, Line.post_key == key)
    return select(func.max(Event.id)).where(Event.team_id == team, col(Event.item_id).in_(about))


@prepared
def _newest_answered(team: str, key: str) -> SelectOfScalar[int]:
    about = select(Saying.item_id).where(Saying.team_id == team, Saying.post_key == key)
    return select(func.max(Event.id)).where(Event.team_id == team, col(Event.item_id).in_(about))


def _wake(session: Session, lines: Sequence[Line], now: datetime) -> None:
    ids = [line.item_id for line in lines]
    if not ids:
        return
    session.exec(update(Item).where(col(Item.id).in_(ids), STILL_OPEN).values(wake_at=now))


# --- it arrived -----------------------------------------------------------------------


def _keep(session: Session, post: Post, now: datetime, at: Arrival) -> None:
    sent = Sent(team_id=post.team_id, key=post.key, channel=at.channel, ts=at.ts, sent_at=now)
    outbox.insert_once(session, sent)
    for number, body in enumerate(at.below, start=1):
        outbox.insert_once(session, _below(post, sent, number, body, now))
    lines = queries.lines_of(session, post.team_id, post.key)
    _begin_previews(session, lines, now)
    _wake(session, lines, now)  # the next step counts from the arrival
    if post.kind is PostKind.GROUP and post.person_id is None:
        by = session.get_one(Person, post.why["by"])
        together.arrived(session, post, f"{at.channel}/{at.ts}", Act(by, now))
    if post.kind in (PostKind.BRIEF, PostKind.ASK, PostKind.WELCOME):
        mine = (col(Person.id) == post.person_id, col(Person.greeted_at).is_(None))
        session.exec(update(Person).where(*mine).values(greeted_at=now))
    if post.kind is PostKind.DIGEST:
        post.body = at.body
        session.add(post)
        _keep_snapshot(session, post, now, at.figures)
    if post.kind is PostKind.EDITION:
        post.body, post.why = at.body, {**post.why, "said": dict(at.said or {})}
        session.add(post)
    if post.kind in EDITED_IF_LATE and at.seen != newest_event(session, post):
        request_edit(session, sent, post, now)  # something changed while it was on its way


def _begin_previews(session: Session, lines: Sequence[Line], now: datetime) -> None:
    """What was shown counts from now; what a full brief had no room for was not said, so the plan owes it again."""
    previews = [line for line in lines if line.kind is LineKind.PREVIEW and line.escalation_id is not None]
    if not previews:
        return
    items = queries.items(session, previews[0].team_id, [line.item_id for line in previews])
    previews.sort(key=lambda line: rank(items[line.item_id or 0]))
    for line in previews[:BRIEF_LINES]:
        escalation = session.get_one(Escalation, line.escalation_id)
        escalation.previewed_at = now
        session.add(escalation)
    for line in previews[BRIEF_LINES:]:
        _void_preview(session, line, now)
        session.delete(line)


def _below(post: Post, sent: Sent, number: int, body: dict[str, Any], now: datetime) -> Post:
    return Post(
        team_id=post.team_id,
        key=f"{post.key}:{number}",
        kind=PostKind.THREAD,
        lane=post.lane,
        person_id=post.person_id,
        project_id=post.project_id,
        sent_id=sent.id,
        body=body,
        on_date=post.on_date,
        not_before=now,
        created_at=now,
        why=post.why,
        # Below a message that came with a backup and was found, the rest may be there as well.
        attempts=1 if post.why.get(outbox.RESTORED) else 0,
        first_tried_at=post.first_tried_at if post.why.get(outbox.RESTORED) else None,
    )


def _keep_snapshot(session: Session, post: Post, now: datetime, figures: Mapping[str, int] | None) -> None:
    project = session.get_one(Project, post.project_id)
    if figures is None:
        figures = reading_digests.digest(session, project, now, post.on_date).figures
    session.add(
        Snapshot(
            team_id=post.team_id,
            project_id=project.id,
            on_date=post.on_date or now.date(),
            body=dict(figures),
            taken_at=now,
        )
    )


# --- it was not said --------------------------------------------------------------------


def _give_back_lines(session: Session, post: Post, now: datetime) -> None:
    lines = queries.lines_of(session, post.team_id, post.key)
    for line in lines:
        _void_preview(session, line, now)
        session.delete(line)
    _wake(session, lines, now)
    give_back(session, post.team_id, post.key, now)


def _void_preview(session: Session, line: Line, now: datetime) -> None:
    if line.kind is LineKind.PREVIEW and line.escalation_id is not None:
        escalation = session.get_one(Escalation, line.escalation_id)
        escalation.void_at = now
        session.add(escalation)
