"""Read the packets of a message: what an escalation tells one reader, with everything as it is now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import takewhile

from sqlmodel import Session, col, select

from pmo_bot.model import Escalation, Item, Kind, Line, LineKind, Person, Post, PostState
from pmo_bot.rules import moves
from pmo_bot.rules.brief import rank
from pmo_bot.rules.climbing import SPONSOR, is_asked, is_handed_on, next_packet, successor_of, told_ever, would_be_next
from pmo_bot.rules.escalation import answer_by, extension, first_packet_at, suggest, worst_waiting
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.modes import FIRST_ASKED
from pmo_bot.rules.packet import Packet, Successor
from pmo_bot.rules.policy import Ladder
from pmo_bot.services.events import Act, note_text
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.services.looking import may_read_on, seen_among, seen_or_none
from pmo_bot.services.people import calendar_of
from pmo_bot.store import decisions, queries
from pmo_bot.store.database import Database


def packets(session: Session, lines: Sequence[Line], reader: Person, post: Post, now: datetime) -> list[Packet]:
    """The packets among some lines of a message, worst first, with everything as it is now.

    What was sent tells no more of an item that its reader may not know of by now.
    """
    asked = [line for line in lines if line.kind.is_of_packet]
    found = [p for line in asked if (p := _packet(session, line, reader, post, now)) is not None]
    if post.state is PostState.SENT:
        found = [p for p in found if may_read_on(session, reader, p.item)]
    return sorted(found, key=lambda p: rank(p.item))


def _packet(session: Session, line: Line, reader: Person, post: Post, now: datetime) -> Packet | None:
    """One packet; None when its owner or round is gone."""
    item = session.get_one(Item, line.item_id)
    escalation = session.get(Escalation, line.escalation_id) if line.escalation_id else None
    facts = item_facts(gather(session, item.team_id, now, [item]), [item])
    if escalation is None or not facts:
        return None
    return packet_for(session, facts[0], escalation, line, reader, _asked_at(session, line, post))


def _asked_at(session: Session, line: Line, post: Post) -> datetime:
    """When the reader was asked first: a reminder gives no more time."""
    if line.kind is LineKind.AWAITED:
        mine = (Line.team_id == line.team_id, Line.escalation_id == line.escalation_id)
        told = select(Post.settled_at).join(
            Line, (col(Post.team_id) == Line.team_id) & (col(Post.key) == Line.post_key)
        )
        first = session.exec(
            told.where(*mine, Line.kind == LineKind.PACKET, Line.person_id == line.person_id).order_by(col(Line.id))
        ).first()
        if first is not None:
            return first
    return post.settled_at or post.not_before


def preview_of(
    session: Session, facts: ItemFacts, escalation: Escalation, line: Line, shown_at: datetime
) -> Packet | None:
    """The packet as its first reader will get it, for its owner: nothing is in it that one of them may not know."""
    at = first_packet_at(facts, shown_at)
    if at is None or not facts.chain:
        return None
    return packet_for(session, facts, escalation, line, facts.chain[0].person, at, shown_to=facts.owner)


def packet_for(
    session: Session, facts: ItemFacts, escalation: Escalation, line: Line, reader: Person, at: datetime,
    *, shown_to: Person | None = None,
) -> Packet:  # fmt: skip
    """What one reader is told of a round, for the instant at which it reaches them."""
    item, owner, team = facts.item, facts.owner, facts.item.team_id
    waiting = worst_waiting(seen_among(session, reader, facts.waiting))
    if shown_to is not None:
        waiting = seen_among(session, shown_to, waiting)
    moved = _moved_dates(session, item)
    reminders = _reminders(session, escalation)
    blocker, others = _waited_for(session, facts, reader)
    people = queries.people(
        session, team, [escalation.answered_by_id, escalation.acknowledged_by_id, escalation.gathered_by_id,
                        line.why.get("instead_of")]
    )  # fmt: skip
    if line.kind is LineKind.PACKET:  # what it says is true once it arrives
        facts = replace(facts, sent_at={line.key: at, **(facts.sent_at or {})})
    wanted = answer_by(calendar_of(session, reader), at, Ladder(escalation.policy))
    onward, owed = would_be_next(facts) or _above(facts), next_packet(facts)
    return Packet(
        reader=reader,
        line=line,
        escalation=escalation,
        item=item,
        owner=owner,
        project=facts.project,
        moved_from=moved,
        reminders=len(reminders),
        reminded_on=max((facts.calendar.today(line.created_at) for line in reminders), default=None),
        waiting=waiting,
        sentence=note_text(session, team, escalation.sentence_id),
        blocker=blocker,
        blocked_since=facts.calendar.today(item.blocked_at) if item.blocked_at is not None else None,
        others=others,
        suggestion=suggest(item, len(moved), len(waiting)),
        extend_to=extension(facts.calendar, facts.calendar.today(at), waiting, wanted),
        answer_by=wanted,
        can_release=_can_release(facts),
        successor=_successor(session, facts, line),
        answered_by=people.get(escalation.answered_by_id or 0),
        acknowledged_by=people.get(escalation.acknowledged_by_id or 0),
        gathered_by=people.get(escalation.gathered_by_id or 0),
        next_reader=onward.person if onward is not None and onward.person.id != reader.id else None,
        goes_on=owed[1] if owed is not None else None,
        instead_of=people.get(line.why.get("instead_of") or 0),
        paused_until=_pause(escalation, at),
        asked_before=_asked_before(session, facts, reader),
        options=decisions.options_of(session, team, [item.number]).get(item.number, ())
        if item.kind is Kind.DECISION
        else (),
    )


def _pause(escalation: Escalation, asked_at: datetime) -> datetime | None:
    """The pause that counts for somebody who was asked then: one that was over before gives them no more time."""
    paused = escalation.paused_until
    return paused if paused is not None and paused > asked_at else None


def _asked_before(session: Session, facts: ItemFacts, reader: Person) -> tuple[tuple[Person, date], ...]:
    """Who was asked in this round before the reader, in order, with the reader's day."""
    told = list(takewhile(lambda line: line.person_id != reader.id, told_ever(facts)))
    people = queries.people(session, facts.item.team_id, [line.person_id for line in told])
    calendar, sent = calendar_of(session, reader), facts.sent_at or {}
    return tuple((people[one], calendar.today(at)) for line in told
                 if (one := line.person_id or 0) in people and (at := sent.get(line.key)) is not None)  # fmt: skip


def after_pause(db: Database, act: Act, escalation_id: int) -> tuple[Person | None, date]:
    """Who is asked next, and the day until which all is quiet where the actor lives."""
    with db.reading() as session:
        escalation = session.get_one(Escalation, escalation_id)
        item = session.get_one(Item, escalation.item_id)
        found = item_facts(gather(session, act.team, act.now, [item]), [item])
        owed = next_packet(found[0]) if found else None
        today = calendar_of(session, act.person).today
        if owed is not None:
            return owed[0].recipient.person, today(owed[1])
        return None, today(escalation.paused_until or act.now)


def _above(facts: ItemFacts) -> Recipient | None:
    """Supportive mode: who hears of it only if the lead asks them."""
    return next((one for one in facts.kept if one.person.id != facts.owner.id), None)


def _successor(session: Session, facts: ItemFacts, line: Line) -> Successor | None:
    """Who leads or sponsors instead of whoever this went to; a reminder repeats the last packet of its reader."""
    mine = [one for one in told_ever(facts) if one.person_id == line.person_id]
    part = line if line.kind is LineKind.PACKET else mine[-1] if mine else None
    if part is None or not is_handed_on(facts.project, facts.item, part):
        return None
    person = queries.person(session, facts.item.team_id, successor_of(facts.project, facts.item, part))
    return Successor(person, part.step == SPONSOR, is_asked(facts, person.id)) if person is not None else None


def _can_release(facts: ItemFacts) -> bool:
    """Whether it stays with the lead until they say so; only they can."""
    told = {line.step for line in facts.lines if line.kind is LineKind.PACKET}
    return told == {FIRST_ASKED} and any(one.person.id != facts.owner.id for one in facts.kept)


def _waited_for(session: Session, facts: ItemFacts, reader: Person) -> tuple[str, tuple[Person, ...]]:
    """Whom or what it waits for, and who could be brought together about it."""
    item, team = facts.item, facts.item.team_id
    person = queries.person(session, team, item.blocked_by_id)
    on = seen_or_none(session, reader, queries.item(session, team, item.blocked_on_id))
    holder = queries.person(session, team, on.owner_id) if on is not None else None
    words = [person.label] if person is not None else []
    words += [f"{on.title} ({on.key})"] if on is not None else []
    words += [item.blocked_by_text] if item.blocked_by_text else []
    near = {facts.owner.id, reader.id}
    others = {one.id: one for one in (person, holder) if one is not None and one.id not in near}
    return ", ".join(words), tuple(others.values())


def _moved_dates(session: Session, item: Item) -> tuple[date, ...]:
    """The dates an item had before, oldest first."""
    stand = moves.standing(queries.events_of(session, item.team_id, item.id))
    return tuple(date.fromisoformat(event.before["due"]) for event in stand if event.before.get("due"))


def _reminders(session: Session, escalation: Escalation) -> list[Line]:
    """What its owner was reminded of up to the preview: the packet counts no more than they were shown."""
    mine = (Line.team_id == escalation.team_id, Line.item_id == escalation.item_id, Line.kind == LineKind.NUDGE)
    until = (Line.commitment == escalation.commitment, Line.created_at <= escalation.created_at)
    return list(session.exec(select(Line).where(*mine, *until)).all())
