"""The lines that briefs and asks carry, each with its receipt."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from pmo_bot.model import Escalation, Line, LineKind, Post
from pmo_bot.rules.escalation import frozen
from pmo_bot.rules.facts import ItemFacts, receipt
from pmo_bot.rules.nudges import away_between
from pmo_bot.rules.plan import Owed
from pmo_bot.rules.silence import OBSERVED
from pmo_bot.store.outbox import insert_each
from pmo_bot.store.prepared import prepared

BEGINS = (LineKind.PREVIEW, LineKind.PACKET)
OF_AN_ESCALATION = (LineKind.PREVIEW, LineKind.PACKET, LineKind.AWAITED)


Placed = tuple[ItemFacts, Owed, Post]
"""What is owed, and the message that it goes into."""


def add_lines(session: Session, placed: Sequence[Placed], now: datetime) -> list[Line]:
    """The lines of messages, each once; those that are new.

    A preview begins a round of the escalation, or what is passed on without one.
    """
    rounds = _begin_rounds(session, [facts for facts, owed, _ in placed if _begins(facts, owed)], now)
    return insert_each(
        session,
        [
            _line(replace(facts, escalation=rounds[facts.item.id]) if _begins(facts, owed) else facts, owed, post, now)
            for facts, owed, post in placed
        ],
    )


def _begins(facts: ItemFacts, owed: Owed) -> bool:
    return owed.kind in BEGINS and facts.escalation is None


def _line(facts: ItemFacts, owed: Owed, post: Post, now: datetime) -> Line:
    item, escalation = facts.item, facts.escalation if owed.kind in OF_AN_ESCALATION else None
    return Line(
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


def _begin_rounds(session: Session, every: Sequence[ItemFacts], now: datetime) -> dict[int, Escalation]:
    """By item: its next round, one for the preview and what is passed on at the same moment."""
    items = {facts.item.id: facts for facts in every}
    if not items:
        return {}
    said = _said_before(session, next(iter(items.values())).item.team_id, items)
    begun = {
        item_id: _round(facts, said.get((item_id, facts.item.commitment)), now) for item_id, facts in items.items()
    }
    new = insert(Escalation).returning(col(Escalation.id), col(Escalation.item_id))
    values = [round_.model_dump(exclude={"id"}) for round_ in begun.values()]
    for number, item_id in session.connection().execute(new, values):
        begun[item_id].id = number
    return begun


def _round(facts: ItemFacts, sentence_id: int | None, now: datetime) -> Escalation:
    return Escalation(
        team_id=facts.item.team_id,
        item_id=facts.item.id,
        commitment=facts.item.commitment,
        round=facts.rounds + 1,
        facts=frozen(facts),
        policy=dict(facts.ladder.body),
        policy_version=facts.ladder.version,
        sentence_id=sentence_id,
        created_at=now,
    )


def _said_before(session: Session, team: str, ids: Collection[int]) -> dict[tuple[int, int], int | None]:
    """By promise: what its owner added to an earlier round of it; a preview made anew keeps their newest words."""
    return {(item_id, commitment): said for item_id, commitment, said in _sentences(session, team, ids)}


@prepared
def _sentences(team: str, ids: Collection[int]) -> Select[int, int, int | None]:
    added = (Escalation.team_id == team, col(Escalation.item_id).in_(ids), col(Escalation.sentence_id).is_not(None))
    columns = select(Escalation.item_id, Escalation.commitment, Escalation.sentence_id)
    return columns.where(*added).order_by(col(Escalation.round))
