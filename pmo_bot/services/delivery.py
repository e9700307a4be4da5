"""From the outbox to Slack: claim, re-check that it is still wanted, hand out facts.

`jobs.deliver` sends, `services.settling` writes down what became of it; everything is one transaction each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

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
from pmo_bot.rules.brief import Brief
from pmo_bot.rules.calendar import MIDNIGHT
from pmo_bot.rules.digest import Digest
from pmo_bot.rules.gate import Reason, Verdict
from pmo_bot.rules.heard import Heard
from pmo_bot.rules.home import Home
from pmo_bot.rules.packet import Ask
from pmo_bot.rules.pages import unpack
from pmo_bot.rules.silence import OBSERVED, Observed
from pmo_bot.rules.together import Together
from pmo_bot.rules.upkeep import Upkeep
from pmo_bot.rules.welcome import Welcome
from pmo_bot.services import (
    observing,
    reading_asks,
    reading_briefs,
    reading_digests,
    reading_heard,
    reading_home,
    together,
    upkeep,
    welcoming,
)
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.settling import drop, newest_event, would_have_arrived
from pmo_bot.store import outbox, queries
from pmo_bot.store.database import Database

REASONS = {
    PostKind.BRIEF: Reason.BRIEF,
    PostKind.ASK: Reason.ASK,
    PostKind.DIGEST: Reason.CHANNEL,
    PostKind.THREAD: Reason.CHANNEL,
    PostKind.EDIT: Reason.EDIT,
    PostKind.HOME: Reason.EDIT,
    PostKind.WELCOME: Reason.ASK,
    PostKind.REPORT: Reason.ASK,
    PostKind.UPKEEP: Reason.ASK,
    PostKind.GROUP: Reason.ASK,
    PostKind.REPLY: Reason.REPLY,
}
LOOKED_UP = (
    PostKind.BRIEF,
    PostKind.ASK,
    PostKind.DIGEST,
    PostKind.THREAD,
    PostKind.WELCOME,
    PostKind.UPKEEP,
    PostKind.GROUP,
    PostKind.REPLY,
)
"""What posting twice would show twice; an edit or a Home twice is the same as once."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Content that was rendered before: a payload as it is."""

    body: dict[str, Any]

    def payload(self) -> dict[str, Any]:
        """The arguments for Slack, without the address."""
        return self.body


Content = Brief | Ask | Digest | Home | Heard | Together | Welcome | Observed | Upkeep | Fixed


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
    seen: int = 0
    """The newest event that the content shows."""
    thread: str = ""
    """The message in whose thread it is an answer."""


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation, and a thread in it if it is not empty."""

    channel: str
    thread: str = ""


def claim(db: Database, now: datetime, lease: timedelta, worker: str, limit: int) -> Sequence[Post]:
    """Take messages that may leave now."""
    with db.transaction() as session:
        return outbox.claim(session, now, lease, worker, limit)


def in_doubt(db: Database, post: Post) -> Address | None:
    """Where to look for a message that an earlier attempt may have sent; None when it cannot have left."""
    if post.attempts <= 1 or post.kind not in LOOKED_UP:
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
        channel = person.dm_channel if person is not None else project.channel if project is not None else None
        return Address(channel) if channel else None  # without a channel nothing was posted


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
            drop(session, held, now, verdict.because)
            return None
        if held.key.startswith(OBSERVED):
            would_have_arrived(session, held, now)
            return None
        seen = newest_event(session, held)
        parcel = _parcel(session, held, now)
        if parcel is None:
            return None
        session.expunge_all()
        return replace(parcel, seen=seen)


def _gate(session: Session, post: Post, now: datetime) -> Verdict:
    person = queries.person(session, post.team_id, post.person_id)
    project = queries.project(session, post.team_id, post.project_id)
    if post.kind is PostKind.GROUP and person is None:
        return gate.GO  # somebody's click, and put off until all of them work
    if person is not None:
        calendar = calendar_of(session, person)
    elif project is not None:
        calendar = project_calendar(session, project)
    else:
        return Verdict(False, because="nobody to tell")
    if post.kind is PostKind.EDIT and person is None:
        return Verdict(False, because="a sent digest is not rewritten")
    asked, urgent = _asks_sent(session, post, calendar.at(calendar.today(now), MIDNIGHT)), bool(post.why.get("urgent"))
    return gate.may_notify(person, calendar, REASONS[post.kind], now, asked, critical=urgent)


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


def _parcel(session: Session, post: Post, now: datetime) -> Parcel | None:
    return PARCELS[post.kind](session, post, now)


def _home(session: Session, post: Post, now: datetime) -> Parcel | None:
    person = session.get_one(Person, post.person_id)
    first, starts = bool(post.why.get("first")), unpack(post.why.get("pages", ""))
    return Parcel(post, reading_home.home(session, person, now, first_visit=first, starts=starts), person, "")


def _reply(session: Session, post: Post, now: datetime) -> Parcel | None:
    person, why = session.get_one(Person, post.person_id), post.why
    return Parcel(post, reading_heard.heard(session, post, now), person, why["channel"], thread=why["thread"])


def _report(session: Session, post: Post, now: datetime) -> Parcel | None:
    person = session.get_one(Person, post.person_id)
    return Parcel(post, observing.report(session, post, now), person, person.dm_channel or "")


def _thread(session: Session, post: Post, now: datetime) -> Parcel | None:
    sent = session.get_one(Sent, post.sent_id)
    return Parcel(post, Fixed(post.body or {}), None, sent.channel, sent)


def _brief(session: Session, post: Post, now: datetime) -> Parcel | None:
    person = session.get_one(Person, post.person_id)
    day = calendar_of(session, person).today(now)
    if post.on_date != day:
        drop(session, post, now, "its day is over")
        return None
    content = reading_briefs.brief(session, post, now)
    if not content.open_count and not content.news:
        drop(session, post, now, "nothing left to say")
        return None
    return Parcel(post, content, person, person.dm_channel or "")


def _ask(session: Session, post: Post, now: datetime) -> Parcel | None:
    person = session.get_one(Person, post.person_id)
    content = reading_asks.ask(session, post, now)
    if not content.open_count:
        drop(session, post, now, "answered already")
        return None
    return Parcel(post, content, person, person.dm_channel or "")


def _digest(session: Session, post: Post, now: datetime) -> Parcel | None:
    project = session.get_one(Project, post.project_id)
    if project.channel is None:
        drop(session, post, now, "the project has no channel")
        return None
    return Parcel(post, reading_digests.digest(session, project, now, post.on_date), None, project.channel)


def _welcome(session: Session, post: Post, now: datetime) -> Parcel | None:
    content = welcoming.read(session, post)
    if content is None or not content.is_sponsor:
        drop(session, post, now, "somebody else sponsors it")
        return None
    return Parcel(post, content, content.person, content.person.dm_channel or "")


def _upkeep(session: Session, post: Post, now: datetime) -> Parcel | None:
    content = upkeep.read(session, post)
    if content is None:
        drop(session, post, now, "nothing is missing any more")
        return None
    return Parcel(post, content, content.reader, content.reader.dm_channel or "")


def _group(session: Session, post: Post, now: datetime) -> Parcel | None:
    content = together.read(session, post)
    if content is None or not content.item.is_open:
        drop(session, post, now, "nothing left to settle")
        return None
    person = queries.person(session, post.team_id, post.person_id)
    channel = person.dm_channel if person is not None else post.why.get("channel")
    return Parcel(post, content, person, channel or "")


def _edit(session: Session, post: Post, now: datetime) -> Parcel | None:
    sent = session.get_one(Sent, post.sent_id)
    original = session.exec(select(Post).where(Post.team_id == post.team_id, Post.key == sent.key)).one()
    content: Content
    if original.kind is PostKind.WELCOME:
        return _edited_welcome(session, post, original, sent, now)
    if original.kind is PostKind.BRIEF:
        content = reading_briefs.brief(session, original, now)
    elif original.kind is PostKind.REPLY:
        content = reading_heard.heard(session, original, now)
    else:
        content = reading_asks.ask(session, original, now)
    person = session.get_one(Person, post.person_id)
    return Parcel(post, content, person, sent.channel, sent)


def _edited_welcome(session: Session, post: Post, original: Post, sent: Sent, now: datetime) -> Parcel | None:
    content = welcoming.read(session, original)
    if content is None:
        drop(session, post, now, "nothing to say")
        return None
    return Parcel(post, content, content.person, sent.channel, sent)


PARCELS: Mapping[PostKind, Callable[[Session, Post, datetime], Parcel | None]] = {
    PostKind.BRIEF: _brief,
    PostKind.ASK: _ask,
    PostKind.DIGEST: _digest,
    PostKind.THREAD: _thread,
    PostKind.HOME: _home,
    PostKind.EDIT: _edit,
    PostKind.REPLY: _reply,
    PostKind.WELCOME: _welcome,
    PostKind.GROUP: _group,
    PostKind.REPORT: _report,
    PostKind.UPKEEP: _upkeep,
}
"""What each kind of message says, as things are now."""


def digest_of(db: Database, post: Post, now: datetime) -> Digest:
    """A digest that was found again: what stands below it is still to be sent."""
    with db.reading() as session:
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
