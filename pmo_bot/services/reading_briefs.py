"""Read a brief: its lines with everything as it is now."""

from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import Escalation, Event, Kind, Line, LineKind, Person, Post, PostState
from pmo_bot.rules import brief as briefs
from pmo_bot.rules.escalation import first_packet_at
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.tips import Tip
from pmo_bot.services import reading_pairs, tips
from pmo_bot.services.events import note_text
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import gather
from pmo_bot.services.looking import may_read_on, seen_or_none
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_asks import is_first, questions
from pmo_bot.services.reading_news import news
from pmo_bot.services.reading_packets import packets, preview_of
from pmo_bot.services.reading_unanswered import unanswered
from pmo_bot.services.undoing import undoable
from pmo_bot.store import decisions, queries


def brief(session: Session, post: Post, now: datetime) -> briefs.Brief:
    """The brief of a message, with everything as it is now."""
    person = session.get_one(Person, post.person_id)
    lines = queries.lines_of(session, post.team_id, post.key)
    items = queries.items(session, post.team_id, [line.item_id for line in lines])
    rows = list(items.values())
    facts = {found.item.id: found for found in item_facts(gather(session, post.team_id, now, rows), rows)}
    people = queries.people(
        session, post.team_id, [i.owner_id for i in items.values()] + [i.blocked_by_id for i in items.values()]
    )
    options = decisions.options_of(session, post.team_id, [one.number for one in rows if one.kind is Kind.DECISION])
    entries = [
        briefs.Entry(
            item=items[line.item_id],
            line=line,
            project=queries.project(session, post.team_id, items[line.item_id].project_id),
            warned=_warned(session, line, facts.get(line.item_id), post, now),
            owner_now=people.get(items[line.item_id].owner_id or 0),
            blocker=people.get(items[line.item_id].blocked_by_id or 0),
            undo=undoable(session, line.item_id, person, post.settled_at or now),
            clock_stopped=line.item_id in facts and facts[line.item_id].clock_stopped,
            waited_item=seen_or_none(
                session, person, queries.item(session, post.team_id, items[line.item_id].blocked_on_id)
            ),
            heard=_heard(session, line),
            options=options.get(items[line.item_id].number, ()) if items[line.item_id].is_open else (),
        )
        for line in lines
        if line.kind.is_owners
    ]
    if post.state is PostState.SENT:  # edited: of what they may not know of by now only their own last click
        entries = [one for one in entries if one.undo is not None or may_read_on(session, person, one.item)]
    return briefs.build(
        person,
        post.on_date or calendar_of(session, person).today(now),
        post.key,
        entries,
        queries.open_items_of(session, post.team_id, person.id),
        questions(session, lines, person, post, now),
        packets=packets(session, lines, person, post, now),
        news=news(session, lines, person),
        pairs=reading_pairs.in_message(session, post.team_id, post.key, person),
        first_contact=is_first(session, post),
        tip=Tip(post.why[tips.NAME]) if tips.NAME in post.why else None,
        unanswered=unanswered(session, person, post, now),
    )


def _heard(session: Session, line: Line) -> briefs.HeardOf | None:
    event = session.get(Event, line.why.get("event") or 0) if line.kind is LineKind.HEARD else None
    if event is None or event.team_id != line.team_id:
        return None
    by = queries.person(session, line.team_id, event.actor_id)
    return briefs.HeardOf(event, by, note_text(session, line.team_id, event.note_id))


def _warned(session: Session, line: Line, facts: ItemFacts | None, post: Post, now: datetime) -> briefs.Warned | None:
    if line.kind is not LineKind.PREVIEW or line.escalation_id is None or facts is None or not facts.chain:
        return None
    escalation = session.get_one(Escalation, line.escalation_id)
    if escalation.void_at is not None or escalation.answered_at is not None:
        return None
    shown_at = escalation.previewed_at or post.settled_at or now
    packet, at = preview_of(session, facts, escalation, line, shown_at), first_packet_at(facts, shown_at)
    return briefs.Warned(packet, at) if packet is not None and at is not None else None
