"""Read decisions: one with everything about it, a search, and those that a new one sounds like."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlmodel import Session

from pmo_bot.model import Decision, Item, Person, Project
from pmo_bot.rules.decisions import DecisionCard
from pmo_bot.rules.permission import may_see, may_tell
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.similar import most_alike
from pmo_bot.services.looking import seen_among, seen_or_none, sees_decision
from pmo_bot.services.people import calendar_of
from pmo_bot.store import decisions as stored
from pmo_bot.store import queries, requirements
from pmo_bot.store.database import Database

FOUND, LOOKED_AT = 10, 200
COMPARED = 2000
"""How many of the newest decisions a new one is held against."""


def visible_decision(session: Session, reader: Person, decision: Decision | None, key: str = "") -> Decision:
    """The decision, if it exists for this reader; else the refusal names only what they typed themselves."""
    if decision is None or decision.team_id != reader.team_id or not sees_decision(session, reader, decision):
        raise Refused("no_item", key=key)
    return decision


def seen_decision(session: Session, reader: Person, decision: Decision | None) -> Decision | None:
    """The decision, if it exists for this reader."""
    return decision if decision is not None and sees_decision(session, reader, decision) else None


def card(db: Database, reader: Person, now: datetime, decision_id: int, here: str | None = None) -> DecisionCard:
    """One decision by its id, as buttons name it; a hidden one and none at all sound the same.

    `here` is the channel where everybody will read it.
    """
    with db.reading() as session:
        decision = visible_decision(session, reader, session.get(Decision, decision_id))
        return card_for(session, reader, decision, now, here)


def card_for(
    session: Session, reader: Person, decision: Decision, now: datetime, here: str | None = None
) -> DecisionCard:
    """The same, in a transaction that is under way."""

    def sees(other: Decision) -> bool:
        home = queries.project(session, other.team_id, other.project_id)
        return sees_decision(session, reader, other) and may_tell(home, here)

    items = stored.following(session, decision.team_id, [decision.number]).get(decision.number, ())
    return _card(
        session,
        decision,
        seen_among(session, reader, items, here),
        seen_or_none(session, reader, queries.item(session, decision.team_id, decision.item_id), here),
        calendar_of(session, reader).today(now),
        sees,
    )


def announced(session: Session, decision: Decision) -> DecisionCard:
    """As everybody in its project's channel may know it."""
    items = stored.following(session, decision.team_id, [decision.number]).get(decision.number, ())
    told = tuple(one for one in items if one.project_id == decision.project_id)
    return _card(
        session, decision, told, None, decision.decided_on, lambda other: other.project_id == decision.project_id
    )


def _card(
    session: Session, decision: Decision, items: tuple[Item, ...], settles: Item | None, today: date,
    sees: Callable[[Decision], bool],
) -> DecisionCard:  # fmt: skip
    team, number = decision.team_id, decision.number
    related = [decision.supersedes_id, decision.superseded_by_id, decision.exception_to_id]
    others = {one.id: one for one in stored.by_ids(session, team, related).values() if sees(one)}
    parts = stored.people_of(session, team, [number])
    ids = [decision.decider_id, *(one.person_id for one in parts)]
    people = queries.people(session, team, [*ids, *(item.owner_id for item in items)])
    return DecisionCard(
        decision=decision,
        project=queries.project(session, team, decision.project_id),
        decider=people.get(decision.decider_id or 0),
        options=stored.options_of(session, team, [number]).get(number, ()),
        items=items,
        people=tuple((one, people[one.person_id]) for one in parts if one.person_id in people),
        supersedes=others.get(decision.supersedes_id or 0),
        superseded_by=others.get(decision.superseded_by_id or 0),
        exception_to=others.get(decision.exception_to_id or 0),
        settles=settles,
        owners=people,
        today=today,
        requirements=tuple(one.name for one in requirements.of_number(session, team, number)),
    )


# --- finding ----------------------------------------------------------------------------


def search(
    db: Database, reader: Person, now: datetime, words: str, *, project: Project | None = None, here: str | None = None
) -> list[DecisionCard]:
    """Decisions with every one of these words that this person may see, newest first; all for no words.

    `here` is the channel where everybody will read the answer.
    """
    with db.reading() as session:
        found = stored.matching(session, reader.team_id, words.split(), LOOKED_AT)
        seen = [one for one in _seen(session, reader, found, here) if project is None or one.project_id == project.id]
        return [card_for(session, reader, one, now, here) for one in seen[:FOUND]]


def alike(db: Database, reader: Person, title: str) -> list[Decision]:
    """Decisions that count and sound like a new one, as far as the reader may know of them; the closest first."""
    with db.reading() as session:
        found = stored.that_hold(session, reader.team_id, COMPARED)
        return most_alike(title, _seen(session, reader, found, None), lambda one: one.title)


def _seen(session: Session, reader: Person, found: Sequence[Decision], here: str | None) -> list[Decision]:
    rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
    projects = {one.id: one for one in queries.projects(session, reader.team_id)}
    homes = ((one, projects.get(one.project_id or 0)) for one in found)
    return [one for one, home in homes if may_see(reader, home, rooms) and may_tell(home, here)]
