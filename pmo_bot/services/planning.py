"""The plan: derive what is owed, and insert it once under keys that name the slot.

A tick takes the rows whose `wake_at` has come, derives, inserts, and writes the next `wake_at`.  Everything an
owner is owed today goes into one brief; what is owed to one recipient of escalations goes into one ask.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, cast

import sqlalchemy
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from pmo_bot.model import Edition, Item, Line, Project, Stakeholder, Workspace
from pmo_bot.rules.baseline import PERIOD
from pmo_bot.rules.escalation import is_void
from pmo_bot.rules.facts import ItemFacts
from pmo_bot.rules.plan import RIDES, Owed, Way, owed
from pmo_bot.rules.wake import wake_at
from pmo_bot.services import baselines
from pmo_bot.services.confirming import let_stand
from pmo_bot.services.facts import item_facts, with_lines
from pmo_bot.services.gathered import Gathered, gather
from pmo_bot.services.planning_apart import Only, together_or_apart
from pmo_bot.services.planning_digests import due_projects, plan_digests
from pmo_bot.services.planning_editions import plan_editions
from pmo_bot.services.planning_lines import BEGINS, Placed, add_lines
from pmo_bot.services.planning_posts import Briefs, Place, ask_for, briefs_for
from pmo_bot.services.planning_workspaces import due_workspaces, plan_workspaces
from pmo_bot.store import editions, outbox
from pmo_bot.store.database import Database
from pmo_bot.store.editions import Row
from pmo_bot.store.prepared import prepared

BATCH = 50
"""Items in one transaction: more of them take no less each, and people who type meanwhile wait for all of them."""


def plan(db: Database, now: datetime) -> int:
    """Insert all that is owed at `now`; how many messages that made.  Doing it twice makes none.

    What cannot be planned is put off by itself: everybody else, and every other workspace, gets theirs.
    """
    made = 0
    while (step := _next(db, now)) is not None:
        work, team = step
        made += work(db, team, now)
        if work is _baselines:
            break  # nothing else is due; figures that could not be worked out stay so
    return made


def _next(db: Database, now: datetime) -> tuple["Step", str] | None:
    """What is to be planned next, and for which workspace; None when nothing woke, as on most ticks."""
    with db.reading() as session:
        woken = _first_woken(session, now, now - PERIOD).one()
    return next(((work, team) for work, team in zip(STEPS, woken, strict=True) if team is not None), None)


@prepared
def _first_woken(now: datetime, month_ago: datetime) -> Select[*tuple[str | None, ...]]:
    """One row: for each of the STEPS the workspace that is to be planned first, or NULL."""
    due = (
        due_items(now).with_only_columns(col(Item.team_id)),
        due_projects(now).with_only_columns(col(Project.team_id)),
        editions.due(Edition, now).with_only_columns(col(Edition.team_id)),
        editions.due(Stakeholder, now).with_only_columns(col(Stakeholder.team_id)),
        due_workspaces(now),
        baselines.due(month_ago),
    )
    return _row(first.limit(1) for first in due)


def _items_of(db: Database, team: str, now: datetime) -> int:
    def work(session: Session, only: Only) -> int:
        return _plan_items(session, team, now, only)

    def by_owner(session: Session) -> list[list[int]]:
        owners: dict[int | None, list[int]] = {}
        for item in _woken(session, team, now):
            owners.setdefault(item.owner_id, []).append(item.id)
        return list(owners.values())

    return together_or_apart(db, team, Item, work, by_owner, now)


def _digests_of(db: Database, team: str, now: datetime) -> int:
    def work(session: Session, only: Only) -> int:
        return plan_digests(session, team, now, only)

    def by_project(session: Session) -> list[list[int]]:
        return [[project.id] for project in session.exec(due_projects(now)) if project.team_id == team]

    return together_or_apart(db, team, Project, work, by_project, now)


def _editions_of(table: type[Row], db: Database, team: str, now: datetime) -> int:
    def work(session: Session, only: Only) -> int:
        return plan_editions(session, table, team, now, only)

    def one_by_one(session: Session) -> list[list[int]]:
        return [[row.id] for row in session.exec(editions.due(table, now)) if row.team_id == team]

    return together_or_apart(db, team, table, work, one_by_one, now)


def _workspaces(db: Database, _team: str, now: datetime) -> int:
    return plan_workspaces(db, now)


def _baselines(db: Database, _team: str, now: datetime) -> int:
    baselines.keep_due(db, now)
    return 0


Step = Callable[[Database, str, datetime], int]
STEPS: tuple[Step, ...] = (
    _items_of,
    _digests_of,
    partial(_editions_of, Edition),
    partial(_editions_of, Stakeholder),
    _workspaces,
    _baselines,
)
"""What is planned, in this order: each of them makes a number of messages."""


def next_at(db: Database, after: datetime) -> datetime | None:
    """The first instant after this one at which the plan looks at something, or a planned message may leave."""
    with db.reading() as session:
        row = _next_instants(session, after).one()
    return min((at for at in row if at is not None), default=None)


@prepared
def _next_instants(after: datetime) -> Select[*tuple[datetime | None, ...]]:
    """One row: the next wake of each table, and when the next planned message may leave."""
    wakes = [col(table.wake_at) for table in (Item, Project, Workspace, *editions.SENDS)]
    firsts = (select(func.min(wake)).where(wake > after) for wake in wakes)
    return _row([*firsts, outbox.due_after(after)])


def _row(firsts: Iterable[sqlalchemy.Select[Any]]) -> Select[*tuple[Any, ...]]:
    """One row with what each query finds, so that all of them are one statement."""
    row = sqlalchemy.select(*(first.scalar_subquery() for first in firsts))
    return cast("Select[*tuple[Any, ...]]", row)  # the typed `select` takes four columns at most


# --- items ----------------------------------------------------------------------------


def due_items(now: datetime) -> SelectOfScalar[Item]:
    """The query of the tick: served by the partial index on `wake_at` alone."""
    return select(Item).where(*_is_due(now)).order_by(col(Item.wake_at))


def _is_due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(Item.wake_at) <= now, col(Item.wake_at).is_not(None)


def _woken(session: Session, team: str, now: datetime) -> list[Item]:
    """The items that woke first, with all others of their owners that woke: they share a brief."""
    # Whose they are is sorted out here: a database that is asked for one workspace walks through all it has.
    first = {owner_id for item_team, owner_id in _woken_first(session, now) if item_team == team}
    found = _woken_of(session, now, {owner_id for owner_id in first if owner_id is not None})
    return [item for item in found if item.team_id == team]


@prepared
def _woken_first(now: datetime) -> Select[str, int | None]:
    return select(Item.team_id, Item.owner_id).where(*_is_due(now)).order_by(col(Item.wake_at)).limit(BATCH)


@prepared
def _woken_of(now: datetime, owners: Collection[int]) -> SelectOfScalar[Item]:
    return due_items(now).where(col(Item.owner_id).in_(owners) | col(Item.owner_id).is_(None))


def _plan_items(session: Session, team: str, now: datetime, only: Only = None) -> int:
    items = [item for item in _woken(session, team, now) if only is None or item.id in only]
    if not items:
        return 0  # another worker had its turn in between
    batch = gather(session, team, now, items)
    let_stand(batch, items)
    before = item_facts(batch, items, shadow=True)
    every = [_without_void(session, facts, now) for facts in before]
    lines = [(facts, one) for facts in every for one in owed(facts, now)]
    made, said = _place(session, lines, now)
    changed = {facts.item.id for facts, left in zip(before, every, strict=True) if facts.shadows or facts is not left}
    _set_wakes(batch, items, before, said, changed)
    return made


def _place(session: Session, lines: Sequence[tuple[ItemFacts, Owed]], now: datetime) -> tuple[int, Sequence[Line]]:
    """Put every line into its reader's brief or ask: how many messages that made, and the lines."""
    of_briefs = [(one.reader, _is_shadow(facts)) for facts, one in lines if one.way is Way.BRIEF]
    briefs = briefs_for(session, of_briefs, now)
    made, placed = briefs.new, list[Placed]()
    for facts, one in sorted(lines, key=lambda pair: pair[1].way is Way.ASK):  # a brief may take in what is asked
        post, is_new = _post_for(session, briefs, facts, one, now)
        made += is_new
        if post is not None:
            placed.append((facts, one, post))
    return made, add_lines(session, placed, now)


def _is_shadow(facts: ItemFacts) -> bool:
    return facts.observed_until is not None


def _post_for(session: Session, briefs: Briefs, facts: ItemFacts, one: Owed, now: datetime) -> Place:
    """The message for a line; a question that waited overnight is asked by itself when the brief is out already."""
    shadow = _is_shadow(facts)
    if one.way is Way.ASK:
        return ask_for(session, one.reader, now, urgent=one.urgent, shadow=shadow)
    post = briefs.of(one.reader, shadow=shadow)
    if post is None and one.step == "ask" and one.kind not in RIDES:
        return ask_for(session, one.reader, now, shadow=shadow)
    return post, False  # the new briefs are counted together


def _without_void(session: Session, facts: ItemFacts, now: datetime) -> ItemFacts:
    """Close a round whose preview no longer says what is true, and those of a time when it was only observed."""
    for shadow in facts.shadows:
        shadow.void_at = now
        session.add(shadow)
    if facts.escalation is None or not is_void(facts):
        return facts
    facts.escalation.void_at = now
    session.add(facts.escalation)
    return replace(facts, escalation=None)


def _set_wakes(
    batch: Gathered, items: Sequence[Item], before: Sequence[ItemFacts], said: Sequence[Line], changed: set[int]
) -> None:
    """When each is looked at again, now that this was said."""
    batch.session.flush()
    fresh = {facts.item.id: facts for facts in _facts_after(batch, items, before, said, changed)}
    for item in items:
        item.wake_at = wake_at(fresh[item.id], batch.now) if item.id in fresh else None
        batch.session.add(item)


def _facts_after(
    batch: Gathered, items: Sequence[Item], before: Sequence[ItemFacts], said: Sequence[Line], changed: set[int]
) -> Iterator[ItemFacts]:
    """What is known of each now.  What is passed on changes who is next, so that is read anew, as is what `changed`."""
    read_anew = changed | {line.item_id for line in said if line.kind in BEGINS}
    yield from item_facts(batch, [item for item in items if item.id in read_anew], shadow=True)
    lines: dict[int, list[Line]] = {}
    for line in said:
        lines.setdefault(line.item_id, []).append(line)
    for facts in before:
        if facts.item.id not in read_anew:
            yield with_lines(batch, facts, lines.get(facts.item.id, ()))
