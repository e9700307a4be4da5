"""Everything that is kept about somebody, in plain values."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from pmo_bot.model import Person
from pmo_bot.services.events import plain
from pmo_bot.store import personal, whole
from pmo_bot.store.database import Database


def everything(db: Database, person: Person, now: datetime) -> dict[str, Any]:
    """The rows that name somebody, or that they wrote, by table, as one moment saw them; without what opens Slack."""
    with whole.snapshot(db) as session:
        tables = {}
        for table, condition in personal.about(person):
            shown = [column for column in table.columns if column.name not in personal.SECRETS]
            found = session.execute(select(*shown).where(condition).order_by(*table.primary_key.columns)).mappings()
            rows = [{name: plain(value) for name, value in row.items()} for row in found]
            if rows:
                tables[table.name] = rows
    as_of = now.astimezone(UTC).isoformat(timespec="seconds")
    return {"person": person.id, "workspace": person.team_id, "as_of": as_of, "tables": tables}
