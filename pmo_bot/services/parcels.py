"""What each kind of message says when it leaves: read anew, so that it tells how things are now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlmodel import Session, select

from pmo_bot.model import (
    DecisionState,
    Person,
    Post,
    PostKind,
    Project,
    Sent,
)
from pmo_bot.rules import digest_slots
from pmo_bot.rules.alarms import AlarmNote
from pmo_bot.rules.brief import Brief
from pmo_bot.rules.colours import ColourAsked
from pmo_bot.rules.decisions import DecisionCard
from pmo_bot.rules.digest_lines import Digest, SettledDigest
from pmo_bot.rules.editions import EditionReport
from pmo_bot.rules.heard import Heard
from pmo_bot.rules.home import Home
from pmo_bot.rules.packet import Ask
from pmo_bot.rules.pages import unpack
from pmo_bot.rules.pairs import PairTalk
from pmo_bot.rules.silence import Observed
from pmo_bot.rules.statement import Statement
from pmo_bot.rules.together import Together
from pmo_bot.rules.updates import Update
from pmo_bot.rules.upkeep import UNSEEN, Upkeep
from pmo_bot.rules.welcome import Welcome
from pmo_bot.services import (
    alarms,
    announcing,
    colours,
    editions_upkeep,
    observing,
    overtaken,
    pairs,
    reading_asks,
    reading_briefs,
    reading_decided,
    reading_digests,
    reading_editions,
    reading_heard,
    reading_home,
    statements,
    together,
    updates,
    upkeep,
    welcoming,
)
from pmo_bot.services.people import calendar_of
from pmo_bot.services.projects import project_calendar
from pmo_bot.services.settling import drop
from pmo_bot.store import queries

LATER_ONE = "the next report is due"


@dataclass(frozen=True, slots=True)
class Fixed:
    """Content that was rendered before: a payload as it is."""

    body: dict[str, Any]

    def payload(self) -> dict[str, Any]:
        """The arguments for Slack, without the address."""
        return self.body


Content = (
    Brief
    | Ask
    | Digest
    | EditionReport
    | Home
    | Heard
    | Together
    | PairTalk
    | Welcome
    | Observed
    | Upkeep
    | DecisionCard
    | SettledDigest
    | ColourAsked
    | Update
    | Statement
    | AlarmNote
    | Fixed
)


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


def parcel(session: Session, post: Post, now: datetime) -> Parcel | None:
    """What to send for a message, as things are now; None when there is nothing to say any more, which is noted."""
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
    if not (content.open_count or content.news or any(pair.live for pair in content.pairs)):
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
    if overtaken.digest(session, post, project, now):
        drop(session, post, now, LATER_ONE)
        return None
    made = reading_digests.digest(session, project, now, post.on_date)
    meant = digest_slots.slot_for(project_calendar(session, project), post.on_date or made.day).on
    return Parcel(post, replace(made, meant_for=meant if meant < made.day else None), None, project.channel)


def _edition(session: Session, post: Post, now: datetime) -> Parcel | None:
    place = reading_editions.outlet(session, post.team_id, post.key)
    if place is None:
        drop(session, post, now, "nobody wants it any more")
        return None
    if overtaken.edition(session, post, place, now):
        drop(session, post, now, LATER_ONE)
        return None
    content = reading_editions.report(session, post, place, now)
    if content is None:
        drop(session, post, now, UNSEEN)
        editions_upkeep.tell_unsent(session, post, UNSEEN, now)
        return None
    person = queries.person(session, post.team_id, post.person_id)
    channel = person.dm_channel or "" if person is not None else place.channel
    return Parcel(post, content, person, channel)


def _welcome(session: Session, post: Post, now: datetime) -> Parcel | None:
    content = welcoming.read(session, post)
    if content is None and welcoming.wait(session, post, now, "they may not see the project yet"):
        return None
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


def _colour(session: Session, post: Post, now: datetime) -> Parcel | None:
    content = colours.read(session, post, now)
    if content is None:
        drop(session, post, now, "nothing differs any more")
        return None
    return Parcel(post, content, content.reader, content.reader.dm_channel or "")


def _statement(session: Session, post: Post, now: datetime) -> Parcel | None:
    content = statements.read(session, post, now)
    if content is None or content.now.is_empty:
        drop(session, post, now, "nothing to say" if content is not None else "the PMO answers to somebody else")
        return None
    return Parcel(post, content, content.reader, content.reader.dm_channel or "")


def _alarm(session: Session, post: Post, now: datetime) -> Parcel | None:
    content = alarms.read(session, post, now)
    if content is None or not content.alarms:
        drop(session, post, now, "nothing is wrong any more")
        return None
    return Parcel(post, content, content.reader, content.reader.dm_channel or "")


def _edited_alarm(session: Session, post: Post, original: Post, sent: Sent, now: datetime) -> Parcel | None:
    content = alarms.read(session, original, now)
    if content is None:
        drop(session, post, now, "they are no PMO lead any more")
        return None
    return Parcel(post, content, content.reader, sent.channel, sent)


def _group(session: Session, post: Post, now: datetime) -> Parcel | None:
    content: Together | PairTalk | None
    content = pairs.read_talk(session, post) if "pair" in post.why else together.read(session, post)
    if content is None or (isinstance(content, Together) and not content.item.is_open):
        drop(session, post, now, "nothing left to settle")
        return None
    person = queries.person(session, post.team_id, post.person_id)
    channel = person.dm_channel if person is not None else post.why.get("channel")
    return Parcel(post, content, person, channel or "")


def _announcement(session: Session, post: Post, now: datetime) -> Parcel | None:
    project, content = session.get_one(Project, post.project_id), announcing.read(session, post)
    if content is None or content.decision.state is DecisionState.WITHDRAWN or project.channel is None:
        drop(session, post, now, "nothing to announce any more")
        return None
    return Parcel(post, content, None, project.channel)


def _update(session: Session, post: Post, now: datetime) -> Parcel | None:
    content = updates.read(session, post)
    if content is None or content.project.channel is None:
        drop(session, post, now, "nothing to post any more")
        return None
    return Parcel(post, content, None, content.project.channel)


def _edited_announcement(session: Session, post: Post, original: Post, sent: Sent, now: datetime) -> Parcel | None:
    content = announcing.read(session, original)
    if content is None or not reading_editions.may_be_told(session, post.team_id, sent.channel, content.project):
        drop(session, post, now, UNSEEN)
        return None
    return Parcel(post, content, None, sent.channel, sent)


def _edit(session: Session, post: Post, now: datetime) -> Parcel | None:
    sent = session.get_one(Sent, post.sent_id)
    original = session.exec(select(Post).where(Post.team_id == post.team_id, Post.key == sent.key)).one()
    content: Content
    if original.kind is PostKind.WELCOME:
        return _edited_welcome(session, post, original, sent, now)
    if original.kind is PostKind.ALARM:
        return _edited_alarm(session, post, original, sent, now)
    if original.kind is PostKind.ANNOUNCEMENT:
        return _edited_announcement(session, post, original, sent, now)
    if original.kind in (PostKind.DIGEST, PostKind.EDITION):
        told = partial(reading_editions.still_told, session, original, sent.channel)
        return Parcel(post, reading_decided.settled(session, original, told), None, sent.channel, sent)
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
    PostKind.EDITION: _edition,
    PostKind.THREAD: _thread,
    PostKind.HOME: _home,
    PostKind.EDIT: _edit,
    PostKind.REPLY: _reply,
    PostKind.WELCOME: _welcome,
    PostKind.GROUP: _group,
    PostKind.REPORT: _report,
    PostKind.UPKEEP: _upkeep,
    PostKind.ANNOUNCEMENT: _announcement,
    PostKind.COLOUR: _colour,
    PostKind.UPDATE: _update,
    PostKind.STATEMENT: _statement,
    PostKind.ALARM: _alarm,
}
"""What each kind of message says, as things are now."""
