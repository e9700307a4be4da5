"""The plan: derive what is owed, and insert it once under keys that name the slot.

A tick takes the rows whose `wake_at` has come, derives, inserts, and writes the next `wake_at`.  Everything an
owner is owed today goes into one brief; what is owed to one recipient of escalations goes into one ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select, update
from sqlmodel.sql.expression import SelectOfScalar

from pmo_bot.model import Escalation, Item, Line, LineKind, Person, Post, PostKind, PostState, Project
from pmo_bot.rules import digest as digests
from pmo_bot.rules import gate
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.escalation import frozen, is_void
from pmo_bot.rules.facts import ItemFacts, Receipt, Recipient
from pmo_bot.rules.gate import ASKS_A_DAY, Reason
from pmo_bot.rules.plan import brief_is_due, next_packet, owed_nudge, owes_preview, wake_at
from pmo_bot.services.facts import Gathered, gather, item_facts
from pmo_bot.services.projects import project_calendar
from pmo_bot.store import outbox, queries
from pmo_bot.store.database import Database
from pmo_bot.store.outbox import insert_once

BATCH = 200
COALESCE = timedelta(minutes=5)


def plan(db: Database, now: datetime) -> int:
    """Insert all that is owed at `now`; how many messages that made.  Doing it twice makes none."""
    made = 0
    while (team := _next_team(db, due_items(now))) is not None:
        with db.transaction() as session:
            queries.turn(session, team)
            made += _plan_items(session, team, now)
    while (team := _next_team(db, _due_projects(now))) is not None:
        with db.transaction() as session:
            queries.turn(session, team)
            made += _plan_digests(session, team, now)
    return made


def _next_team(db: Database, due: SelectOfScalar[Item] | SelectOfScalar[Project]) -> str | None:
    with db.reading() as session:
        first = session.exec(due.limit(1)).first()
        return first.team_id if first is not None else None


def next_at(db: Database, after: datetime) -> datetime | None:
    """The first instant after this one at which the plan looks at something, or a planned message may leave."""
    with db.reading() as session:
        item = session.exec(select(func.min(Item.wake_at)).where(col(Item.wake_at) > after)).one()
        project = session.exec(select(func.min(Project.wake_at)).where(col(Project.wake_at) > after)).one()
        post = outbox.next_due(session, after)
        return min((at for at in (item, project, post) if at is not None), default=None)


# --- items ----------------------------------------------------------------------------


def due_items(now: datetime) -> SelectOfScalar[Item]:
    """The query of the tick: served by the partial index on `wake_at` alone."""
    return select(Item).where(col(Item.wake_at) <= now, col(Item.wake_at).is_not(None)).order_by(col(Item.wake_at))


def _plan_items(session: Session, team: str, now: datetime) -> int:
    """Plan for the owners whose items woke first, all their woken items at once: they share a brief."""
    # Whose they are is sorted out here: a database that is asked for one workspace walks through all it has.
    first = [item for item in session.exec(due_items(now).limit(BATCH)) if item.team_id == team]
    owned = col(Item.owner_id).in_({item.owner_id for item in first if item.owner_id is not None})
    items = [item for item in session.exec(due_items(now).where(owned | col(Item.owner_id).is_(None)))
             if item.team_id == team]  # fmt: skip
    if not items:
        return 0  # another worker had its turn in between
    batch = gather(session, team, now, items)
    every = item_facts(batch, items)
    by_owner: dict[int, list[ItemFacts]] = {}
    for facts in every:
        by_owner.setdefault(facts.owner.id, []).append(_without_void(session, facts, now))
    made = sum(_plan_brief(session, owned, now) for owned in by_owner.values())
    made += _plan_asks(batch, [facts for owned in by_owner.values() for facts in owned], now)
    _set_wakes(batch, items, now)
    return made


def _without_void(session: Session, facts: ItemFacts, now: datetime) -> ItemFacts:
    """Close a round whose preview no longer says what is true."""
    if facts.escalation is None or not is_void(facts):
        return facts
    facts.escalation.void_at = now
    session.add(facts.escalation)
    return replace(facts, escalation=None)


def _set_wakes(batch: Gathered, items: Sequence[Item], now: datetime) -> None:
    batch.session.flush()
    fresh = {facts.item.id: facts for facts in item_facts(batch, items)}
    for item in items:
        item.wake_at = wake_at(fresh[item.id], now) if item.id in fresh else None
        batch.session.add(item)


# --- briefs ---------------------------------------------------------------------------


def _plan_brief(session: Session, owned: Sequence[ItemFacts], now: datetime) -> int:
    person, calendar = owned[0].owner, owned[0].calendar
    day = calendar.today(now)
    if not brief_is_due(person, calendar, now):
        return 0
    nudges = [(facts, step) for facts in owned if (step := owed_nudge(facts, day)) is not None]
    previews = [facts for facts in owned if owes_preview(facts, day)]
    if not nudges and not previews:
        return 0
    said = {_line_key(facts, LineKind.NUDGE, step.name): facts for facts, step in nudges}
    said |= {_line_key(facts, LineKind.PREVIEW, "preview", facts.rounds + 1): facts for facts in previews}
    post = Post(
        team_id=person.team_id,
        key=f"brief:{person.id}:{day}",
        kind=PostKind.BRIEF,
        lane=f"person:{person.id}",
        person_id=person.id,
        on_date=day,
        not_before=now,
        created_at=now,
        why={
            "rule": "brief", "zone": person.zone, "at": person.brief_at.isoformat("minutes"), "lines": _receipts(said),
        },
    )  # fmt: skip
    if not insert_once(session, post):
        return 0  # today's brief is out; what came later is for the next one
    for facts, step in nudges:
        _add_line(session, facts, post, LineKind.NUDGE, step.name, step.on, now)
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
        created_at=now,
    )
    session.add(round_)
    session.flush()
    _add_line(session, facts, post, LineKind.PREVIEW, "preview", day, now, round_)


def _line_key(facts: ItemFacts, kind: LineKind, step: str, round_: int | None = None) -> str:
    """Names what a line is for: a step of a commitment, or of a round of its escalation."""
    times = f":{round_}" if round_ is not None else ""
    return f"{kind}:{facts.item.number}:{facts.item.commitment}{times}:{step}"


def _add_line(
    session: Session,
    facts: ItemFacts,
    post: Post,
    kind: LineKind,
    step: str,
    on: date,
    now: datetime,
    escalation: Escalation | None = None,
    reader: Person | None = None,
) -> str:
    """One line of a message; its key."""
    item = facts.item
    line = Line(
        team_id=item.team_id,
        key=_line_key(facts, kind, step, escalation.round if escalation else None),
        kind=kind,
        post_key=post.key,
        item_id=item.id,
        person_id=(reader or facts.owner).id,
        commitment=item.commitment,
        step=step,
        step_on=on,
        escalation_id=escalation.id if escalation else None,
        created_at=now,
    )
    insert_once(session, line)
    return line.key


def _explain(session: Session, post: Post, lines: Mapping[str, ItemFacts]) -> None:
    """Keep with the message why each of its lines was owed."""
    post.why = {**post.why, "lines": {**post.why.get("lines", {}), **_receipts(lines)}}
    session.exec(update(Post).where(col(Post.id) == post.id).values(why=post.why))


def _receipts(lines: Mapping[str, ItemFacts]) -> dict[str, Any]:
    return {key: receipt(facts, key.partition(":")[0]).as_dict() for key, facts in lines.items()}


# --- asks -----------------------------------------------------------------------------


def _plan_asks(batch: Gathered, every: Sequence[ItemFacts], now: datetime) -> int:
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
        step = packet.recipient.step
        line = _add_line(
            batch.session, facts, ask, LineKind.PACKET, step, packet.step_on, now, facts.escalation,
            packet.recipient.person,
        )  # fmt: skip
        _explain(batch.session, ask, {line: facts})
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


# --- digests --------------------------------------------------------------------------


def _due_projects(now: datetime) -> SelectOfScalar[Project]:
    return (
        select(Project)
        .where(col(Project.wake_at) <= now, col(Project.wake_at).is_not(None))
        .order_by(col(Project.wake_at))
    )


def _plan_digests(session: Session, team: str, now: datetime) -> int:
    due = session.exec(_due_projects(now).where(Project.team_id == team)).all()
    return sum(_plan_digest(session, project, now) for project in due)


def _plan_digest(session: Session, project: Project, now: datetime) -> int:
    calendar = project_calendar(session, project)
    workspace = queries.workspace(session, project.team_id)
    since = max(project.created_at, workspace.started_at) if workspace else project.created_at
    slot = digests.owed_slot(calendar, since, now)
    project.wake_at = digests.next_slot_at(calendar, now)
    session.add(project)
    if slot is None:
        return 0
    post = Post(
        team_id=project.team_id,
        key=f"digest:{project.key}:{slot.monday}",
        kind=PostKind.DIGEST,
        lane=f"channel:{project.channel or project.key}",
        project_id=project.id,
        on_date=slot.monday,
        not_before=now,
        created_at=now,
        why={"rule": "digest", "zone": calendar.zone.key, "week": slot.monday.isoformat()},
    )
    return int(insert_once(session, post))


def receipt(facts: ItemFacts, rule: str) -> Receipt:
    """Why a line was owed: the dates, zone, calendar and policy version that made it so."""
    due = facts.item.due
    return Receipt(
        rule=rule,
        due=due,
        effective_due=facts.calendar.on_or_after(due) if due else None,
        zone=facts.owner.zone,
        calendar=facts.owner.country or "none",
        policy_version=facts.ladder.version,
    )
