"""Read for whom much waits: oneself, and whoever is needed in the projects that one leads."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from pmo_bot.model import Item, Person, Project
from pmo_bot.rules.bottlenecks import Bottleneck, bottlenecks
from pmo_bot.rules.links import Waits
from pmo_bot.services.reading_pending import asked_in, asks_something
from pmo_bot.store import links, queries


def of_oneself(session: Session, person: Person, owed: Sequence[Item], answers: int) -> Bottleneck | None:
    """What waits for somebody, over all projects, for them alone."""
    items, waits = _behind(session, person.team_id, owed)
    found = bottlenecks(items, waits, [person], {person.id: answers})
    return found[0] if found else None


def of_led(session: Session, lead: Person, led: Collection[Project], now: datetime) -> list[Bottleneck]:
    """Everybody else for whom much waits in the projects that somebody leads, for that lead alone."""
    ids = [project.id for project in led if project.lead_id == lead.id]
    if not ids:
        return []
    here = (Item.team_id == lead.team_id, col(Item.project_id).in_(ids))
    open_ = session.exec(select(Item).where(*here, col(Item.closed_at).is_(None))).all()
    asking = session.exec(select(Item).where(*here, asks_something(lead.team_id))).all()
    answers = Counter(asked.reader.person.id for asked in asked_in(session, asking, lead.team_id, now))
    items, waits = _behind(session, lead.team_id, open_)
    near = {one.owner_id for one in open_} | set(answers)
    people = queries.people(session, lead.team_id, near - {lead.id})
    return bottlenecks({one: item for one, item in items.items() if item.project_id in ids}, waits, people.values(),
                       answers)  # fmt: skip


def _behind(session: Session, team: str, items: Sequence[Item]) -> tuple[dict[int, Item], Waits]:
    """Some items with all that waits for them."""
    near = links.reach(session, team, [item.id for item in items], "after")
    found = {item.id: item for item in queries.items(session, team, near).values() if item.is_open}
    return found, Waits.of(links.edges(session, team, near))
