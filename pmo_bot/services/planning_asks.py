"""Plan asks: what waits for one person's answer goes to them together, at most three times a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from pmo_bot.model import LineKind, Person, Post, PostKind, PostState
from pmo_bot.rules import gate
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.facts import ItemFacts, Recipient
from pmo_bot.rules.gate import ASKS_A_DAY, Reason
from pmo_bot.rules.plan import next_packet
from pmo_bot.services.facts import Gathered
from pmo_bot.services.planning_lines import Rung, add_line
from pmo_bot.store.outbox import insert_once

COALESCE = timedelta(minutes=5)
"""How long an ask is open for more of the same."""


def plan_asks(batch: Gathered, every: Sequence[ItemFacts], now: datetime) -> int:
    """Put every escalation that may leave into an ask for its recipient; how many asks that made."""
    made = 0
    for facts in every:
        owed = next_packet(facts)
        if owed is None or owed[1] > now or not _may_ask(owed[0].recipient, now):
            continue
        packet = owed[0]
        ask, is_new = _ask_for(batch.session, packet.recipient.person, packet.recipient.calendar, now)
        if ask is None:
            continue  # three asks today: the rest follow tomorrow
        made += is_new
        rung = Rung(LineKind.PACKET, packet.recipient.step, packet.step_on)
        add_line(batch.session, facts, ask, rung, now, packet.recipient.person)
    return made


def _may_ask(reader: Recipient, now: datetime) -> bool:
    return gate.may_notify(reader.person, reader.calendar, Reason.ASK, now).go


def _ask_for(session: Session, person: Person, calendar: Calendar, now: datetime) -> tuple[Post | None, bool]:
    """The ask that is still being gathered for somebody, or a new one that leaves in five minutes."""
    day = calendar.today(now)
    today = session.exec(
        select(Post)
        .where(Post.team_id == person.team_id, Post.person_id == person.id, Post.on_date == day)
        .where(Post.kind == PostKind.ASK)
        .order_by(col(Post.id))
    ).all()
    if today and today[-1].state is PostState.DUE and today[-1].attempts == 0:
        return today[-1], False
    if len(today) >= ASKS_A_DAY:
        return None, False
    post = Post(
        team_id=person.team_id,
        key=f"ask:{person.id}:{day}:{len(today) + 1}",
        kind=PostKind.ASK,
        lane=f"person:{person.id}",
        person_id=person.id,
        on_date=day,
        not_before=now + COALESCE,
        created_at=now,
        why={"rule": "ask", "zone": person.zone},
    )
    return (post, True) if insert_once(session, post) else (None, False)
