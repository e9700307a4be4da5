"""The desk: what people who left still owed, on whose desk it lies, and who takes over."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, or_, select

from pmo_bot.model import Item, LineKind, Person, Project, Role, Standing
from pmo_bot.rules.asks import is_orphan, pending
from pmo_bot.rules.brief import rank
from pmo_bot.rules.heirs import Heir, suggest
from pmo_bot.rules.refusals import Refused
from pmo_bot.services.changing import Done, changing, check_owner, item_for_act
from pmo_bot.services.events import Act, once_only
from pmo_bot.services.facts import item_facts
from pmo_bot.services.gathered import Gathered, gather
from pmo_bot.store import queries
from pmo_bot.store.database import Database

WORKED_LATELY = timedelta(days=90)


def left_to(session: Session, reader: Person, leaver_id: int, now: datetime) -> list[Item]:
    """What somebody left behind that this person is asked about, worst first; for a PMO lead all they may know of."""
    items = queries.open_items_of(session, reader.team_id, leaver_id)
    batch = gather(session, reader.team_id, now, items, [reader.id])
    left = [facts for facts in item_facts(batch, items) if is_orphan(facts)]
    mine = [
        facts.item
        for facts in left
        if any(asked.kind is LineKind.ORPHAN and asked.reader.person.id == reader.id for asked in pending(facts))
    ]
    if not mine and reader.role is Role.PMO:
        mine = [facts.item for facts in left if batch.knows(reader, facts.project)]
    return sorted(mine, key=rank)


def heirs(session: Session, reader: Person, items: Sequence[Item], now: datetime) -> tuple[Heir, ...]:
    """Who might take over: those who work on the same, are there today, and may know of it.  Never the reader."""
    batch = gather(session, reader.team_id, now, items)
    workers = _workers(session, batch, items)
    loads = _loads(session, reader.team_id, workers)
    people = queries.people(session, reader.team_id, workers)
    away = queries.absences(session, reader.team_id, list(people))
    batch.absences |= away
    return suggest(
        Heir(person, tuple(p for p in workers[person.id] if batch.knows(person, p)), loads.get(person.id, 0))
        for person in people.values()
        if person.id != reader.id and _can_take(batch, person)
    )


def _can_take(batch: Gathered, person: Person) -> bool:
    there = person.standing in (Standing.MEMBER, Standing.GUEST) and person.slack_id is not None
    calendar = batch.calendar(person)
    return there and not calendar.is_away(calendar.today(batch.now))


def _workers(session: Session, batch: Gathered, items: Sequence[Item]) -> dict[int, list[Project]]:
    """By person: those of the projects of some items in which they own something, or did lately."""
    found: dict[int, list[Project]] = {}
    ids = {item.project_id for item in items if item.project_id is not None}
    lately = or_(col(Item.closed_at).is_(None), col(Item.closed_at) > batch.now - WORKED_LATELY)
    rows = session.exec(
        select(Item.owner_id, Item.project_id)
        .where(Item.team_id == batch.team, col(Item.project_id).in_(ids), col(Item.owner_id).is_not(None), lately)
        .distinct()
    ).all()
    for owner_id, project_id in sorted(rows):
        found.setdefault(owner_id or 0, []).append(batch.projects[project_id or 0])
    return found


def _loads(session: Session, team: str, ids: Collection[int]) -> dict[int, int]:
    """By person: how much is open with them, over all projects."""
    rows = session.exec(
        select(Item.owner_id, func.count())
        .where(Item.team_id == team, col(Item.owner_id).in_(ids), col(Item.closed_at).is_(None))
        .group_by(col(Item.owner_id))
    )
    return {owner_id: count for owner_id, count in rows if owner_id is not None}


def window(db: Database, reader: Person, leaver_id: int, now: datetime) -> tuple[list[Item], Person | None]:
    """What is to be given away, and whoever is suggested for it; refused when nothing is left."""
    with db.reading() as session:
        items = left_to(session, reader, leaver_id, now)
        if not items:
            raise Refused("nothing_left", person=queries.person(session, reader.team_id, leaver_id))
        best = next(iter(heirs(session, reader, items, now)), None)
        return items, best.person if best is not None else None


def hand_over(
    db: Database, act: Act, leaver_id: int, everything: int | None, each: Mapping[int, int] | None = None
) -> list[Done]:
    """Give away what somebody left behind: each item to whom it was given, the others to one person.

    All at once or nothing; everybody who takes over is asked, as always.
    """
    with db.transaction() as session:
        once_only(session, act)
        items = left_to(session, act.person, leaver_id, act.now)
        if not items:
            raise Refused("nothing_left", person=queries.person(session, act.team, leaver_id))
        chosen = {item.id: heir for item in items if (heir := (each or {}).get(item.id, everything)) is not None}
        if not chosen:
            raise Refused("no_heir")
        known = queries.people(session, act.team, chosen.values())
        return [
            _give(session, act if number == 0 else act.without_once, item_id, known.get(heir_id))
            for number, (item_id, heir_id) in enumerate(chosen.items())
        ]


def _give(session: Session, act: Act, item_id: int, heir: Person | None) -> Done:
    item = item_for_act(session, act, item_id)
    if heir is None:
        raise Refused("no_person")
    check_owner(heir)
    with changing(session, act, item, "item.assigned") as events:
        item.owner_id, item.snoozed_until = heir.id, None
    return Done(item, events[0], heir, queries.project(session, act.team, item.project_id))
