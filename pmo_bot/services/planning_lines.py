"""The lines that briefs and asks carry, each with its receipt."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Escalation, Item, Line, LineKind, Post
from pmo_bot.rules.escalation import frozen
from pmo_bot.rules.facts import ItemFacts, receipt
from pmo_bot.rules.nudges import away_between
from pmo_bot.rules.plan import Owed
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.store.outbox import insert_once

BEGINS = (LineKind.PREVIEW, LineKind.PACKET)
OF_AN_ESCALATION = (LineKind.PREVIEW, LineKind.PACKET, LineKind.AWAITED)


def add_line(session: Session, facts: ItemFacts, post: Post, owed: Owed, now: datetime) -> bool:
    """One line of a message, once.  A preview begins a round of the escalation, or what is passed on without one."""
    if owed.kind in BEGINS and facts.escalation is None:
        facts = replace(facts, escalation=_begin_round(session, facts, now))
    item, escalation = facts.item, facts.escalation if owed.kind in OF_AN_ESCALATION else None
    line = Line(
        team_id=item.team_id,
        key=(OBSERVED if facts.observed_until is not None else "") + (owed.key or _key(facts, owed, escalation)),
        kind=owed.kind,
        post_key=post.key,
        item_id=item.id,
        person_id=owed.reader.person.id,
        commitment=item.commitment,
        step=owed.step,
        step_on=owed.on,
        escalation_id=escalation.id if escalation else owed.escalation_id,
        why=receipt(facts, owed.kind).as_dict()
        | _asked(facts, owed)
        | _stands_in(owed)
        | dict(owed.about)
        | _away(facts, owed)
        | ({"critical": True} if facts.urgent else {}),  # the gate lets it pass at any hour
        created_at=now,
    )
    return insert_once(session, line)


def _away(facts: ItemFacts, owed: Owed) -> dict[str, list[str]]:
    """The absence that makes a reminder early."""
    found = away_between(facts, owed.on) if owed.kind is LineKind.NUDGE else None
    return {"away": [day.isoformat() for day in found]} if found is not None else {}


def _key(facts: ItemFacts, owed: Owed, escalation: Escalation | None) -> str:
    """Names what a line is for: a step of a commitment, or of a round of its escalation."""
    times = f":{escalation.round}" if escalation is not None else ""
    return f"{owed.kind}:{facts.item.number}:{facts.item.commitment}{times}:{owed.step}"


def _asked(facts: ItemFacts, owed: Owed) -> dict[str, int | str | None]:
    """Who asked, when, and what the reader is to the item."""
    to_owner = owed.kind in (LineKind.REQUEST, LineKind.DECIDE)
    by = facts.item.requester_id if to_owner else facts.item.owner_id
    at = owed.asked.since if owed.asked is not None else facts.item.turn_at
    on = facts.calendar.today(at) if at is not None else owed.on
    told: dict[str, int | str | None] = {"by": by, "as": owed.reader.step, "asked_on": on.isoformat()}
    if owed.kind is LineKind.HEARD and facts.heard is not None:
        told |= {"event": facts.heard.event.id, "by": facts.heard.event.actor_id}
    return told | dict(owed.asked.told if owed.asked is not None else {})


def _stands_in(owed: Owed) -> dict[str, int]:
    absent = owed.reader.instead_of
    return {"instead_of": absent.id} if absent is not None else {}


# --- the round that a preview begins ----------------------------------------------------


def _begin_round(session: Session, facts: ItemFacts, now: datetime) -> Escalation:
    """The next round; one that the preview of the same moment began, for what is passed on at once."""
    mine = (Escalation.team_id == facts.item.team_id, Escalation.item_id == facts.item.id)
    this = (Escalation.commitment == facts.item.commitment, Escalation.round == facts.rounds + 1)
    begun = session.exec(select(Escalation).where(*mine, *this)).first()
    return begun if begun is not None else _new_round(session, facts, now)


def _new_round(session: Session, facts: ItemFacts, now: datetime) -> Escalation:
    round_ = Escalation(
        team_id=facts.item.team_id,
        item_id=facts.item.id,
        commitment=facts.item.commitment,
        round=facts.rounds + 1,
        facts=frozen(facts),
        policy=dict(facts.ladder.body),
        policy_version=facts.ladder.version,
        sentence_id=_said_before(session, facts.item),
        created_at=now,
    )
    session.add(round_)
    session.flush()
    return round_


def _said_before(session: Session, item: Item) -> int | None:
    """What the owner added to an earlier round of this promise: a preview made anew keeps their words."""
    return session.exec(
        select(Escalation.sentence_id)
        .where(Escalation.team_id == item.team_id, Escalation.item_id == item.id)
        .where(Escalation.commitment == item.commitment, col(Escalation.sentence_id).is_not(None))
        .order_by(col(Escalation.round).desc())
        .limit(1)
    ).first()
