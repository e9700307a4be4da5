"""A database, disk or port that cannot be used, in words: what is wrong, what to do next, and the code to end with."""

import errno
import sqlite3
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import DBAPIError

from pmo_bot.cli.codes import LATER, UNUSABLE
from pmo_bot.playground.serve import NotListening
from pmo_bot.store.migrate import SchemaIsNewer

NEWER = (
    "The database has the schema of a newer version of PMO Bot. Start that version here too; "
    "or go back with it: ./run migrate --to SCHEMA"
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is said, and what the command ends with."""

    sentence: str
    code: int = UNUSABLE


NAMED = "Look at DATABASE_URL: it has to name a file that PMO Bot made, or one that is not there yet."
OF_SQLITE = {
    "NOTADB": Trouble(f"The file is no database. {NAMED}"),
    "CORRUPT": Trouble("The database is damaged. Stop the bot, and bring the newest backup back: ./run restore FILE"),
    "CANTOPEN": Trouble(f"The database cannot be opened. {NAMED} Its folder has to be there, and yours."),
    "READONLY": Trouble("The database may only be read. The file and its folder have to belong to whoever types this."),
    "PERM": Trouble("The database may only be read. The file and its folder have to belong to whoever types this."),
    "FULL": Trouble("There is no room left on the disk. Make some, then type it again.", LATER),
    "IOERR": Trouble("The disk did not read or write what it should. Look at it, then type it again.", LATER),
    "BUSY": Trouble("Something else is writing to the database, and takes long. Type it again later.", LATER),
}
"""By the second word of what SQLite calls the error."""


HAS_TO_BE = {
    "int_parsing": "a whole number",
    "bool_parsing": "true or false",
    "less_than_equal": "{le} at most",
    "greater_than_equal": "{ge} at least",
    "literal_error": "{expected}",
}
"""What a setting that cannot be read has to be, by what the library calls the error."""
LONGEST_VALUE = 13
"""Signs of a wrong value that are shown: a secret that was put into the wrong setting stands in no log."""


def of_settings(wrong: ValidationError) -> list[str]:
    """A line for each setting that cannot be used."""
    return [_of_setting(error) for error in wrong.errors()]


def _of_setting(error: ErrorDetails) -> str:
    name = ".".join(str(part) for part in error["loc"]).upper()
    wanted = HAS_TO_BE.get(error["type"])
    if wanted is None:
        return f"{name + ': ' if name else ''}{error['msg'].removeprefix('Value error, ')}"
    wanted = wanted.format_map(error.get("ctx", {}))
    is_now = str(error["input"])
    if len(is_now) > LONGEST_VALUE:
        is_now = f"{is_now[: LONGEST_VALUE - 1]}…"
    return f"{name}: it has to be {wanted}, and is “{is_now}”. Look at the environment, and at .env."


def in_words(failure: Exception) -> Trouble | None:
    """What to say of a failure that whoever runs the bot can mend; None for all others."""
    if isinstance(failure, SchemaIsNewer):
        return Trouble(NEWER, LATER)
    if isinstance(failure, NotListening):
        return Trouble(f"I cannot listen on {failure}. Choose another PORT, HEALTH_PORT or HOST.")
    if isinstance(failure, OSError) and failure.errno in (errno.ENOSPC, errno.EDQUOT):
        return OF_SQLITE["FULL"]
    if isinstance(failure, OSError) and failure.filename is not None:
        return Trouble(
            f"I cannot use {failure.filename}: {failure.strerror}. Look at it, and at who may read and write there."
        )
    told = failure.orig if isinstance(failure, DBAPIError) else failure
    if isinstance(told, sqlite3.Error):
        return OF_SQLITE.get((getattr(told, "sqlite_errorname", "") or "_").split("_")[1])
    return _of_postgresql(told)


def _of_postgresql(told: BaseException | None) -> Trouble | None:
    import psycopg

    if not isinstance(told, psycopg.OperationalError):
        return None
    why = str(told).strip().partition("\n")[0]
    return Trouble(f"PostgreSQL does not do it: {why}. Look at DATABASE_URL and at the server, then come again.", LATER)
