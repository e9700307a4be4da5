"""Which tips go into briefs: worked out from what people were shown and did, and kept in the receipts of briefs."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select, text
from sqlmodel.sql.expression import Select

from pmo_bot.model import TELLING, Event, Post, PostKind
from pmo_bot.rules import tips
from pmo_bot.rules.facts import Recipient
from pmo_bot.rules.tips import SAID, Did, Tip
from pmo_bot.store.prepared import prepared

NAME = "tip"
"""Below it a brief's receipt names the tip."""


def tips_of(session: Session, readers: Sequence[Recipient], now: datetime) -> dict[int, Tip]:
    """By person: the tip of today's brief of each newcomer; for everybody else nothing is looked up."""
    days = {one.person.id: (one.calendar.today(now), _greeted(one)) for one in readers}
    new = [who for who, (today, greeted) in days.items() if tips.is_due(today, greeted, {})]
    if not new:
        return {}
    team = readers[0].person.team_id
    shown = _shown(session, team, new)
    waiting = [who for who in new if tips.is_due(*days[who], shown[who])]
    used = _used(session, team, waiting) if waiting else {}
    found = {who: tips.tip_for(*days[who], shown[who], used[who]) for who in waiting}
    return {who: tip for who, tip in found.items() if tip is not None}


def _greeted(reader: Recipient) -> date | None:
    met = reader.person.greeted_at
    return reader.calendar.today(met) if met is not None else None


def _shown(session: Session, team: str, people: Collection[int]) -> dict[int, dict[date, str]]:
    """By person: which tip they were shown, on which day."""
    found: dict[int, dict[date, str]] = {who: {} for who in people}
    for who, day, tip in _tips_shown(session, team, people):
        if who is not None and day is not None:
            found[who][day] = tip
    return found


@prepared
def _tips_shown(team: str, people: Collection[int]) -> Select[int | None, date | None, str]:
    tip: ColumnElement[str] = col(Post.why)[NAME].as_string()
    briefs = (Post.team_id == team, col(Post.person_id).in_(people), Post.kind == PostKind.BRIEF)
    return select(col(Post.person_id), col(Post.on_date), tip).where(*briefs, tip.is_not(None))


def _used(session: Session, team: str, people: Collection[int]) -> dict[int, frozenset[Tip]]:
    """By person: what they have found by themselves."""
    did: dict[int, list[Did]] = {who: [] for who in people}
    for who, what, source, once in _did(session, team, people):
        did[who or 0].append(Did(what, source, once or ""))
    return {who: tips.used(every) for who, every in did.items()}


@prepared
def _did(team: str, people: Collection[int]) -> Select[int | None, str, str, str | None]:
    """The events that tell of it, found by an index that holds no others."""
    begins: ColumnElement[str | None] = func.substr(Event.once, 1, len(SAID))
    mine = (Event.team_id == team, col(Event.actor_id).in_(people), text(TELLING))
    return select(Event.actor_id, Event.what, Event.source, begins).where(*mine).distinct()
