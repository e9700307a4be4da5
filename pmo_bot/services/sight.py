"""What exists for one reader, or for everybody in a room: asked of any number of items with two queries."""

from collections.abc import Iterable

from sqlmodel import Session

from pmo_bot.model import AnyItem, Item, Person, Project
from pmo_bot.rules.permission import may_see, may_see_item, may_tell, may_tell_item
from pmo_bot.store import queries


class Sight:
    """One reader's view."""

    def __init__(self, session: Session, reader: Person, here: str | None = None) -> None:
        """`here` is the channel where everybody will read it; None where only the reader does."""
        self._reader, self._here = reader, here
        self._rooms = queries.private_rooms(session, reader.team_id, reader.slack_id)
        self.projects = {project.id: project for project in queries.projects(session, reader.team_id)}

    def project(self, item: AnyItem) -> Project | None:
        """Where an item belongs."""
        return self.projects.get(item.project_id or 0)

    def sees(self, item: AnyItem) -> bool:
        """Whether an item exists for them."""
        home = self.project(item)
        return may_see_item(self._reader, item, home, self._rooms) and may_tell_item(item, home, self._here)

    def sees_project(self, project: Project) -> bool:
        """Whether a project exists for them."""
        return may_see(self._reader, project, self._rooms) and may_tell(project, self._here)

    def of(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """Those of some items that exist for them."""
        return tuple(item for item in items if self.sees(item))
