"""A backup into an empty database, in one transaction: all of it, or nothing.  Nothing is sent."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pmo_bot.exchange.archive import Unusable
from pmo_bot.services import restoring
from pmo_bot.store import backup, whole
from pmo_bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back."""

    as_of: datetime
    rows: int
    looked_up: int
    """Messages that may have left since the backup."""


def restore(db: Database, path: Path, now: datetime) -> Restored:
    """Bring a backup back.  Raises `Unusable`, and changes nothing, where the database is not empty."""
    with db.reading() as session:
        if not whole.is_empty(session):
            raise Unusable(
                "This database has rows already. Restore into an empty one: set DATABASE_URL to a new name, for "
                "example sqlite:///var/restored.db, and try again."
            )
    with backup.opened(path) as (copy, as_of):
        looked_up = restoring.settle(copy, as_of, now)
        with db.transaction() as session:
            for team in whole.teams(session):
                whole.forget_workspace(session, team)
            whole.forget_installations(session)
            counts = backup.fill(session, copy)
            whole.count_on(session)
    return Restored(as_of, sum(counts.values()), looked_up)
