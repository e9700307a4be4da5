"""Begin with one or two projects: where the bot speaks up by itself, and where it does not yet."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, update

from pmo_bot.model import Item, Person, Project, Workspace
from pmo_bot.rules.refusals import Refused
from pmo_bot.rules.silence import pilots
from pmo_bot.services.events import Act, once_only, record
from pmo_bot.services.notices import STILL_OPEN
from pmo_bot.services.policies import check_may_set
from pmo_bot.services.projects import visible_project
from pmo_bot.store import queries
from pmo_bot.store.database import Database

MOST_LETTERS = 2000


def piloted(db: Database, reader: Person) -> list[Project]:
    """The projects the pilot names, as far as the reader may know of them; none when there is no pilot."""
    with db.reading() as session:
        return _projects(session, reader, pilots(session.get_one(Workspace, reader.team_id)))


def set_pilot(db: Database, act: Act, keys: Sequence[str]) -> list[Project]:
    """From now on the bot speaks up in these projects only; in all for none.  Only PMO leads may."""
    with db.transaction() as session:
        once_only(session, act)
        check_may_set(session, act.person)
        named = [visible_project(session, act.person, key) for key in dict.fromkeys(keys)]
        workspace = queries.turn(session, act.team)
        before, workspace.pilot = workspace.pilot, ",".join(project.key for project in named)
        if len(workspace.pilot) > MOST_LETTERS:
            raise Refused("long_pilot", most=MOST_LETTERS)
        session.add(workspace)
        if before != workspace.pilot:
            record(session, act, "workspace.changed", before={"pilot": before}, after={"pilot": workspace.pilot})
            wake_all(session, act.team, act.now)
        return named


def wake_all(session: Session, team: str, now: datetime) -> None:
    """Look at everything again."""
    session.exec(update(Item).where(col(Item.team_id) == team, STILL_OPEN).values(wake_at=now))
    session.exec(update(Project).where(col(Project.team_id) == team).values(wake_at=now))


def _projects(session: Session, reader: Person, keys: Sequence[str]) -> list[Project]:
    found = []
    for key in keys:
        try:
            found.append(visible_project(session, reader, key))
        except Refused:
            continue
    return found
