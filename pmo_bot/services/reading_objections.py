"""Read the objections that a project's channel is told of, as far as everybody there may know of them."""

from collections.abc import Sequence

from sqlmodel import Session

from pmo_bot.model import Item, Project
from pmo_bot.rules.calendar import Calendar
from pmo_bot.rules.digest_facts import Objection
from pmo_bot.rules.permission import may_tell
from pmo_bot.services.objecting import unsettled
from pmo_bot.store import queries


def of_project(session: Session, project: Project, items: Sequence[Item], calendar: Calendar) -> list[Objection]:
    """Those about its items, whichever side they are on."""
    team = project.team_id
    found = unsettled(session, team, items)
    known = queries.items(session, team, [one for pair in found for one in (pair.item_id, pair.on_id)])
    people = queries.people(session, team, [event.actor_id for event in found.values()])

    def told(item: Item) -> Item | None:
        home = queries.project(session, team, item.project_id)
        return item if item.project_id == project.id or may_tell(home, project.channel or "") else None

    return [
        Objection(told(known[pair.item_id]), told(known[pair.on_id]), people.get(event.actor_id or 0),
                  calendar.today(event.happened_at))
        for pair, event in found.items()
    ]  # fmt: skip
