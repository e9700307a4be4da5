"""What was taken away is not only no longer found: its bytes go, too."""

from typing import Any

from pmo_bot.store.database import Database


def rewrite(db: Database) -> bool:
    """Write the database anew without what was taken away; False when somebody who reads kept some of it there.

    On PostgreSQL old rows are only given free: their bytes go with `VACUUM FULL`, which stops everybody meanwhile.
    """
    connection: Any = db.engine.raw_connection()
    try:
        if db.is_sqlite:
            connection.execute("VACUUM")
            (busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        connection.set_autocommit(True)
        connection.execute("VACUUM")
        connection.set_autocommit(False)
        return True
    finally:
        connection.close()
