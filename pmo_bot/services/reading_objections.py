"""Read the objections that a project's channel is told of, as far as everybody there may know of them."""

from collections.abc import Mapping

from pmo_bot.model import Event, Item, Person, Project
from pmo_bot.rules.digest_facts import Objection
from pmo_bot.rules.permission import may_tell
from pmo_bot.services.digest_batch import Batch
from pmo_bot.services.objecting import Pair, unsettled
from pmo_bot.store import queries


def of_projects(batch: Batch) -> dict[int, list[Objection]]:
    """By project: those about its items, whichever side they are on."""
    session, team = batch.session, batch.team
    found = unsettled(session, team, batch.ids)
    said = [(pair, event) for pairs in found.values() for pair, event in pairs.items()]
    items = queries.items(session, team, [one for pair, _ in said for one in (pair.item_id, pair.on_id)])
    homes = queries.projects_by_id(session, team, [item.project_id for item in items.values()])
    people = batch.people(event.actor_id for _, event in said)
    return {
        project.id: _told(batch, project, found.get(project.id, {}), items, homes, people) for project in batch.projects
    }


def _told(
    batch: Batch, project: Project, found: Mapping[Pair, Event], items: Mapping[int, Item],
    homes: Mapping[int, Project], people: Mapping[int, Person],
) -> list[Objection]:  # fmt: skip
    def told(item: Item) -> Item | None:
        home = homes.get(item.project_id or 0)
        return item if item.project_id == project.id or may_tell(home, project.channel or "") else None

    return [
        Objection(told(items[pair.item_id]), told(items[pair.on_id]), people.get(event.actor_id or 0),
                  batch.calendars[project.id].today(event.happened_at))
        for pair, event in found.items()
    ]  # fmt: skip
