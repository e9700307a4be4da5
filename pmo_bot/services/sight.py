"""What exists for one reader, or for everybody in a room: asked of any number of items with two queries."""

from collections.abc import Iterable
from functools import cached_property

from sqlmodel import Session

from pmo_bot.model import AnyItem, Item, Person, Project
from pmo_bot.rules.permission import may_see, may_see_item, may_tell, may_tell_item
from pmo_bot.store import queries

ONE_BY_ONE = 3


class Sight:
    """One reader's view."""

    def __init__(self, session: Session, reader: Person, here: str | None = None) -> None:
        """`here` is the channel where everybody will read it; None where only the reader does."""
        self._session, self._reader, self._here = session, reader, here
        self._homes: dict[int, Project | None] = {}

    @cached_property
    def _rooms(self) -> frozenset[str]:
        return queries.private_rooms(self._session, self._reader.team_id, self._reader.slack_id)

    @cached_property
    def projects(self) -> dict[int, Project]:
        """All projects of the workspace, by id, whether they exist for the reader or not."""
        return {project.id: project for project in queries.projects(self._session, self._reader.team_id)}

    def project(self, item: AnyItem) -> Project | None:
        """Where an item belongs.  The first few are asked for one by one: most looks are at one or two of hundreds."""
        if item.project_id is None:
            return None
        if item.project_id not in self._homes:
            if len(self._homes) < ONE_BY_ONE and "projects" not in vars(self):
                team = self._reader.team_id
                self._homes[item.project_id] = queries.project(self._session, team, item.project_id)
            else:
                return self.projects.get(item.project_id)
        return self._homes[item.project_id]

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
