"""Commands about the database itself."""

from pathlib import Path

from sqlalchemy.engine import make_url

from pmo_bot.settings import Settings
from pmo_bot.store.migrate import upgrade


def migrate(settings: Settings) -> int:
    """Bring the database to the newest schema."""
    prepare(settings.database_url)
    print("The database is up to date.")
    return 0


def prepare(url: str) -> None:
    """Make the folder of a SQLite file, and the newest schema."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    upgrade(url)
