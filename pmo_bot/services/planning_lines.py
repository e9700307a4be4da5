"""The lines that briefs and asks carry, each with its receipt."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from pmo_bot.model import Line, LineKind, Person, Post
from pmo_bot.rules.facts import ItemFacts, receipt
from pmo_bot.store.outbox import insert_once


@dataclass(frozen=True, slots=True)
class Rung:
    """What a line is for: a step, and the local date it was meant for."""

    kind: LineKind
    step: str
    on: date


def add_line(
    session: Session, facts: ItemFacts, post: Post, rung: Rung, now: datetime, reader: Person | None = None
) -> None:
    """One line of a message, for the owner unless it is somebody else's to read; once."""
    item = facts.item
    escalation = facts.escalation if rung.kind is not LineKind.NUDGE else None
    line = Line(
        team_id=item.team_id,
        key=_key(facts, rung),
        kind=rung.kind,
        post_key=post.key,
        item_id=item.id,
        person_id=(reader or facts.owner).id,
        commitment=item.commitment,
        step=rung.step,
        step_on=rung.on,
        escalation_id=escalation.id if escalation else None,
        why=receipt(facts, rung.kind).as_dict(),
        created_at=now,
    )
    insert_once(session, line)


def _key(facts: ItemFacts, rung: Rung) -> str:
    """Names what a line is for: a step of a commitment, or of a round of its escalation."""
    escalation = facts.escalation if rung.kind is not LineKind.NUDGE else None
    times = f":{escalation.round}" if escalation is not None else ""
    return f"{rung.kind}:{facts.item.number}:{facts.item.commitment}{times}:{rung.step}"
