"""Read whether what milestones need is there: three queries for any number of them."""

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlmodel import Session

from pmo_bot.model import AnyItem, Item, Kind, Person, State
from pmo_bot.rules.links import Waits
from pmo_bot.rules.readiness import Readiness, first
from pmo_bot.services.looking import visible_item
from pmo_bot.services.sight import Sight
from pmo_bot.store import links, queries
from pmo_bot.store.database import Database


def readiness(session: Session, team: str, items: Iterable[AnyItem]) -> dict[int, Readiness]:
    """By milestone: all that has to be there first.  What was let go is needed no longer."""
    ids = [item.id for item in items if item.kind is Kind.MILESTONE and item.is_open]
    if not ids:
        return {}
    near = links.reach(session, team, ids, "before")
    waits = Waits.of(links.edges(session, team, near))
    known = queries.items(session, team, near)
    found: dict[int, Readiness] = {}
    for one in ids:
        needs = [known[on] for on in waits.all_before(one) if known[on].state is not State.DROPPED]
        found[one] = Readiness(len(needs), first([on for on in needs if on.is_open]))
    return found


def veiled(found: Readiness, sees: Callable[[Item], bool]) -> Readiness:
    """What of it may be named."""
    seen = tuple(item for item in found.open if sees(item))
    return Readiness(found.total, seen, found.hidden + len(found.open) - len(seen))


def for_reader(db: Database, reader: Person, item_id: int, now: datetime) -> tuple[Item, Readiness, dict[int, Person]]:
    """One milestone for somebody who looks, with the owners of what is open."""
    with db.reading() as session:
        item = visible_item(session, reader, queries.item(session, reader.team_id, item_id), "")
        found = readiness(session, reader.team_id, [item]).get(item.id, Readiness())
        shown = veiled(found, Sight(session, reader).sees)
        return item, shown, queries.people(session, reader.team_id, [one.owner_id for one in shown.open])
