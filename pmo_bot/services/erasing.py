"""Somebody is erased: what says who they are and what they wrote goes, what others need stays without them.

Their row keeps its number, so the history stays whole: it names somebody who was erased.  What they owed is handed over
first, or their leads are asked who takes it, as when somebody leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, or_, select, update

from pmo_bot.model import (
    Absence,
    Account,
    ChannelMember,
    Feed,
    Installation,
    Item,
    Lesson,
    LessonWord,
    Note,
    Person,
    PersonSkill,
    Post,
    PostKind,
    PostState,
    Role,
    Saying,
    Sent,
    Stakeholder,
    Standing,
    UpdateNote,
    Win,
    Wording,
)
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.changing import changing, check_owner
from pmo_bot.services.events import Act, record_by_itself
from pmo_bot.services.people import set_standing
from pmo_bot.services.unnaming import Names
from pmo_bot.store import outbox, personal, queries
from pmo_bot.store.database import Database

GONE = "(erased)"
"""Where somebody's own words stood."""
BY_HAND = "shell"
"""The source of what is done on the command line."""
FOLLOWED = (PostKind.REPLY, PostKind.HOME, PostKind.EDIT)
"""Messages that say nothing of their own: without whoever they were for they are nothing."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody still owed when they were erased."""

    items: tuple[Item, ...]
    heir: Person | None
    """Who owes it now; None: whoever leads is asked."""


class Busy(Exception):
    """A message is on its way at this moment: what it says is written down when it has arrived."""


def owed(db: Database, person: Person) -> Sequence[Item]:
    """What is still open with somebody."""
    with db.reading() as session:
        return queries.open_items_of(session, person.team_id, person.id)


def erase(db: Database, person_id: int, now: datetime, *, heir: Person | None = None, by: Person | None = None) -> Owed:
    """Erase somebody.  With an heir, `by` hands over what is open; raises `Busy` while a message is on its way."""
    with db.transaction() as session:
        person = session.get_one(Person, person_id)
        _forget_who_installed(session, person)  # before the turn, as whoever lets the bot in: neither waits in a circle
        queries.turn(session, person.team_id)
        if person.erased_at is not None:
            raise Refused("no_person")
        _check_idle(session, person)
        items = tuple(queries.open_items_of(session, person.team_id, person.id))
        if heir is not None:
            if heir.team_id != person.team_id or heir.id == person.id:
                raise Refused("no_person")
            check_owner(heir)
            _hand_over(session, Act(by or heir, now, BY_HAND), items, heir)
        if person.standing is not Standing.DEACTIVATED:
            set_standing(session, person, Standing.DEACTIVATED, now)
        names = Names(person)
        _take_words(session, person)
        _take_messages(session, person)
        _take_identity(session, person, now)
        names.take_out(session)
        record_by_itself(session, person, "person.erased", now, {}, {}, source=BY_HAND)
        return Owed(items, heir)


def _forget_who_installed(session: Session, person: Person) -> None:
    for table, condition in personal.about(person):
        if table.name == Installation.__tablename__:
            session.execute(update(table).where(condition).values(installed_by=""))


def _check_idle(session: Session, person: Person) -> None:
    now = outbox.shared_clock(session)
    sending = (Post.team_id == person.team_id, Post.state == PostState.SENDING, col(Post.lease_until) > now)
    if session.exec(select(Post.id).where(*sending).limit(1)).first() is not None:
        raise Busy


def _hand_over(session: Session, act: Act, items: Sequence[Item], heir: Person) -> None:
    for item in items:
        with changing(session, act, item, "item.assigned"):
            item.owner_id, item.snoozed_until = heir.id, None


# --- what they wrote ------------------------------------------------------------------


def _take_words(session: Session, person: Person) -> None:
    """Their own words go; rows that the history names stay, so that it can still be replayed."""
    for table, condition in personal.about(person):
        if table.name == Wording.__tablename__:
            session.execute(delete(table).where(condition))
    for note in session.exec(select(Note).where(Note.author_id == person.id)):
        note.text = GONE
        session.add(note)
    for said in session.exec(select(UpdateNote).where(UpdateNote.by_id == person.id)):
        said.said = GONE
        session.add(said)
    for win in session.exec(select(Win).where(Win.by_id == person.id)):
        win.win = GONE
        session.add(win)
    for care in session.exec(select(Stakeholder).where(Stakeholder.person_id == person.id)):
        care.cares, care.direct_from, care.wake_at = "", None, None
        session.add(care)
    for lesson in session.exec(select(Lesson).where(Lesson.by_id == person.id)):
        lesson.learned, lesson.because = GONE, ""
        session.add(lesson)
        session.exec(delete(LessonWord).where(col(LessonWord.lesson_id) == lesson.id))
    for kind, whose in ((Saying, Saying.person_id), (Absence, Absence.person_id), (PersonSkill, PersonSkill.person_id)):
        session.exec(delete(kind).where(col(whose) == person.id))
    session.exec(update(Absence).where(col(Absence.delegate_id) == person.id).values(delegate_id=None))
    session.flush()


# --- what was written to them ---------------------------------------------------------


def _take_messages(session: Session, person: Person) -> None:
    """What waits does not leave; what was sent is known to have been sent, and no longer what it said or where to."""
    mine = (col(Post.team_id) == person.team_id, col(Post.person_id) == person.id)
    where: list[ColumnElement[bool]] = [col(Sent.key).in_(select(Post.key).where(*mine))]
    if person.dm_channel is not None:
        where.append(col(Sent.channel) == person.dm_channel)
    gone = select(Sent.id).where(Sent.team_id == person.team_id, or_(*where))
    session.exec(update(Post).where(col(Post.sent_id).in_(gone)).values(sent_id=None))
    session.exec(delete(Sent).where(col(Sent.team_id) == person.team_id, or_(*where)))
    session.exec(delete(Post).where(*mine, col(Post.kind).in_(FOLLOWED)))
    session.exec(update(Post).where(*mine).values(body=None))
    waiting = col(Post.state).in_(outbox.PENDING)
    session.exec(update(Post).where(*mine, waiting).values(state=PostState.DROPPED, outcome="erased", lease_until=None))


# --- who they are ---------------------------------------------------------------------


def _take_identity(session: Session, person: Person, now: datetime) -> None:
    if person.slack_id is not None:
        for kind in (Account, ChannelMember):
            same = (col(kind.team_id) == person.team_id, col(kind.slack_id) == person.slack_id)
            session.exec(delete(kind).where(*same))
    session.exec(delete(Feed).where(col(Feed.person_id) == person.id))
    person.slack_id = person.ref = person.dm_channel = None
    person.name, person.role, person.erased_at = "", Role.MEMBER, now
    session.add(person)
    session.flush()
