"""Read what waits for somebody's answer: every question and escalation, wherever it was asked or will be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from pmo_bot.model import (
    Absence,
    Confirmation,
    Escalation,
    Item,
    Line,
    LineKind,
    Link,
    Person,
    Post,
    Project,
    Risk,
    Role,
    Standing,
)
from pmo_bot.rules.asks import Asked, pending_now
from pmo_bot.rules.brief import rank
from pmo_bot.rules.outlook import UNACCEPTED
from pmo_bot.rules.packet import Packet
from pmo_bot.rules.pages import Page, page
from pmo_bot.rules.question import Question
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.services import reading_asks, reading_desk, reading_packets
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.services.looking import may_read_on
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries


@dataclass(frozen=True, slots=True)
class Put:
    """A question about an item, as the rules find it."""

    item: Item
    asked: Asked
    together: tuple[Item, ...] = ()
    """What one person left behind is one question."""


@dataclass(frozen=True, slots=True)
class Told:
    """An escalation of an item, as a message carries it."""

    item: Item
    line: Line


Found = Put | Told


class Waiting:
    """What waits for one reader, worst first; only what is shown is read in full."""

    def __init__(self, session: Session, reader: Person, now: datetime) -> None:
        self._session, self._reader, self._now = session, reader, now
        self._rows: list[Found] = [*packets_of(session, reader), *_questions(session, reader, now)]
        self._rows.sort(key=lambda row: rank(row.item))

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def items(self) -> list[Item]:
        """What it is about, worst first."""
        return [row.item for row in self._rows]

    def by_project(self) -> dict[int, int]:
        """How much of it belongs to each project."""
        found: dict[int, int] = {}
        for row in self._rows:
            project_id = row.item.project_id
            if project_id is not None:
                found[project_id] = found.get(project_id, 0) + 1
        return found

    def page(self, size: int, start: int = 0) -> Page[Question | Packet]:
        """Some of it, with all that an answer needs to know."""
        cut = page(self._rows, size, start)
        read = [self._read(row, number) for number, row in enumerate(cut.shown, 1)]
        return Page(tuple(one for one in read if one is not None), cut.start, cut.total, cut.size)

    def _read(self, row: Found, number: int) -> Question | Packet | None:
        if isinstance(row, Put) and row.together:
            line, leaver = _as_line(row.item, row.asked, self._reader, number), row.item.owner_id
            who = queries.person(self._session, self._reader.team_id, leaver)
            return reading_desk.about(self._session, line, who, row.together, self._reader, self._now)
        if isinstance(row, Put):
            line = _as_line(row.item, row.asked, self._reader, number)
            return reading_asks.question_about(self._session, line, row.item, self._reader, live=True)
        post = queries.post(self._session, self._reader.team_id, row.line.post_key)
        if post is None:
            return None
        return next(iter(reading_packets.packets(self._session, [row.line], self._reader, post, self._now)), None)


def _as_line(item: Item, asked: Asked, reader: Person, number: int) -> Line:
    """A question as a message would carry it, although none may have left yet; numbered apart from those that did."""
    absent = asked.reader.instead_of
    why = dict(asked.told) | ({"instead_of": absent.id} if absent is not None else {})
    return Line(id=-number, team_id=item.team_id, key=asked.key, kind=asked.kind, post_key="", item_id=item.id,
                person_id=reader.id, commitment=item.commitment, step="ask", step_on=asked.since.date(), why=why,
                created_at=asked.since)  # fmt: skip


# --- questions --------------------------------------------------------------------------


def _questions(session: Session, reader: Person, now: datetime) -> list[Found]:
    items = _concerning(session, reader, now)
    facts = item_facts(gather(session, reader.team_id, now, items), items)
    return _collapsed(
        Put(one.item, asked)
        for one in facts
        for asked in pending_now(one, now)
        if asked.reader.person.id == reader.id and asked.kind is not LineKind.PACKET
    )


def _collapsed(rows: Iterable[Put]) -> list[Found]:
    """What one person left behind is one question, about the worst of it first."""
    left: dict[int, list[Put]] = {}
    found: list[Found] = []
    for row in sorted(rows, key=lambda row: rank(row.item)):
        if row.asked.kind is LineKind.ORPHAN:
            left.setdefault(row.item.owner_id or 0, []).append(row)
        else:
            found.append(row)
    return found + [replace(rows[0], together=tuple(row.item for row in rows)) for rows in left.values()]


def _concerning(session: Session, reader: Person, now: datetime) -> Sequence[Item]:
    """The items about which this person may be asked something: for themselves, or for whom they stand in for."""
    ids = [reader.id, *_stood_in_for(session, reader, now)]
    led = select(Project.id).where(
        Project.team_id == reader.team_id, or_(col(Project.lead_id).in_(ids), col(Project.sponsor_id).in_(ids))
    )
    columns = (Item.owner_id, Item.requester_id, Item.contact_id, Item.blocked_by_id)
    mine: list[ColumnElement[bool]] = [col(column).in_(ids) for column in columns]
    mine.append(col(Item.project_id).in_(led))
    owned = select(Item.id).where(Item.team_id == reader.team_id, col(Item.owner_id).in_(ids))
    mine.append(col(Item.blocked_on_id).in_(owned))
    who = [] if reader.role is Role.PMO else [or_(*mine)]
    return session.exec(select(Item).where(Item.team_id == reader.team_id, *who, asks_something(reader.team_id))).all()


def asks_something(team: str) -> ColumnElement[bool]:
    """What an item looks like about which anybody can be asked."""
    gone = select(Person.id).where(Person.team_id == team, Person.standing == Standing.DEACTIVATED)
    linked = select(Link.item_id).where(Link.team_id == team)
    watched = select(Risk.item_id).where(Risk.team_id == team, or_(col(Risk.reviewed_on).is_not(None), Risk.plan > 0))
    asks = or_(col(Item.acceptance).in_(UNACCEPTED), col(Item.blocked_at).is_not(None), col(Item.owner_id).in_(gone),
               col(Item.id).in_(linked), col(Item.id).in_(watched), col(Item.severity).is_not(None))  # fmt: skip
    return or_(col(Item.closed_at).is_(None) & asks, col(Item.confirmation) == Confirmation.AWAITED)


def _stood_in_for(session: Session, reader: Person, now: datetime) -> list[int]:
    today = calendar_of(session, reader).today(now)
    return list(
        session.exec(
            select(Absence.person_id)
            .where(Absence.team_id == reader.team_id, Absence.delegate_id == reader.id)
            .where(col(Absence.first) <= today, col(Absence.last) >= today)
        )
    )


# --- escalations ------------------------------------------------------------------------


def packets_of(session: Session, reader: Person) -> list[Told]:
    """The escalations this person was told and that nobody has answered: the newest line about each.

    Of what they may not know of by now nothing waits for them.
    """
    rows = session.exec(
        select(Item, Line)
        .join(Line, col(Line.item_id) == Item.id)
        .join(Escalation, col(Escalation.id) == Line.escalation_id)
        .join(Post, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key))
        .where(Line.team_id == reader.team_id, Line.person_id == reader.id, Line.kind == LineKind.PACKET)
        .where(~col(Line.key).startswith(OBSERVED))
        .where(col(Escalation.answered_at).is_(None), col(Escalation.void_at).is_(None))
        .where(col(Item.closed_at).is_(None), Item.commitment == Line.commitment)
        .order_by(col(Line.id))
    ).all()
    newest = {item.id: Told(item, line) for item, line in rows}
    return [one for one in newest.values() if may_read_on(session, reader, one.item)]


def items_asked_of(session: Session, person: Person, now: datetime) -> list[Item]:
    """The items about which somebody waits for this person's word."""
    rows = [row for row in _questions(session, person, now) if isinstance(row, Put)]
    return [item for row in rows for item in (row.together or (row.item,))]


def asked_in(session: Session, items: Sequence[Item], team: str, now: datetime) -> list[Asked]:
    """Every question about some items that waits for anybody."""
    every = item_facts(gather(session, team, now, items), items)
    return [asked for facts in every for asked in pending_now(facts, now)]
