"""Read the news that a brief carries, with everything as it is now."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from pmo_bot.model import Decision, Escalation, Event, Item, Line, LineKind, Person
from pmo_bot.rules.brief import rank
from pmo_bot.rules.news import NewsLine
from pmo_bot.rules.readiness import Readiness
from pmo_bot.services.asking import chosen_of
from pmo_bot.services.events import note_text
from pmo_bot.services.looking import seen_or_none
from pmo_bot.services.people import calendar_of
from pmo_bot.services.reading_readiness import readiness
from pmo_bot.store import queries


def news(session: Session, lines: Sequence[Line], reader: Person) -> list[NewsLine]:
    """The news among some lines, worst first; nothing of an item that its reader may no longer see."""
    told = [line for line in lines if line.kind.is_news]
    items = queries.items(session, reader.team_id, [line.item_id for line in told])
    seen = [line for line in told if seen_or_none(session, reader, items.get(line.item_id)) is not None]
    found = [_one(session, line, items[line.item_id], reader) for line in seen]
    return sorted(found, key=lambda one: rank(one.item))


def _one(session: Session, line: Line, item: Item, reader: Person) -> NewsLine:
    team, why = item.team_id, line.why
    people = queries.people(session, team, [why.get("by"), item.owner_id])
    event = session.get(Event, why["event"]) if why.get("event") else None
    round_ = session.get(Escalation, line.escalation_id) if line.escalation_id else None
    return NewsLine(
        line=line,
        item=item,
        by=people.get(why.get("by") or 0),
        owner=people.get(item.owner_id or 0),
        round=round_,
        was=date.fromisoformat(why["was"]) if why.get("was") else None,
        words=_words(session, round_, event),
        ended_by=event.what if event is not None else "",
        due=date.fromisoformat(why["due"]) if why.get("due") else None,
        week=date.fromisoformat(why["week"]) if why.get("week") else None,
        chosen=chosen_of(session, item),
        other=seen_or_none(session, reader, queries.item(session, team, why.get("on"))),
        **_ready(session, line, item, reader),
    )


def _ready(session: Session, line: Line, item: Item, reader: Person) -> dict[str, Any]:
    """What a milestone still needs, and how far it is from the day on which this was written."""
    if line.kind is not LineKind.READINESS:
        return {}
    calendar = calendar_of(session, reader)
    days = calendar.between(calendar.today(line.created_at), item.due) if item.due is not None else 0
    return {"readiness": readiness(session, item.team_id, [item]).get(item.id, Readiness()), "days": days}


def _words(session: Session, round_: Escalation | None, event: Event | None) -> str:
    """Why it was decided, else what was said with the change."""
    decision = session.get(Decision, round_.decision_id) if round_ is not None and round_.decision_id else None
    if decision is not None:
        return decision.rationale
    return note_text(session, event.team_id, event.note_id) if event is not None else ""
