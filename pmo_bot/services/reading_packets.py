"""Read the packets of a message: what an escalation tells one reader, with everything as it is now."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, func, select

from pmo_bot.model import MOVES, Escalation, Item, Line, LineKind, Person, Post
from pmo_bot.rules.brief import rank
from pmo_bot.rules.escalation import extension, suggest
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.modes import FIRST_ASKED
from pmo_bot.rules.packet import Packet
from pmo_bot.services.events import note_text
from pmo_bot.services.facts import gather, item_facts
from pmo_bot.services.looking import seen_among
from pmo_bot.services.people import calendar_of
from pmo_bot.store import queries

ANSWER_WITHIN = 2
"""Working days a packet gives its reader."""


def packets(session: Session, lines: Sequence[Line], reader: Person, post: Post, now: datetime) -> list[Packet]:
    """The packets among some lines of a message, worst first, with everything as it is now."""
    asked = [line for line in lines if line.kind is LineKind.PACKET]
    found = [p for line in asked if (p := _packet(session, line, reader, post, now)) is not None]
    return sorted(found, key=lambda p: rank(p.item))


def _packet(session: Session, line: Line, reader: Person, post: Post, now: datetime) -> Packet | None:
    """One packet; None when its owner or round is gone."""
    item = session.get_one(Item, line.item_id)
    escalation = session.get(Escalation, line.escalation_id) if line.escalation_id else None
    owner = queries.person(session, item.team_id, item.owner_id)
    if escalation is None or owner is None:
        return None
    facts = item_facts(gather(session, item.team_id, now, [item]), [item])
    waiting = seen_among(session, reader, facts[0].waiting) if facts else ()
    moved = _moved_dates(session, item)
    calendar = calendar_of(session, owner)
    asked_on = calendar.today(post.settled_at or post.not_before)
    blocker = queries.person(session, item.team_id, item.blocked_by_id)
    return Packet(
        reader=reader,
        line=line,
        escalation=escalation,
        item=item,
        owner=owner,
        project=queries.project(session, item.team_id, item.project_id),
        moved_from=moved,
        reminders=_reminders(session, item),
        waiting=waiting,
        sentence=note_text(session, item.team_id, escalation.sentence_id),
        blocker=blocker.label if blocker else item.blocked_by_text,
        suggestion=suggest(item, len(moved), len(waiting)),
        extend_to=extension(calendar, asked_on, waiting),
        answer_by=calendar_of(session, reader).plus(asked_on, ANSWER_WITHIN),
        can_release=_can_release(facts[0]) if facts else False,
        answered_by=queries.person(session, item.team_id, escalation.answered_by_id),
        acknowledged_by=queries.person(session, item.team_id, escalation.acknowledged_by_id),
    )


def _can_release(facts: ItemFacts) -> bool:
    """Whether it stays with the lead until they say so; only they can."""
    told = [line.step for line in facts.lines if line.kind is LineKind.PACKET]
    return told == [FIRST_ASKED] and any(one.person.id != facts.owner.id for one in facts.kept)


def _moved_dates(session: Session, item: Item) -> tuple[date, ...]:
    """The dates an item had before, oldest first."""
    dates = [
        event.before["due"]
        for event in queries.events_of(session, item.team_id, item.id)
        if event.what in MOVES and event.before.get("due")
    ]
    return tuple(date.fromisoformat(day) for day in dates)


def _reminders(session: Session, item: Item) -> int:
    return session.exec(
        select(func.count())
        .select_from(Line)
        .where(Line.team_id == item.team_id, Line.item_id == item.id, Line.kind == LineKind.NUDGE)
        .where(Line.commitment == item.commitment)
    ).one()
