"""Commands about the database itself."""

import sys
from pathlib import Path

from sqlalchemy.engine import make_url

from pmo_bot.settings import Settings
from pmo_bot.store.alone import make_folder
from pmo_bot.store.migrate import downgrade, upgrade

UNKNOWN = 2


def migrate(settings: Settings, to: str = "") -> int:
    """Bring the database to the newest schema, or back `to` an older one: for the version of the bot before this."""
    if to:
        from alembic.util import CommandError

        try:
            downgrade(settings.database_url, to)
        except CommandError as wrong:
            print(f"{to} is no schema that this database can go back to: {wrong}", file=sys.stderr)
            return UNKNOWN
        print(f"The database is as it was at {to}. Start the version of the bot that belongs to it.")
        return 0
    prepare(settings.database_url)
    print("The database is up to date.")
    return 0


def prepare(url: str) -> None:
    """Make the folder of a SQLite file, and the newest schema."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        make_folder(Path(str(parsed.database)))
    upgrade(url)
