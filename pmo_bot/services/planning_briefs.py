"""Plan briefs: one message with all that an owner is to look at today, and the rounds of escalation it previews."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Escalation, Item, LineKind, Post, PostKind
from pmo_bot.rules.escalation import frozen
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.plan import brief_is_due, owed_nudge, owes_preview
from pmo_bot.services.planning_lines import Rung, add_line
from pmo_bot.store.outbox import insert_once


def plan_brief(session: Session, owned: Sequence[ItemFacts], now: datetime) -> int:
    """Make an owner's brief of today, if anything is due and it is not made yet; how many that made."""
    person, calendar = owned[0].owner, owned[0].calendar
    day = calendar.today(now)
    if not brief_is_due(person, calendar, now):
        return 0
    nudges = [(facts, step) for facts in owned if (step := owed_nudge(facts, day)) is not None]
    previews = [facts for facts in owned if owes_preview(facts, day)]
    if not nudges and not previews:
        return 0
    post = Post(
        team_id=person.team_id,
        key=f"brief:{person.id}:{day}",
        kind=PostKind.BRIEF,
        lane=f"person:{person.id}",
        person_id=person.id,
        on_date=day,
        not_before=now,
        created_at=now,
        why={"rule": "brief", "zone": person.zone, "at": person.brief_at.isoformat("minutes")},
    )
    if not insert_once(session, post):
        return 0  # today's brief is out; what came later is for the next one
    for facts, step in nudges:
        add_line(session, facts, post, Rung(LineKind.NUDGE, step.name, step.on), now)
    for facts in previews:
        _add_preview(session, facts, post, day, now)
    return 1


def _add_preview(session: Session, facts: ItemFacts, post: Post, day: date, now: datetime) -> None:
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
    rung = Rung(LineKind.PREVIEW, "preview", day)
    add_line(session, replace(facts, escalation=round_), post, rung, now)


def _said_before(session: Session, item: Item) -> int | None:
    """What the owner added to an earlier round of this promise: a preview made anew keeps their words."""
    return session.exec(
        select(Escalation.sentence_id)
        .where(Escalation.team_id == item.team_id, Escalation.item_id == item.id)
        .where(Escalation.commitment == item.commitment, col(Escalation.sentence_id).is_not(None))
        .order_by(col(Escalation.round).desc())
        .limit(1)
    ).first()
