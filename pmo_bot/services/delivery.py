"""From the outbox to Slack: claim, re-check that it is still wanted, hand out facts.

`jobs.deliver` sends, `services.settling` writes down what became of it; everything is one transaction each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select, update

from pmo_bot.model import (
    Person,
    Post,
    PostKind,
    PostState,
    Project,
    Sent,
)
from pmo_bot.rules import gate
from pmo_bot.rules.calendar import MIDNIGHT, Calendar
from pmo_bot.rules.digest_lines import Digest
from pmo_bot.rules.editions import EditionReport
from pmo_bot.rules.gate import Reason, Verdict
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services import (
    reading_digests,
    reading_editions,
    welcoming,
)
from pmo_bot.services.parcels import Parcel, parcel
from pmo_bot.services.people import calendar_of, zone_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.settling import drop, newest_event, would_have_arrived
from pmo_bot.store import outbox, queries
from pmo_bot.store.database import Database

REASONS = {
    PostKind.BRIEF: Reason.BRIEF,
    PostKind.ASK: Reason.ASK,
    PostKind.DIGEST: Reason.CHANNEL,
    PostKind.EDITION: Reason.BRIEF,
    PostKind.THREAD: Reason.CHANNEL,
    PostKind.EDIT: Reason.EDIT,
    PostKind.HOME: Reason.EDIT,
    PostKind.WELCOME: Reason.ASK,
    PostKind.REPORT: Reason.ASK,
    PostKind.UPKEEP: Reason.ASK,
    PostKind.GROUP: Reason.ASK,
    PostKind.REPLY: Reason.REPLY,
    PostKind.ANNOUNCEMENT: Reason.CHANNEL,
    PostKind.UPDATE: Reason.CHANNEL,
    PostKind.COLOUR: Reason.ASK,
    PostKind.STATEMENT: Reason.ASK,
    PostKind.ALARM: Reason.ASK,
}


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation, and a thread in it if it is not empty."""

    channel: str
    thread: str = ""


def claim(
    db: Database, now: datetime, lease: timedelta, worker: str, limit: int, *, looked_at: bool = False
) -> Sequence[Post]:
    """Take messages that may leave now; or of these only what somebody is looking at."""
    with db.transaction() as session:
        return outbox.claim(session, now, lease, worker, limit, looked_at=looked_at)


def in_doubt(db: Database, post: Post) -> Address | None:
    """Where to look for a message that an earlier attempt may have sent; None when it cannot have left."""
    if post.attempts <= 1 or post.kind in outbox.IN_PLACE:
        return None
    with db.reading() as session:
        person = queries.person(session, post.team_id, post.person_id)
        project = queries.project(session, post.team_id, post.project_id)
        sent = session.get(Sent, post.sent_id) if post.sent_id is not None else None
        if sent is not None:
            return Address(sent.channel, sent.ts)
        if post.kind is PostKind.REPLY:
            return Address(post.why["channel"], post.why.get("thread", ""))
        if post.kind is PostKind.GROUP and person is None:
            return Address(post.why["channel"]) if post.why.get("channel") else None
        if post.kind is PostKind.EDITION and person is None:
            return Address(post.why["channel"])
        channel = person.dm_channel if person is not None else project.channel if project is not None else None
        return Address(channel) if channel else None  # without a channel nothing was posted


def unopened(db: Database, post: Post) -> Person | None:
    """Whose conversation has to be opened before a message can be looked up: it came with a backup."""
    if post.kind in outbox.IN_PLACE or not post.why.get(outbox.RESTORED):
        return None
    with db.reading() as session:
        person = queries.person(session, post.team_id, post.person_id)
        return person if person is not None and person.dm_channel is None and person.slack_id is not None else None


def prepare(db: Database, post: Post, now: datetime, worker: str) -> Parcel | None:
    """What to send, as things are now; None when it is no longer wanted or has to wait, which is noted."""
    with db.transaction() as session:
        queries.turn(session, post.team_id)
        held = outbox.held_by(session, post, worker)
        if held is None:
            return None
        verdict = _gate(session, held, now)
        if verdict.until is not None:
            outbox.put_back(session, held, not_before=verdict.until)
            return None
        if not verdict.go:
            if held.kind is not PostKind.WELCOME or not welcoming.wait(session, held, now, verdict.because):
                drop(session, held, now, verdict.because)
            return None
        if held.key.startswith(OBSERVED):
            would_have_arrived(session, held, now)
            return None
        seen = newest_event(session, held)
        made = parcel(session, held, now)
        if made is None:
            return None
        session.expunge_all()
        return replace(made, seen=seen)


def _gate(session: Session, post: Post, now: datetime) -> Verdict:
    person = queries.person(session, post.team_id, post.person_id)
    project = queries.project(session, post.team_id, post.project_id)
    if post.kind is PostKind.GROUP and person is None:
        return gate.GO  # somebody's click, and put off until all of them work
    if person is not None:
        calendar = calendar_of(session, person)
    elif project is not None:
        calendar = project_calendar(session, project)
    elif "zone" in post.why or post.kind is PostKind.EDIT:
        # a report over all projects: its day was worked out before, and what changes in it makes no sound
        calendar = Calendar(zone_of(post.why.get("zone", "UTC")))
    else:
        return Verdict(False, because="nobody to tell")
    if post.kind is PostKind.EDIT and person is None and not _may_change(session, post):
        return Verdict(False, because="a sent digest is not rewritten")
    asked, urgent = _asks_sent(session, post, calendar.at(calendar.today(now), MIDNIGHT)), bool(post.why.get("urgent"))
    return gate.may_notify(person, calendar, REASONS[post.kind], now, asked, critical=urgent)


def _may_change(session: Session, edit: Post) -> bool:
    """Whether what a channel reads may be edited: an announcement, and the decision buttons of a digest."""
    sent = session.get_one(Sent, edit.sent_id)
    original = queries.post(session, edit.team_id, sent.key)
    if original is None:
        return False
    is_report = original.kind in (PostKind.DIGEST, PostKind.EDITION)
    return original.kind is PostKind.ANNOUNCEMENT or (is_report and original.body is not None)


def _asks_sent(session: Session, post: Post, midnight: datetime) -> int:
    """How many asks have reached its reader today, whatever day they were planned for."""
    if post.kind is not PostKind.ASK:
        return 0
    return session.exec(
        select(func.count())
        .select_from(Post)
        .where(Post.team_id == post.team_id, Post.person_id == post.person_id, Post.kind == PostKind.ASK)
        .where(col(Post.settled_at) >= midnight, Post.state == PostState.SENT)
    ).one()


def report_of(db: Database, post: Post, now: datetime) -> Digest | EditionReport | None:
    """A report that was found again: what stands below it is still to be sent, and what it said is to be kept."""
    with db.reading() as session:
        if post.kind is PostKind.EDITION:
            place = reading_editions.outlet(session, post.team_id, post.key)
            return reading_editions.report(session, post, place, now) if place is not None else None
        return reading_digests.digest(session, session.get_one(Project, post.project_id), now, post.on_date)


def keep_dm(db: Database, person: Person, channel: str) -> None:
    """Remember the direct channel: a message whose answer was lost is looked up there."""
    with db.transaction() as session:
        session.exec(update(Person).where(col(Person.id) == person.id).values(dm_channel=channel))


def keep_group(db: Database, post: Post, channel: str) -> None:
    """Remember the conversation that was opened for several: a message whose answer was lost is looked up there."""
    with db.transaction() as session:
        row = session.get_one(Post, post.id)
        row.why = {**row.why, "channel": channel}
        session.add(row)
